// From a schema inside an OpenAPI file to a JSON Schema 2020-12 that stands alone.

const annotations = new Set(['example', 'examples', 'discriminator', 'xml', 'externalDocs', 'deprecated', 'nullable', 'readOnly', 'writeOnly', 'default']);
const one = new Set(['not', 'if', 'then', 'else', 'contains', 'propertyNames', 'additionalItems', 'unevaluatedItems', 'unevaluatedProperties']);
const many = new Set(['allOf', 'anyOf', 'oneOf', 'prefixItems']);
const named = new Set(['properties', 'patternProperties', 'dependentSchemas', '$defs', 'definitions']);

export function resolve(document, node) {
  for (let steps = 0; node && typeof node.$ref === 'string'; steps++) {
    if (steps > 50) throw new Error(`circular reference ${node.$ref}`);
    node = at(document, node.$ref);
  }
  return node;
}

function at(document, reference) {
  if (!reference.startsWith('#')) throw new Error(`reference outside of the file: ${reference}`);
  let node = document;
  for (const part of reference.slice(1).split('/').slice(1)) {
    node = node?.[decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~')];
  }
  if (node === undefined) throw new Error(`dangling reference ${reference}`);
  return node;
}

// direction: 'request' or 'response'; members that only travel the other way are not required.
export function standalone(document, schema, direction) {
  const context = { document, direction, old: document.openapi.startsWith('3.0'), defs: {}, names: new Map() };
  const root = convert(schema, context);
  return { ...(root === true || root === false ? { allOf: [root] } : root), $defs: { ...root.$defs, ...context.defs } };
}

function convert(schema, context) {
  if (typeof schema === 'boolean') return schema;
  if (schema === null || typeof schema !== 'object') throw new Error(`not a schema: ${JSON.stringify(schema)}`);
  const result = {};
  for (const [key, value] of Object.entries(schema)) {
    if (key === '$ref') result.$ref = reference(value, context);
    else if (annotations.has(key) || key.startsWith('x-')) continue;
    else if (one.has(key)) result[key] = convert(value, context);
    else if (many.has(key)) result[key] = value.map(item => convert(item, context));
    else if (named.has(key)) result[key] = Object.fromEntries(Object.entries(value).map(([name, item]) => [name, convert(item, context)]));
    else if (key === 'items') result.items = Array.isArray(value) ? value.map(item => convert(item, context)) : convert(value, context);
    else if (key === 'additionalProperties') result.additionalProperties = convert(value, context);
    else result[key] = value;
  }
  relaxRequired(schema, result, context);
  return context.old ? modernise(schema, result) : result;
}

function reference(pointer, context) {
  if (!context.names.has(pointer)) {
    const name = `s${context.names.size}`;
    context.names.set(pointer, name);
    context.defs[name] = true;
    context.defs[name] = convert(at(context.document, pointer), context);
  }
  return `#/$defs/${context.names.get(pointer)}`;
}

function relaxRequired(schema, result, context) {
  if (!Array.isArray(result.required)) {
    // Some files put a boolean here, as in OpenAPI parameters; it says nothing about members.
    delete result.required;
    return;
  }
  const otherWay = context.direction === 'request' ? 'readOnly' : 'writeOnly';
  result.required = result.required.filter(name => schema.properties?.[name]?.[otherWay] !== true);
}

function modernise(schema, result) {
  if (result.$ref) {
    return schema.nullable === true ? { anyOf: [{ $ref: result.$ref }, { type: 'null' }] } : { $ref: result.$ref };
  }
  for (const [flag, bound] of [['exclusiveMinimum', 'minimum'], ['exclusiveMaximum', 'maximum']]) {
    if (result[flag] === true) {
      result[flag] = result[bound];
      delete result[bound];
    } else if (result[flag] === false) delete result[flag];
  }
  if (schema.nullable !== true) return result;
  if (typeof result.type === 'string') {
    result.type = [result.type, 'null'];
    if (result.enum && !result.enum.includes(null)) result.enum = [...result.enum, null];
    return result;
  }
  return Object.keys(result).length === 0 ? result : { anyOf: [result, { type: 'null' }] };
}

// Every type that a value under this schema may have; empty: any.
export function types(document, schema, found = new Set(), depth = 0) {
  const node = resolve(document, schema);
  if (!node || typeof node !== 'object' || depth > 20) return found;
  for (const type of [node.type ?? []].flat()) found.add(type);
  if (node.properties) found.add('object');
  if (node.items) found.add('array');
  for (const key of ['allOf', 'anyOf', 'oneOf']) {
    for (const part of node[key] ?? []) types(document, part, found, depth + 1);
  }
  return found;
}

// Schemas of a member wherever the schema declares it.
export function member(document, schema, name, depth = 0) {
  const node = resolve(document, schema);
  if (!node || typeof node !== 'object' || depth > 20) return [];
  const here = node.properties && Object.hasOwn(node.properties, name) ? [node.properties[name]] : [];
  const below = ['allOf', 'anyOf', 'oneOf'].flatMap(key => (node[key] ?? []).flatMap(part => member(document, part, name, depth + 1)));
  const open = here.length + below.length === 0 && node.additionalProperties && typeof node.additionalProperties === 'object'
    ? [node.additionalProperties] : [];
  return [...here, ...below, ...open];
}

// Schemas of an item wherever the schema declares one.
export function itemOf(document, schema, depth = 0) {
  const node = resolve(document, schema);
  if (!node || typeof node !== 'object' || depth > 20) return [];
  const below = ['allOf', 'anyOf', 'oneOf'].flatMap(key => (node[key] ?? []).flatMap(part => itemOf(document, part, depth + 1)));
  return [...(node.items && !Array.isArray(node.items) ? [node.items] : []), ...below];
}

export function declaresMembers(document, schema, depth = 0) {
  const node = resolve(document, schema);
  if (!node || typeof node !== 'object' || depth > 20) return false;
  return Object.keys(node.properties ?? {}).length > 0
    || ['allOf', 'anyOf', 'oneOf'].some(key => (node[key] ?? []).some(part => declaresMembers(document, part, depth + 1)));
}

// From text on the wire (forms, queries) to the values that a schema speaks of.
import { itemOf, member, types } from './schemas.mjs';

export function pairs(text) {
  return text.split('&').filter(Boolean).map(pair => {
    const at = pair.indexOf('=');
    const decode = part => decodeURIComponent(part.replaceAll('+', ' '));
    return at < 0 ? [decode(pair), ''] : [decode(pair.slice(0, at)), decode(pair.slice(at + 1))];
  });
}

// One text as the schema's type; JSON text where an object or array is meant.
export function coerce(document, schemas, text) {
  const allowed = new Set(schemas.flatMap(schema => [...types(document, schema)]));
  if (allowed.has('object') || allowed.has('array')) {
    try {
      const value = JSON.parse(text);
      if (value !== null && typeof value === 'object') return value;
    } catch {
      // Not JSON text: a scalar, below.
    }
    if (allowed.has('array')) return [coerce(document, schemas.flatMap(schema => itemOf(document, schema)), text)];
  }
  if ((allowed.has('integer') || allowed.has('number')) && /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(text)) return Number(text);
  if (allowed.has('boolean') && (text === 'true' || text === 'false')) return text === 'true';
  return text;
}

// A form as an object: repeated keys to arrays, a[b]=c and a[]=c to members and items.
export function form(document, schema, text) {
  const tree = new Map();
  for (const [key, value] of pairs(text)) {
    const isDeclared = member(document, schema, key).length > 0;
    const path = isDeclared ? [key] : [key.split('[')[0], ...[...key.matchAll(/\[([^\]]*)\]/g)].map(match => match[1])];
    plant(tree, path, value);
  }
  return Object.fromEntries([...tree].map(([name, node]) => [name, grow(document, member(document, schema, name), node)]));
}

function plant(tree, [head, ...rest], value) {
  if (rest.length === 0 || (rest.length === 1 && rest[0] === '')) {
    const node = tree.get(head) ?? { texts: [] };
    if (!node.texts) throw new Error(`field '${head}' is both a value and a structure`);
    node.texts.push(value);
    node.isList ||= rest.length === 1;
    tree.set(head, node);
    return;
  }
  const node = tree.get(head) ?? { members: new Map() };
  if (!node.members) throw new Error(`field '${head}' is both a value and a structure`);
  tree.set(head, node);
  plant(node.members, rest, value);
}

function grow(document, schemas, node) {
  const items = schemas.flatMap(schema => itemOf(document, schema));
  if (node.texts) {
    return node.isList || node.texts.length > 1
      ? node.texts.map(text => coerce(document, items, text))
      : coerce(document, schemas, node.texts[0]);
  }
  const names = [...node.members.keys()];
  if (items.length > 0 && names.every(name => /^\d+$/.test(name))) {
    return names.sort((a, b) => a - b).map(name => grow(document, items, node.members.get(name)));
  }
  return Object.fromEntries(names.map(name =>
    [name, grow(document, schemas.flatMap(schema => member(document, schema, name)), node.members.get(name))]));
}

// A parameter's value out of the query's texts for it.
export function parameter(document, definition, texts) {
  if (definition.content) return JSON.parse(texts[0]);
  const schema = definition.schema ?? {};
  if (!types(document, schema).has('array')) {
    if (texts.length > 1) throw new Error('given more than once');
    return coerce(document, [schema], texts[0]);
  }
  const items = itemOf(document, schema);
  const separator = { spaceDelimited: ' ', pipeDelimited: '|' }[definition.style] ?? ',';
  const split = definition.explode === false && texts.length === 1 ? texts[0].split(separator) : texts;
  return split.map(text => coerce(document, items, text));
}

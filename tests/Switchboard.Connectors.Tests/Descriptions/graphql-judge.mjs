// Judges recorded GraphQL exchanges by a schema. One JSON line in, one JSON line out.
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { buildSchema, getNamedType, isAbstractType, isEnumType, isLeafType, isListType, isNonNullType, parse, validate } from 'graphql';
import { getVariableValues } from 'graphql/execution/values.js';

const schemas = new Map();

// Custom scalars hold anything for a schema; these are what Shopify's documentation says they are.
const scalars = {
  DateTime: value => typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(value),
  Decimal: value => typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value),
  Money: value => typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value),
  UnsignedInt64: value => typeof value === 'string' && /^\d+$/.test(value),
  ID: value => typeof value === 'string' && value.startsWith('gid://shopify/'),
  Int: value => Number.isInteger(value) && Math.abs(value) < 2 ** 31,
  Float: value => typeof value === 'number',
  Boolean: value => typeof value === 'boolean',
};

function load(file) {
  if (!schemas.has(file)) schemas.set(file, buildSchema(readFileSync(file, 'utf8')));
  return schemas.get(file);
}

function fields(document, selections) {
  return selections.flatMap(selection => {
    if (selection.kind === 'Field') return [selection];
    const inner = selection.kind === 'InlineFragment' ? selection
      : document.definitions.find(one => one.kind === 'FragmentDefinition' && one.name.value === selection.name.value);
    return fields(document, inner.selectionSet.selections);
  });
}

function leaf(type, value, path) {
  const right = isEnumType(type) ? type.getValue(value) !== undefined : (scalars[type.name] ?? (one => typeof one === 'string'))(value);
  return right ? [] : [`${path} is no ${type.name}`];
}

function check(schema, document, type, selections, value, path) {
  if (isNonNullType(type)) {
    return value === null || value === undefined ? [`${path} is null, ${type} cannot be`] : check(schema, document, type.ofType, selections, value, path);
  }
  if (value === null) return [];
  if (isListType(type)) {
    return Array.isArray(value) ? value.flatMap((item, i) => check(schema, document, type.ofType, selections, item, `${path}[${i}]`)) : [`${path} is no list`];
  }
  if (isLeafType(type)) return leaf(type, value, path);
  if (isAbstractType(getNamedType(type))) return [`${path}: abstract types are not judged`];
  if (typeof value !== 'object' || Array.isArray(value)) return [`${path} is no object`];
  const wanted = fields(document, selections);
  const keys = new Set(wanted.map(field => (field.alias ?? field.name).value));
  const errors = Object.keys(value).filter(key => !keys.has(key)).map(key => `${path}.${key} was not asked for`);
  for (const field of wanted) {
    const key = (field.alias ?? field.name).value;
    if (!(key in value)) errors.push(`${path}.${key} is missing`);
    else if (field.name.value !== '__typename') {
      errors.push(...check(schema, document, type.getFields()[field.name.value].type, field.selectionSet?.selections ?? [], value[key], `${path}.${key}`));
    }
  }
  return errors;
}

function judge({ file, body, answer }) {
  const schema = load(file);
  const { query, variables } = JSON.parse(body);
  const document = parse(query);
  const operation = document.definitions.find(one => one.kind === 'OperationDefinition');
  const request = validate(schema, document).map(error => error.message);
  if (request.length === 0) {
    const { errors } = getVariableValues(schema, operation.variableDefinitions ?? [], variables ?? {});
    request.push(...(errors ?? []).map(error => error.message));
    const declared = new Set((operation.variableDefinitions ?? []).map(one => one.variable.name.value));
    request.push(...Object.keys(variables ?? {}).filter(name => !declared.has(name)).map(name => `variable ${name} is not declared`));
  }
  const { data } = JSON.parse(answer);
  const response = data === undefined || data === null || request.length > 0 ? []
    : check(schema, document, schema.getRootType(operation.operation), operation.selectionSet.selections, data, 'data');
  return { operation: operation.name?.value ?? operation.operation, request, response: response.slice(0, 20) };
}

for await (const line of createInterface({ input: process.stdin })) {
  let answer;
  try {
    answer = judge(JSON.parse(line));
  } catch (error) {
    answer = { operation: 'unknown', request: [`cannot be judged: ${error.message}`], response: [] };
  }
  process.stdout.write(JSON.stringify(answer) + '\n');
}

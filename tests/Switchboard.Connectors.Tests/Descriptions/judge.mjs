// Judges recorded exchanges by providers' descriptions. One JSON line in, one JSON line out.
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import Ajv from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { coerce, form, pairs, parameter } from './decoding.mjs';
import { declaresMembers, resolve, standalone } from './schemas.mjs';

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];
const documents = new Map();
const validators = new Map();
const ajv = new Ajv.default({ strict: false, allErrors: true, unicodeRegExp: false, logger: false });
addFormats.default(ajv);
ajv.addFormat('byte', /^[A-Za-z0-9+/_-]*={0,2}$/);
// Files say uri of relative addresses too, as Twilio's next_page_uri: only what no address may hold is refused.
ajv.addFormat('uri', /^[^\s<>"{}|\\^`]+$/);
ajv.addFormat('uint32', /^\d{1,10}$/);
ajv.addFormat('uint64', /^\d{1,20}$/);
ajv.addFormat('date-time-rfc-2822', /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d{2}:\d{2}:\d{2} [+-]\d{4}$/);
ajv.addFormat('iso-country-code', /^[A-Z]{2}$/);

function load(file) {
  if (!documents.has(file)) documents.set(file, JSON.parse(readFileSync(file, 'utf8')));
  return documents.get(file);
}

function validator(file, document, schema, direction, closed) {
  const cache = validators.get(schema) ?? {};
  validators.set(schema, cache);
  return cache[direction + closed] ??= ajv.compile(closed && declaresMembers(document, schema)
    ? { ...standalone(document, { allOf: [schema] }, direction), unevaluatedProperties: false }
    : standalone(document, schema, direction));
}

function check(file, document, schema, value, what, { direction = 'request', closed = false } = {}) {
  const validate = validator(file, document, schema, direction, closed);
  if (validate(value)) return [];
  return validate.errors.slice(0, 20).map(error =>
    `${what}${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`);
}

function operationOf(document, template, method) {
  const path = document.paths[template];
  if (!path) throw new Error(`no path ${template}; there are ${Object.keys(document.paths).join(', ')}`);
  const operation = resolve(document, path)[method.toLowerCase()];
  if (!operation) throw new Error(`no ${method} at ${template}`);
  const all = [...(resolve(document, path).parameters ?? []), ...(operation.parameters ?? [])].map(item => resolve(document, item));
  const parameters = new Map(all.map(item => [`${item.in} ${item.name}`, item]));
  const servers = operation.servers ?? resolve(document, path).servers ?? document.servers ?? [];
  return { operation, parameters: [...parameters.values()], servers: servers.map(server => server.url) };
}

function judgeAddress(file, document, template, { parameters, servers: described }, address) {
  const url = new URL(address);
  const servers = described.filter(server => /^https?:/.test(server) && !server.includes('{')).map(server => new URL(server));
  const home = servers.filter(server => server.host === url.host);
  if (servers.length > 0 && home.length === 0) return [`host ${url.host} is none of ${servers.map(server => server.host).join(', ')}`];
  const names = [];
  const pattern = template.split(/(\{[^}]+\})/).map(part => {
    if (!part.startsWith('{')) return part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    names.push(part.slice(1, -1));
    return '([^/]+?)';
  }).join('');
  const prefixes = home.length > 0 ? home.map(server => server.pathname.replace(/\/$/, '')) : [''];
  const match = prefixes.map(prefix => url.pathname.startsWith(prefix) && url.pathname.slice(prefix.length).match(`^${pattern}$`)).find(Boolean);
  if (!match) return [`path ${url.pathname} is not ${template}`];
  return names.flatMap((name, i) => {
    const definition = parameters.find(item => item.in === 'path' && item.name === name);
    const value = coerce(document, [definition?.schema ?? {}], decodeURIComponent(match[i + 1]));
    return definition ? check(file, document, definition.schema ?? {}, value, `path ${name}`) : [];
  });
}

function judgeQuery(file, document, parameters, address) {
  const declared = parameters.filter(item => item.in === 'query');
  const given = new Map();
  for (const [key, text] of pairs(new URL(address).search.slice(1))) given.set(key, [...(given.get(key) ?? []), text]);
  const errors = [];
  for (const definition of declared) {
    const names = [definition.name, `${definition.name}[]`];
    const texts = names.flatMap(name => given.get(name) ?? []);
    names.forEach(name => given.delete(name));
    const deep = [...given].filter(([key]) => definition.style === 'deepObject' && key.startsWith(`${definition.name}[`));
    deep.forEach(([key]) => given.delete(key));
    if (texts.length > 0) {
      try {
        errors.push(...check(file, document, definition.schema ?? {}, parameter(document, definition, texts), `query ${definition.name}`));
      } catch (error) {
        errors.push(`query ${definition.name}: ${error.message}`);
      }
    } else if (deep.length > 0) {
      const text = deep.flatMap(([key, values]) => values.map(value => `${encodeURIComponent(key)}=${encodeURIComponent(value)}`)).join('&');
      const wrapper = { type: 'object', properties: { [definition.name]: definition.schema } };
      errors.push(...check(file, document, definition.schema, form(document, wrapper, text)[definition.name], `query ${definition.name}`));
    } else if (definition.required) errors.push(`query ${definition.name} is missing`);
  }
  return [...errors, ...[...given.keys()].map(key => `query ${key} is not described`)];
}

function mediaOf(content, type) {
  const bare = (type ?? '').split(';')[0].trim().toLowerCase();
  const key = Object.keys(content).find(name => name.split(';')[0].trim().toLowerCase() === bare)
    ?? Object.keys(content).find(name => name.endsWith('/*') && name !== '*/*' && bare.startsWith(name.slice(0, -1)))
    ?? Object.keys(content).find(name => name === '*/*');
  return bare && key !== undefined ? { bare, media: content[key] } : null;
}

const isJson = type => type === 'application/json' || type.endsWith('+json');

function judgeBody(file, document, content, type, body, direction) {
  const found = mediaOf(content, type);
  if (!found) return [`content type ${type ?? 'absent'} is none of ${Object.keys(content).join(', ')}`];
  const { schema } = found.media;
  const text = body.toString('utf8');
  if (isJson(found.bare)) {
    let value;
    try {
      value = JSON.parse(text);
    } catch (error) {
      return [`body is not JSON: ${error.message}`];
    }
    return schema ? check(file, document, schema, value, 'body', { direction, closed: direction === 'request' }) : [];
  }
  return schema && found.bare === 'application/x-www-form-urlencoded'
    ? check(file, document, schema, form(document, schema, text), 'body', { direction, closed: true })
    : [];
}

function judgeRequest(file, document, operation, question) {
  const body = Buffer.from(question.requestBody, 'base64');
  const definition = resolve(document, operation.requestBody);
  if (!definition) return body.length > 0 ? ['a body is sent, none is described'] : [];
  if (body.length === 0 && !question.requestType) return definition.required ? ['the body is missing'] : [];
  return judgeBody(file, document, definition.content ?? {}, question.requestType, body, 'request');
}

function judgeResponse(file, document, operation, question) {
  const status = String(question.status);
  const definition = resolve(document, operation.responses[status] ?? operation.responses[`${status[0]}XX`] ?? operation.responses.default);
  if (!definition) return [`status ${status} is none of ${Object.keys(operation.responses).join(', ')}`];
  const body = Buffer.from(question.responseBody, 'base64');
  if (Object.keys(definition.content ?? {}).length === 0) return body.length > 0 ? [`a body came with ${status}, none is described`] : [];
  return judgeBody(file, document, definition.content, question.responseType, body, 'response');
}

function judge(question) {
  const document = load(question.file);
  const found = operationOf(document, question.path, question.method);
  const { operation, parameters } = found;
  const request = question.method.toUpperCase() === question.sentMethod.toUpperCase() ? [] : [`method ${question.sentMethod} is not ${question.method}`];
  request.push(...judgeAddress(question.file, document, question.path, found, question.address));
  request.push(...judgeQuery(question.file, document, parameters, question.address));
  request.push(...judgeRequest(question.file, document, operation, question));
  return { operation: operation.operationId ?? `${question.method} ${question.path}`, request, response: judgeResponse(question.file, document, operation, question) };
}

// Compiles every schema of every operation, so that a file that cannot judge is found before it judges.
function compileAll(file) {
  const document = load(file);
  for (const [template, path] of Object.entries(document.paths)) {
    for (const method of methods.filter(name => resolve(document, path)[name])) {
      const { operation, parameters } = operationOf(document, template, method);
      parameters.filter(item => item.schema).forEach(item => validator(file, document, item.schema, 'request', false));
      const compile = (definition, direction) => Object.values(resolve(document, definition)?.content ?? {})
        .filter(media => media.schema).forEach(media => validator(file, document, media.schema, direction, direction === 'request'));
      compile(operation.requestBody, 'request');
      Object.values(operation.responses).forEach(definition => compile(definition, 'response'));
    }
  }
  return { operation: 'all', request: [], response: [] };
}

for await (const line of createInterface({ input: process.stdin })) {
  const question = JSON.parse(line);
  let answer;
  try {
    answer = question.path ? judge(question) : compileAll(question.file);
  } catch (error) {
    answer = { operation: question.path ?? 'all', request: [`cannot be judged: ${error.message}`], response: [] };
  }
  process.stdout.write(JSON.stringify(answer) + '\n');
}

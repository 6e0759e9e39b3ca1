/** Shows asyncapi.yaml: by server, the channels with the messages that the gateway sends and takes. */

import { element, inline, markdown } from '/docs/assets/markdown.js';

const files = new Map();

/** Reads a schema's file once. */
function file(name) {
  if (!files.has(name)) {
    files.set(name, fetch(`/schemas/${name}`).then((response) => response.json()));
  }
  return files.get(name);
}

/** Follows a reference within an object. */
const at = (root, pointer) =>
  pointer
    .split('/')
    .slice(1)
    .reduce((found, part) => found[part.replace(/~1/g, '/').replace(/~0/g, '~')], root);

/** Follows references within the document. */
function resolved(api, object) {
  return object.$ref ? resolved(api, at(api, object.$ref.slice(1))) : object;
}

/** Follows a schema's references: `here` is the file that it stands in. */
async function followed(schema, here) {
  if (!schema.$ref) {
    return { schema, here };
  }
  const [path, pointer = ''] = schema.$ref.split('#');
  const name = path ? path.replace(/^schemas\//, '') : here;
  return followed(at(await file(name), pointer), name);
}

/** Says in few words what a value may be. */
function kind(schema) {
  if ('const' in schema) {
    return JSON.stringify(schema.const);
  }
  if (schema.enum) {
    return schema.enum.join(' | ');
  }
  const choices = (schema.anyOf ?? []).map((choice) => choice.type ?? 'object');
  const type = choices.length ? choices : [schema.type ?? (hasMembers(schema) ? 'object' : 'any')].flat();
  return type.join(' | ') + (schema.format ? ` (${schema.format})` : '');
}

/** A table of an object's members; what has members of its own is opened where it stands. */
async function members(schema, here) {
  if (schema.oneOf) {
    const names = schema.oneOf.map((one) => one.$ref.replace('-event.json', '').replace('-', '.'));
    return [element('p', {}, ...inline(`One of ${names.map((name) => `\`wpd.${name}.v1\``).join(', ')}.`))];
  }
  const found = await everyMember(schema, here);
  const rows = [];
  for (const [name, { member, required }] of found) {
    const { schema: target, here: place } = await followed(member, here);
    const inner = target.type === 'array' ? await followed(target.items, place) : { schema: target, here: place };
    const about = target.description ?? inner.schema.title ?? '';
    const cell = element('td', {}, ...inline(about));
    if (hasMembers(inner.schema)) {
      cell.append(later('Its members', () => members(inner.schema, inner.here)));
    }
    const label = [element('code', {}, name), required.has(name) ? '' : element('span', { class: 'docs-maybe' }, ' optional')];
    const word = target.type === 'array' ? `array of ${kind(inner.schema)}` : kind(target);
    rows.push(element('tr', {}, element('th', { scope: 'row' }, ...label), element('td', { class: 'docs-kind' }, word), cell));
  }
  return rows.length
    ? [element('div', { class: 'docs-scroll', tabindex: '0' }, element('table', { class: 'docs-members' }, element('tbody', {}, ...rows)))]
    : [element('p', {}, 'No members.')];
}

const hasMembers = (schema) => Boolean(schema.properties ?? schema.allOf ?? schema.oneOf);

/** Members of a schema and of those that it builds on; the later one says more. */
async function everyMember(schema, here) {
  const found = new Map();
  const required = new Set(schema.required ?? []);
  for (const part of schema.allOf ?? []) {
    const { schema: base, here: place } = await followed(part, here);
    for (const [name, entry] of await everyMember(base, place)) {
      found.set(name, entry);
      entry.required.forEach((one) => required.add(one));
    }
  }
  for (const [name, member] of Object.entries(schema.properties ?? {})) {
    if (member === false) {
      found.delete(name);
    } else {
      found.set(name, { member, required });
    }
  }
  return found;
}

/** Something that is made when it is opened first. */
function later(label, make) {
  const details = element('details', {}, element('summary', {}, label));
  const open = async () => details.append(...(await make()));
  details.addEventListener('toggle', open, { once: true });
  return details;
}

async function showMessage(message) {
  const { schema, here } = await followed(message.payload, '');
  const shown = schema.description ? [...markdown(schema.description)] : [];
  if (message.headers) {
    const lines = Object.entries(message.headers.properties).map(([name, one]) => `\`${name}: ${one.const ?? '…'}\``);
    shown.push(element('p', {}, ...inline(`With the lines ${lines.join(' and ')}.`)));
  }
  shown.push(...(await members(schema, here)));
  for (const example of message.examples?.map((one) => one.payload) ?? schema.examples ?? []) {
    shown.push(element('pre', { tabindex: '0' }, element('code', {}, JSON.stringify(example, null, 2))));
  }
  if (message.payload.$ref) {
    shown.push(element('p', {}, element('a', { href: `/${message.payload.$ref}` }, message.payload.$ref)));
  }
  return shown;
}

function messageItem(message) {
  const details = later('', () => showMessage(message));
  const about = message.summary ? element('span', {}, ...inline(message.summary)) : '';
  details.firstChild.append(element('strong', {}, message.title), ' ', about);
  details.className = 'docs-message';
  return details;
}

function operationPart(api, channel, operation) {
  const word = operation.action === 'send' ? 'The gateway sends' : 'The gateway takes';
  const own = operation.messages ?? Object.values(channel.messages);
  const parts = [
    element('h4', {}, word),
    ...own.map((one) => messageItem(resolved(api, one))),
  ];
  if (operation.reply) {
    parts.push(element('h4', {}, 'and replies'), element('p', {}, ...inline(`${operation.summary}.`)));
    parts.push(...operation.reply.messages.map((one) => messageItem(resolved(api, one))));
  }
  return parts;
}

function channelPart(api, [name, channel]) {
  const operations = Object.values(api.operations).filter((one) => one.channel.$ref === `#/channels/${name}`);
  return element(
    'section',
    { id: name, class: 'docs-channel' },
    element('h3', {}, channel.title, ' ', element('code', {}, channel.address)),
    ...(channel.description ? markdown(channel.description) : []),
    ...operations.flatMap((operation) => operationPart(api, channel, operation)),
  );
}

function serverPart(api, [name, server]) {
  const titles = { bus: 'The event bus', socket: 'Sockets', web: 'Server-sent events' };
  const own = Object.entries(api.channels).filter(
    ([, channel]) => channel.address && channel.servers.some((one) => one.$ref === `#/servers/${name}`),
  );
  const links = own.map(([id, channel]) => element('li', {}, element('a', { href: `#${id}` }, channel.address)));
  return [
    element('h2', {}, titles[name] ?? name),
    ...markdown(server.description),
    element('ul', { class: 'docs-links' }, ...links),
    ...own.map((entry) => channelPart(api, entry)),
  ];
}

const page = document.getElementById('events');
addEventListener('load', async () => {
  const api = globalThis.jsyaml.load(await (await fetch('/asyncapi.yaml')).text());
  page.replaceChildren(
    element('h1', {}, 'Events and WebSocket'),
    ...markdown(api.info.description),
    ...Object.entries(api.servers).flatMap((entry) => serverPart(api, entry)),
  );
  document.getElementById(location.hash.slice(1))?.scrollIntoView();
});

/** What stands in for the browser and for the gateway: time that a test moves, sockets that it plays. */

import { readFileSync } from 'node:fs';

const ASSETS = new URL('../../main/resources/webroot/assets/', import.meta.url);

/** Loads one of the page's modules; Node takes a bare .js file for another kind. */
export function load(name) {
  return import(dataUrl(name));
}

/** The same text gives the same module, so that what two modules import is one. */
function dataUrl(name) {
  const source = readFileSync(new URL(name, ASSETS), 'utf8');
  const whole = source.replace(/from '\/assets\/([\w-]+\.js)'/g, (from, imported) => `from '${dataUrl(imported)}'`);
  return `data:text/javascript;base64,${Buffer.from(whole).toString('base64')}`;
}

/** Time that stands still until a test moves it. */
export class VirtualTime {
  #now = 1_000_000;
  #timers = new Map();
  #nextId = 1;

  now = () => this.#now;

  setTimeout = (run, ms) => {
    this.#timers.set(this.#nextId, { run, at: this.#now + ms });
    return this.#nextId++;
  };

  clearTimeout = (id) => this.#timers.delete(id);

  get waiting() {
    return this.#timers.size;
  }

  advance(ms) {
    const end = this.#now + ms;
    for (let due = this.#due(end); due; due = this.#due(end)) {
      const [id, { run, at }] = due;
      this.#timers.delete(id);
      this.#now = Math.max(this.#now, at);
      run();
    }
    this.#now = end;
  }

  get environment() {
    const { now, setTimeout, clearTimeout } = this;
    return { now, setTimeout, clearTimeout };
  }

  #due(end) {
    return [...this.#timers].filter(([, { at }]) => at <= end).sort(([, a], [, b]) => a.at - b.at)[0];
  }
}

/** The gateway's end of each socket that a client opened. */
export class FakeSocket {
  static opened = [];

  sent = [];
  closedByClient = false;

  constructor(url, subprotocol) {
    this.url = url;
    this.subprotocol = subprotocol;
    FakeSocket.opened.push(this);
  }

  static get last() {
    return FakeSocket.opened.at(-1);
  }

  send(text) {
    this.sent.push(...[JSON.parse(text)].flat());
  }

  close() {
    this.closedByClient = true;
  }

  /** The connection is there; gives the client's token a turn to arrive. */
  async open() {
    this.onopen?.();
    await Promise.resolve();
    await Promise.resolve();
  }

  receive(...messages) {
    this.onmessage?.({ data: JSON.stringify(messages.length === 1 ? messages[0] : messages) });
  }

  receiveRaw(data) {
    this.onmessage?.({ data });
  }

  dropped(code = 1006, reason = '') {
    this.onclose?.({ code, reason });
  }

  /** Returns the newest message of a type that the client sent. */
  lastSent(type) {
    return this.sent.filter(({ t }) => t === type).at(-1);
  }
}

/** A client with what it dispatched, on time and sockets that the test moves. */
export function listenTo(client) {
  const seen = { states: [], snapshots: [], events: [], resets: [] };
  client.addEventListener('state', ({ detail }) => seen.states.push(detail));
  client.addEventListener('snapshot', ({ detail }) => seen.snapshots.push(detail));
  client.addEventListener('event', ({ detail }) => seen.events.push(detail.id));
  client.addEventListener('reset', ({ detail }) => seen.resets.push(detail.reason));
  return seen;
}

export class FakePage extends EventTarget {
  visibilityState = 'visible';

  show(visibilityState) {
    this.visibilityState = visibilityState;
    this.dispatchEvent(new Event('visibilitychange'));
  }
}

/** A device as the gateway tells it. */
export function device(number, more = {}) {
  return {
    device: `bt-${number}`,
    gateway: 'gw',
    name: `Camera ${number}`,
    alias: null,
    manufacturer: 'Maker',
    description: 'MTP device',
    pnpId: `\\\\?\\BTHENUM#${number}`,
    link: 'connected',
    freshness: 'live',
    observedAt: '2026-11-22T09:14:00.120Z',
    hold: false,
    operation: null,
    ...more,
  };
}

/** An operation that runs. */
export function operation(id, number, more = {}) {
  return {
    operation: id,
    requestId: null,
    verb: 'disconnect',
    device: `bt-${number}`,
    gateway: 'gw',
    state: 'accepted',
    acceptedAt: '2026-11-22T09:14:00.801Z',
    timeoutMs: 60_000,
    hold: false,
    cause: 'command',
    ...more,
  };
}

let offset = 0;

/** An event of the gateway's stream. */
export function event(kind, data, more = {}) {
  const about = data.device?.device ?? data.device;
  return {
    id: `k3f9:${++offset}`,
    source: '/gateways/gw',
    type: `wpd.${kind}.v1`,
    subject: `devices/${about}`,
    time: '2026-11-22T09:14:03.118Z',
    data,
    ...more,
  };
}

/** The event of an operation's end. */
export function completed(id, number, more = {}) {
  const { requestId, ...rest } = more;
  const data = {
    operation: id,
    verb: 'disconnect',
    outcome: 'succeeded',
    changed: true,
    verified: true,
    before: 'connected',
    after: 'disconnected',
    queuedMs: 4,
    durationMs: 2_313,
    problem: null,
    ...rest,
  };
  return event('operation.completed', data, { subject: `devices/bt-${number}`, correlationid: requestId });
}

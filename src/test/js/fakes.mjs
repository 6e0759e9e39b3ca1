/** What stands in for the browser and for the gateway: time that a test moves, sockets that it plays. */

import { readFileSync } from 'node:fs';

const SOURCE = new URL('../../main/resources/webroot/assets/wpd-client.js', import.meta.url);

/** Loads the client as the module that it is; Node takes a bare .js file for another kind. */
export function loadClient() {
  return import(`data:text/javascript;base64,${readFileSync(SOURCE).toString('base64')}`);
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

/**
 * The JavaScript of the README and of the manual, word for word, against the real gateway: only what
 * it finds its gateway, its sockets and its console by is replaced.
 */

import assert from 'node:assert/strict';
import { it } from 'node:test';
import { WebSocket as NodeSocket } from 'ws';
import { execute, GATEWAY, Inbox } from './gateway.mjs';
import { WpdClient as PublishedClient } from './wpd-client.js';

const DEVICE = 'bt-a0b1c2d3e4f5';

/** Where the examples' gateway is. */
const there = (url) => url.replace('127.0.0.1:8080', new URL(GATEWAY).host);

class WebSocket extends NodeSocket {
  constructor(url, subprotocol) {
    super(there(url), subprotocol);
  }
}

class WpdClient extends PublishedClient {
  constructor(url, options) {
    super(url, { ...options, WebSocket });
  }
}

/** Takes what an example prints. */
function recorder() {
  const printed = new Inbox();
  return { printed, console: { log: (...values) => printed.put(values) } };
}

it('the WebSocket in ten lines', { timeout: 60_000 }, async () => {
  const { printed, console } = recorder();
  await execute('connect', DEVICE);
  // tag::socket[]
  const ws = new WebSocket('ws://127.0.0.1:8080/api/v1/ws', 'wpd.v1');
  ws.onopen = () => ws.send(JSON.stringify([{t: 'hello', id: 1}, {t: 'subscribe', id: 2, cursor: null, portable: null}]));
  ws.onmessage = ({data}) => [JSON.parse(data)].flat().forEach(m => {
    if (m.t === 'snapshot') m.devices.forEach(d => console.log(d.device, d.name, d.link));
    if (m.t === 'event') console.log(m.e.type, m.e.subject, m.e.data);        // keep m.cursor to resume from
    if (m.t === 'ping') ws.send(JSON.stringify({t: 'pong', n: m.n}));
    if (m.t === 'result' || m.t === 'error') console.log(m);
  });
  const disconnect = device => ws.send(JSON.stringify({t: 'command', id: 3, verb: 'disconnect', body: {device}}));
  // end::socket[]
  await printed.takeUntil(([device, , link]) => device === DEVICE && link === 'connected');
  disconnect(DEVICE);
  const heard = await printed.takeUntil(
    ([type, subject]) => type === 'wpd.operation.completed.v1' && subject === `devices/${DEVICE}`,
  );
  ws.close();
  assert.equal(heard.at(-1)[2].outcome, 'succeeded');
  assert.ok(heard.some(([message]) => message.t === 'result' && message.id === 3));
});

it('the published client', { timeout: 60_000 }, async () => {
  const { printed, console } = recorder();
  await execute('connect', DEVICE);
  // tag::client[]
  const client = new WpdClient('ws://127.0.0.1:8080/api/v1/ws', { filter: { type: ['wpd.operation.completed.v1'] } });
  client.addEventListener('snapshot', ({ detail }) => console.log('everything anew:', detail.devices));
  client.addEventListener('event', ({ detail }) => console.log(detail.subject, detail.data.outcome));
  const live = new Promise((resolve) =>
    client.addEventListener('state', ({ detail }) => {
      console.log(detail.state, detail.reason); // connecting, live, waiting, stopped
      if (detail.state === 'live') resolve();
    }),
  );
  client.start();

  await live; // a command while it is not live fails at once
  try {
    const operation = await client.disconnect('bt-a0b1c2d3e4f5', { timeoutMs: 20_000 });
    console.log('queued:', operation.operation);
  } catch (problem) {
    console.log(problem.code, problem.detail); // outcome-unknown: send again with problem.requestId
  }
  // end::client[]
  const heard = await printed.takeUntil(([subject]) => subject === `devices/${DEVICE}`);
  client.stop();
  assert.equal(heard.at(-1)[1], 'succeeded');
  assert.ok(heard.some(([first]) => first === 'queued:'));
  assert.ok(heard.some(([first]) => first === 'everything anew:'));
});

it('a stock Vert.x client', { timeout: 60_000 }, async () => {
  const { printed, console } = recorder();
  const { default: StockBus } = await import('@vertx/eventbus-bridge-client.js');
  class EventBus extends StockBus {
    constructor(url) {
      super(there(url));
    }
  }
  // tag::bridge[]
  const bus = new EventBus('http://127.0.0.1:8080/eventbus');
  bus.onopen = () => bus.registerHandler('wpd.events', (error, message) => console.log(message.body.type, message.body.data));
  // end::bridge[]
  await new Promise((resolve) => {
    const opened = bus.onopen;
    bus.onopen = () => resolve(opened());
  });
  await execute('connect', DEVICE);
  await execute('disconnect', DEVICE);
  const heard = await printed.takeUntil(([type]) => type === 'wpd.operation.completed.v1');
  bus.close();
  assert.ok(heard.length > 0);
});

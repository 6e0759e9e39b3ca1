/** The protocol wpd.v1 as Node's own WebSocket library sees it: nothing of this project speaks here. */

import assert from 'node:assert/strict';
import { it } from 'node:test';
import { WebSocket } from 'ws';
import { execute, Inbox, offsetOf, SOCKET } from './gateway.mjs';

const DEVICE = 'bt-a0b1c2d3e4f5';

function open() {
  const socket = new WebSocket(SOCKET, 'wpd.v1');
  const inbox = new Inbox();
  socket.on('message', (data) => [JSON.parse(data)].flat().forEach((message) => inbox.put(message)));
  const send = (...messages) => socket.send(JSON.stringify(messages));
  const close = () => new Promise((resolve) => socket.once('close', resolve).terminate());
  return new Promise((resolve, reject) => {
    socket.once('open', () => resolve({ socket, inbox, send, close }));
    socket.once('error', reject);
  });
}

const isType = (type) => (message) => message.t === type;

it('ws subscribes, commands, is cut off, and resumes without a gap', { timeout: 60_000 }, async () => {
  const first = await open();
  assert.equal(first.socket.protocol, 'wpd.v1');
  first.send({ t: 'hello', id: 1 }, { t: 'subscribe', id: 2, cursor: null, portable: null });
  const greeting = await first.inbox.takeUntil(isType('subscribed'));
  assert.equal(greeting[0].t, 'welcome');
  const snapshot = greeting.filter(isType('snapshot'));
  assert.ok(snapshot.at(-1).last);
  assert.ok(snapshot.flatMap(({ devices }) => devices).some(({ device }) => device === DEVICE));

  first.send({ t: 'command', id: 3, verb: 'disconnect', body: { device: DEVICE } });
  const heard = await first.inbox.takeUntil(
    ({ t, e }) => t === 'event' && e.type === 'wpd.operation.completed.v1',
  );
  const { operation } = heard.find(isType('result')).operation;
  assert.equal(heard.at(-1).e.data.operation, operation);
  assert.equal(heard.at(-1).e.data.outcome, 'succeeded');
  await first.close();

  const missed = await execute('connect', DEVICE);

  const second = await open();
  const { cursor } = heard.at(-1);
  const { portable } = greeting.at(-1);
  second.send({ t: 'hello', id: 1 }, { t: 'subscribe', id: 2, cursor, portable });
  const resumed = await second.inbox.takeUntil(
    ({ t, e }) => t === 'event' && e.data.operation === missed.operation && e.data.outcome,
  );
  await second.close();
  assert.equal(resumed.find(isType('subscribed')).recovered, true);
  assert.equal(resumed.some(isType('snapshot')), false);
  const offsets = [...heard, ...resumed].filter(isType('event')).map(({ e }) => offsetOf(e));
  assert.deepEqual(
    offsets,
    offsets.map((_, i) => offsets[0] + i),
  );
});

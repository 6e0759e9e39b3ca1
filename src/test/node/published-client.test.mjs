/** The published client with the sockets of another project, against the real gateway. */

import assert from 'node:assert/strict';
import { it } from 'node:test';
import { WebSocket } from 'ws';
import { execute, Inbox, offsetOf, SOCKET } from './gateway.mjs';
import { WpdClient, WpdProblem } from './wpd-client.js';

const DEVICE = 'bt-a0b1c2d3e4f5';
const sockets = [];

class Recorded extends WebSocket {
  constructor(url, subprotocol) {
    super(url, subprotocol);
    sockets.push(this);
  }
}

function listen(client) {
  const inbox = new Inbox();
  for (const type of ['state', 'snapshot', 'event', 'reset']) {
    client.addEventListener(type, ({ detail }) => inbox.put({ type, detail }));
  }
  return inbox;
}

const isLive = ({ type, detail }) => type === 'state' && detail.state === 'live';
const completes =
  ({ operation }) =>
  ({ type, detail }) =>
    type === 'event' && detail.type === 'wpd.operation.completed.v1' && detail.data.operation === operation;

it('the published client commands, is cut off, and resumes without a gap', { timeout: 60_000 }, async () => {
  const client = new WpdClient(SOCKET, { WebSocket: Recorded });
  const inbox = listen(client);
  client.start();
  const greeting = await inbox.takeUntil(isLive);
  const { devices, gateways } = greeting.find(({ type }) => type === 'snapshot').detail;
  assert.ok(devices.some(({ device }) => device === DEVICE));
  assert.equal(gateways.length, 1);

  const heard = await inbox.takeUntil(completes(await client.disconnect(DEVICE)));
  sockets[0].terminate();
  const missed = await execute('connect', DEVICE);
  const resumed = await inbox.takeUntil(completes(missed));
  client.stop();

  assert.equal(sockets.length, 2);
  assert.equal(resumed.find(isLive).detail.recovered, true);
  assert.equal([...heard, ...resumed].some(({ type }) => type === 'snapshot' || type === 'reset'), false);
  const offsets = [...heard, ...resumed]
    .filter(({ type }) => type === 'event')
    .map(({ detail }) => offsetOf(detail));
  assert.deepEqual(
    offsets,
    offsets.map((_, i) => offsets[0] + i),
  );
});

it('a later client goes on where an earlier one was', { timeout: 60_000 }, async () => {
  const earlier = new WpdClient(SOCKET, { WebSocket });
  const before = listen(earlier);
  earlier.start();
  await before.takeUntil(isLive);
  earlier.stop();
  const missed = await execute('disconnect', DEVICE);
  await execute('connect', DEVICE);

  const later = new WpdClient(SOCKET, { WebSocket, position: earlier.position });
  const inbox = listen(later);
  later.start();
  const resumed = await inbox.takeUntil(completes(missed));
  later.stop();
  assert.equal(resumed.some(({ type }) => type === 'snapshot'), false);
});

it('a refusal is a problem', { timeout: 60_000 }, async () => {
  const client = new WpdClient(SOCKET, { WebSocket, filter: { device: [DEVICE] } });
  const inbox = listen(client);
  client.start();
  const greeting = await inbox.takeUntil(isLive);
  const { devices } = greeting.find(({ type }) => type === 'snapshot').detail;
  assert.deepEqual(devices.map(({ device }) => device), [DEVICE]);
  const problem = await client.connect('bt-000000000000').catch((error) => error);
  client.stop();
  assert.ok(problem instanceof WpdProblem);
  assert.deepEqual([problem.code, problem.status, problem.retryable], ['device-not-found', 404, false]);
});

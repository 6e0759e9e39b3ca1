import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { FakePage, FakeSocket, listenTo, load, VirtualTime } from './fakes.mjs';

const { WpdClient, WpdProblem } = await load('wpd-client.js');
const URL_1 = 'ws://127.0.0.1:8080/api/v1/ws';
const PING_MS = 25_000;
const GRACE_MS = 10_000;

let time;
let network;
let page;
let jitter;

beforeEach(() => {
  time = new VirtualTime();
  network = new EventTarget();
  page = new FakePage();
  jitter = 1;
  FakeSocket.opened = [];
});

function create(options = {}, url = URL_1) {
  const { now, setTimeout, clearTimeout } = time;
  const environment = { now, setTimeout, clearTimeout, random: () => jitter, network, page };
  return new WpdClient(url, { WebSocket: FakeSocket, environment, ...options });
}

async function started(options, url) {
  const client = create(options, url);
  const seen = listenTo(client);
  client.start();
  await FakeSocket.last.open();
  return { client, seen };
}

async function live(options, url) {
  const both = await started(options, url);
  greet();
  snapshot();
  subscribed('c1', 'p1');
  return both;
}

function greet() {
  FakeSocket.last.receive({ t: 'welcome', id: 1, gateway: 'gw', pingMs: PING_MS, serverTime: timeText(0) });
}

function snapshot(devices = [], last = true) {
  const { id } = FakeSocket.last.lastSent('subscribe');
  FakeSocket.last.receive({ t: 'snapshot', id, devices, operations: [], gateways: [], last });
}

function subscribed(cursor, portable, recovered = false) {
  const { id } = FakeSocket.last.lastSent('subscribe');
  FakeSocket.last.receive({ t: 'subscribed', id, cursor, portable, recovered });
}

function event(offset, { source = '/gateways/gw', epoch = 'k3f9' } = {}) {
  return { t: 'event', e: { source, id: `${epoch}:${offset}` }, cursor: `${epoch}.${offset}` };
}

function timeText(aheadMs) {
  return new Date(time.now() + aheadMs).toISOString();
}

async function rejection(promise) {
  return promise.then(
    () => assert.fail('it was not rejected'),
    (problem) => problem,
  );
}

describe('a client that connects', () => {
  it('says hello and subscribes in one frame, with the subprotocol', async () => {
    await started();
    const [hello, subscribe] = FakeSocket.last.sent;
    assert.equal(FakeSocket.last.subprotocol, 'wpd.v1');
    assert.deepEqual(hello, { t: 'hello', id: hello.id, caps: ['binary'] });
    assert.deepEqual(subscribe, { t: 'subscribe', id: subscribe.id, cursor: null, portable: null });
    assert.notEqual(hello.id, subscribe.id);
  });

  it('asks for what it was told to ask for', async () => {
    await started({ binary: false, token: 'wpd_secret', filter: { device: ['bt-1'] } });
    assert.deepEqual(FakeSocket.last.lastSent('hello').auth, { token: 'wpd_secret' });
    assert.equal('caps' in FakeSocket.last.lastSent('hello'), false);
    assert.deepEqual(FakeSocket.last.lastSent('subscribe').filter, { device: ['bt-1'] });
  });

  it('asks for the token again at each connection, and tries again where there is none', async () => {
    const tokens = ['first', 'second'];
    const token = async () => tokens.shift() ?? Promise.reject(new Error('signed out'));
    const { seen } = await started({ token });
    assert.equal(FakeSocket.last.lastSent('hello').auth.token, 'first');
    FakeSocket.last.dropped(4001, 'token expired');
    time.advance(500);
    await FakeSocket.last.open();
    assert.equal(FakeSocket.last.lastSent('hello').auth.token, 'second');
    FakeSocket.last.dropped();
    time.advance(1_000);
    await FakeSocket.last.open();
    await Promise.resolve();
    assert.match(seen.states.at(-1).reason, /signed out/);
    assert.equal(seen.states.at(-1).state, 'waiting');
  });

  it('is live once the gateway says that events follow', async () => {
    const { client, seen } = await started();
    greet();
    snapshot();
    assert.equal(client.state.state, 'connecting');
    subscribed('c1', 'p1');
    assert.deepEqual(seen.states.map(({ state }) => state), ['connecting', 'live']);
    assert.equal(client.state.recovered, false);
  });

  it('knows what the gateway lets it do', async () => {
    const { client } = await started();
    assert.deepEqual(client.roles, []);
    FakeSocket.last.receive({ t: 'welcome', id: 1, gateway: 'gw', roles: ['viewer', 'operator'], pingMs: PING_MS });
    assert.deepEqual(client.roles, ['viewer', 'operator']);
  });

  it('shows a snapshot once all its parts are there', async () => {
    const { seen } = await started();
    greet();
    snapshot([{ device: 'bt-1' }], false);
    assert.equal(seen.snapshots.length, 0);
    snapshot([{ device: 'bt-2' }], true);
    assert.deepEqual(seen.snapshots, [
      { devices: [{ device: 'bt-1' }, { device: 'bt-2' }], operations: [], gateways: [] },
    ]);
  });

  it('forgets the parts of a snapshot that was cut', async () => {
    const { seen } = await started();
    greet();
    snapshot([{ device: 'bt-1' }], false);
    FakeSocket.last.dropped();
    time.advance(500);
    await FakeSocket.last.open();
    greet();
    snapshot([{ device: 'bt-2' }], true);
    assert.deepEqual(seen.snapshots.map(({ devices }) => devices), [[{ device: 'bt-2' }]]);
  });

  it('reads frames with one message, with several, and in binary', async () => {
    const { seen } = await live();
    FakeSocket.last.receive(event(1));
    FakeSocket.last.receive(event(2), event(3));
    assert.equal(FakeSocket.last.binaryType, 'arraybuffer');
    FakeSocket.last.receiveRaw(new TextEncoder().encode(JSON.stringify([event(4), event(5)])).buffer);
    assert.deepEqual(seen.events, ['k3f9:1', 'k3f9:2', 'k3f9:3', 'k3f9:4', 'k3f9:5']);
  });

  it('answers pings and keeps the clock of the gateway', async () => {
    const { client } = await live();
    FakeSocket.last.receive({ t: 'ping', n: 7, head: 'h', portable: null, serverTime: timeText(90_000) });
    assert.deepEqual(FakeSocket.last.lastSent('pong'), { t: 'pong', n: 7 });
    assert.equal(client.serverNow(), time.now() + 90_000);
    assert.equal(client.lastHeardAt, time.now());
  });

  it('takes no notice of what only a newer gateway says', async () => {
    const { client } = await live();
    FakeSocket.last.receive({ t: 'weather', id: 1 });
    FakeSocket.last.receive(null);
    assert.equal(client.state.state, 'live');
  });

  it('starts over where it is sent what is not JSON', async () => {
    const { client } = await live();
    FakeSocket.last.receiveRaw('{');
    assert.equal(client.state.state, 'waiting');
    assert.equal(FakeSocket.opened[0].closedByClient, true);
  });
});

describe('a client that comes back', () => {
  async function back() {
    FakeSocket.last.dropped();
    time.advance(15_000);
    await FakeSocket.last.open();
    greet();
    return FakeSocket.last.lastSent('subscribe');
  }

  it('goes on from the last event and the last portable cursor', async () => {
    const { client, seen } = await live();
    FakeSocket.last.receive(event(1), event(2));
    FakeSocket.last.receive({ t: 'ping', n: 1, head: 'h', portable: 'p2', serverTime: timeText(0) });
    FakeSocket.last.receive(event(3));
    FakeSocket.last.receive({ t: 'ping', n: 2, head: 'h', portable: null, serverTime: timeText(0) });
    const { cursor, portable } = await back();
    assert.deepEqual({ cursor, portable }, { cursor: 'k3f9.3', portable: 'p2' });
    subscribed('k3f9.3', 'p3', true);
    assert.equal(client.state.recovered, true);
    assert.equal(seen.snapshots.length, 1);
    assert.deepEqual(client.position, { cursor: 'k3f9.3', portable: 'p3' });
  });

  it('drops the events that it knows, by source and id', async () => {
    const { seen } = await live();
    FakeSocket.last.receive(event(1), event(2), event(2, { source: '/gateways/other' }));
    await back();
    subscribed('x', 'y', true);
    FakeSocket.last.receive(event(1), event(2), event(2, { source: '/gateways/other' }), event(3));
    FakeSocket.last.receive(event(1, { epoch: 'new' }), event(2), event(2, { epoch: 'new' }));
    assert.deepEqual(seen.events, ['k3f9:1', 'k3f9:2', 'k3f9:2', 'k3f9:3', 'new:1', 'new:2']);
  });

  it('starts anew after a reset', async () => {
    const { client, seen } = await live();
    FakeSocket.last.receive(event(9));
    FakeSocket.last.receive({ t: 'reset', reason: 'lagged' });
    assert.deepEqual(seen.resets, ['lagged']);
    assert.equal(client.position, null);
    snapshot([{ device: 'bt-2' }]);
    subscribed('k3f9.7', 'p7');
    FakeSocket.last.receive(event(8));
    assert.equal(seen.snapshots.length, 2);
    assert.deepEqual(seen.events, ['k3f9:9', 'k3f9:8']);
    assert.equal(client.state.state, 'live');
  });

  it('goes on where an earlier client was', async () => {
    const position = { cursor: 'k3f9.5', portable: 'p5' };
    const { client } = await started({ position });
    const { cursor, portable } = FakeSocket.last.lastSent('subscribe');
    assert.deepEqual({ cursor, portable }, position);
    assert.deepEqual(client.position, position);
  });

  it('takes the next address with each try', async () => {
    await live({}, ['ws://a', 'ws://b']);
    FakeSocket.last.dropped();
    time.advance(500);
    FakeSocket.last.dropped();
    time.advance(1_000);
    assert.deepEqual(FakeSocket.opened.map(({ url }) => url), ['ws://a', 'ws://b', 'ws://a']);
  });
});

describe('a filter that changes', () => {
  it('begins with a snapshot, and hides what still comes of the one before', async () => {
    const { client, seen } = await live();
    const before = FakeSocket.last.lastSent('subscribe').id;
    client.subscribe({ type: ['wpd.device.changed.v1'] });
    const message = FakeSocket.last.lastSent('subscribe');
    assert.deepEqual([message.cursor, message.portable], [null, null]);
    assert.deepEqual(message.filter, { type: ['wpd.device.changed.v1'] });

    FakeSocket.last.receive(event(1), { t: 'subscribed', id: before, cursor: 'old', portable: 'old' });
    FakeSocket.last.receive({ t: 'ping', n: 1, portable: 'old', serverTime: timeText(0) });
    FakeSocket.last.receive({ t: 'snapshot', id: before, devices: [], operations: [], gateways: [], last: true });
    assert.equal(client.position, null);
    assert.deepEqual([seen.events, seen.snapshots.length], [[], 1]);

    snapshot();
    subscribed('c2', 'p2');
    FakeSocket.last.receive(event(2));
    assert.deepEqual([seen.events, seen.snapshots.length], [['k3f9:2'], 2]);
  });

  it('is asked for with the hello where the client is not there yet', async () => {
    const client = create();
    client.start();
    client.subscribe({ gateway: ['gw-1'] });
    await FakeSocket.last.open();
    assert.equal(FakeSocket.last.sent.length, 2);
    assert.deepEqual(FakeSocket.last.lastSent('subscribe').filter, { gateway: ['gw-1'] });
  });

  it('stops the client where the gateway refuses it', async () => {
    const { client } = await started({ filter: { device: 'bt-1' } });
    greet();
    const { id } = FakeSocket.last.lastSent('subscribe');
    const problem = { code: 'validation-failed', status: 400, detail: 'no array', retryable: false };
    FakeSocket.last.receive({ t: 'error', id, problem });
    assert.equal(client.state.state, 'stopped');
    assert.match(client.state.reason, /validation-failed/);
    assert.equal(time.waiting, 0);
  });

  it('is asked for again where the gateway cannot answer now', async () => {
    const { client } = await started();
    const { id } = FakeSocket.last.lastSent('subscribe');
    const problem = { code: 'journal-unavailable', status: 503, detail: 'full', retryable: true };
    FakeSocket.last.receive({ t: 'error', id, problem });
    assert.equal(client.state.state, 'waiting');
  });
});

describe('a connection that is lost', () => {
  it('is tried again later and later, up to a limit', async () => {
    const { client } = await live();
    const delays = [];
    for (let i = 0; i < 8; i++) {
      FakeSocket.last.dropped();
      delays.push(client.state.nextTryAt - time.now());
      time.advance(client.state.nextTryAt - time.now());
    }
    assert.deepEqual(delays, [500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000]);
  });

  it('is tried again after any part of the delay, so that clients do not come back together', async () => {
    const { client } = await live();
    jitter = 0;
    FakeSocket.last.dropped();
    assert.equal(client.state.nextTryAt, time.now());
    time.advance(0);
    jitter = 0.25;
    FakeSocket.last.dropped();
    assert.equal(client.state.nextTryAt - time.now(), 250);
  });

  it('is soon tried again where it was a good one', async () => {
    const { client } = await live();
    for (let i = 0; i < 5; i++) {
      FakeSocket.last.dropped();
      time.advance(15_000);
    }
    await FakeSocket.last.open();
    greet();
    subscribed('c', 'p', true);
    time.advance(10_000);
    FakeSocket.last.dropped();
    assert.equal(client.state.nextTryAt - time.now(), 500);
  });

  it('is tried at once when the network is back', async () => {
    const { client } = await live();
    FakeSocket.last.dropped();
    network.dispatchEvent(new Event('online'));
    assert.equal(client.state.state, 'connecting');
    assert.equal(FakeSocket.opened.length, 2);
    time.advance(5_000);
    assert.equal(FakeSocket.opened.length, 2);
  });

  it('is tried at once when the page is seen again', async () => {
    await live();
    FakeSocket.last.dropped();
    page.show('hidden');
    assert.equal(FakeSocket.opened.length, 1);
    page.show('visible');
    assert.equal(FakeSocket.opened.length, 2);
  });

  it('is tried at once when it is asked to', async () => {
    const { client } = await live();
    client.start();
    assert.equal(FakeSocket.opened.length, 1);
    FakeSocket.last.dropped();
    client.start();
    assert.equal(FakeSocket.opened.length, 2);
  });

  it('is noticed where the gateway says nothing for too long', async () => {
    const { client } = await live();
    time.advance(PING_MS + GRACE_MS - 1);
    assert.equal(client.state.state, 'live');
    FakeSocket.last.receive(event(1));
    time.advance(PING_MS + GRACE_MS - 1);
    assert.equal(client.state.state, 'live');
    time.advance(1);
    assert.equal(client.state.state, 'waiting');
    assert.equal(FakeSocket.opened[0].closedByClient, true);
  });

  it('is noticed where the gateway never says anything', async () => {
    const { client } = await started();
    time.advance(10_000);
    assert.equal(client.state.state, 'waiting');
  });

  it('is noticed when the page is seen again after its timers have slept', async () => {
    time.setTimeout = () => 0;
    const { client } = await live();
    page.show('hidden');
    time.advance(PING_MS + GRACE_MS + 1);
    assert.equal(client.state.state, 'live');
    page.show('visible');
    assert.equal(client.state.state, 'connecting');
    assert.equal(FakeSocket.opened.length, 2);
  });

  for (const code of [1000, 1001, 1006, 4000, 4001, 4008, 4009, 4029]) {
    it(`is tried again after the close code ${code}`, async () => {
      const { client } = await live();
      FakeSocket.last.dropped(code, 'why');
      const { state, reason, code: told } = client.state;
      assert.deepEqual([state, reason, told], ['waiting', 'why', code]);
    });
  }

  for (const code of [4500, 4501, 4503, 4504, 4505, 4599]) {
    it(`is given up after the close code ${code}`, async () => {
      const { client } = await live();
      FakeSocket.last.dropped(code, 'why');
      const { state, reason, code: told } = client.state;
      assert.deepEqual([state, reason, told], ['stopped', 'why', code]);
      network.dispatchEvent(new Event('online'));
      page.show('visible');
      time.advance(60_000);
      assert.equal(FakeSocket.opened.length, 1);
      assert.equal(time.waiting, 0);
      client.start();
      assert.equal(FakeSocket.opened.length, 2);
    });
  }
});

describe('a client whose session has ended', () => {
  it('goes on where it was once somebody has logged in again', async () => {
    const { client, seen } = await live();
    FakeSocket.last.receive(event(5));
    FakeSocket.last.dropped(4501, 'log in');
    assert.equal(client.state.state, 'stopped');

    client.start();
    await FakeSocket.last.open();
    greet();
    const { cursor, portable } = FakeSocket.last.lastSent('subscribe');
    assert.deepEqual([cursor, portable], ['k3f9.5', 'p1']);
    subscribed('k3f9.5', 'p2', true);
    FakeSocket.last.receive(event(6));
    assert.deepEqual(seen.events, ['k3f9:5', 'k3f9:6']);
    assert.equal(seen.snapshots.length, 1);
  });

  it('begins anew where its position is given up meanwhile', async () => {
    const { client } = await live();
    client.stop();
    client.subscribe();
    client.start();
    await FakeSocket.last.open();
    const { cursor, portable } = FakeSocket.last.lastSent('subscribe');
    assert.deepEqual([cursor, portable], [null, null]);
  });
});

describe('a client that is stopped', () => {
  it('by whoever hears that it connects opens nothing more', () => {
    const client = create();
    client.addEventListener('state', ({ detail }) => detail.state === 'connecting' && client.stop());
    client.start();
    assert.equal(client.state.state, 'stopped');
    assert.equal(FakeSocket.last.closedByClient, true);
    assert.equal(time.waiting, 0);
  });

  it('closes its socket and stays away', async () => {
    const { client } = await live();
    client.stop();
    assert.equal(FakeSocket.last.closedByClient, true);
    assert.equal(client.state.state, 'stopped');
    FakeSocket.last.dropped();
    network.dispatchEvent(new Event('online'));
    time.advance(60_000);
    assert.equal(FakeSocket.opened.length, 1);
    assert.equal(time.waiting, 0);
  });

  it('hears nothing more of the frame that made it stop', async () => {
    const { client, seen } = await live();
    client.addEventListener('event', () => client.stop());
    FakeSocket.last.receive(event(1), event(2));
    assert.deepEqual(seen.events, ['k3f9:1']);
  });

  it('says why it cannot even try', () => {
    class NoSocket {
      constructor() {
        throw new SyntaxError('no such address');
      }
    }
    const client = create({ WebSocket: NoSocket });
    client.start();
    assert.deepEqual([client.state.state, client.state.reason], ['stopped', 'no such address']);
  });
});

describe('a command', () => {
  it('is answered with the operation', async () => {
    const { client } = await live();
    const answer = client.disconnect('bt-1', { hold: true });
    const { id, verb, body } = FakeSocket.last.lastSent('command');
    assert.equal(verb, 'disconnect');
    assert.deepEqual(body, { requestId: body.requestId, hold: true, device: 'bt-1' });
    FakeSocket.last.receive({ t: 'result', id, operation: { operation: 'op-1' } });
    assert.deepEqual(await answer, { operation: 'op-1' });
  });

  it('has a request id of its own, or the one that it is given', async () => {
    const { client } = await live();
    const sent = () => FakeSocket.last.lastSent('command').body.requestId;
    for (const more of [{}, {}, { requestId: 'mine' }]) {
      client.connect('bt-1', more).catch(() => {});
    }
    const ids = FakeSocket.last.sent.filter(({ t }) => t === 'command').map(({ body }) => body.requestId);
    assert.equal(new Set(ids).size, 3);
    assert.ok(ids[0].length >= 32);
    assert.equal(sent(), 'mine');
  });

  it('that cancels names the operation alone', async () => {
    const { client } = await live();
    client.cancel('op-1').catch(() => {});
    const { verb, body } = FakeSocket.last.lastSent('command');
    assert.deepEqual({ verb, body }, { verb: 'cancel', body: { operation: 'op-1' } });
  });

  it('that is refused rejects with the problem', async () => {
    const { client } = await live();
    const refused = rejection(client.connect('bt-1', { requestId: 'r-1' }));
    const { id } = FakeSocket.last.lastSent('command');
    const problem = { code: 'device-not-found', status: 404, detail: 'bt-1', retryable: false };
    FakeSocket.last.receive({ t: 'error', id, problem });
    const error = await refused;
    assert.ok(error instanceof WpdProblem && error instanceof Error);
    assert.deepEqual({ ...error }, { ...problem, name: 'WpdProblem', requestId: 'r-1' });
    assert.equal(error.message, 'device-not-found: bt-1');
  });

  it('whose connection is cut has an unknown outcome, and may be sent again', async () => {
    const { client } = await live();
    const cut = rejection(client.connect('bt-1', { requestId: 'r-1' }));
    FakeSocket.last.dropped();
    const error = await cut;
    assert.deepEqual([error.code, error.status, error.retryable], ['outcome-unknown', 504, true]);
    assert.equal(error.requestId, 'r-1');
  });

  it('of a client that stops has an unknown outcome', async () => {
    const { client } = await live();
    const cut = rejection(client.connect('bt-1'));
    client.stop();
    assert.equal((await cut).code, 'outcome-unknown');
  });

  it('is not sent where there is no connection', async () => {
    const client = create();
    const error = await rejection(client.connect('bt-1'));
    assert.deepEqual([error.code, error.status, error.retryable], ['gateway-unreachable', 503, true]);
    client.start();
    await FakeSocket.last.open();
    assert.equal((await rejection(client.connect('bt-1'))).code, 'gateway-unreachable');
    assert.equal(FakeSocket.last.lastSent('command'), undefined);
  });

  it('takes no answer that is not its own', async () => {
    const { client } = await live();
    const answer = client.connect('bt-1');
    const { id } = FakeSocket.last.lastSent('command');
    FakeSocket.last.receive({ t: 'result', id: id + 1, operation: 'another' });
    FakeSocket.last.receive({ t: 'error', id: null, problem: { code: 'malformed', detail: '' } });
    FakeSocket.last.receive({ t: 'result', id, operation: 'mine' });
    assert.equal(await answer, 'mine');
  });
});

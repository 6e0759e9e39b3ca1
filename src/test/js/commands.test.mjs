import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { completed, device, event, load, operation } from './fakes.mjs';

const { Commands } = await load('commands.js');
const { Store } = await load('store.js');
const { ToastBook } = await load('toast-book.js');

describe('a command', () => {
  let client;
  let sent;
  let store;
  let toasts;
  let told;
  let commands;

  beforeEach(() => {
    sent = [];
    client = {
      state: { state: 'live' },
      roles: ['viewer', 'operator'],
      command: (verb, body) => new Promise((resolve, reject) => sent.push({ verb, body, resolve, reject })),
    };
    store = new Store();
    store.reset({ devices: [device(1), device(2, { freshness: 'stale' })], operations: [], gateways: [] });
    toasts = new ToastBook();
    told = { polite: [], alarms: [] };
    commands = new Commands({
      client,
      store,
      toasts,
      announcer: { tell: (text) => told.polite.push(text), alarm: (text) => told.alarms.push(text) },
      changed: () => {},
    });
  });

  const titles = () => toasts.shown.map(({ kind, title }) => `${kind}: ${title}`);
  const take = (message, missed = false) => commands.take(store.apply(message), missed);

  async function accepted() {
    const answered = commands.submit('disconnect', 'gw/bt-1', false);
    const { requestId } = sent[0].body;
    take(event('operation.accepted', operation('op-1', 1, { requestId })));
    sent[0].resolve(operation('op-1', 1, { requestId, state: 'pending' }));
    await answered;
    return requestId;
  }

  it('shows nothing but that it is being sent until the gateway says something', async () => {
    commands.submit('disconnect', 'gw/bt-1', false);
    assert.equal(commands.isSending('gw/bt-1'), true);
    assert.deepEqual(titles(), []);
    assert.equal(store.running.size, 0);
  });

  it('names its gateway, and a hold only where it was asked for', () => {
    commands.submit('disconnect', 'gw/bt-1', true);
    commands.submit('connect', 'gw/bt-1', true);
    assert.deepEqual(
      sent.map(({ body }) => [body.device, body.gateway, body.hold]),
      [
        ['bt-1', 'gw', true],
        ['bt-1', 'gw', undefined],
      ],
    );
  });

  it('has one toast from its acceptance to its end', async () => {
    const requestId = await accepted();
    assert.deepEqual(titles(), ['busy: Disconnecting Camera 1']);
    assert.match(toasts.shown[0].text, /^Pending/);
    take(completed('op-1', 1, { requestId }));
    assert.deepEqual(titles(), ['succeeded: Camera 1 disconnected (2.3\u00a0s)']);
    assert.deepEqual(told.alarms, []);
  });

  it('that fails is told at once, and one of somebody else is not', async () => {
    const requestId = await accepted();
    take(completed('op-2', 1, { outcome: 'failed' }));
    assert.equal(told.alarms.length, 0);
    take(completed('op-1', 1, { requestId, outcome: 'failed', problem: { detail: 'Access is denied.' } }));
    assert.equal(told.alarms.length, 1);
    assert.match(told.alarms[0], /Camera 1: disconnect failed .*Access is denied\./);
  });

  it('that joins another has the toast of what it joined', async () => {
    const answered = commands.submit('disconnect', 'gw/bt-1', false);
    take(event('operation.accepted', operation('op-1', 1, { requestId: 'another' })));
    sent[0].resolve(operation('op-1', 1, { requestId: 'another', duplicate: true, state: 'pending' }));
    await answered;
    take(completed('op-1', 1, { requestId: 'another' }));
    assert.deepEqual(titles(), ['succeeded: Camera 1 disconnected (2.3\u00a0s)']);
  });

  it('whose answer comes after its end shows the end', async () => {
    const answered = commands.submit('disconnect', 'gw/bt-1', false);
    const { requestId } = sent[0].body;
    take(event('operation.accepted', operation('op-1', 1, { requestId })));
    take(completed('op-1', 1, { requestId }));
    sent[0].resolve(operation('op-1', 1, { requestId, state: 'pending' }));
    await answered;
    assert.deepEqual(titles(), ['succeeded: Camera 1 disconnected (2.3\u00a0s)']);
    assert.equal(commands.isSending('gw/bt-1'), false);
  });

  it('that is refused says why', async () => {
    const answered = commands.submit('disconnect', 'gw/bt-1', false);
    sent[0].reject({ code: 'too-many-operations', detail: 'Too many run.', hint: 'Wait.' });
    await answered;
    assert.deepEqual(titles(), ['failed: Camera 1: the disconnect was not accepted']);
    assert.equal(toasts.shown[0].text, 'Too many run. — Wait.');
  });

  it('that was accepted and that Windows refuses is told once, as its end says', async () => {
    const answered = commands.submit('disconnect', 'gw/bt-1', false);
    const { requestId } = sent[0].body;
    take(event('operation.accepted', operation('op-1', 1, { requestId })));
    take(completed('op-1', 1, { requestId, outcome: 'failed', problem: { detail: 'Access is denied.' } }));
    sent[0].reject({ code: 'access-denied', detail: 'Access is denied.' });
    await answered;
    assert.deepEqual(titles(), ['failed: Camera 1: disconnect failed (2.3\u00a0s)']);
    assert.equal(told.alarms.length, 1);
  });

  it('that ended while the page was away is shown to who asked for it alone', async () => {
    const requestId = await accepted();
    take(completed('op-2', 1), true);
    take(completed('op-1', 1, { requestId }), true);
    assert.deepEqual(titles(), ['succeeded: Camera 1 disconnected (2.3\u00a0s)']);
  });

  it('cannot be given while the page is not live, by a viewer, or to a lost gateway', () => {
    assert.equal(commands.reasonFor(store.devices.get('gw/bt-1')), null);
    assert.match(commands.reasonFor(store.devices.get('gw/bt-2')), /lost/);
    client.roles = ['viewer'];
    assert.match(commands.reason, /look at devices/);
    client.state = { state: 'waiting' };
    assert.match(commands.reason, /no connection/);
  });
});

describe('a cancellation', () => {
  it('is shown until the end, and where the operation had ended it is no failure', async () => {
    const store = new Store();
    store.reset({ devices: [device(1)], operations: [operation('op-1', 1)], gateways: [] });
    const toasts = new ToastBook();
    const answers = [];
    const client = {
      state: { state: 'live' },
      roles: ['operator'],
      command: () => new Promise((resolve, reject) => answers.push({ resolve, reject })),
    };
    const announcer = { tell: () => {}, alarm: () => {} };
    const commands = new Commands({ client, store, toasts, announcer, changed: () => {} });

    const cancelled = commands.cancel(store.running.get('op-1'));
    assert.equal(commands.isCancelling(store.running.get('op-1')), true);
    answers[0].reject({ code: 'operation-ended', detail: 'It has ended.' });
    await cancelled;
    assert.equal(commands.isCancelling(store.running.get('op-1')), false);
    assert.deepEqual(toasts.shown, []);
  });
});

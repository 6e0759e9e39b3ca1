import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { completed, device, event, load, operation } from './fakes.mjs';

const { Store, keyOf } = await load('store.js');

describe('a store', () => {
  let store;

  beforeEach(() => {
    store = new Store();
    store.reset({
      devices: [device(1), device(2), device(1, { gateway: 'gw-2' })],
      operations: [operation('op-1', 1)],
      gateways: [{ gateway: 'gw', provider: 'simulated' }],
    });
  });

  it('tells the same device on two gateways apart', () => {
    assert.equal(store.devices.size, 3);
    assert.equal(store.runningOn('gw/bt-1').operation, 'op-1');
    assert.equal(store.runningOn('gw-2/bt-1'), undefined);
    assert.equal(store.find('gw-2/bt-1').gateway, 'gw-2');
    assert.equal(store.find('bt-2').device, 'bt-2');
    assert.equal(store.find('bt-9'), null);
  });

  it('takes what events say of devices, and knows whether their order is another', () => {
    const before = store.structure;
    store.apply(event('device.changed', { device: device(2, { link: 'disconnected' }) }));
    assert.equal(store.devices.get('gw/bt-2').link, 'disconnected');
    assert.equal(store.structure, before);
    store.apply(event('device.changed', { device: device(2, { name: 'Another' }) }));
    store.apply(event('device.added', { device: device(3) }));
    store.apply(event('device.removed', { device: device(1) }));
    assert.equal(store.structure, before + 3);
    assert.deepEqual([...store.devices.keys()], ['gw/bt-2', 'gw-2/bt-1', 'gw/bt-3']);
  });

  it('follows an operation from its acceptance to its end', () => {
    const accepted = store.apply(event('operation.accepted', operation('op-2', 2)));
    assert.equal(accepted.operation, 'op-2');
    assert.equal(store.runningOn('gw/bt-2').state, 'accepted');
    store.apply(event('device.changed', { device: device(2, { link: 'disconnecting', operation: 'op-2' }) }));
    assert.equal(store.runningOn('gw/bt-2').state, 'pending');
    const end = store.apply(completed('op-2', 2));
    assert.deepEqual([end.state, end.outcome, end.timeoutMs, keyOf(end)], ['ended', 'succeeded', 60_000, 'gw/bt-2']);
    assert.equal(store.runningOn('gw/bt-2'), undefined);
    assert.deepEqual(store.ended.map((each) => each.operation), ['op-2']);
  });

  it('does not let an answer that comes late undo an end', () => {
    store.apply(completed('op-1', 1));
    store.learn(operation('op-1', 1, { state: 'pending' }));
    assert.equal(store.running.size, 0);
  });

  it('keeps an operation that began meanwhile when the one before it ends', () => {
    store.apply(event('operation.accepted', operation('op-2', 1)));
    store.apply(completed('op-1', 1));
    assert.equal(store.runningOn('gw/bt-1').operation, 'op-2');
  });

  it('keeps what ended over a snapshot, each once, the newest first', () => {
    store.apply(completed('op-1', 1));
    store.reset({ devices: [], operations: [], gateways: [] });
    store.addEnded([
      operation('op-0', 2, { state: 'ended', outcome: 'failed', endedAt: '2026-11-22T09:00:00Z' }),
      operation('op-1', 1, { state: 'ended', outcome: 'succeeded', endedAt: '2026-11-22T09:14:03.118Z' }),
      operation('op-3', 1, { state: 'ended', outcome: 'succeeded', endedAt: '2026-11-22T09:15:00Z' }),
      operation('op-4', 1),
    ]);
    assert.deepEqual(store.ended.map((each) => each.operation), ['op-3', 'op-1', 'op-0']);
  });

  it('forgets the oldest of a thousand ends', () => {
    for (let i = 0; i < 1_002; i++) {
      store.apply(completed(`op-${i}`, 1));
    }
    assert.equal(store.ended.length, 1_000);
    assert.equal(store.ended.at(-1).operation, 'op-2');
  });

  it('knows gateways as their events tell', () => {
    store.apply(event('gateway.stopping', { gateway: 'gw', provider: 'wpd', state: 'up' }));
    assert.equal(store.gateways.get('gw').state, 'stopping');
    assert.equal(store.simulated, false);
  });
});

import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { completed, device, event, load, operation } from './fakes.mjs';

const { Store } = await load('store.js');
const { DeviceList, linkOf } = await load('device-list.js');
const ANY = { q: '', gateway: '', link: '', freshness: '', running: '', sort: '' };

describe('the list of devices', () => {
  let store;
  let list;

  beforeEach(() => {
    store = new Store();
    list = new DeviceList(store);
    store.reset({
      devices: [
        device(10),
        device(2, { link: 'disconnected', manufacturer: 'Canon' }),
        device(3, { gateway: 'gw-2', freshness: 'stale', name: 'Scanner' }),
        device(4, { gateway: 'a-gw', link: 'unknown', name: 'Scanner' }),
      ],
      operations: [operation('op-1', 10)],
      gateways: [],
    });
  });

  const found = (filter) => list.search({ ...ANY, ...filter }).map((each) => each.device);

  it('is in the order of names as people count, and stays so', () => {
    assert.deepEqual(found({}), ['bt-2', 'bt-10', 'bt-4', 'bt-3']);
    store.apply(event('device.changed', { device: device(2, { link: 'connected' }) }));
    assert.deepEqual(found({}), ['bt-2', 'bt-10', 'bt-4', 'bt-3']);
    store.apply(event('device.added', { device: device(5) }));
    assert.deepEqual(found({}), ['bt-2', 'bt-5', 'bt-10', 'bt-4', 'bt-3']);
  });

  it('can be in the order of gateways or links, and by name within', () => {
    assert.deepEqual(found({ sort: 'gateway' }), ['bt-4', 'bt-2', 'bt-10', 'bt-3']);
    assert.deepEqual(found({ sort: 'link' }), ['bt-3', 'bt-10', 'bt-2', 'bt-4']);
  });

  it('is searched in whatever case', () => {
    assert.deepEqual(found({ q: 'CANON' }), ['bt-2']);
    assert.deepEqual(found({ q: 'bt-1' }), ['bt-10']);
    assert.deepEqual(found({ q: 'gw-2' }), ['bt-3']);
  });

  it('is searched as it is now', () => {
    assert.deepEqual(found({ q: 'lens' }), []);
    store.apply(event('device.changed', { device: device(2, { name: 'Lens' }) }));
    assert.deepEqual(found({ q: 'lens' }), ['bt-2']);
  });

  it('is filtered by everything that is asked for', () => {
    assert.deepEqual(found({ gateway: 'gw' }), ['bt-2', 'bt-10']);
    assert.deepEqual(found({ link: 'disconnected' }), ['bt-2']);
    assert.deepEqual(found({ link: 'changing' }), ['bt-10']);
    assert.deepEqual(found({ freshness: 'stale' }), ['bt-3']);
    assert.deepEqual(found({ running: 'yes' }), ['bt-10']);
    assert.deepEqual(found({ running: 'no', q: 'scanner', gateway: 'a-gw' }), ['bt-4']);
  });

  it('counts all devices, those whose link changes as such', () => {
    assert.deepEqual(list.counts(), { total: 4, connected: 1, disconnected: 1, changing: 1, unknown: 1, stale: 1 });
    store.apply(completed('op-1', 10));
    assert.equal(list.counts().connected, 2);
  });

  it('shows what an operation does as the link', () => {
    assert.equal(linkOf(device(1), operation('op-1', 1)), 'disconnecting');
    assert.equal(linkOf(device(1), undefined), 'connected');
  });
});

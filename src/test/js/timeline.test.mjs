import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { device, event, load } from './fakes.mjs';

const { Timeline } = await load('timeline.js');

describe('the timeline of a device', () => {
  let asked;
  let pages;
  let changes;
  let timeline;

  beforeEach(() => {
    asked = [];
    pages = [];
    changes = 0;
    const read = async (path) => {
      asked.push(path);
      const page = await pages.shift();
      if (page instanceof Error) {
        throw page;
      }
      return page;
    };
    timeline = new Timeline(read, () => changes++);
  });

  const changed = (number) => event('device.changed', { device: device(number) });
  const ids = () => timeline.events.map(({ id }) => id);

  it('is read page after page, the newest first', async () => {
    const events = [changed(1), changed(1), changed(1)];
    pages = [
      { events: events.slice(0, 2), cursor: 'c1', more: true },
      { events: [], cursor: 'c2', more: true },
      { events: events.slice(2), cursor: 'c3', more: false },
    ];
    await timeline.load(device(1));
    assert.deepEqual(ids(), events.map(({ id }) => id).reverse());
    assert.deepEqual(asked, [
      '/events?device=bt-1&limit=1000',
      '/events?device=bt-1&limit=1000&cursor=c1',
      '/events?device=bt-1&limit=1000&cursor=c2',
    ]);
    assert.equal(timeline.state, 'complete');
    assert.equal(changes, 1);
  });

  it('goes on with what happens, each event once', async () => {
    const first = changed(1);
    const second = changed(1);
    pages = [{ events: [first, second], cursor: 'c1', more: false }];
    await timeline.load(device(1));
    const third = changed(1);
    [second, third, changed(2)].forEach((each) => timeline.take(each));
    assert.deepEqual(ids(), [third.id, second.id, first.id]);
  });

  it('is of one gateway’s link alone', async () => {
    pages = [{ events: [{ ...changed(1), source: '/gateways/other' }], cursor: 'c1', more: false }];
    await timeline.load(device(1));
    assert.deepEqual(ids(), []);
  });

  it('keeps the newest two hundred', async () => {
    const events = Array.from({ length: 250 }, () => changed(1));
    pages = [{ events, cursor: 'c1', more: false }];
    await timeline.load(device(1));
    assert.equal(timeline.events.length, 200);
    assert.equal(ids()[0], events.at(-1).id);
  });

  it('of one device is not mixed with that of the next', async () => {
    let answer;
    pages = [new Promise((resolve) => (answer = resolve)), { events: [], cursor: 'c1', more: false }];
    const first = timeline.load(device(1));
    await timeline.load(device(2));
    answer({ events: [changed(1)], cursor: 'c1', more: false });
    await first;
    assert.deepEqual(ids(), []);
  });

  it('says why it cannot be read', async () => {
    pages = [new Error('The gateway does not answer.')];
    await timeline.load(device(1));
    assert.deepEqual([timeline.state, timeline.problem], ['failed', 'The gateway does not answer.']);
  });
});

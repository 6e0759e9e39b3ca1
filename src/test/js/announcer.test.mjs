import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { load, VirtualTime } from './fakes.mjs';

const { Announcer } = await load('announcer.js');

/** A live region that remembers what was told. */
class FakeRegion {
  told = [];
  #text = '';

  get textContent() {
    return this.#text;
  }

  set textContent(text) {
    this.#text = text;
    this.told.push(text);
  }
}

describe('what a screen reader is told', () => {
  let time;
  let polite;
  let assertive;
  let announcer;

  beforeEach(() => {
    time = new VirtualTime();
    polite = new FakeRegion();
    assertive = new FakeRegion();
    announcer = new Announcer(polite, assertive, time.environment);
  });

  it('is the first thing at once, and the next five seconds later', () => {
    announcer.tell('Canon connected.', 'connected');
    time.advance(0);
    assert.deepEqual(polite.told, ['Canon connected.']);
    announcer.tell('Nikon connected.', 'connected');
    announcer.tell('Sony disconnected.', 'disconnected');
    time.advance(4_999);
    assert.equal(polite.told.length, 1);
    time.advance(1);
    assert.deepEqual(polite.told.slice(1), ['Nikon connected. Sony disconnected.']);
  });

  it('is a summary where much happens', () => {
    for (let i = 0; i < 40; i++) {
      announcer.tell(`Camera ${i}`, i % 4 === 0 ? 'disconnect failed' : 'disconnect succeeded');
    }
    time.advance(0);
    assert.deepEqual(polite.told, ['10 disconnect failed, 30 disconnect succeeded.']);
  });

  it('is at most one text in five seconds, however much happens', () => {
    for (let i = 0; i < 599; i++) {
      announcer.tell('something', 'events');
      time.advance(100);
    }
    assert.equal(polite.told.length, 12);
  });

  it('is a failure at once, and the same one again too', () => {
    announcer.tell('Canon connected.', 'connected');
    announcer.alarm('It failed.');
    announcer.alarm('It failed.');
    assert.equal(assertive.told.length, 2);
    assert.deepEqual(polite.told, []);
  });
});

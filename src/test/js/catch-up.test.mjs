import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { load, VirtualTime } from './fakes.mjs';

const { CatchUp } = await load('catch-up.js');
const BACK_AT = Date.parse('2026-11-22T09:14:00.000Z');

describe('catching up', () => {
  let time;
  let told;
  let catchUp;

  beforeEach(() => {
    time = new VirtualTime();
    told = [];
    catchUp = new CatchUp((count) => told.push(count), time.environment);
  });

  const at = (ms) => ({ time: new Date(BACK_AT + ms).toISOString() });

  it('counts the events that happened before the page was back', () => {
    catchUp.begin(BACK_AT);
    const missed = [-5_000, -1, 0].map((ms) => catchUp.take(at(ms)));
    assert.deepEqual(missed, [true, true, true]);
    assert.deepEqual(told, []);
    time.advance(1_000);
    assert.deepEqual(told, [3]);
  });

  it('is over with the first event that happened later', () => {
    catchUp.begin(BACK_AT);
    catchUp.take(at(-1));
    assert.equal(catchUp.take(at(1)), false);
    assert.deepEqual(told, [1]);
    catchUp.take(at(-1));
    time.advance(1_000);
    assert.deepEqual(told, [1]);
  });

  it('goes on for as long as events come', () => {
    catchUp.begin(BACK_AT);
    for (let i = 0; i < 10; i++) {
      catchUp.take(at(-100));
      time.advance(300);
    }
    assert.deepEqual(told, []);
    time.advance(1_000);
    assert.deepEqual(told, [10]);
  });

  it('says so where nothing happened', () => {
    catchUp.begin(BACK_AT);
    time.advance(1_000);
    assert.deepEqual(told, [0]);
  });

  it('tells nothing where the page is away again before it is over, and counts anew', () => {
    catchUp.begin(BACK_AT);
    catchUp.take(at(-1));
    catchUp.stop();
    time.advance(1_000);
    assert.deepEqual(told, []);
    catchUp.begin(BACK_AT + 1_000);
    catchUp.take(at(500));
    time.advance(1_000);
    assert.deepEqual(told, [1]);
  });

  it('does not count what comes when nothing was missed', () => {
    assert.equal(catchUp.take(at(-1)), false);
    time.advance(1_000);
    assert.deepEqual(told, []);
  });
});

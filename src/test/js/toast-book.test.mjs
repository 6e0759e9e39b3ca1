import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { load } from './fakes.mjs';

const { ToastBook } = await load('toast-book.js');

describe('the toasts', () => {
  let now;
  let book;

  beforeEach(() => {
    now = 1_000;
    book = new ToastBook(() => now);
  });

  const put = (id, kind = 'succeeded', own = false) => book.put(id, { kind, title: id, text: '', own });
  const shown = () => book.shown.map(({ id, kind }) => `${id} ${kind}`);
  const pass = (ms) => {
    now += ms;
    return book.expire();
  };

  it('show one operation in one place, from its acceptance to its end', () => {
    put('a', 'busy', true);
    put('b', 'busy', true);
    put('a', 'succeeded', true);
    assert.deepEqual(shown(), ['a succeeded', 'b busy']);
  });

  it('leave by themselves once they are over, and the time counts from the end', () => {
    put('a', 'busy', true);
    assert.equal(pass(60_000), false);
    put('a', 'succeeded', true);
    assert.equal(pass(7_999), false);
    assert.equal(pass(1), true);
    assert.deepEqual(shown(), []);
  });

  it('of failures stay until they are dismissed', () => {
    put('a', 'failed', true);
    put('b', 'failed');
    pass(3_600_000);
    assert.deepEqual(shown(), ['a failed', 'b failed']);
    book.dismiss('a');
    assert.deepEqual(shown(), ['b failed']);
  });

  it('are a few, and the others are counted', () => {
    ['a', 'b', 'c', 'd', 'e', 'f'].forEach((id) => put(id));
    assert.deepEqual(shown(), ['a succeeded', 'b succeeded', 'c succeeded', 'd succeeded']);
    assert.equal(book.others, 2);
  });

  it('of what was asked for here come first', () => {
    ['a', 'b', 'c', 'd'].forEach((id) => put(id, 'failed'));
    put('mine', 'busy', true);
    assert.deepEqual(shown(), ['b failed', 'c failed', 'd failed', 'mine busy']);
    assert.equal(book.others, 1);
  });

  it('of failures come back to where there is room, and of successes do not', () => {
    ['a', 'b', 'c', 'd'].forEach((id) => put(id));
    put('late failure', 'failed');
    put('late success');
    assert.equal(book.others, 2);
    pass(8_000);
    assert.deepEqual(shown(), ['late failure failed']);
    assert.equal(book.others, 0);
  });

  it('do not leave while somebody reads', () => {
    put('a');
    now += 7_000;
    book.hold();
    assert.equal(pass(7_000), false);
    assert.equal(pass(1_000), true);
  });

  it('are dismissed all at once, except for what is under way', () => {
    put('running', 'busy', true);
    ['a', 'b', 'c', 'd', 'e'].forEach((id) => put(id, 'failed'));
    book.dismissAll();
    assert.deepEqual(shown(), ['running busy']);
    assert.equal(book.others, 0);
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { load } from './fakes.mjs';

const { ClickGuard } = await load('click-guard.js');

class Click extends Event {
  constructor(detail) {
    super('click', { cancelable: true });
    this.detail = detail;
  }
}

describe('a page that is live again', () => {
  it('takes no click for 300 ms, but what the keyboard does', () => {
    let now = 5_000;
    const page = new EventTarget();
    const guard = new ClickGuard(page, () => now);
    const taken = [];
    page.addEventListener('click', ({ detail }) => taken.push(detail));
    const click = (detail) => page.dispatchEvent(new Click(detail));

    click(1);
    guard.pause();
    now += 299;
    assert.equal(click(1), false);
    assert.equal(click(0), true);
    now += 1;
    assert.equal(click(2), true);
    assert.deepEqual(taken, [1, 0, 2]);
  });
});

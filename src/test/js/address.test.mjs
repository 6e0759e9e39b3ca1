import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { load } from './fakes.mjs';

const { Address, format, parse } = await load('address.js');

/** A browser's window, as far as an address goes. */
class FakeWindow extends EventTarget {
  entries = ['/'];

  constructor(search = '') {
    super();
    this.entries = [`/${search}`];
    this.history = {
      pushState: (state, title, url) => this.entries.push(url),
      replaceState: (state, title, url) => this.entries.splice(-1, 1, url),
    };
  }

  get location() {
    const [, query = ''] = this.entries.at(-1).split('?');
    return { search: query && `?${query}`, pathname: '/' };
  }

  back() {
    this.entries.pop();
    this.dispatchEvent(new Event('popstate'));
  }
}

describe('an address', () => {
  let window;
  let address;
  let changes;

  beforeEach(() => {
    window = new FakeWindow('?view=operations&q=canon');
    address = new Address(window);
    changes = 0;
    address.addEventListener('change', () => changes++);
  });

  it('says what is shown, and leaves out what is not known', () => {
    const shown = parse('?view=operations&q=%20canon%20&outcome=failed&link=sideways&colour=red');
    assert.deepEqual([shown.view, shown.q, shown.outcome, shown.link], ['operations', 'canon', 'failed', '']);
    assert.equal('colour' in shown, false);
  });

  it('is empty where everything is as it is at first', () => {
    assert.equal(format(parse('')), '');
    assert.equal(format(parse('?view=nowhere&link=')), '');
  });

  it('reads what it wrote', () => {
    const query = '?view=charts&q=a+%26+b&gateway=gw-1&range=24h&device=gw-1%2Fbt-1';
    assert.equal(format(parse(query)), query);
  });

  it('goes on so that the back button comes back', () => {
    address.go({ outcome: 'failed' });
    assert.deepEqual(window.entries, ['/?view=operations&q=canon', '?view=operations&q=canon&outcome=failed']);
    window.back();
    assert.equal(address.shown.outcome, '');
    assert.equal(changes, 2);
  });

  it('changes in place while somebody types', () => {
    address.amend({ q: 'cano' });
    assert.deepEqual(window.entries, ['?view=operations&q=cano']);
  });

  it('is the bare path again where nothing is left to say', () => {
    address.go({ view: '', q: '' });
    assert.equal(window.entries.at(-1), '/');
  });

  it('does not go where it is', () => {
    address.go({ q: 'canon' });
    assert.equal(window.entries.length, 1);
    assert.equal(changes, 0);
  });
});

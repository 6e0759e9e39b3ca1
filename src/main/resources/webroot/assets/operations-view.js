/** What runs, against its deadline, and what has ended, and how. */

import { setText } from '/assets/dom.js';
import { OperationRow } from '/assets/operation-row.js';
import { keyOf } from '/assets/store.js';
import { count } from '/assets/time.js';
import { VirtualList } from '/assets/virtual-list.js';

const at = (id) => document.getElementById(id);
const NO_FILTER = { q: '', outcome: '' };

export class OperationsView {
  #page;
  #list;

  constructor(page) {
    this.#page = page;
    const { address, commands, store } = page;
    const context = {
      open: (key) => page.open(key),
      hrefOf: (key) => address.with({ device: key }),
      cancel: (operation) => commands.cancel(operation),
      viewOf: (operation) => ({
        name: store.nameOf(operation),
        cancelling: commands.isCancelling(operation),
        reason: commands.reason,
        stale: !page.live,
      }),
    };
    this.#list = new VirtualList(
      at('operations'),
      () => new OperationRow(context),
      ({ operation }) => operation,
      page.times,
    );
    at('operations-search').addEventListener('input', ({ target }) => address.amend({ q: target.value.trim() }));
    at('filter-outcome').addEventListener('change', ({ target }) => address.go({ outcome: target.value }));
    at('operations-clear').addEventListener('click', () => {
      address.go(NO_FILTER);
      at('operations-search').focus();
    });
  }

  tick() {
    this.#list.tick();
  }

  draw() {
    const { address, store } = this.#page;
    const { shown } = address;
    if (at('operations-search').value.trim() !== shown.q) {
      at('operations-search').value = shown.q;
    }
    at('filter-outcome').value = shown.outcome;
    at('filter-outcome').toggleAttribute('data-set', Boolean(shown.outcome));
    // What runs, the newest first, and then what ended, the newest first.
    const all = [...[...store.running.values()].reverse(), ...store.ended];
    const wanted = shown.q.toLowerCase();
    const found = all.filter((operation) => isOutcome(operation, shown.outcome) && this.#contains(operation, wanted));
    setText(
      at('operations-counts'),
      `${store.running.size.toLocaleString()} running, ${store.ended.length.toLocaleString()} ended${
        found.length < all.length ? `; ${found.length.toLocaleString()} shown` : ''
      }`,
    );
    this.#drawEmpty(found, all, shown);
    this.#list.show(found);
  }

  #contains(operation, wanted) {
    return (
      !wanted ||
      [this.#page.store.nameOf(operation), keyOf(operation), operation.operation, operation.requestId, operation.verb]
        .filter(Boolean)
        .some((text) => text.toLowerCase().includes(wanted))
    );
  }

  #drawEmpty(found, all, shown) {
    at('operations').hidden = found.length === 0;
    at('operations-empty').hidden = found.length > 0;
    at('operations-clear').hidden = all.length === 0;
    if (found.length > 0) {
      return;
    }
    if (all.length > 0) {
      setText(at('operations-empty-title'), shown.q ? `No operation matches “${shown.q}”` : 'No operation ended so');
      setText(at('operations-empty-text'), `${count(all.length, 'operation')} would be shown without the filter.`);
    } else if (this.#page.historyProblem) {
      setText(at('operations-empty-title'), 'The operations cannot be read');
      setText(at('operations-empty-text'), this.#page.historyProblem);
    } else {
      setText(at('operations-empty-title'), 'Nothing was asked for yet');
      setText(
        at('operations-empty-text'),
        'Connect or disconnect a device in the Devices view, or with the command line: vertx-wpd disconnect <device>.',
      );
    }
  }
}

function isOutcome({ state, outcome, verified }, wanted) {
  switch (wanted) {
    case '':
      return true;
    case 'running':
      return state !== 'ended';
    case 'unverified':
      return outcome === 'succeeded' && !verified;
    default:
      return outcome === wanted;
  }
}

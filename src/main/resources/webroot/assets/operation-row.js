/** One operation's row: what runs with its deadline, or how it ended. */

import { Pending } from '/assets/controls.js';
import { element, icon, setAttribute, setIcon, setText } from '/assets/dom.js';
import { keyOf } from '/assets/store.js';
import { moment, seconds } from '/assets/time.js';
import { phase, whyOf } from '/assets/words.js';

export class OperationRow {
  #device = element('a', { class: 'name' });
  #verb = element('span', { class: 'about' });
  #gateway = element('span', { class: 'gateway-name' });
  #shape = icon('busy');
  #word = element('span', { class: 'word' });
  #why = element('span', { class: 'about' });
  #when = element('time');
  #duration = element('span', { class: 'duration' });
  #pending;
  #context;
  #operation = null;
  #shown = [];

  /** @param {object} context `{open, cancel, hrefOf, viewOf}` */
  constructor(context) {
    this.#context = context;
    this.#pending = new Pending((operation) => context.cancel(operation));
    const cell = (name, ...children) => element('td', { role: 'gridcell', class: name }, ...children);
    this.node = element(
      'tr',
      { role: 'row' },
      element('th', { role: 'rowheader', scope: 'row', class: 'device' }, this.#device, this.#verb),
      cell('gateway-cell', this.#gateway),
      cell('outcome', element('span', { class: 'state' }, this.#shape, this.#word), this.#why),
      cell('when', this.#when),
      cell('action', this.#pending.node, this.#duration),
    );
    this.#device.addEventListener('click', (event) => {
      if (!event.ctrlKey && !event.metaKey && !event.shiftKey) {
        event.preventDefault();
        context.open(keyOf(this.#operation));
      }
    });
  }

  get controls() {
    return [this.#device, ...(this.#pending.cancel.usable ? [this.#pending.cancel.node] : [])];
  }

  show(operation) {
    const view = this.#context.viewOf(operation);
    const parts = [operation, ...Object.values(view)];
    if (parts.length === this.#shown.length && parts.every((part, i) => part === this.#shown[i])) {
      return;
    }
    this.#shown = parts;
    this.#operation = operation;
    this.#draw(operation, view);
  }

  #draw(operation, { name, cancelling, reason, stale }) {
    const ended = operation.state === 'ended';
    const { icon: shape, word } = phase(operation);
    setAttribute(this.node, 'data-operation', operation.operation);
    setAttribute(this.node, 'data-outcome', operation.outcome ?? 'running');
    this.node.toggleAttribute('data-stale', stale && !ended);
    this.node.toggleAttribute('data-pending', !ended);
    setText(this.#device, name);
    setAttribute(this.#device, 'href', this.#context.hrefOf(keyOf(operation)));
    setText(this.#verb, [operation.verb, operation.hold && 'and hold', operation.cause === 'hold' && 'by the gateway’s hold'].filter(Boolean).join(' '));
    setAttribute(this.#verb, 'title', operation.operation);
    setText(this.#gateway, operation.gateway);
    setIcon(this.#shape, shape);
    setText(this.#word, word);
    const note = ended ? noteOf(operation) : '';
    setText(this.#why, note);
    setAttribute(this.#why, 'title', note || null);
    const at = operation.endedAt ?? operation.acceptedAt;
    setAttribute(this.#when, 'datetime', at);
    setText(this.#when, moment(at, Date.now()));
    setText(this.#duration, ended ? seconds(operation.durationMs) : '');
    this.#pending.show({ operation: ended ? null : operation, name, cancelling, reason });
  }

  tick(now, serverNow) {
    this.#pending.tick(serverNow);
  }
}

function noteOf(end) {
  if (end.outcome !== 'succeeded') {
    return whyOf(end);
  }
  if (!end.changed) {
    return 'nothing had to be done';
  }
  return end.verified ? `verified: ${end.after}` : `the link still reads ${end.after}`;
}

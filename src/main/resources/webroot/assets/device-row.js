/** One device's row: made once and updated in place, so that focus and scroll stay. */

import { LinkButtons, Pending } from '/assets/controls.js';
import { linkOf } from '/assets/device-list.js';
import { element, icon, setAttribute, setIcon, setText } from '/assets/dom.js';
import { roughly } from '/assets/time.js';

const HELD_REASON =
  'It is kept disconnected: whenever something reconnects it, the gateway disconnects it again, until you connect it.';

/** The link in a shape and a word. */
export class LinkSign {
  #shape = icon('unknown');
  #word = element('span', { class: 'word' });
  #held = element('span', { class: 'tag held', title: HELD_REASON }, 'held');

  constructor() {
    this.node = element('span', { class: 'state' }, this.#shape, this.#word, this.#held);
  }

  show(link, hold) {
    const moving = link.endsWith('ing');
    setIcon(this.#shape, moving ? 'busy' : link);
    setText(this.#word, moving ? `${link}…` : link);
    this.#held.hidden = !hold;
  }
}

/** Whether what is shown is how it is now, in a shape and a word. */
export class FreshnessSign {
  #shape = icon('live');
  #word = element('span', { class: 'word' });
  #since = 0;

  constructor() {
    this.node = element('span', { class: 'freshness' }, this.#shape, this.#word);
  }

  /** @param {number} since when it was last true; 0 where it is live */
  show(since) {
    this.#since = since;
    setIcon(this.#shape, since ? 'stale' : 'live');
    setText(this.#word, since ? this.#word.textContent : 'live');
  }

  tick(now) {
    if (this.#since) {
      setText(this.#word, `stale, ${roughly(now - this.#since)} old`);
    }
  }
}

export class DeviceRow {
  #name = element('a', { class: 'name' });
  #about = element('span', { class: 'about' });
  #gateway = element('span', { class: 'gateway-name' });
  #link = new LinkSign();
  #freshness = new FreshnessSign();
  #pending;
  #buttons;
  #key;
  #context;
  #shown = [];

  /**
   * @param {object} context `{open, submit, cancel, hrefOf, viewOf}`: what a click does, and what is
   *     to be shown of a device
   */
  constructor(key, context) {
    this.#key = key;
    this.#context = context;
    this.#pending = new Pending((operation) => context.cancel(operation));
    this.#buttons = new LinkButtons((verb) => context.submit(verb, key));
    const cell = (name, ...children) => element('td', { role: 'gridcell', class: name }, ...children);
    this.node = element(
      'tr',
      { role: 'row' },
      element('th', { role: 'rowheader', scope: 'row', class: 'device' }, this.#name, this.#about),
      cell('gateway-cell', this.#gateway),
      cell('link', this.#link.node),
      cell('fresh', this.#freshness.node),
      cell('action', this.#pending.node, ...this.#buttons.nodes),
    );
    this.#name.addEventListener('click', (event) => {
      if (!event.ctrlKey && !event.metaKey && !event.shiftKey) {
        event.preventDefault();
        context.open(key);
      }
    });
  }

  get controls() {
    return [this.#name, ...(this.#pending.cancel.usable ? [this.#pending.cancel.node] : []), ...this.#buttons.usable];
  }

  show(device) {
    const view = this.#context.viewOf(this.#key, device);
    const parts = [device, ...Object.values(view)];
    if (parts.length === this.#shown.length && parts.every((part, i) => part === this.#shown[i])) {
      return;
    }
    this.#shown = parts;
    this.#draw(device, view);
  }

  #draw(device, { operation, sending, cancelling, holding, staleSince, reason, open }) {
    const link = linkOf(device, operation);
    setAttribute(this.node, 'data-device', device.device);
    setAttribute(this.node, 'data-link', link);
    this.node.toggleAttribute('data-stale', staleSince > 0);
    this.node.toggleAttribute('data-pending', Boolean(operation));
    this.node.toggleAttribute('data-held', device.hold);
    this.node.toggleAttribute('data-open', open);
    setText(this.#name, device.name);
    setAttribute(this.#name, 'href', this.#context.hrefOf(this.#key));
    setAttribute(this.#name, 'aria-current', open ? 'true' : null);
    setText(this.#about, [device.device, device.alias, device.manufacturer].filter(Boolean).join(' · '));
    setAttribute(this.#about, 'title', device.pnpId);
    setText(this.#gateway, device.gateway);
    this.#link.show(link, device.hold);
    this.#freshness.show(staleSince);
    this.#pending.show({ operation, name: device.name, cancelling, reason });
    this.#buttons.show({ device, link, sending, holding, reason });
  }

  tick(now, serverNow) {
    this.#pending.tick(serverNow);
    this.#freshness.tick(now);
  }
}

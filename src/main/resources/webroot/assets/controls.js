/** What rows and the panel have in common: buttons that say why they do nothing, and pending operations. */

import { element, setAttribute, setText } from '/assets/dom.js';
import { seconds } from '/assets/time.js';

/**
 * A button that keeps the keyboard's focus while it is disabled, and says why it is: its reason is
 * its title, and what a screen reader reads after its name.
 */
export class ActionButton {
  /** @param {Function} onClick called on a click while it is enabled */
  constructor(action, onClick) {
    this.node = element('button', { type: 'button', 'data-action': action });
    this.node.addEventListener('click', (event) => {
      event.stopPropagation();
      if (this.node.getAttribute('aria-disabled') !== 'true') {
        onClick();
      }
    });
  }

  /** @param {object} view `{hidden, text, label, busy, reason}`; with a reason or busy it is disabled */
  show({ hidden = false, text, label, busy, reason }) {
    if (hidden && document.activeElement === this.node) {
      // The keyboard's focus stays with the device when its button goes.
      const place = this.node.closest('[data-key], #panel');
      setAttribute(place, 'tabindex', '-1');
      place.focus({ preventScroll: true });
    }
    this.node.hidden = hidden;
    setAttribute(this.node, 'aria-disabled', String(Boolean(reason || busy)));
    setText(this.node, busy || text);
    setAttribute(this.node, 'aria-label', busy ? `${busy} ${label}` : label);
    setAttribute(this.node, 'title', reason || null);
    setAttribute(this.node, 'aria-describedby', reason ? 'command-reason' : null);
  }

  get usable() {
    return !this.node.hidden;
  }
}

/** A running operation: its phase, the time against its deadline, and what cancels it. */
export class Pending {
  #phase = element('span', { class: 'phase' });
  #bar = element('progress', { 'aria-hidden': 'true' });
  #elapsed = element('span', { class: 'elapsed' });
  #operation = null;

  /** @param {Function} onCancel called with the operation */
  constructor(onCancel) {
    this.cancel = new ActionButton('cancel', () => onCancel(this.#operation));
    // Not where a button was a moment ago: the second click of a double click must not cancel.
    this.node = element('div', { class: 'pending' }, this.cancel.node, this.#bar, this.#phase, this.#elapsed);
  }

  show({ operation, name, cancelling, reason }) {
    this.#operation = operation ?? null;
    this.node.hidden = !operation;
    this.cancel.show({
      hidden: !operation,
      text: 'Cancel',
      label: `Cancel the ${operation?.verb} of ${name}`,
      busy: cancelling && 'Cancelling…',
      reason,
    });
    setText(this.#phase, operation?.state ?? '');
  }

  tick(serverNow) {
    if (!this.#operation) {
      return;
    }
    const limit = this.#operation.timeoutMs;
    const taken = Math.max(0, serverNow - Date.parse(this.#operation.acceptedAt));
    this.#bar.max = limit;
    this.#bar.value = Math.min(taken, limit);
    const whole = `${Math.floor(taken / 1000)} of ${Math.round(limit / 1000)}\u00a0s`;
    setText(this.#elapsed, taken <= limit ? whole : `${seconds(taken)}, overdue`);
  }
}

/** The buttons that connect and disconnect a device. */
export class LinkButtons {
  #connect;
  #disconnect;

  /** @param {Function} on called with the verb */
  constructor(on) {
    this.#connect = new ActionButton('connect', () => on('connect'));
    this.#disconnect = new ActionButton('disconnect', () => on('disconnect'));
    this.nodes = [this.#connect.node, this.#disconnect.node];
  }

  /** @param {object} view `{device, link, sending, holding, reason}` */
  show({ device, link, sending, holding, reason }) {
    const { name, hold } = device;
    const connected = link === 'connected';
    this.#connect.show({
      hidden: !(link === 'disconnected' || (connected && hold)),
      ...connectWords(name, connected, hold),
      busy: sending && 'Sending…',
      reason,
    });
    this.#disconnect.show({
      hidden: !connected || hold,
      text: holding ? 'Disconnect and hold' : 'Disconnect',
      label: holding ? `Disconnect and hold ${name}` : `Disconnect ${name}`,
      busy: sending && 'Sending…',
      reason,
    });
  }

  get usable() {
    return [this.#connect, this.#disconnect].filter(({ usable }) => usable).map(({ node }) => node);
  }
}

/** A held device that is connected all the same is let go by a connect, which changes nothing else. */
function connectWords(name, connected, held) {
  if (connected) {
    return { text: 'Stop holding', label: `Stop holding ${name} disconnected` };
  }
  return { text: 'Connect', label: held ? `Connect ${name}, and hold it no longer` : `Connect ${name}` };
}

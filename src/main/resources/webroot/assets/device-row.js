/** One device's row: made once and updated in place, so that focus and scroll stay. */

import { element, icon, seconds, setIcon, setText } from '/assets/dom.js';

const HELD_REASON = 'It is kept disconnected: whenever something reconnects it, the gateway disconnects it again, until you connect it.';

export class DeviceRow {
  #name = element('span', { class: 'name' });
  #about = element('span', { class: 'muted about' });
  #id = element('code');
  #shape = icon('unknown');
  #word = element('span', { class: 'word' });
  #stale = element('span', { class: 'tag' }, 'stale');
  #bar = element('progress', { 'aria-hidden': 'true' });
  #elapsed = element('span', { class: 'muted elapsed' });
  #held = element('span', { class: 'tag held', title: HELD_REASON }, 'held');
  #connect = element('button', { type: 'button', 'data-action': 'connect' });
  #disconnect = element('button', { type: 'button', 'data-action': 'disconnect' });
  #cancel = element('button', { type: 'button', 'data-action': 'cancel' });
  #operation = null;

  /** @param {object} on `{connect, disconnect, cancel}`: each is called when somebody asks for it */
  constructor(deviceId, on) {
    this.node = element(
      'tr',
      { 'data-device': deviceId },
      element('td', { class: 'device' }, this.#name, this.#about),
      element('td', { class: 'id' }, this.#id),
      element('td', { class: 'link' }, element('span', { class: 'state' }, this.#shape, this.#word, this.#held, this.#stale)),
      element(
        'td',
        { class: 'action' },
        // Not where a button was a moment ago: the second click of a double click must not cancel.
        element('div', { class: 'pending' }, this.#cancel, this.#bar, this.#elapsed),
        this.#connect,
        this.#disconnect,
      ),
    );
    onClick(this.#connect, () => on.connect(deviceId));
    onClick(this.#disconnect, () => on.disconnect(deviceId));
    onClick(this.#cancel, () => on.cancel(deviceId, this.#operation.operation));
  }

  /**
   * @param {object} view `{device, operation, sending, cancelling, holding, live, mayCommand, reason}`,
   *   where `holding` says that a disconnect would keep the device disconnected, and `reason` why
   *   nothing may be commanded
   */
  show({ device, operation, sending, cancelling, holding, live, mayCommand, reason }) {
    this.#operation = operation ?? null;
    const link = operation ? `${operation.verb}ing` : device.link;
    const stale = !live || device.freshness === 'stale';
    this.node.dataset.link = link;
    this.node.toggleAttribute('data-stale', stale);
    this.node.toggleAttribute('data-pending', Boolean(operation));
    this.node.toggleAttribute('data-held', device.hold);
    setText(this.#name, device.name);
    setText(this.#about, about(device));
    setText(this.#id, device.device);
    this.#id.title = device.pnpId;
    setIcon(this.#shape, link.endsWith('ing') ? 'busy' : link);
    setText(this.#word, link.endsWith('ing') ? `${link}…` : link);
    this.#held.hidden = !device.hold;
    this.#stale.hidden = !stale;
    const { name } = device;
    const connected = link === 'connected';
    this.#showButton(this.#connect, {
      hidden: !(link === 'disconnected' || (connected && device.hold)),
      ...connectWords(name, connected, device.hold),
      busy: sending && 'Sending…',
      mayCommand,
      reason,
    });
    this.#showButton(this.#disconnect, {
      hidden: !connected || device.hold,
      text: holding ? 'Disconnect and hold' : 'Disconnect',
      label: holding ? `Disconnect and hold ${name}` : `Disconnect ${name}`,
      busy: sending && 'Sending…',
      mayCommand,
      reason,
    });
    this.#showButton(this.#cancel, {
      hidden: !operation,
      text: 'Cancel',
      label: `Cancel the ${operation?.verb} of ${name}`,
      busy: cancelling && 'Cancelling…',
      mayCommand,
      reason,
    });
  }

  #showButton(button, { hidden, text, label, busy, mayCommand, reason }) {
    if (hidden && document.activeElement === button) {
      // The keyboard's focus stays with the device when its button goes.
      this.node.tabIndex = -1;
      this.node.focus({ preventScroll: true });
    }
    button.hidden = hidden;
    button.disabled = !mayCommand;
    button.setAttribute('aria-disabled', String(!mayCommand || Boolean(busy)));
    setText(button, busy || text);
    button.setAttribute('aria-label', busy ? `${busy} ${label}` : label);
    if (mayCommand) {
      button.removeAttribute('title');
    } else {
      button.title = reason;
    }
  }

  /** Shows how long the running operation has taken. */
  tick(serverNow) {
    if (!this.#operation) {
      return;
    }
    const limit = this.#operation.timeoutMs;
    const taken = Math.max(0, serverNow - Date.parse(this.#operation.acceptedAt));
    this.#bar.max = limit;
    this.#bar.value = Math.min(taken, limit);
    setText(this.#elapsed, taken <= limit ? `${seconds(taken)} of ${Math.round(limit / 1000)}\u00a0s` : `${seconds(taken)}, overdue`);
  }
}

/** A held device that is connected all the same is let go by a connect, which changes nothing else. */
function connectWords(name, connected, held) {
  if (connected) {
    return { text: 'Stop holding', label: `Stop holding ${name} disconnected` };
  }
  return { text: 'Connect', label: held ? `Connect ${name}, and hold it no longer` : `Connect ${name}` };
}

function onClick(button, action) {
  button.addEventListener('click', () => {
    if (button.getAttribute('aria-disabled') !== 'true') {
      action();
    }
  });
}

function about(device) {
  return [device.alias, device.manufacturer, device.description].filter(Boolean).join(' · ');
}

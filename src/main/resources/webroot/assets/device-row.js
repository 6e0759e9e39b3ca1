/** One device's row: made once and updated in place, so that focus and scroll stay. */

import { element, icon, seconds, setIcon, setText } from '/assets/dom.js';

export class DeviceRow {
  #name = element('span', { class: 'name' });
  #about = element('span', { class: 'muted about' });
  #id = element('code');
  #shape = icon('unknown');
  #word = element('span', { class: 'word' });
  #stale = element('span', { class: 'tag' }, 'stale');
  #bar = element('progress', { 'aria-hidden': 'true' });
  #elapsed = element('span', { class: 'muted elapsed' });
  #button = element('button', { type: 'button', 'data-action': 'disconnect' }, 'Disconnect');
  #operation = null;

  /** @param {function} onDisconnect called when somebody asks for it */
  constructor(deviceId, onDisconnect) {
    this.node = element(
      'tr',
      { 'data-device': deviceId },
      element('td', { class: 'device' }, this.#name, this.#about),
      element('td', { class: 'id' }, this.#id),
      element('td', { class: 'link' }, element('span', { class: 'state' }, this.#shape, this.#word, this.#stale)),
      element('td', { class: 'action' }, element('div', { class: 'pending' }, this.#bar, this.#elapsed), this.#button),
    );
    this.#button.addEventListener('click', () => {
      if (this.#button.getAttribute('aria-disabled') !== 'true') {
        onDisconnect(deviceId);
      }
    });
  }

  /** @param {object} view `{device, operation, sending, live, reason}` */
  show({ device, operation, sending, live, reason }) {
    this.#operation = operation ?? null;
    const link = operation ? `${operation.verb}ing` : device.link;
    const stale = !live || device.freshness === 'stale';
    this.node.dataset.link = link;
    this.node.toggleAttribute('data-stale', stale);
    this.node.toggleAttribute('data-pending', Boolean(operation));
    setText(this.#name, device.name);
    setText(this.#about, about(device));
    setText(this.#id, device.device);
    this.#id.title = device.pnpId;
    setIcon(this.#shape, link.endsWith('ing') ? 'busy' : link);
    setText(this.#word, link.endsWith('ing') ? `${link}…` : link);
    this.#stale.hidden = !stale;
    this.#showButton(device, { link, sending, live, reason });
  }

  #showButton(device, { link, sending, live, reason }) {
    const button = this.#button;
    const hidden = link !== 'connected';
    if (hidden && document.activeElement === button) {
      // The keyboard's focus stays with the device when its button goes.
      this.node.tabIndex = -1;
      this.node.focus({ preventScroll: true });
    }
    button.hidden = hidden;
    button.disabled = !live;
    button.setAttribute('aria-disabled', String(!live || sending));
    setText(button, sending ? 'Sending…' : 'Disconnect');
    button.setAttribute('aria-label', `Disconnect ${device.name}`);
    if (live) {
      button.removeAttribute('title');
      button.removeAttribute('aria-describedby');
    } else {
      button.title = reason;
      button.setAttribute('aria-describedby', 'banner-text');
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

function about(device) {
  return [device.alias, device.manufacturer, device.description].filter(Boolean).join(' · ');
}

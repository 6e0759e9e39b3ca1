/** The list of devices with its search, its filters and what is said where it is empty. */

import { viewOfDevice } from '/assets/commands.js';
import { DeviceList } from '/assets/device-list.js';
import { DeviceRow } from '/assets/device-row.js';
import { element, icon, setAttribute, setOptions, setText } from '/assets/dom.js';
import { keyOf } from '/assets/store.js';
import { count } from '/assets/time.js';
import { VirtualList } from '/assets/virtual-list.js';

const at = (id) => document.getElementById(id);
const FILTERS = ['gateway', 'link', 'freshness', 'running'];
const NO_FILTER = { q: '', gateway: '', link: '', freshness: '', running: '' };
const COUNTED = ['connected', 'disconnected', 'changing', 'unknown', 'stale'];

export class DevicesView {
  #page;
  #devices;
  #list;
  #counts = new Map();

  /** @param {object} page what all views share: `{store, address, commands, live, known, lastLiveAt, …}` */
  constructor(page) {
    this.#page = page;
    this.#devices = new DeviceList(page.store);
    const context = {
      open: (key) => page.open(key),
      hrefOf: (key) => page.address.with({ device: key }),
      submit: (verb, key) => page.commands.submit(verb, key, page.holding),
      cancel: (operation) => page.commands.cancel(operation),
      viewOf: (key, device) => viewOfDevice(page, key, device),
    };
    this.#list = new VirtualList(at('devices'), (key) => new DeviceRow(key, context), keyOf, page.times);
    at('search').addEventListener('input', () => page.address.amend({ q: at('search').value.trim() }));
    FILTERS.forEach((name) =>
      at(`filter-${name}`).addEventListener('change', ({ target }) => page.address.go({ [name]: target.value })),
    );
    document.querySelectorAll('[data-sort]').forEach((button) =>
      button.addEventListener('click', () => page.address.go({ sort: button.dataset.sort })),
    );
    at('hold').addEventListener('change', page.changed);
    at('clear').addEventListener('click', () => {
      page.address.go(NO_FILTER);
      at('search').focus();
    });
    this.#createCounts();
  }

  /** Goes to a device's row. Returns false where it is not in the list. */
  focus(key) {
    return this.#list.focus(key);
  }

  tick() {
    this.#list.tick();
  }

  draw() {
    const { shown } = this.#page.address;
    this.#drawFilters(shown);
    const found = this.#devices.search(shown);
    this.#drawCounts(found, shown);
    this.#drawEmpty(found, shown);
    this.#list.show(found);
  }

  #createCounts() {
    const made = COUNTED.map((name) => {
      const number = element('b');
      const shape = name === 'changing' ? 'busy' : name;
      const node = element('span', { 'data-count': name }, icon(shape), number, ` ${name}`);
      this.#counts.set(name, { node, number });
      return node;
    });
    at('counts').append(element('span', { id: 'counts-total' }), ...made);
  }

  #drawFilters(shown) {
    const search = at('search');
    if (search.value.trim() !== shown.q) {
      search.value = shown.q;
    }
    const gateways = [...new Set([...this.#page.store.gateways.keys(), shown.gateway])].filter(Boolean).sort();
    setOptions(at('filter-gateway'), [['', 'Any gateway'], ...gateways.map((id) => [id, id])]);
    for (const name of FILTERS) {
      at(`filter-${name}`).value = shown[name];
      at(`filter-${name}`).toggleAttribute('data-set', Boolean(shown[name]));
    }
    document.querySelectorAll('[data-sort]').forEach((button) => {
      const chosen = button.dataset.sort === shown.sort;
      setAttribute(button.closest('th'), 'aria-sort', chosen ? 'ascending' : null);
    });
  }

  #drawCounts(found, shown) {
    const counts = this.#devices.counts();
    const filtered = Object.keys(NO_FILTER).some((name) => shown[name]);
    const total = count(counts.total, 'device');
    at('counts').hidden = !this.#page.known;
    setText(at('counts-total'), filtered ? `${found.length.toLocaleString()} of ${total}` : total);
    for (const [name, { node, number }] of this.#counts) {
      setText(number, counts[name].toLocaleString());
      node.hidden = counts[name] === 0 && name !== 'connected';
    }
  }

  #drawEmpty(found, shown) {
    at('devices').hidden = found.length === 0;
    at('empty').hidden = found.length > 0;
    if (found.length === 0) {
      const { title, text, clear = false } = this.#emptiness(shown);
      setText(at('empty-title'), title);
      setText(at('empty-text'), text);
      at('clear').hidden = !clear;
    }
  }

  #emptiness(shown) {
    const { known, connecting, store } = this.#page;
    if (!known) {
      return connecting
        ? { title: 'Connecting to the gateway…', text: 'The list of devices comes as soon as it answers.' }
        : {
            title: 'The gateway does not answer',
            text: 'Check that its process runs on this machine. This page connects by itself when it is back.',
          };
    }
    if (store.devices.size > 0) {
      return {
        title: shown.q ? `No device matches “${shown.q}”` : 'No device matches these filters',
        text: `${count(store.devices.size, 'device')} would be shown without them. The search looks at name, maker, alias, id and gateway.`,
        clear: true,
      };
    }
    const degraded = [...store.gateways.values()].some((gateway) => gateway.degraded?.length > 0);
    if (degraded) {
      return { title: 'No device can be seen', text: 'The gateway is degraded: the notice above says why and what to do.' };
    }
    return store.simulated
      ? { title: 'The simulator has no devices', text: 'Start the gateway with simulated.devices set to more than 0.' }
      : {
          title: 'No Bluetooth MTP device is paired with this machine',
          text: 'Pair one in Windows: Settings, Bluetooth & devices, Add device. It appears here by itself.',
        };
  }
}

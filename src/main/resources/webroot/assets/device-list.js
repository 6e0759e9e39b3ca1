/** Which devices are shown, in which order, and how many there are of each kind. */

import { keyOf } from '/assets/store.js';

const COLLATOR = new Intl.Collator(undefined, { numeric: true });
const LINKS = ['connected', 'connecting', 'disconnecting', 'disconnected', 'unknown'];
/** What is searched of a device; a device that changes is another object. */
const texts = new WeakMap();

/** What the link does: where an operation runs, that it is under way. */
export function linkOf(device, operation) {
  return operation ? `${operation.verb}ing` : device.link;
}

/** Keeps the devices of a store in order; sorts anew only where the order may be another. */
export class DeviceList {
  #store;
  #structure = -1;
  #byName = [];

  constructor(store) {
    this.#store = store;
  }

  /**
   * Returns the devices that a filter asks for. The order is the same whenever nothing that it
   * depends on has changed.
   *
   * @param {object} filter `{q, gateway, link, freshness, running, sort}`, each empty for any
   */
  search(filter) {
    const wanted = filter.q.toLowerCase();
    const found = this.#keysByName()
      .filter((key) => this.#matches(key, wanted, filter))
      .map((key) => this.#store.devices.get(key));
    if (filter.sort === 'gateway') {
      found.sort((a, b) => COLLATOR.compare(a.gateway, b.gateway));
    } else if (filter.sort === 'link') {
      found.sort((a, b) => this.#rank(a) - this.#rank(b));
    }
    return found;
  }

  /** Counts all devices: `{total, connected, disconnected, changing, unknown, stale}`. */
  counts() {
    const counts = { total: 0, connected: 0, disconnected: 0, changing: 0, unknown: 0, stale: 0 };
    for (const [key, device] of this.#store.devices) {
      counts.total++;
      counts[kind(linkOf(device, this.#store.runningOn(key)))]++;
      counts.stale += device.freshness === 'stale' ? 1 : 0;
    }
    return counts;
  }

  #keysByName() {
    if (this.#structure !== this.#store.structure) {
      this.#structure = this.#store.structure;
      this.#byName = [...this.#store.devices]
        .sort(([keyA, a], [keyB, b]) => COLLATOR.compare(a.name, b.name) || (keyA < keyB ? -1 : 1))
        .map(([key]) => key);
    }
    return this.#byName;
  }

  #matches(key, wanted, { gateway, link, freshness, running }) {
    const device = this.#store.devices.get(key);
    const operation = this.#store.runningOn(key);
    return (
      (!wanted || textOf(device).includes(wanted)) &&
      (!gateway || device.gateway === gateway) &&
      (!link || kind(linkOf(device, operation)) === link) &&
      (!freshness || device.freshness === freshness) &&
      (!running || (running === 'yes') === Boolean(operation))
    );
  }

  #rank(device) {
    return LINKS.indexOf(linkOf(device, this.#store.runningOn(keyOf(device))));
  }
}

function kind(link) {
  return link.endsWith('ing') ? 'changing' : link;
}

function textOf(device) {
  let text = texts.get(device);
  if (text === undefined) {
    const { name, device: id, alias, manufacturer, description, gateway, pnpId } = device;
    text = [name, id, alias, manufacturer, description, gateway, pnpId].filter(Boolean).join('\n').toLowerCase();
    texts.set(device, text);
  }
  return text;
}

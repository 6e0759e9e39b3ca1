/**
 * What the page shows, as its address says it: the view, its filters and the open device. So a view
 * can be linked to, and the browser's back button goes back.
 */

/** Each member with the values that it may have; empty is always one, and is not in the address. */
const MEMBERS = {
  view: ['operations', 'gateways', 'charts'],
  q: null,
  gateway: null,
  link: ['connected', 'disconnected', 'changing', 'unknown'],
  freshness: ['live', 'stale'],
  running: ['yes', 'no'],
  sort: ['gateway', 'link'],
  outcome: ['running', 'succeeded', 'failed', 'cancelled', 'timed-out', 'expired', 'lost', 'unverified'],
  range: ['15m', '24h'],
  device: null,
};

/** Reads an address' query. What it does not know, it leaves out. */
export function parse(search) {
  const query = new URLSearchParams(search);
  const shown = {};
  for (const [name, known] of Object.entries(MEMBERS)) {
    const value = (query.get(name) ?? '').trim();
    shown[name] = !known || known.includes(value) ? value : '';
  }
  return shown;
}

/** Writes an address' query; empty where there is nothing to say. */
export function format(shown) {
  const query = new URLSearchParams();
  for (const name of Object.keys(MEMBERS)) {
    if (shown[name]) {
      query.set(name, shown[name]);
    }
  }
  const text = query.toString();
  return text ? `?${text}` : '';
}

/** Where the page is. Dispatches `change` whenever that is elsewhere. */
export class Address extends EventTarget {
  #window;
  #shown;

  constructor(window) {
    super();
    this.#window = window;
    this.#shown = parse(window.location.search);
    window.addEventListener('popstate', () => {
      this.#shown = parse(window.location.search);
      this.dispatchEvent(new Event('change'));
    });
  }

  get shown() {
    return this.#shown;
  }

  /** Returns the address of what is shown with some of it changed. */
  with(changes) {
    return format({ ...this.#shown, ...changes }) || this.#window.location.pathname;
  }

  /** Goes on, so that the back button comes back here. */
  go(changes) {
    this.#enter(changes, 'pushState');
  }

  /** Changes where it is: for what is typed a letter at a time. */
  amend(changes) {
    this.#enter(changes, 'replaceState');
  }

  #enter(changes, how) {
    const next = { ...this.#shown, ...changes };
    if (format(next) !== format(this.#shown)) {
      this.#shown = next;
      this.#window.history[how](null, '', format(next) || this.#window.location.pathname);
      this.dispatchEvent(new Event('change'));
    }
  }
}

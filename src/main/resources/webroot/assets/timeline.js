/** The events of one device: those that are kept, and then those that happen. */

const MOST = 200;

export class Timeline {
  #read;
  #changed;
  #device = null;
  #events = new Map();
  #state = 'loading';
  #problem = '';

  /**
   * @param {Function} read reads JSON of a path of the API
   * @param {Function} changed called whenever it is another
   */
  constructor(read, changed) {
    this.#read = read;
    this.#changed = changed;
  }

  /** `loading`, `complete` or `failed`. */
  get state() {
    return this.#state;
  }

  get problem() {
    return this.#problem;
  }

  /** The newest first. */
  get events() {
    return [...this.#events.values()].reverse();
  }

  /** Shows another device's events, or the same one's anew. */
  async load({ device, gateway }) {
    const link = { device, gateway };
    this.#device = link;
    this.#events = new Map();
    this.#state = 'loading';
    this.#problem = '';
    try {
      let cursor = '';
      for (let more = true; more; ) {
        const query = new URLSearchParams({ device, limit: '1000', ...(cursor && { cursor }) });
        const page = await this.#read(`/events?${query}`);
        if (this.#device !== link) {
          return;
        }
        page.events.forEach((event) => this.#keep(event));
        more = page.more && page.cursor !== cursor;
        cursor = page.cursor;
      }
      this.#state = 'complete';
    } catch (problem) {
      if (this.#device !== link) {
        return;
      }
      this.#state = 'failed';
      this.#problem = problem.message;
    }
    this.#changed();
  }

  /** Shows nobody's. */
  clear() {
    this.#device = null;
    this.#events = new Map();
  }

  /** Takes an event that happens. */
  take(event) {
    if (this.#device && event.subject === `devices/${this.#device.device}`) {
      this.#keep(event);
    }
  }

  #keep(event) {
    if (event.source === `/gateways/${this.#device.gateway}`) {
      this.#events.set(event.id, event);
      if (this.#events.size > MOST) {
        this.#events.delete(this.#events.keys().next().value);
      }
    }
  }
}

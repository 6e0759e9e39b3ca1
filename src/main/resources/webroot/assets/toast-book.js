/**
 * Which toasts are shown. There is one for each operation, from its acceptance to its end. A few are
 * shown and the others counted; what this page asked for comes first, and a failure stays until
 * somebody dismisses it.
 */

const SHOWN_MS = 8_000;
const MOST_SHOWN = 4;

export class ToastBook {
  #toasts = new Map();
  #now;

  /** @param {Function} now milliseconds on any clock; a test replaces it */
  constructor(now = () => Date.now()) {
    this.#now = now;
  }

  /**
   * Shows a toast, or shows something else in the one that has this id.
   *
   * @param {object} toast `{kind, title, text, own}`: `kind` is `busy`, `succeeded`, `warning`,
   *     `failed` or `info`
   */
  put(id, toast) {
    const known = this.#toasts.get(id);
    const put = { ...known, ...toast, id, since: this.#now(), shown: known?.shown ?? this.#makeRoom(toast) };
    this.#toasts.set(id, put);
  }

  has(id) {
    return this.#toasts.has(id);
  }

  dismiss(id) {
    this.#toasts.delete(id);
    this.#fill();
  }

  dismissAll() {
    for (const [id, { kind }] of this.#toasts) {
      if (kind !== 'busy') {
        this.#toasts.delete(id);
      }
    }
    this.#fill();
  }

  /** Starts the time of all of them anew: somebody reads. */
  hold() {
    this.#toasts.forEach((toast) => (toast.since = this.#now()));
  }

  /** Lets those go whose time is over. Returns whether there were any. */
  expire() {
    const before = this.#toasts.size;
    for (const [id, { kind, since }] of this.#toasts) {
      if (kind !== 'failed' && kind !== 'busy' && this.#now() - since >= SHOWN_MS) {
        this.#toasts.delete(id);
      }
    }
    if (this.#toasts.size < before) {
      this.#fill();
    }
    return this.#toasts.size < before;
  }

  /** Those that are shown, the oldest first. */
  get shown() {
    return [...this.#toasts.values()].filter(({ shown }) => shown);
  }

  /** How many there are besides. */
  get others() {
    return this.#toasts.size - this.shown.length;
  }

  #makeRoom({ own }) {
    const shown = this.shown;
    if (shown.length < MOST_SHOWN) {
      return true;
    }
    const least =
      shown.find((toast) => !toast.own) ?? shown.find(({ kind }) => kind !== 'failed' && kind !== 'busy') ?? shown[0];
    if (!own) {
      return false;
    }
    least.shown = false;
    return true;
  }

  /** What nobody asked for here, and is no failure, is not shown late. */
  #fill() {
    for (const toast of this.#toasts.values()) {
      if (this.shown.length >= MOST_SHOWN) {
        return;
      }
      toast.shown ||= toast.own || toast.kind === 'failed';
    }
  }
}

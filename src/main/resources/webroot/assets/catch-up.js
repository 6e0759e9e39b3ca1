/** Counts the events that a page catches up when it comes back: those that happened before it did. */

const QUIET_MS = 400;

export class CatchUp {
  #report;
  #environment;
  #before = 0;
  #count = 0;
  #timer = null;

  /**
   * @param {Function} report told the number, once it stands
   * @param {object} environment `{setTimeout, clearTimeout}`; a test replaces them
   */
  constructor(report, environment = { setTimeout: (run, ms) => setTimeout(run, ms), clearTimeout: (id) => clearTimeout(id) }) {
    this.#report = report;
    this.#environment = environment;
  }

  /** The page is live again and goes on where it was; `serverNow` is the gateway's time. */
  begin(serverNow) {
    this.stop();
    this.#before = serverNow;
    this.#count = 0;
    this.#wait();
  }

  /**
   * Takes an event.
   *
   * @returns {boolean} whether it is one of those that are caught up
   */
  take(event) {
    if (this.#timer === null) {
      return false;
    }
    if (Date.parse(event.time) > this.#before) {
      this.#end();
      return false;
    }
    this.#count++;
    this.#wait();
    return true;
  }

  /** The page is away again, or has read everything anew: nothing is told. */
  stop() {
    this.#environment.clearTimeout(this.#timer);
    this.#timer = null;
  }

  /** What was missed comes in one go: a pause is its end, where no later event is. */
  #wait() {
    this.#environment.clearTimeout(this.#timer);
    this.#timer = this.#environment.setTimeout(() => this.#end(), QUIET_MS);
  }

  #end() {
    this.stop();
    this.#report(this.#count);
  }
}

/**
 * Tells a screen reader what happened: a summary at most every five seconds, and at once only that
 * something failed that was asked for on this page.
 */

const INTERVAL_MS = 5_000;
const MOST_TOLD = 3;

export class Announcer {
  #polite;
  #assertive;
  #environment;
  #waiting = [];
  #timer = null;
  #lastAt = -INTERVAL_MS;

  /**
   * @param {Element} polite a live region that waits until the reader is done
   * @param {Element} assertive one that interrupts
   * @param {object} environment `{now, setTimeout}`; a test replaces them
   */
  constructor(polite, assertive, environment = { now: () => Date.now(), setTimeout: (run, ms) => setTimeout(run, ms) }) {
    this.#polite = polite;
    this.#assertive = assertive;
    this.#environment = environment;
  }

  /**
   * Tells something, soon.
   *
   * @param {string} text as it is told where little happens
   * @param {string} kind as it is counted where much does: "disconnected"
   */
  tell(text, kind) {
    this.#waiting.push({ text, kind });
    if (this.#timer === null) {
      const wait = Math.max(0, this.#lastAt + INTERVAL_MS - this.#environment.now());
      this.#timer = this.#environment.setTimeout(() => this.#speak(), wait);
    }
  }

  /** Tells a failure of what was asked for here, at once. */
  alarm(text) {
    say(this.#assertive, text);
  }

  #speak() {
    this.#timer = null;
    this.#lastAt = this.#environment.now();
    const told = this.#waiting;
    this.#waiting = [];
    say(this.#polite, told.length <= MOST_TOLD ? told.map(({ text }) => text).join(' ') : summary(told));
  }
}

/** The same text twice would be no change, and is not read. */
function say(region, text) {
  region.textContent = region.textContent === text ? `${text}\u00a0` : text;
}

function summary(told) {
  const counts = new Map();
  told.forEach(({ kind }) => counts.set(kind, (counts.get(kind) ?? 0) + 1));
  return `${[...counts].map(([kind, n]) => `${n} ${kind}`).join(', ')}.`;
}

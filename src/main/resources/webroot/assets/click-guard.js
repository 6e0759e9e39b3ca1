/**
 * Lets clicks do nothing for a moment: when a page is live again, what somebody was about to click
 * may have moved. The keyboard's clicks go where its focus is, and that has not moved.
 */

const PAUSE_MS = 300;

export class ClickGuard {
  #now;
  #until = 0;

  /**
   * @param {EventTarget} page every click passes it first
   * @param {Function} now milliseconds on a clock that only goes forward
   */
  constructor(page, now = () => performance.now()) {
    this.#now = now;
    page.addEventListener('click', (event) => this.#onClick(event), { capture: true });
  }

  pause() {
    this.#until = this.#now() + PAUSE_MS;
  }

  #onClick(event) {
    const byPointer = event.detail > 0;
    if (byPointer && this.#now() < this.#until) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  }
}

/**
 * A grid of any number of rows, of which only those that can be seen are in the document. The page
 * itself scrolls. All rows are equally high, which the style sheet says. With the arrow keys, Home,
 * End and the page keys one goes from row to row; the tab key goes through the buttons of one.
 */

import { arrange, setAttribute } from '/assets/dom.js';

/** How many rows are there beyond what can be seen, on either side. */
const MARGIN = 6;

export class VirtualList {
  #grid;
  #body;
  #create;
  #keyOf;
  #times;
  #items = [];
  #rows = new Map();
  #height = 0;
  #current = null;
  /** The first row that is not above what can be seen. */
  #inSight = 0;
  #scheduled = false;

  /**
   * @param {Element} grid the table
   * @param {Function} create makes a row of a key: `{node, controls, show(item), tick(now, serverNow)}`, where
   *     `controls` are the links and buttons that can be used now
   * @param {Function} keyOf gives an item's key
   * @param {Function} times gives what a row's `tick` takes: the time here and the gateway's
   */
  constructor(grid, create, keyOf, times) {
    this.#grid = grid;
    this.#body = grid.tBodies[0];
    this.#create = create;
    this.#keyOf = keyOf;
    this.#times = times;
    addEventListener('scroll', () => this.#schedule(), { passive: true });
    addEventListener('resize', () => {
      this.#height = 0;
      this.#schedule();
    });
    grid.addEventListener('keydown', (event) => this.#onKey(event));
    grid.addEventListener('focusin', ({ target }) => this.#onFocus(target));
  }

  /** Shows items in their order. */
  show(items) {
    this.#items = items;
    this.#draw();
  }

  /** Lets the rows that can be seen show the time. */
  tick() {
    const times = this.#times();
    this.#rows.forEach((row) => row.tick(...times));
  }

  /** Goes to an item's row. Returns false where there is no such item. */
  focus(key) {
    const index = this.#items.findIndex((item) => this.#keyOf(item) === key);
    if (index < 0) {
      return false;
    }
    this.#goTo(index, 0);
    return true;
  }

  #schedule() {
    if (!this.#scheduled && !this.#grid.closest('[hidden]')) {
      this.#scheduled = true;
      requestAnimationFrame(() => {
        this.#scheduled = false;
        this.#draw();
      });
    }
  }

  #draw() {
    const { first, last } = this.#window();
    const shown = new Map();
    for (let i = first; i < last; i++) {
      shown.set(this.#keyOf(this.#items[i]), i);
    }
    const focused = this.#focusedKey();
    if (focused !== null && !shown.has(focused)) {
      // Whoever scrolls with the wheel comes back to where the keyboard was.
      const index = this.#items.findIndex((item) => this.#keyOf(item) === focused);
      if (index >= 0) {
        shown.set(focused, index);
      }
    }
    const measured = this.#height > 0;
    this.#place(shown);
    if (!measured && this.#height > 0) {
      this.#draw();
    }
  }

  #place(shown) {
    const ordered = [...shown].sort(([, a], [, b]) => a - b);
    for (const key of this.#rows.keys()) {
      if (!shown.has(key)) {
        this.#rows.delete(key);
      }
    }
    const times = this.#times();
    const rows = ordered.map(([key, index]) => {
      const row = this.#rowOf(key);
      row.show(this.#items[index]);
      row.tick(...times);
      setAttribute(row.node, 'aria-rowindex', index + 2);
      return row;
    });
    arrange(this.#body, rows.map(({ node }) => node));
    this.#height ||= rows[0]?.node.getBoundingClientRect().height ?? 0;
    ordered.forEach(([, index], i) => {
      const top = `translateY(${index * this.#height}px)`;
      if (rows[i].node.style.transform !== top) {
        rows[i].node.style.transform = top;
      }
    });
    const height = `${this.#items.length * this.#height}px`;
    if (this.#body.style.height !== height) {
      this.#body.style.height = height;
    }
    setAttribute(this.#grid, 'aria-rowcount', this.#items.length + 1);
    this.#showCurrent();
  }

  /** What can be seen, and a little more. */
  #window() {
    const { length } = this.#items;
    if (this.#height === 0) {
      return { first: 0, last: Math.min(length, 1) };
    }
    const above = -this.#body.getBoundingClientRect().top / this.#height;
    const first = Math.min(Math.max(0, Math.floor(above) - MARGIN), Math.max(0, length - 1));
    this.#inSight = Math.min(Math.max(0, Math.ceil(above)), Math.max(0, length - 1));
    return { first, last: Math.min(length, Math.ceil(above + innerHeight / this.#height) + MARGIN) };
  }

  #rowOf(key) {
    let row = this.#rows.get(key);
    if (!row) {
      row = this.#create(key);
      row.node.dataset.key = key;
      this.#rows.set(key, row);
    }
    return row;
  }

  /** Only one row's buttons are on the way of the tab key. */
  #showCurrent() {
    if (!this.#rows.has(this.#current)) {
      const sighted = this.#items[this.#inSight];
      this.#current = sighted === undefined ? null : this.#keyOf(sighted);
    }
    for (const [key, { controls }] of this.#rows) {
      const index = key === this.#current ? '0' : '-1';
      controls.forEach((control) => setAttribute(control, 'tabindex', index));
    }
  }

  #focusedKey() {
    const row = this.#body.contains(document.activeElement) ? document.activeElement.closest('[data-key]') : null;
    return row?.dataset.key ?? null;
  }

  #onFocus(target) {
    const key = target.closest('[data-key]')?.dataset.key;
    if (key !== undefined && key !== this.#current) {
      this.#current = key;
      this.#showCurrent();
    }
  }

  #onKey(event) {
    const key = this.#focusedKey();
    if (key === null || event.ctrlKey || event.altKey || event.metaKey) {
      return;
    }
    const { controls } = this.#rows.get(key);
    const column = Math.max(0, controls.indexOf(document.activeElement));
    const index = this.#items.findIndex((item) => this.#keyOf(item) === key);
    const target = this.#target(event.key, index);
    if (target !== null) {
      this.#goTo(Math.min(Math.max(0, target), this.#items.length - 1), column);
    } else if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') {
      controls[column + (event.key === 'ArrowRight' ? 1 : -1)]?.focus();
    } else {
      return;
    }
    event.preventDefault();
  }

  #target(key, index) {
    const page = Math.max(1, Math.floor(innerHeight / this.#height) - 2);
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page };
    if (key === 'Home') {
      return 0;
    }
    return key === 'End' ? this.#items.length - 1 : key in steps ? index + steps[key] : null;
  }

  #goTo(index, column) {
    const top = this.#body.getBoundingClientRect().top + index * this.#height;
    const clear = this.#height * 2;
    if (top < clear) {
      scrollBy({ top: top - clear, behavior: 'instant' });
    } else if (top + clear > innerHeight) {
      scrollBy({ top: top + clear - innerHeight, behavior: 'instant' });
    }
    this.#current = this.#keyOf(this.#items[index]);
    this.#draw();
    const controls = this.#rows.get(this.#current)?.controls ?? [];
    (controls[column] ?? controls.at(-1))?.focus({ preventScroll: true });
  }
}

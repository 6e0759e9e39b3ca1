/** Draws the toasts of a {@link ToastBook}, each in place, so that one that is read stays where it is. */

import { arrange, element, icon, setAttribute, setIcon, setText } from '/assets/dom.js';
import { count } from '/assets/time.js';

export class Toasts {
  #book;
  #area;
  #nodes = new Map();
  #more = element('span');
  #dismissAll = element('button', { type: 'button', class: 'quiet' }, 'Dismiss all');
  #footer = element('div', { class: 'more-notices' }, this.#more, this.#dismissAll);

  constructor(book, area) {
    this.#book = book;
    this.#area = area;
    this.#dismissAll.addEventListener('click', () => {
      book.dismissAll();
      this.draw();
    });
  }

  put(id, toast) {
    this.#book.put(id, toast);
    this.draw();
  }

  has(id) {
    return this.#book.has(id);
  }

  /** Lets time pass: nothing leaves while the pointer or the focus is on one. */
  tick() {
    if (this.#area.matches(':hover, :focus-within')) {
      this.#book.hold();
    } else if (this.#book.expire()) {
      this.draw();
    }
  }

  draw() {
    const nodes = this.#book.shown.map((toast) => {
      const drawn = this.#nodes.get(toast.id) ?? this.#create(toast.id);
      setAttribute(drawn.node, 'data-kind', toast.kind);
      setIcon(drawn.shape, toast.kind);
      setText(drawn.title, toast.title);
      setText(drawn.text, toast.text);
      setAttribute(drawn.close, 'aria-label', `Dismiss: ${toast.title}`);
      return drawn.node;
    });
    const { others } = this.#book;
    setText(this.#more, `${count(others, 'more notice')}; the Operations view has them all.`);
    arrange(this.#area, others > 0 ? [...nodes, this.#footer] : nodes);
    this.#nodes.forEach(({ node }, id) => node.isConnected || this.#nodes.delete(id));
  }

  #create(id) {
    const drawn = {
      shape: icon('info'),
      title: element('strong'),
      text: element('p'),
      close: element('button', { type: 'button', class: 'close' }, icon('failed')),
    };
    drawn.node = element(
      'li',
      { class: 'notice' },
      drawn.shape,
      element('div', {}, drawn.title, drawn.text),
      drawn.close,
    );
    drawn.close.addEventListener('click', () => {
      this.#book.dismiss(id);
      this.draw();
    });
    this.#nodes.set(id, drawn);
    return drawn;
  }
}

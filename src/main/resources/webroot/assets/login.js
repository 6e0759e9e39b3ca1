/** The dialog that asks for a token: over the page, which keeps what it shows. */

import { setText } from '/assets/dom.js';

const at = (id) => document.getElementById(id);

export class Login {
  #session;
  #onSuccess;

  /** @param {Function} onSuccess called when somebody has logged in */
  constructor(session, onSuccess) {
    this.#session = session;
    this.#onSuccess = onSuccess;
    at('login').addEventListener('cancel', (event) => event.preventDefault());
    at('login-form').addEventListener('submit', (event) => {
      event.preventDefault();
      this.#submit();
    });
    // Another page of this browser may have logged in meanwhile.
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible' && at('login').open) {
        this.#lookAgain();
      }
    });
  }

  /** @param {string} why what is shown above the field */
  ask(why) {
    setText(at('login-why'), why);
    setText(at('login-problem'), '');
    if (!at('login').open) {
      at('login').showModal();
      at('login-token').focus();
    }
  }

  async #submit() {
    const field = at('login-token');
    const button = at('login-submit');
    if (button.disabled || !field.value.trim()) {
      return;
    }
    button.disabled = true;
    setText(at('login-problem'), '');
    try {
      await this.#session.logIn(field.value.trim());
      this.#close();
    } catch (problem) {
      setText(at('login-problem'), problem.message);
      field.select();
    } finally {
      button.disabled = false;
    }
  }

  async #lookAgain() {
    if ((await this.#session.load()) && this.#session.who) {
      this.#close();
    }
  }

  #close() {
    at('login-token').value = '';
    at('login').close();
    this.#onSuccess();
  }
}

/** Whether the page is live, and what is said where it is not, and when it is again. */

import { CatchUp } from '/assets/catch-up.js';
import { ClickGuard } from '/assets/click-guard.js';
import { setAttribute, setIcon, setText } from '/assets/dom.js';
import { count, roughly, timeOfDay } from '/assets/time.js';
import { degradation } from '/assets/words.js';

const at = (id) => document.getElementById(id);
const SIGNS = {
  live: ['live', 'Live'],
  connecting: ['busy', 'Connecting'],
  waiting: ['warning', 'Not live'],
  stopped: ['warning', 'Not live'],
};

export class Connection {
  #client;
  #toasts;
  #announcer;
  #catchUp = new CatchUp((caught) => this.#report(caught));
  #wasAway = false;
  #reset = false;
  #guard = new ClickGuard(document);

  constructor({ client, toasts, announcer }) {
    this.#client = client;
    this.#toasts = toasts;
    this.#announcer = announcer;
    at('retry').addEventListener('click', () => client.start());
  }

  /** Takes a change of the client's state. */
  onState({ state, recovered }, known) {
    if (state !== 'live') {
      this.#catchUp.stop();
      this.#wasAway ||= known;
      return;
    }
    if (this.#wasAway) {
      this.#guard.pause();
      if (recovered) {
        this.#catchUp.begin(this.#client.serverNow());
      } else if (this.#reset) {
        this.#tell('Live again', 'The gateway could not go on where this page was: everything was read anew.');
      }
    }
    this.#wasAway = false;
    this.#reset = false;
  }

  /** The gateway cannot go on where the page was. */
  onReset() {
    if (this.#client.state.state === 'live') {
      this.#tell('Everything was read anew', 'The gateway could not go on where this page was.');
    } else {
      this.#reset = true;
    }
  }

  /** Whoever logs in next was not here before. */
  forget() {
    this.#wasAway = false;
    this.#reset = false;
  }

  /** Takes an event. Returns whether it happened while the page was away. */
  take(event) {
    return this.#catchUp.take(event);
  }

  draw({ live, known, lastLiveAt, store }) {
    const { state, reason } = this.#client.state;
    const pill = at('connection');
    setAttribute(pill, 'data-state', state);
    const [shape, word] = SIGNS[state];
    setIcon(pill.firstElementChild, shape);
    setText(pill.lastElementChild, word);
    // The first connection needs no alarm: the empty list says what happens.
    at('banner').hidden = live || (!known && state === 'connecting');
    const since = known ? ` What is shown is as of ${timeOfDay(lastLiveAt)}; commands are disabled.` : '';
    const why = state === 'stopped' && reason ? ` ${reason}` : '';
    setText(at('banner-text'), live ? '' : `Not live: there is no connection to the gateway.${why}${since}`);
    at('retry').hidden = state === 'connecting';
    this.#drawDegraded(live, [...store.gateways.values()]);
    this.tick({ known, lastLiveAt });
  }

  tick({ known, lastLiveAt }) {
    const { state, nextTryAt } = this.#client.state;
    const age = known && lastLiveAt ? `The data is ${roughly(Date.now() - lastLiveAt)} old. ` : '';
    const wait = Math.max(0, Math.ceil((nextTryAt - Date.now()) / 1000));
    const next = { waiting: `Next try in ${wait}\u00a0s.`, connecting: 'Trying now…' }[state] ?? '';
    setText(at('banner-countdown'), state === 'live' ? '' : `${age}${next}`);
  }

  #drawDegraded(live, gateways) {
    const said = gateways.flatMap(({ gateway, state, degraded = [] }) => {
      const named = gateways.length > 1 ? `${gateway}: ` : '';
      const reasons = degraded.map(degradation).map(({ what, remedy }) => `${named}${what} ${remedy}`);
      return state === 'stopping' ? [`${named || 'The gateway '}is stopping.`, ...reasons] : reasons;
    });
    at('degraded').hidden = !live || said.length === 0;
    setText(at('degraded-text'), said.join(' '));
  }

  #report(caught) {
    this.#tell('Live again', caught === 0 ? 'Nothing happened meanwhile.' : `Caught up ${count(caught, 'event')}.`);
  }

  #tell(title, text) {
    this.#toasts.put('connection', { kind: 'info', title, text, own: true });
    this.#announcer.tell(`${title}. ${text}`, 'reconnected');
  }
}

/**
 * Sends commands and follows what was asked for here to its end. Nothing is shown that the gateway
 * has not said: a click is "sending" until it answers, and the end is the event that says so.
 */

import { read } from '/assets/api.js';
import { describeEnd, progress } from '/assets/words.js';

const NOT_LIVE = 'There is no connection to the gateway, so commands are disabled.';
const VIEWER = 'Your token lets you look at devices, but not command them.';
const STALE = 'Its gateway is lost, so it cannot be commanded.';

export class Commands {
  #client;
  #store;
  #toasts;
  #announcer;
  #changed;
  /** The links whose command has not been answered. */
  #sending = new Set();
  /** The operations whose cancellation was asked for. */
  #cancelling = new Set();
  /** The ids of requests that were made here. */
  #requests = new Set();
  /** Which operations were asked for here, and which request's toast each has. */
  #own = new Map();

  /** @param {Function} changed called whenever something is to be drawn */
  constructor({ client, store, toasts, announcer, changed }) {
    this.#client = client;
    this.#store = store;
    this.#toasts = toasts;
    this.#announcer = announcer;
    this.#changed = changed;
  }

  /** Why nothing can be commanded now; null where it can. */
  get reason() {
    if (this.#client.state.state !== 'live') {
      return NOT_LIVE;
    }
    return this.#client.roles.includes('operator') ? null : VIEWER;
  }

  /** Why a device cannot be commanded now; null where it can. */
  reasonFor(device) {
    return this.reason ?? (device?.freshness === 'stale' ? STALE : null);
  }

  isSending(key) {
    return this.#sending.has(key);
  }

  isCancelling(operation) {
    return this.#cancelling.has(operation?.operation);
  }

  async submit(verb, key, hold) {
    const { device, gateway, name } = this.#store.devices.get(key);
    const requestId = crypto.randomUUID();
    this.#requests.add(requestId);
    this.#sending.add(key);
    this.#changed();
    try {
      const body = { device, gateway, requestId };
      const operation = await this.#client.command(verb, verb === 'disconnect' && hold ? { ...body, hold } : body);
      this.#own.set(operation.operation, requestId);
      this.#store.learn(operation);
      this.#follow(this.#store.running.get(operation.operation));
    } catch (problem) {
      // One that was accepted has a toast, and what its end says goes there.
      if (!this.#toasts.has(requestId)) {
        this.#fail(requestId, `${name}: the ${verb} was not accepted`, problem);
      }
    } finally {
      this.#sending.delete(key);
      this.#changed();
    }
  }

  /** That it was asked for is shown until the operation's end, which says whether it was cancelled. */
  async cancel(operation) {
    this.#cancelling.add(operation.operation);
    this.#changed();
    try {
      await this.#client.command('cancel', { operation: operation.operation });
    } catch (problem) {
      this.#cancelling.delete(operation.operation);
      this.#changed();
      if (problem.code !== 'operation-ended') {
        const name = this.#store.nameOf(operation);
        this.#fail(`cancel:${operation.operation}`, `${name}: it could not be cancelled`, problem);
      }
    }
  }

  /**
   * Takes an operation that was accepted or has ended, as an event says.
   *
   * @param {boolean} missed whether it happened while the page was away: then how many events that
   *     were is told, and each end only to who asked for it
   */
  take(operation, missed) {
    if (this.#requests.has(operation.requestId)) {
      this.#own.set(operation.operation, operation.requestId);
    }
    if (operation.state === 'ended') {
      this.#end(operation, missed);
    } else {
      this.#follow(operation);
    }
  }

  /** Everything was read anew: what ended meanwhile came as no event, so it is asked for. */
  async lookAgain() {
    this.#cancelling.clear();
    const missing = [...this.#own.keys()].filter((id) => !this.#store.running.has(id));
    for (const id of missing) {
      const operation = await read(`/operations/${encodeURIComponent(id)}`).catch(() => null);
      if (operation?.state === 'ended') {
        this.#end(operation, false);
        this.#store.addEnded([operation]);
      }
    }
    this.#changed();
  }

  #follow(operation) {
    const toast = operation && this.#own.get(operation.operation);
    if (toast) {
      this.#toasts.put(toast, { ...progress(operation, this.#store.nameOf(operation)), own: true });
    }
  }

  #end(end, missed) {
    this.#cancelling.delete(end.operation);
    const own = this.#own.get(end.operation);
    if (missed && !own) {
      return;
    }
    this.#own.delete(end.operation);
    this.#requests.delete(own);
    const toast = describeEnd(end, this.#store.nameOf(end));
    this.#toasts.put(own ?? end.operation, { ...toast, own: Boolean(own) });
    if (own && toast.kind === 'failed') {
      this.#announcer.alarm(`${toast.title}. ${toast.text}`);
    } else {
      this.#announcer.tell(`${toast.title}.`, `${end.verb} ${end.outcome}`);
    }
  }

  #fail(id, title, problem) {
    const text = [problem.detail, problem.hint].filter(Boolean).join(' — ');
    this.#toasts.put(id, { kind: 'failed', title, text, own: true });
    this.#announcer.alarm(`${title}. ${text}`);
  }
}

/** What a row is told of a device besides itself. */
export function viewOfDevice({ commands, store, live, lastLiveAt, openKey, holding }, key, device) {
  const operation = store.runningOn(key);
  const staleAt = device.freshness === 'stale' ? Date.parse(device.observedAt) : lastLiveAt;
  return {
    operation,
    sending: commands.isSending(key),
    cancelling: commands.isCancelling(operation),
    holding,
    staleSince: live && device.freshness === 'live' ? 0 : staleAt,
    reason: commands.reasonFor(device),
    open: openKey === key,
  };
}


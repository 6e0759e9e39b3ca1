/**
 * A client of the WebSocket protocol wpd.v1: connects, subscribes, and comes back by itself where
 * it was. It dispatches
 *
 * - `state`: `{state, reason, nextTryAt}`, where `state` is `connecting`, `live`, `waiting` (until
 *   `nextTryAt`) or `stopped` (the server asked not to come back);
 * - `snapshot`: `{devices, operations, gateways}`: everything, instead of what was known before;
 * - `event`: one CloudEvent; each comes once and in its gateway's order.
 */

const SUBPROTOCOL = 'wpd.v1';
const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 15_000;
const GREETING_LIMIT_MS = 10_000;
const PONG_GRACE_MS = 10_000;
const DEFAULT_PING_MS = 25_000;
const DO_NOT_RETURN = 4500;

export class WpdClient extends EventTarget {
  #url;
  #socket = null;
  #state = { state: 'connecting', reason: '', nextTryAt: 0 };
  #cursor = null;
  #portable = null;
  #attempts = 0;
  #retryTimer = 0;
  #watchdog = 0;
  #silenceLimitMs = GREETING_LIMIT_MS;
  #lastFrameAt = 0;
  #nextId = 1;
  #commands = new Map();
  #parts = null;
  #seen = new Map();
  #clockOffsetMs = 0;

  /** @param {string} url of the WebSocket */
  constructor(url) {
    super();
    this.#url = url;
  }

  /** What it is doing. */
  get state() {
    return this.#state;
  }

  /** When the server last said something, in milliseconds. */
  get lastHeardAt() {
    return this.#lastFrameAt;
  }

  /** The server's time now, in milliseconds. */
  serverNow() {
    return Date.now() + this.#clockOffsetMs;
  }

  /** Connects, and from now on stays connected. */
  start() {
    addEventListener('online', () => this.retryNow());
    document.addEventListener('visibilitychange', () => this.#onVisible());
    this.#connect();
  }

  /** Tries at once instead of waiting. */
  retryNow() {
    if (this.#state.state === 'waiting' || this.#state.state === 'stopped') {
      this.#connect();
    }
  }

  /**
   * Sends a command.
   *
   * @returns {Promise<object>} the operation; rejects with a problem
   */
  command(verb, body) {
    if (this.#state.state !== 'live') {
      return Promise.reject({ code: 'not-connected', detail: 'There is no connection to the gateway.' });
    }
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      this.#commands.set(id, { resolve, reject });
      this.#send({ t: 'command', id, verb, body });
    });
  }

  #connect() {
    clearTimeout(this.#retryTimer);
    this.#abandon();
    this.#enter('connecting');
    this.#silenceLimitMs = GREETING_LIMIT_MS;
    const socket = new WebSocket(this.#url, SUBPROTOCOL);
    this.#socket = socket;
    socket.onopen = () => this.#send({ t: 'hello', id: this.#nextId++ });
    socket.onmessage = (frame) => this.#onFrame(frame.data);
    socket.onclose = (close) => this.#onClose(close.code, close.reason);
    this.#watch();
  }

  /** Forgets the socket: one that is half open may take minutes to close. */
  #abandon() {
    clearTimeout(this.#watchdog);
    const socket = this.#socket;
    if (socket) {
      socket.onopen = socket.onmessage = socket.onclose = null;
      socket.close();
      this.#socket = null;
    }
    this.#parts = null;
    const lost = {
      code: 'connection-lost',
      detail: 'The connection was lost before the gateway answered. What became of the command shows when it is back.',
    };
    this.#commands.forEach((command) => command.reject(lost));
    this.#commands.clear();
  }

  #onClose(code, reason) {
    this.#abandon();
    if (code >= DO_NOT_RETURN && code < DO_NOT_RETURN + 100) {
      this.#enter('stopped', reason || `The gateway closed the connection (${code}).`);
      return;
    }
    const longest = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** this.#attempts++);
    const delay = longest / 2 + (Math.random() * longest) / 2;
    this.#enter('waiting', reason, Date.now() + delay);
    this.#retryTimer = setTimeout(() => this.#connect(), delay);
  }

  #onVisible() {
    if (document.visibilityState !== 'visible') {
      return;
    }
    if (this.#state.state === 'live' && Date.now() - this.#lastFrameAt > this.#silenceLimitMs) {
      this.#onClose(0, '');
    }
    this.retryNow();
  }

  /** A server that says nothing for longer than its pings are apart is gone. */
  #watch() {
    clearTimeout(this.#watchdog);
    this.#watchdog = setTimeout(() => this.#onClose(0, ''), this.#silenceLimitMs);
  }

  #send(message) {
    this.#socket?.send(JSON.stringify(message));
  }

  #onFrame(text) {
    this.#lastFrameAt = Date.now();
    this.#watch();
    const decoded = JSON.parse(text);
    for (const message of Array.isArray(decoded) ? decoded : [decoded]) {
      this.#onMessage(message);
    }
  }

  #onMessage(message) {
    switch (message.t) {
      case 'welcome':
        this.#silenceLimitMs = (message.pingMs ?? DEFAULT_PING_MS) + PONG_GRACE_MS;
        this.#setClock(message.serverTime);
        this.#send({ t: 'subscribe', id: this.#nextId++, cursor: this.#cursor, portable: this.#portable });
        break;
      case 'ping':
        this.#setClock(message.serverTime);
        this.#portable = message.portable ?? this.#portable;
        this.#send({ t: 'pong', n: message.n });
        break;
      case 'reset':
        this.#parts = null;
        break;
      case 'snapshot':
        this.#onSnapshot(message);
        break;
      case 'subscribed':
        this.#cursor = message.cursor;
        this.#portable = message.portable;
        this.#attempts = 0;
        this.#enter('live');
        break;
      case 'event':
        this.#cursor = message.cursor;
        this.#onEvent(message.e);
        break;
      case 'result':
        this.#settle(message.id, (command) => command.resolve(message.operation));
        break;
      case 'error':
        this.#settle(message.id, (command) => command.reject(message.problem));
        break;
      default: // A newer server may say more.
    }
  }

  #onSnapshot(part) {
    this.#parts ??= { devices: [], operations: [], gateways: [] };
    for (const kind of Object.keys(this.#parts)) {
      this.#parts[kind].push(...part[kind]);
    }
    if (part.last) {
      const whole = this.#parts;
      this.#parts = null;
      this.#seen.clear();
      this.#dispatch('snapshot', whole);
    }
  }

  #onEvent(event) {
    const [epoch, offset] = event.id.split(':');
    const seen = this.#seen.get(event.source);
    if (seen && seen.epoch === epoch && Number(offset) <= seen.offset) {
      return;
    }
    this.#seen.set(event.source, { epoch, offset: Number(offset) });
    this.#dispatch('event', event);
  }

  #settle(id, how) {
    const command = this.#commands.get(id);
    if (command) {
      this.#commands.delete(id);
      how(command);
    }
  }

  #setClock(serverTime) {
    this.#clockOffsetMs = Date.parse(serverTime) - Date.now();
  }

  #enter(state, reason = '', nextTryAt = 0) {
    this.#state = { state, reason, nextTryAt };
    this.#dispatch('state', this.#state);
  }

  #dispatch(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

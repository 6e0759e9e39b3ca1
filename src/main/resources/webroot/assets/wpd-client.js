/**
 * A client of the WebSocket protocol wpd.v1, for browsers and for Node: connects, subscribes, sends
 * commands, and comes back by itself where it was. Its types and their meaning are in
 * wpd-client.d.ts beside it. It dispatches
 *
 * - `state`: what it is doing: `connecting`, `live`, `waiting` (until `nextTryAt`) or `stopped`;
 * - `snapshot`: `{devices, operations, gateways}`: everything, instead of what was known before;
 * - `event`: one CloudEvent; each comes once and in its gateway's order;
 * - `reset`: why the gateway could not go on where this client was; a snapshot follows.
 */

/** A gateway that stops says when to come back, so that not everybody does at once. */
const GOING_AWAY = 4000;
const SUBPROTOCOL = 'wpd.v1';
const DEFAULT_PING_MS = 25_000;
/** A connection that lasted so long was a good one: the next delay is a short one again. */
const STABLE_MS = 10_000;
const DEFAULTS = {
  filter: null,
  token: null,
  position: null,
  binary: true,
  firstDelayMs: 500,
  longestDelayMs: 15_000,
  greetingMs: 10_000,
  graceMs: 10_000,
};

/** Why a command was refused or not answered: every member of the gateway's problem, as an error. */
export class WpdProblem extends Error {
  constructor(problem, requestId) {
    super(`${problem.code}: ${problem.detail}`);
    Object.assign(this, problem);
    this.name = 'WpdProblem';
    this.requestId = requestId;
  }
}

class ClientEvent extends Event {
  constructor(type, detail) {
    super(type);
    this.detail = detail;
  }
}

/** The commands that were sent and not answered. */
class PendingCommands {
  #pending = new Map();

  add(id, body) {
    return new Promise((resolve, reject) => this.#pending.set(id, { resolve, reject, body }));
  }

  resolve(id, operation) {
    this.#take(id)?.resolve(operation);
  }

  reject(id, problem) {
    const command = this.#take(id);
    command?.reject(new WpdProblem(problem, command.body.requestId));
  }

  /** The connection is cut: whether they were executed, nobody can tell from here. */
  loseAll() {
    const detail = 'The connection was lost before the gateway answered; the same requestId may be sent again.';
    const lost = [...this.#pending.values()];
    this.#pending.clear();
    lost.forEach(({ reject, body }) =>
      reject(ownProblem('outcome-unknown', 504, 'The outcome is not known', detail, body)),
    );
  }

  #take(id) {
    const command = this.#pending.get(id);
    this.#pending.delete(id);
    return command;
  }
}

/** Knows which events came: each gateway's are in order, so the newest one of each epoch says all. */
class SeenEvents {
  #newest = new Map();

  isNew({ source, id }) {
    const colon = id.lastIndexOf(':');
    const series = `${source} ${id.slice(0, colon)}`;
    const offset = Number(id.slice(colon + 1));
    if (offset <= this.#newest.get(series)) {
      return false;
    }
    this.#newest.set(series, offset);
    return true;
  }

  clear() {
    this.#newest.clear();
  }
}

export class WpdClient extends EventTarget {
  #url;
  #options;
  #environment;
  #filter;
  #socket = null;
  #state = { state: 'stopped', reason: '', code: 0, nextTryAt: 0 };
  #cursor;
  #portable;
  /** The id of the subscribe that has not been answered: until then, events are of an earlier one. */
  #awaited = null;
  #parts = null;
  #seen = new SeenEvents();
  #commands = new PendingCommands();
  #greeted = false;
  #nextId = 1;
  #attempts = 0;
  #retryTimer;
  #watchdog;
  #silenceLimitMs = 0;
  #lastHeardAt = 0;
  #liveSince = 0;
  #clockOffsetMs = 0;
  #roles = [];
  #unlisten = null;

  constructor(url, options = {}) {
    super();
    this.#url = url;
    this.#options = { ...DEFAULTS, ...options };
    this.#environment = { ...surroundings(), ...options.environment };
    this.#filter = this.#options.filter;
    this.#cursor = this.#options.position?.cursor ?? null;
    this.#portable = this.#options.position?.portable ?? null;
  }

  get state() {
    return this.#state;
  }

  get roles() {
    return this.#roles;
  }

  get lastHeardAt() {
    return this.#lastHeardAt;
  }

  get position() {
    return this.#cursor || this.#portable ? { cursor: this.#cursor, portable: this.#portable } : null;
  }

  serverNow() {
    return this.#environment.now() + this.#clockOffsetMs;
  }

  start() {
    this.#listen();
    if (this.#state.state === 'waiting' || this.#state.state === 'stopped') {
      this.#connect();
    }
  }

  stop() {
    this.#end('');
  }

  subscribe(filter = null) {
    this.#filter = filter;
    this.#forgetPosition();
    if (this.#greeted) {
      this.#send(this.#subscription());
    }
  }

  connect(device, more = {}) {
    return this.command('connect', { ...more, device });
  }

  disconnect(device, more = {}) {
    return this.command('disconnect', { ...more, device });
  }

  cancel(operation) {
    return this.command('cancel', { operation });
  }

  command(verb, body) {
    const whole = verb === 'cancel' ? body : { requestId: this.#newRequestId(), ...body };
    if (this.#state.state !== 'live') {
      const detail = 'There is no connection to the gateway; nothing was sent.';
      return Promise.reject(ownProblem('gateway-unreachable', 503, 'The gateway does not answer', detail, whole));
    }
    const id = this.#nextId++;
    this.#send({ t: 'command', id, verb, body: whole });
    return this.#commands.add(id, whole);
  }

  #connect() {
    this.#abandon();
    this.#silenceLimitMs = this.#options.greetingMs;
    const WebSocketClass = this.#options.WebSocket ?? globalThis.WebSocket;
    try {
      const urls = [this.#url].flat();
      this.#socket = new WebSocketClass(urls[this.#attempts % urls.length], SUBPROTOCOL);
    } catch (error) {
      this.#end(error.message);
      return;
    }
    const socket = this.#socket;
    socket.binaryType = 'arraybuffer';
    socket.onopen = () => this.#greet(socket);
    socket.onmessage = ({ data }) => this.#onFrame(data);
    socket.onclose = ({ code, reason }) => this.#onClose(code, reason);
    // What is wrong is not told here, and the close follows; but some classes insist on a listener.
    socket.onerror = () => {};
    this.#watch();
    this.#enter('connecting');
  }

  async #greet(socket) {
    try {
      const { token, binary } = this.#options;
      const current = typeof token === 'function' ? await token() : token;
      if (socket === this.#socket) {
        const auth = current ? { auth: { token: current } } : {};
        const caps = binary ? { caps: ['binary'] } : {};
        this.#send([{ t: 'hello', id: this.#nextId++, ...auth, ...caps }, this.#subscription()]);
        this.#greeted = true;
      }
    } catch (error) {
      if (socket === this.#socket) {
        this.#onClose(0, `There is no token: ${error.message}`);
      }
    }
  }

  #subscription() {
    this.#awaited = this.#nextId++;
    const message = { t: 'subscribe', id: this.#awaited, cursor: this.#cursor, portable: this.#portable };
    return this.#filter ? { ...message, filter: this.#filter } : message;
  }

  /** Forgets the socket: one that is half open may take minutes to close. */
  #abandon() {
    this.#environment.clearTimeout(this.#retryTimer);
    this.#environment.clearTimeout(this.#watchdog);
    const socket = this.#socket;
    this.#socket = null;
    this.#parts = null;
    this.#awaited = null;
    this.#greeted = false;
    if (socket) {
      socket.onopen = socket.onmessage = socket.onclose = null;
      socket.close();
    }
    this.#commands.loseAll();
  }

  #onClose(code, reason) {
    if (code >= 4500 && code < 4600) {
      this.#end(reason || `The gateway closed the connection (${code}).`, code);
      return;
    }
    const { now, random, setTimeout } = this.#environment;
    if (this.#state.state === 'live' && now() - this.#liveSince >= STABLE_MS) {
      this.#attempts = 0;
    }
    this.#abandon();
    const { firstDelayMs, longestDelayMs } = this.#options;
    const told = code === GOING_AWAY ? Number(/come back in (\d{1,6}) ms/.exec(reason)?.[1] ?? 0) : 0;
    const delay = told || random() * Math.min(longestDelayMs, firstDelayMs * 2 ** this.#attempts++);
    this.#retryTimer = setTimeout(() => this.#connect(), delay);
    this.#enter('waiting', { reason, code, nextTryAt: now() + delay });
  }

  #end(reason, code = 0) {
    this.#abandon();
    this.#unlisten?.();
    this.#unlisten = null;
    this.#attempts = 0;
    this.#enter('stopped', { reason, code });
  }

  #listen() {
    if (this.#unlisten) {
      return;
    }
    const { network, page } = this.#environment;
    const onOnline = () => this.#retry();
    const onVisible = () => this.#onVisible();
    network?.addEventListener('online', onOnline);
    page?.addEventListener('visibilitychange', onVisible);
    this.#unlisten = () => {
      network?.removeEventListener('online', onOnline);
      page?.removeEventListener('visibilitychange', onVisible);
    };
  }

  #retry() {
    if (this.#state.state === 'waiting') {
      this.#connect();
    }
  }

  /** Timers sleep in a hidden page, so the watch-dog may have missed that the server is gone. */
  #onVisible() {
    const { now, page } = this.#environment;
    if (page.visibilityState === 'visible') {
      if (this.#state.state === 'live' && now() - this.#lastHeardAt > this.#silenceLimitMs) {
        this.#onClose(0, 'The gateway fell silent.');
      }
      this.#retry();
    }
  }

  /** A server that says nothing for longer than its pings are apart is gone. */
  #watch() {
    const { clearTimeout, setTimeout } = this.#environment;
    clearTimeout(this.#watchdog);
    this.#watchdog = setTimeout(() => this.#onClose(0, 'The gateway fell silent.'), this.#silenceLimitMs);
  }

  #send(message) {
    this.#socket.send(JSON.stringify(message));
  }

  #onFrame(data) {
    this.#lastHeardAt = this.#environment.now();
    this.#watch();
    const socket = this.#socket;
    let decoded;
    try {
      decoded = JSON.parse(typeof data === 'string' ? data : new TextDecoder().decode(data));
    } catch {
      this.#onClose(0, 'The gateway sent what is not JSON.');
      return;
    }
    for (const message of [decoded].flat()) {
      // A listener may have stopped the client meanwhile.
      if (socket === this.#socket) {
        this.#onMessage(message);
      }
    }
  }

  #onMessage(message) {
    switch (message?.t) {
      case 'welcome':
        this.#silenceLimitMs = (message.pingMs ?? DEFAULT_PING_MS) + this.#options.graceMs;
        this.#watch();
        this.#setClock(message.serverTime);
        this.#roles = message.roles ?? [];
        break;
      case 'ping':
        this.#send({ t: 'pong', n: message.n });
        this.#setClock(message.serverTime);
        if (this.#awaited === null) {
          this.#portable = message.portable ?? this.#portable;
        }
        break;
      case 'reset':
        this.#forgetPosition();
        this.#dispatch('reset', { reason: message.reason });
        break;
      case 'snapshot':
        this.#onSnapshot(message);
        break;
      case 'subscribed':
        this.#onSubscribed(message);
        break;
      case 'event':
        this.#onEvent(message);
        break;
      case 'result':
        this.#commands.resolve(message.id, message.operation);
        break;
      case 'error':
        this.#onError(message);
        break;
      default: // A newer server may say more.
    }
  }

  #onSnapshot(part) {
    if (this.#awaited !== null && part.id !== this.#awaited) {
      return;
    }
    this.#parts ??= { devices: [], operations: [], gateways: [] };
    for (const kind of Object.keys(this.#parts)) {
      this.#parts[kind].push(...(part[kind] ?? []));
    }
    if (part.last) {
      const whole = this.#parts;
      this.#parts = null;
      this.#seen.clear();
      this.#dispatch('snapshot', whole);
    }
  }

  #onSubscribed({ id, cursor, portable, recovered }) {
    if (this.#awaited !== null && id !== this.#awaited) {
      return;
    }
    this.#awaited = null;
    this.#cursor = cursor;
    this.#portable = portable;
    if (this.#state.state !== 'live') {
      this.#liveSince = this.#environment.now();
      this.#enter('live', { recovered });
    }
  }

  #onEvent({ e: event, cursor }) {
    if (this.#awaited !== null) {
      return;
    }
    this.#cursor = cursor;
    if (this.#seen.isNew(event)) {
      this.#dispatch('event', event);
    }
  }

  #onError({ id, problem }) {
    if (this.#awaited === null || id !== this.#awaited) {
      this.#commands.reject(id, problem);
    } else if (problem.retryable || problem.status >= 500) {
      this.#onClose(0, `${problem.code}: ${problem.detail}`);
    } else {
      this.#end(`${problem.code}: ${problem.detail}`);
    }
  }

  #forgetPosition() {
    this.#cursor = null;
    this.#portable = null;
    this.#parts = null;
  }

  #setClock(serverTime) {
    const offset = Date.parse(serverTime) - this.#environment.now();
    this.#clockOffsetMs = Number.isNaN(offset) ? this.#clockOffsetMs : offset;
  }

  #newRequestId() {
    const word = () => Math.floor(this.#environment.random() * 2 ** 32).toString(16).padStart(8, '0');
    return globalThis.crypto?.randomUUID?.() ?? `${word()}${word()}${word()}${word()}`;
  }

  #enter(state, { reason = '', code = 0, nextTryAt = 0, recovered = false } = {}) {
    this.#state = { state, reason, code, nextTryAt, recovered };
    this.#dispatch('state', this.#state);
  }

  #dispatch(type, detail) {
    this.dispatchEvent(new ClientEvent(type, detail));
  }
}

function ownProblem(code, status, title, detail, { requestId }) {
  return new WpdProblem(
    { type: `urn:vertx-wpd:problem:${code}`, code, title, status, detail, retryable: true },
    requestId,
  );
}

/** What the client uses of the browser or of Node, late enough that a page may replace it. */
function surroundings() {
  return {
    now: () => Date.now(),
    random: () => Math.random(),
    setTimeout: (run, ms) => setTimeout(run, ms),
    clearTimeout: (timer) => clearTimeout(timer),
    network: typeof globalThis.addEventListener === 'function' ? globalThis : null,
    page: globalThis.document ?? null,
  };
}

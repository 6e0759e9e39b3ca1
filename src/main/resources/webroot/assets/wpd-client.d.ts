/** A client of the WebSocket protocol wpd.v1, for browsers and for Node. */

export type Verb = 'connect' | 'disconnect';
export type LinkState = 'connected' | 'disconnected' | 'connecting' | 'disconnecting' | 'unknown';
export type Outcome = 'succeeded' | 'failed' | 'cancelled' | 'timed-out' | 'expired' | 'lost';

/** A paired device, as one gateway sees it. */
export interface Device {
  device: string;
  gateway: string;
  name: string;
  alias: string | null;
  manufacturer: string | null;
  description: string | null;
  pnpId: string;
  link: LinkState;
  freshness: 'live' | 'stale';
  observedAt: string;
  hold: boolean;
  /** The id of the operation that runs on it. */
  operation: string | null;
}

/** One accepted request to connect or to disconnect. */
export interface Operation {
  operation: string;
  requestId: string | null;
  verb: Verb;
  device: string;
  gateway: string;
  state: 'accepted' | 'pending' | 'ended';
  outcome?: Outcome;
  /** The same request was made before, or joined one that runs: this is that operation. */
  duplicate: boolean;
  acceptedAt: string;
  timeoutMs: number;
  hold: boolean;
  cause: string;
  hresult: string | null;
  hresultName: string | null;
  dryRun?: boolean;
  /** The stream's position at acceptance, known to every node. */
  cursor: string;
  /** What is known of its end. */
  [member: string]: unknown;
}

/** One gateway process. */
export interface Gateway {
  gateway: string;
  incarnation: string;
  epoch: string;
  state: string;
  provider: string;
  version: string;
  startedAt: string;
  lastSeenAt: string;
  devices: number;
  /** Why it does not do all it should; empty where it does. */
  degraded: string[];
}

/** A CloudEvent. Its `type` is one of `wpd.operation.completed.v1` and its like. */
export interface WpdEvent {
  specversion: '1.0';
  id: string;
  source: string;
  type: string;
  subject?: string;
  time: string;
  sequence: string;
  correlationid?: string;
  data: Record<string, any>;
}

/** Everything, instead of what was known before. */
export interface Snapshot {
  devices: Device[];
  operations: Operation[];
  gateways: Gateway[];
}

/** What the client is doing. */
export interface ClientState {
  /**
   * `waiting` until `nextTryAt` for another try; `stopped` before `start()`, after `stop()`, and
   * where the gateway asked not to come back.
   */
  state: 'connecting' | 'live' | 'waiting' | 'stopped';
  /** Why it is so; empty where there is nothing to say. */
  reason: string;
  /** The code that the gateway closed the connection with; 0 where it did not. 4501: log in. */
  code: number;
  /** In milliseconds since 1970; 0 where it is not waiting. */
  nextTryAt: number;
  /** Whether the gateway went on where this client was, so that no snapshot came. */
  recovered?: boolean;
}

/** Which events are wanted; an empty or missing list asks for all. */
export interface Filter {
  gateway?: string[];
  device?: string[];
  /** Chooses among events, not among what a snapshot shows. */
  type?: string[];
}

/** Up to where every event came. It is opaque: keep it, and give it back. */
export interface Position {
  /** Known to the node that sent it; short. */
  cursor: string | null;
  /** Known to every node. */
  portable: string | null;
}

export interface CommandOptions {
  gateway?: string;
  /** The same id is never executed twice; without one, a new one is made. */
  requestId?: string;
  timeoutMs?: number;
  expiresInMs?: number;
  /** The answer comes at the operation's end instead of when it is queued. */
  wait?: boolean;
  dryRun?: boolean;
}

export interface DisconnectOptions extends CommandOptions {
  /** Keeps the device disconnected until a connect. */
  hold?: boolean;
}

/** What a test replaces. */
export interface Environment {
  now(): number;
  random(): number;
  setTimeout(run: () => void, ms: number): any;
  clearTimeout(timer: any): void;
  /** Dispatches `online`. */
  network: EventTarget | null;
  /** Dispatches `visibilitychange`. */
  page: (EventTarget & { visibilityState: string }) | null;
}

export interface ClientOptions {
  filter?: Filter | null;
  /** A bearer token, or what gives the current one at each connection. */
  token?: string | (() => string | Promise<string>) | null;
  /** Where an earlier client was: what it missed comes as events, and a snapshot only if it must. */
  position?: Position | null;
  /** Lets the gateway send binary frames, which it can share between clients; true by default. */
  binary?: boolean;
  /** The class to connect with, as `ws` has one; the global one by default. */
  WebSocket?: new (url: string, subprotocol: string) => any;
  /** The longest first delay before another try; it doubles with each. The real one is random. */
  firstDelayMs?: number;
  /** What the longest delay grows to. */
  longestDelayMs?: number;
  /** How long a connection may take until the gateway says something. */
  greetingMs?: number;
  /** How much later than announced a ping may come. */
  graceMs?: number;
  environment?: Partial<Environment>;
}

/** What the client dispatches. */
export interface ClientEvent<T> extends Event {
  readonly detail: T;
}

export interface ClientEventMap {
  state: ClientEvent<ClientState>;
  snapshot: ClientEvent<Snapshot>;
  /** Each event comes once, and in its gateway's order. */
  event: ClientEvent<WpdEvent>;
  /** The gateway could not go on where this client was; a snapshot follows. */
  reset: ClientEvent<{ reason: 'retention' | 'epoch' | 'lagged' }>;
}

/**
 * Why a command was refused or not answered. Of this client's own making are `gateway-unreachable`,
 * where nothing was sent, and `outcome-unknown`, where the connection was cut before the answer:
 * send it again with the same `requestId`.
 */
export class WpdProblem extends Error {
  type: string;
  /** The stable code. */
  code: string;
  title: string;
  status: number;
  detail: string;
  retryable: boolean;
  retryAfterMs?: number;
  device?: string;
  gateway?: string;
  operation?: string;
  hresult?: string;
  hresultName?: string;
  hint?: string;
  errors?: { pointer: string; detail: string }[];
  /** The id that the command was sent with. */
  requestId?: string;
}

export class WpdClient extends EventTarget {
  /**
   * Makes a client that does nothing yet.
   *
   * @param url the WebSocket's, as `ws://127.0.0.1:8080/api/v1/ws`; of several, each try takes the next
   */
  constructor(url: string | string[], options?: ClientOptions);

  /** What it is doing. */
  readonly state: ClientState;

  /** What the gateway lets this client do: of `viewer`, `operator` and `admin`; empty before it said so. */
  readonly roles: string[];

  /** When the gateway last said something, in milliseconds since 1970; 0 before it did. */
  readonly lastHeardAt: number;

  /** Up to where events were dispatched; null where the next connection begins with a snapshot. */
  readonly position: Position | null;

  /** The gateway's time now, in milliseconds since 1970. */
  serverNow(): number;

  /** Connects and stays connected; where it is waiting for another try, tries at once. */
  start(): void;

  /** Closes the connection and stays closed. Commands without an answer are rejected. */
  stop(): void;

  /** Changes the filter; a snapshot follows. */
  subscribe(filter?: Filter | null): void;

  /** Asks for a device to be connected. Rejects with a {@link WpdProblem}. */
  connect(device: string, more?: CommandOptions): Promise<Operation>;

  /** Asks for a device to be disconnected. Rejects with a {@link WpdProblem}. */
  disconnect(device: string, more?: DisconnectOptions): Promise<Operation>;

  /** Cancels an operation by its id. Rejects with a {@link WpdProblem}. */
  cancel(operation: string): Promise<Operation>;

  /** Sends a command by its name on the bus. Rejects with a {@link WpdProblem}. */
  command(verb: Verb | 'cancel', body: Record<string, unknown>): Promise<Operation>;

  addEventListener<K extends keyof ClientEventMap>(
    type: K,
    listener: (event: ClientEventMap[K]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject | null,
    options?: boolean | AddEventListenerOptions,
  ): void;
  removeEventListener<K extends keyof ClientEventMap>(
    type: K,
    listener: (event: ClientEventMap[K]) => void,
    options?: boolean | EventListenerOptions,
  ): void;
  removeEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject | null,
    options?: boolean | EventListenerOptions,
  ): void;
}

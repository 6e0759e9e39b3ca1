/** What the gateway has said so far: devices, gateways, and operations, running and ended. */

/** How many ended operations are kept: as many as the gateway lists at once. */
const MOST_ENDED = 1_000;

/** The key of a link: one device on one gateway. */
export function keyOf({ gateway, device }) {
  return `${gateway}/${device}`;
}

export class Store {
  /** By {@link keyOf}. */
  devices = new Map();
  /** By their ids. */
  gateways = new Map();
  /** The operations that have not ended, by their ids, in the order of their acceptance. */
  running = new Map();
  /** The operations that have ended, the newest first. */
  ended = [];
  /** Goes up whenever devices come, go, or are called otherwise: then their order is another. */
  structure = 0;
  #runningOn = new Map();

  /** Takes everything anew; what had ended stays. */
  reset({ devices, operations, gateways }) {
    this.devices = new Map(devices.map((device) => [keyOf(device), device]));
    this.gateways = new Map(gateways.map((gateway) => [gateway.gateway, gateway]));
    this.running = new Map(operations.map((operation) => [operation.operation, operation]));
    this.#runningOn = new Map(operations.map((operation) => [keyOf(operation), operation]));
    this.structure++;
  }

  /** Forgets everything. */
  clear() {
    this.reset({ devices: [], operations: [], gateways: [] });
    this.ended = [];
  }

  /** The operation that runs on a link, by its key. */
  runningOn(key) {
    return this.#runningOn.get(key);
  }

  /** Finds a device by its key, or by its id alone. */
  find(reference) {
    return (
      this.devices.get(reference) ?? [...this.devices.values()].find(({ device }) => device === reference) ?? null
    );
  }

  /** What to call an operation's device. */
  nameOf(operation) {
    return this.devices.get(keyOf(operation))?.name ?? operation.device;
  }

  /** Whether devices are simulated. */
  get simulated() {
    return [...this.gateways.values()].some(({ provider }) => provider === 'simulated');
  }

  /**
   * Takes one event.
   *
   * @returns {object|null} the operation that was accepted or has ended, if the event says so
   */
  apply(event) {
    const { data } = event;
    switch (event.type) {
      case 'wpd.device.added.v1':
      case 'wpd.device.changed.v1':
        this.#putDevice(data.device);
        this.#learnFrom(data.device);
        return null;
      case 'wpd.device.removed.v1':
        this.structure++;
        this.devices.delete(keyOf(data.device));
        return null;
      case 'wpd.operation.accepted.v1':
        this.running.set(data.operation, data);
        this.#runningOn.set(keyOf(data), data);
        return data;
      case 'wpd.operation.completed.v1':
        return this.#end(event);
      case 'wpd.gateway.started.v1':
        this.gateways.set(data.gateway, data);
        return null;
      case 'wpd.gateway.stopping.v1':
        this.gateways.set(data.gateway, { ...data, state: 'stopping' });
        return null;
      case 'wpd.gateway.lost.v1':
        this.#lose(data);
        return null;
      default:
        return null;
    }
  }

  /** What a lost gateway has is shown as it was last seen. */
  #lose(gateway) {
    this.gateways.set(gateway.gateway, gateway);
    for (const [key, device] of this.devices) {
      if (device.gateway === gateway.gateway) {
        this.devices.set(key, { ...device, freshness: 'stale' });
      }
    }
    for (const [id, operation] of this.running) {
      if (operation.gateway === gateway.gateway) {
        const presumed = { ...operation, state: 'presumed-lost' };
        this.running.set(id, presumed);
        this.#runningOn.set(keyOf(operation), presumed);
      }
    }
  }

  /** Takes what an answer says of an operation that runs; an answer may come after the end. */
  learn(operation) {
    const known = this.running.get(operation.operation);
    if (known && operation.state === 'pending' && known.state !== 'pending') {
      const pending = { ...known, state: 'pending' };
      this.running.set(operation.operation, pending);
      if (this.#runningOn.get(keyOf(known)) === known) {
        this.#runningOn.set(keyOf(known), pending);
      }
    }
  }

  /** Takes operations that ended before this page listened. */
  addEnded(operations) {
    const all = new Map(operations.filter(({ state }) => state === 'ended').map((each) => [each.operation, each]));
    this.ended.forEach((each) => all.set(each.operation, { ...all.get(each.operation), ...each }));
    this.ended = [...all.values()]
      .sort((a, b) => Date.parse(b.endedAt) - Date.parse(a.endedAt))
      .slice(0, MOST_ENDED);
  }

  /** A link changes as soon as Windows has queued the operation. */
  #learnFrom(device) {
    const operation = this.#runningOn.get(keyOf(device));
    if (operation && device.link === `${operation.verb}ing`) {
      this.learn({ ...operation, state: 'pending' });
    }
  }

  #putDevice(device) {
    const key = keyOf(device);
    if (this.devices.get(key)?.name !== device.name) {
      this.structure++;
    }
    this.devices.set(key, device);
  }

  #end(event) {
    const { operation } = event.data;
    const known = this.running.get(operation);
    const end = {
      ...known,
      ...event.data,
      device: event.subject.replace(/^devices\//, ''),
      gateway: event.source.replace(/^\/gateways\//, ''),
      requestId: event.correlationid ?? null,
      state: 'ended',
      endedAt: event.time,
    };
    this.running.delete(operation);
    if (this.#runningOn.get(keyOf(end))?.operation === operation) {
      this.#runningOn.delete(keyOf(end));
    }
    if (!this.ended.some((each) => each.operation === operation)) {
      this.ended = [end, ...this.ended.slice(0, MOST_ENDED - 1)];
    }
    return end;
  }
}

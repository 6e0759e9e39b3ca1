/** What the gateway has said so far: devices, their running operations, gateways, and what ended. */

const LONGEST_HISTORY = 20;

export class DeviceStore {
  devices = new Map();
  gateways = new Map();
  /** The running operation of a device, by the device's id. */
  running = new Map();
  /** What ended, the newest first. */
  ended = [];

  /** Takes everything anew. */
  reset({ devices, operations, gateways }) {
    this.devices = new Map(devices.map((device) => [device.device, device]));
    this.running = new Map(operations.map((operation) => [operation.device, operation]));
    this.gateways = new Map(gateways.map((gateway) => [gateway.gateway, gateway]));
  }

  /**
   * Takes one event.
   *
   * @returns {object|null} what ended, if the event says so
   */
  apply(event) {
    const { data } = event;
    switch (event.type) {
      case 'wpd.device.added.v1':
      case 'wpd.device.changed.v1':
        this.devices.set(data.device.device, data.device);
        return null;
      case 'wpd.device.removed.v1':
        this.devices.delete(data.device.device);
        this.running.delete(data.device.device);
        return null;
      case 'wpd.operation.accepted.v1':
        this.running.set(data.device, data);
        return null;
      case 'wpd.operation.completed.v1':
        return this.#end(event);
      case 'wpd.gateway.started.v1':
        this.gateways.set(data.gateway, data);
        return null;
      case 'wpd.gateway.stopping.v1':
        this.gateways.set(data.gateway, { ...data, state: 'stopping' });
        return null;
      default:
        return null;
    }
  }

  /** The devices that contain a text, by name. */
  search(text) {
    const wanted = text.trim().toLowerCase();
    return [...this.devices.values()]
      .filter((device) => textOf(device).includes(wanted))
      .sort((a, b) => a.name.localeCompare(b.name) || a.device.localeCompare(b.device));
  }

  /** Whether the devices are simulated. */
  get simulated() {
    return [...this.gateways.values()].some((gateway) => gateway.provider === 'simulated');
  }

  #end(event) {
    const device = event.subject.replace(/^devices\//, '');
    const running = this.running.get(device);
    const known = running?.operation === event.data.operation;
    if (known) {
      this.running.delete(device);
    }
    const end = {
      ...event.data,
      cause: known ? running.cause : undefined,
      device,
      name: this.devices.get(device)?.name ?? device,
      time: event.time,
    };
    this.ended = [end, ...this.ended].slice(0, LONGEST_HISTORY);
    return end;
  }
}

function textOf(device) {
  return [device.name, device.device, device.alias, device.manufacturer, device.description, device.link]
    .filter(Boolean)
    .join('\n')
    .toLowerCase();
}

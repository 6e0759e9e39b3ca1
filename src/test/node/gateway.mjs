/** The gateway that the tests talk to, by what its REST API offers. */

export const GATEWAY = process.env.GATEWAY_URL;
export const SOCKET = `${GATEWAY.replace(/^http/, 'ws')}/api/v1/ws`;

/** Sends a command over REST and waits for its end. */
export async function execute(verb, device) {
  const response = await fetch(`${GATEWAY}/api/v1/devices/${device}/${verb}`, {
    method: 'POST',
    headers: { Prefer: 'wait=10' },
  });
  if (response.status !== 200) {
    throw new Error(`${verb} was answered with ${response.status}: ${await response.text()}`);
  }
  return response.json();
}

/** Returns an event's place in its gateway's order. */
export function offsetOf(event) {
  return Number(event.id.split(':')[1]);
}

/** Takes what comes until something is wanted. */
export class Inbox {
  #items = [];
  #waiting = null;

  put(item) {
    this.#items.push(item);
    this.#waiting?.();
  }

  /** Takes everything up to and with the first that is wanted. */
  async takeUntil(isWanted) {
    const taken = [];
    for (;;) {
      while (this.#items.length > 0) {
        const item = this.#items.shift();
        taken.push(item);
        if (isWanted(item)) {
          return taken;
        }
      }
      await new Promise((resolve) => (this.#waiting = resolve));
    }
  }
}

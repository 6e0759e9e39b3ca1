/** What the published types promise; it is compiled, and never run. */

import { WpdClient, WpdProblem, type Device, type Operation } from './wpd-client.js';

const client = new WpdClient('ws://127.0.0.1:8080/api/v1/ws', {
  filter: { device: ['bt-a0b1c2d3e4f5'] },
  token: async () => 'a token',
  position: { cursor: null, portable: 'kept' },
});
const connected: Device[] = [];
client.addEventListener('snapshot', ({ detail }) =>
  connected.push(...detail.devices.filter((device) => device.link === 'connected')),
);
client.addEventListener('event', ({ detail }) => console.log(detail.type, detail.data.outcome));
client.addEventListener('state', ({ detail }) => console.log(detail.nextTryAt.toFixed()));
client.addEventListener('anything', (event) => console.log(event.type));
client.start();

const queued: Promise<Operation> = client.disconnect('bt-a0b1c2d3e4f5', { hold: true, wait: true });
queued.catch((error: unknown) => error instanceof WpdProblem && console.log(error.code, error.requestId));

// @ts-expect-error A connect holds nothing.
client.connect('bt-a0b1c2d3e4f5', { hold: true });
// @ts-expect-error A link has no such state.
connected.filter((device) => device.link === 'online');
// @ts-expect-error There is no such verb.
client.command('delete', {});

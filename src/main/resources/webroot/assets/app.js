/** The page: shows what the gateway says, and only that; a click sends a command and waits. */

import { DeviceRow } from '/assets/device-row.js';
import { DeviceStore } from '/assets/device-store.js';
import { setIcon, setText, timeOfDay } from '/assets/dom.js';
import { Login } from '/assets/login.js';
import { describe, drawActivity, notify } from '/assets/notices.js';
import { Session } from '/assets/session.js';
import { WpdClient } from '/assets/wpd-client.js';

const TICK_MS = 250;
const DISABLED_REASON = 'There is no connection to the gateway, so commands are disabled.';
const VIEWER_REASON = 'Your token lets you look at devices, but not command them.';
const UNAUTHENTICATED = 4501;
const CONNECTION = {
  connecting: ['busy', 'Connecting'],
  waiting: ['warning', 'Not live'],
  stopped: ['warning', 'Not live'],
};
const DEGRADED = {
  'wpd-not-installed':
    'Windows Portable Devices is not installed on this machine, so no device can be seen. On an N edition install the Media Feature Pack; on a server, the desktop experience.',
  'radio-unavailable': 'The Bluetooth radio is off or missing. Switch it on in the Windows settings.',
  'journal-unavailable':
    'The journal cannot be written, so commands are refused; devices are still watched. Make room on the disk of the data directory: no restart is needed.',
  'audit-unavailable':
    'The audit log cannot be written, so commands are refused; devices are still watched. Make room on the disk of its directory: no restart is needed.',
  'apartment-hung': 'A call into Windows does not return; commands may take longer or fail.',
};

const at = (id) => document.getElementById(id);
const store = new DeviceStore();
const client = new WpdClient(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/api/v1/ws`);
const session = new Session();
const login = new Login(session, () => client.start());
const rows = new Map();
/** The devices whose command has not been answered. */
const sending = new Set();
/** The operations whose cancellation was asked for. */
const cancelling = new Set();
let lastLiveAt = 0;
let known = false;
let drawScheduled = false;

function scheduleDraw() {
  if (!drawScheduled) {
    drawScheduled = true;
    requestAnimationFrame(() => {
      drawScheduled = false;
      draw();
    });
  }
}

function draw() {
  const live = client.state.state === 'live';
  const found = store.search(at('search').value);
  drawTop(live);
  drawBanner(live);
  drawRows(found, live);
  drawEmpty(found);
  tick();
}

function drawTop(live) {
  const pill = at('connection');
  pill.dataset.state = live ? 'live' : client.state.state;
  const [shape, word] = live ? ['connected', 'Live'] : CONNECTION[client.state.state];
  setIcon(pill.firstElementChild, shape);
  setText(pill.lastElementChild, word);
  const gateways = [...store.gateways.values()];
  setText(at('gateway'), gateways.map((g) => `${g.gateway} · version ${g.version}`).join(', '));
  at('simulated').hidden = !store.simulated;
  at('session').hidden = !session.canEnd;
  setText(at('who'), session.canEnd ? `${session.who.subject} · ${session.who.roles.at(-1)}` : '');
  const devices = [...store.devices.values()];
  const connected = devices.filter((device) => device.link === 'connected').length;
  setText(at('counts'), known ? `${count(devices.length, 'device')}, ${connected} connected` : '');
  const degraded = gateways.flatMap((gateway) => gateway.degraded ?? []);
  const stopping = gateways.some((gateway) => gateway.state === 'stopping');
  at('degraded').hidden = !live || (degraded.length === 0 && !stopping);
  const reasons = degraded.map((reason) => DEGRADED[reason] ?? `The gateway is degraded: ${reason}.`);
  setText(at('degraded-text'), [...(stopping ? ['The gateway is stopping.'] : []), ...reasons].join(' '));
}

function drawBanner(live) {
  const { state, reason } = client.state;
  // The first connection needs no alarm: the empty list says what happens.
  at('banner').hidden = live || (!known && state === 'connecting');
  const since = known ? ` The list is as of ${timeOfDay(lastLiveAt)}; commands are disabled.` : '';
  const why = state === 'stopped' && reason ? ` ${reason}` : '';
  setText(at('banner-text'), live ? '' : `Not live: there is no connection to the gateway.${why}${since}`);
  at('retry').hidden = state === 'connecting';
}

function drawRows(found, live) {
  const wanted = new Set(found.map((device) => device.device));
  for (const [id, row] of rows) {
    if (!wanted.has(id)) {
      row.node.remove();
      rows.delete(id);
    }
  }
  let previous = null;
  for (const device of found) {
    const row = rowOf(device.device);
    const operation = store.running.get(device.device);
    row.show({
      device,
      operation,
      sending: sending.has(device.device),
      cancelling: cancelling.has(operation?.operation),
      holding: at('hold').checked,
      live,
      mayCommand: live && client.roles.includes('operator'),
      reason: live ? VIEWER_REASON : DISABLED_REASON,
    });
    const place = previous ? previous.nextElementSibling : at('rows').firstElementChild;
    if (place !== row.node) {
      at('rows').insertBefore(row.node, place);
    }
    previous = row.node;
  }
}

function rowOf(id) {
  let row = rows.get(id);
  if (!row) {
    row = new DeviceRow(id, { connect, disconnect, cancel });
    rows.set(id, row);
  }
  return row;
}

function drawEmpty(found) {
  at('devices').hidden = found.length === 0;
  at('empty').hidden = found.length > 0;
  if (found.length === 0) {
    const { title, text, clear } = emptiness();
    setText(at('empty-title'), title);
    setText(at('empty-text'), text);
    at('clear').hidden = !clear;
  }
}

function emptiness() {
  if (!known) {
    return client.state.state === 'connecting'
      ? { title: 'Connecting to the gateway…', text: 'The list of devices comes as soon as it answers.' }
      : {
          title: 'The gateway does not answer',
          text: 'Check that its process runs on this machine. This page connects by itself when it is back.',
        };
  }
  if (store.devices.size > 0) {
    return {
      title: `No device matches “${at('search').value.trim()}”`,
      text: 'The search looks at name, maker, description, id and link state.',
      clear: true,
    };
  }
  return store.simulated
    ? { title: 'The simulator has no devices', text: 'Start the gateway with simulated.devices set to more than 0.' }
    : {
        title: 'No Bluetooth MTP device is paired with this machine',
        text: 'Pair one in Windows: Settings, Bluetooth & devices, Add device. It appears here by itself.',
      };
}

function connect(device) {
  return submit('connect', { device });
}

function disconnect(device) {
  return submit('disconnect', at('hold').checked ? { device, hold: true } : { device });
}

async function submit(verb, body) {
  sending.add(body.device);
  scheduleDraw();
  try {
    await client.command(verb, { ...body, requestId: crypto.randomUUID() });
  } catch (problem) {
    notifyProblem(body.device, `the ${verb} was not accepted`, problem);
  } finally {
    sending.delete(body.device);
    scheduleDraw();
  }
}

/** That it was asked for is shown until the operation's end, which says whether it was cancelled. */
async function cancel(device, operation) {
  cancelling.add(operation);
  scheduleDraw();
  try {
    await client.command('cancel', { operation });
  } catch (problem) {
    cancelling.delete(operation);
    scheduleDraw();
    if (problem.code !== 'operation-ended') {
      notifyProblem(device, 'it could not be cancelled', problem);
    }
  }
}

function notifyProblem(device, what, problem) {
  notify(at('notices'), {
    kind: 'failure',
    title: `${store.devices.get(device)?.name ?? device}: ${what}`,
    text: [problem.detail, problem.hint].filter(Boolean).join(' — '),
  });
}

async function begin() {
  if (await session.load()) {
    client.start();
  } else {
    login.ask('This gateway shows its devices to those who have a token.');
  }
  scheduleDraw();
}

async function logOut() {
  try {
    await session.logOut();
    client.stop();
    // Whoever logs in next begins with a snapshot, not where this one was.
    client.subscribe();
    store.reset({ devices: [], operations: [], gateways: [] });
    known = false;
    login.ask('You are logged out.');
  } catch (problem) {
    notify(at('notices'), { kind: 'failure', title: 'You are still logged in', text: problem.message });
  }
  scheduleDraw();
}

/** The page keeps what it shows and where it was, so that whoever logs in again has missed nothing. */
function askAgain() {
  login.ask(
    known
      ? 'Your session has ended. Log in again: nothing that happens meanwhile is lost.'
      : 'This gateway shows its devices to those who have a token.',
  );
}

function tick() {
  const now = client.serverNow();
  rows.forEach((row) => row.tick(now));
  const { state, nextTryAt } = client.state;
  const wait = Math.max(0, Math.ceil((nextTryAt - Date.now()) / 1000));
  setText(
    at('banner-countdown'),
    { waiting: `Next try in ${wait} s.`, connecting: 'Trying now…' }[state] ?? '',
  );
}

function count(n, noun) {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}

function onSearch() {
  const url = new URL(location);
  const text = at('search').value.trim();
  if (text) {
    url.searchParams.set('q', text);
  } else {
    url.searchParams.delete('q');
  }
  history.replaceState(null, '', url);
  scheduleDraw();
}

client.addEventListener('state', ({ detail }) => {
  if (detail.state === 'live') {
    known = true;
    lastLiveAt = 0;
  } else {
    // Later tries may hear something too, but none of it is about the devices.
    lastLiveAt ||= client.lastHeardAt;
    if (detail.code === UNAUTHENTICATED) {
      askAgain();
    }
  }
  scheduleDraw();
});
client.addEventListener('snapshot', ({ detail }) => {
  store.reset(detail);
  cancelling.clear();
  scheduleDraw();
});
client.addEventListener('event', ({ detail }) => {
  const end = store.apply(detail);
  if (end) {
    cancelling.delete(end.operation);
    notify(at('notices'), describe(end));
    at('activity').hidden = false;
    drawActivity(at('activity-list'), store.ended);
  }
  scheduleDraw();
});

at('search').value = new URL(location).searchParams.get('q') ?? '';
at('search').addEventListener('input', onSearch);
at('hold').addEventListener('change', scheduleDraw);
at('clear').addEventListener('click', () => {
  at('search').value = '';
  onSearch();
  at('search').focus();
});
at('retry').addEventListener('click', () => client.start());
at('logout').addEventListener('click', logOut);
setInterval(tick, TICK_MS);
begin();

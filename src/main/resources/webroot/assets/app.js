/** The page: shows what the gateway says, and only that; a click sends a command and waits. */

import { Address } from '/assets/address.js';
import { Announcer } from '/assets/announcer.js';
import { read } from '/assets/api.js';
import { ChartsView } from '/assets/charts-view.js';
import { Commands } from '/assets/commands.js';
import { Connection } from '/assets/connection.js';
import { DevicePanel } from '/assets/device-panel.js';
import { DevicesView } from '/assets/devices-view.js';
import { setAttribute, setText } from '/assets/dom.js';
import { GatewaysView } from '/assets/gateways-view.js';
import { Login } from '/assets/login.js';
import { OperationsView } from '/assets/operations-view.js';
import { Session } from '/assets/session.js';
import { Store, keyOf } from '/assets/store.js';
import { setUpTheme } from '/assets/theme.js';
import { ToastBook } from '/assets/toast-book.js';
import { Toasts } from '/assets/toasts.js';
import { WpdClient } from '/assets/wpd-client.js';

const TICK_MS = 250;
const GATEWAYS_EVERY_MS = 10_000;
const UNAUTHENTICATED = 4501;
const MOST_OPERATIONS = 1_000;
const NEEDS_TOKEN = 'This gateway shows its devices to those who have a token.';

const at = (id) => document.getElementById(id);
const store = new Store();
const client = new WpdClient(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/api/v1/ws`);
const session = new Session();
const login = new Login(session, () => client.start());
const address = new Address(window);
const toasts = new Toasts(new ToastBook(), at('notices'));
const announcer = new Announcer(at('polite'), at('assertive'));
const connection = new Connection({ client, toasts, announcer });
const commands = new Commands({ client, store, toasts, announcer, changed: scheduleDraw });
let drawScheduled = false;
/** What had the focus before a device was opened. */
let opener = null;

/** What all views share. */
const page = {
  store,
  address,
  commands,
  changed: scheduleDraw,
  /** Whether the gateway has ever said what there is. */
  known: false,
  lastLiveAt: 0,
  historyProblem: '',
  get live() {
    return client.state.state === 'live';
  },
  get connecting() {
    return client.state.state === 'connecting';
  },
  get holding() {
    return at('hold').checked;
  },
  get openKey() {
    const device = address.shown.device && store.find(address.shown.device);
    return device ? keyOf(device) : null;
  },
  times: () => [Date.now(), client.serverNow()],
  open(key) {
    opener = document.activeElement;
    address.go({ device: key });
    draw();
    panel.focus();
  },
  close() {
    const key = page.openKey;
    address.go({ device: '' });
    draw();
    if (opener?.isConnected) {
      opener.focus({ preventScroll: true });
    } else if (!views.devices.focus(key)) {
      at('views').focus({ preventScroll: true });
    }
  },
};
const panel = new DevicePanel(page);
const views = {
  devices: new DevicesView(page),
  operations: new OperationsView(page),
  gateways: new GatewaysView(page),
  charts: new ChartsView(page),
};
const TITLES = { devices: 'Devices', operations: 'Operations', gateways: 'Gateways', charts: 'Charts' };

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
  const view = address.shown.view || 'devices';
  drawFrame(view);
  connection.draw(page);
  setText(at('command-reason'), commands.reason ?? 'This device cannot be commanded now.');
  views[view].draw();
  panel.draw();
}

function drawFrame(view) {
  document.title = `${TITLES[view]} · vertx-wpd`;
  for (const name of Object.keys(views)) {
    at(`view-${name}`).hidden = name !== view;
  }
  document.querySelectorAll('nav a').forEach((link) => {
    setAttribute(link, 'aria-current', link.dataset.view === view ? 'page' : null);
  });
  const gateways = [...store.gateways.values()];
  setText(
    at('gateway'),
    gateways.length === 1 ? `${gateways[0].gateway} · version ${gateways[0].version}` : gateways.length ? `${gateways.length} gateways` : '',
  );
  setText(at('nav-running'), store.running.size ? String(store.running.size) : '');
  at('simulated').hidden = !store.simulated;
  at('session').hidden = !session.canEnd;
  setText(at('who'), session.canEnd ? `${session.who.subject} · ${session.who.roles.at(-1)}` : '');
}

function tick() {
  connection.tick(page);
  views[address.shown.view || 'devices'].tick();
  panel.tick();
  toasts.tick();
}

async function begin() {
  if (await session.load()) {
    client.start();
  } else {
    login.ask(NEEDS_TOKEN);
  }
  scheduleDraw();
}

async function logOut() {
  try {
    await session.logOut();
    client.stop();
    // Whoever logs in next begins with a snapshot, not where this one was.
    client.subscribe();
    store.clear();
    connection.forget();
    page.known = false;
    address.go({ device: '' });
    login.ask('You are logged out.');
  } catch (problem) {
    toasts.put('session', { kind: 'failed', title: 'You are still logged in', text: problem.message, own: true });
  }
  scheduleDraw();
}

/** Reads what ended before this page listened; what ends from now on comes as events. */
async function readHistory() {
  try {
    const { operations } = await read(`/operations?state=ended&limit=${MOST_OPERATIONS}`);
    store.addEnded(operations);
    page.historyProblem = '';
  } catch (problem) {
    page.historyProblem = problem.message;
  }
  scheduleDraw();
}

/** That a gateway is degraded, and that it was seen, comes as no event. */
async function readGateways() {
  if (page.live && !document.hidden) {
    const { gateways } = await read('/gateways').catch(() => ({ gateways: [] }));
    gateways.forEach((gateway) => store.gateways.set(gateway.gateway, gateway));
    scheduleDraw();
  }
}

client.addEventListener('state', ({ detail }) => {
  connection.onState(detail, page.known);
  if (detail.state === 'live') {
    page.known = true;
    page.lastLiveAt = 0;
  } else {
    // Later tries may hear something too, but none of it is about the devices.
    page.lastLiveAt ||= client.lastHeardAt;
    if (detail.code === UNAUTHENTICATED) {
      // The page keeps what it shows and where it was: whoever logs in again has missed nothing.
      login.ask(page.known ? 'Your session has ended. Log in again: nothing that happens meanwhile is lost.' : NEEDS_TOKEN);
    }
  }
  scheduleDraw();
});
client.addEventListener('reset', () => connection.onReset());
client.addEventListener('snapshot', ({ detail }) => {
  store.reset(detail);
  commands.lookAgain();
  panel.reload();
  readHistory();
  scheduleDraw();
});
client.addEventListener('event', ({ detail: event }) => {
  const operation = store.apply(event);
  const missed = connection.take(event);
  panel.take(event);
  if (operation) {
    commands.take(operation, missed);
  } else if (!missed && event.type === 'wpd.device.changed.v1' && event.data.cause === 'external') {
    const { name, link } = event.data.device;
    announcer.tell(`${name}: ${link}.`, `${link} from outside`);
  }
  scheduleDraw();
});

address.addEventListener('change', scheduleDraw);
document.querySelectorAll('nav a').forEach((link) =>
  link.addEventListener('click', (event) => {
    if (!event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      const nothing = Object.fromEntries(Object.keys(address.shown).map((name) => [name, '']));
      address.go({ ...nothing, view: link.dataset.view === 'devices' ? '' : link.dataset.view });
      scrollTo({ top: 0, behavior: 'instant' });
    }
  }),
);
at('logout').addEventListener('click', logOut);
setUpTheme(at('theme'), () => views.charts.restyle());
setInterval(tick, TICK_MS);
setInterval(readGateways, GATEWAYS_EVERY_MS);
scheduleDraw();
begin();

/** The gateways: how each is, what is wrong with it, and what to do about that. */

import { arrange, element, icon, setAttribute, setIcon, setText } from '/assets/dom.js';
import { ago, count, moment } from '/assets/time.js';
import { degradation } from '/assets/words.js';

const at = (id) => document.getElementById(id);
const SIGNS = {
  up: ['succeeded', 'up'],
  stopping: ['warning', 'stopping'],
  suspected: ['warning', 'suspected: it has not been heard of for a while'],
  lost: ['failed', 'lost: its devices are shown as they were last seen'],
};
const PROVIDERS = {
  wpd: 'Windows Portable Devices',
  simulated: 'simulated devices',
  none: 'none: no device can be seen',
};

class GatewayCard {
  #shape = icon('succeeded');
  #state = element('span');
  #facts = new Map();
  #degraded = element('ul', { class: 'degraded' });
  #link = element('a');
  #gateway = null;

  constructor(id) {
    const list = element('dl');
    for (const name of ['Provider', 'Version', 'Devices', 'Started', 'Last seen', 'Incarnation', 'Epoch']) {
      const value = element('dd');
      this.#facts.set(name, value);
      list.append(element('div', {}, element('dt', {}, name), value));
    }
    this.#facts.get('Devices').append(this.#link);
    this.node = element(
      'li',
      { class: 'card', 'data-gateway': id },
      element('h3', {}, id),
      element('p', { class: 'state' }, this.#shape, this.#state),
      this.#degraded,
      list,
    );
  }

  show(gateway, live, href) {
    this.#gateway = gateway;
    const degraded = gateway.degraded ?? [];
    const [shape, words] = SIGNS[gateway.state] ?? ['unknown', gateway.state];
    setIcon(this.#shape, degraded.length > 0 && shape === 'succeeded' ? 'warning' : shape);
    setText(this.#state, degraded.length > 0 ? `${words}, degraded` : words);
    setAttribute(this.node, 'data-state', degraded.length > 0 ? 'degraded' : gateway.state);
    this.node.toggleAttribute('data-stale', !live);
    const signature = degraded.join();
    if (this.#degraded.dataset.reasons !== signature) {
      this.#degraded.dataset.reasons = signature;
      this.#degraded.replaceChildren(
        ...degraded.map((reason) => {
          const { what, remedy } = degradation(reason);
          return element('li', {}, element('code', {}, reason), ' ', what, ' ', element('strong', {}, remedy));
        }),
      );
    }
    const fact = (name, text) => setText(this.#facts.get(name), text);
    fact('Provider', PROVIDERS[gateway.provider] ?? gateway.provider);
    fact('Version', gateway.version);
    setText(this.#link, count(gateway.devices, 'device'));
    setAttribute(this.#link, 'href', href);
    fact('Started', moment(gateway.startedAt, Date.now()));
    fact('Incarnation', gateway.incarnation);
    fact('Epoch', gateway.epoch);
  }

  tick(serverNow) {
    const seen = this.#facts.get('Last seen');
    setText(seen, ago(this.#gateway.lastSeenAt, serverNow));
    setAttribute(seen, 'title', moment(this.#gateway.lastSeenAt, Date.now()));
  }
}

export class GatewaysView {
  #page;
  #cards = new Map();

  constructor(page) {
    this.#page = page;
  }

  tick() {
    const [, serverNow] = this.#page.times();
    this.#cards.forEach((card) => card.tick(serverNow));
  }

  draw() {
    const { store, live, known } = this.#page;
    const gateways = [...store.gateways.values()].sort((a, b) => (a.gateway < b.gateway ? -1 : 1));
    const cards = gateways.map((gateway) => {
      const card = this.#cards.get(gateway.gateway) ?? new GatewayCard(gateway.gateway);
      this.#cards.set(gateway.gateway, card);
      card.show(gateway, live, `/?gateway=${encodeURIComponent(gateway.gateway)}`);
      return card.node;
    });
    arrange(at('gateway-cards'), cards);
    this.#cards.forEach((card, id) => store.gateways.has(id) || this.#cards.delete(id));
    const degraded = gateways.filter((gateway) => gateway.degraded?.length > 0).length;
    setText(at('gateways-counts'), `${count(gateways.length, 'gateway')}${degraded > 0 ? `, ${degraded} degraded` : ''}`);
    at('gateways-empty').hidden = gateways.length > 0;
    setText(at('gateways-empty-title'), known ? 'No gateway is known' : 'The gateway has not answered yet');
  }
}

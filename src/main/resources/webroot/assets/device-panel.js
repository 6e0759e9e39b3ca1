/** One device beside the list: what is known of it, what can be done, and what happened to it. */

import { read } from '/assets/api.js';
import { viewOfDevice } from '/assets/commands.js';
import { LinkButtons, Pending } from '/assets/controls.js';
import { linkOf } from '/assets/device-list.js';
import { FreshnessSign, LinkSign } from '/assets/device-row.js';
import { arrange, element, icon, setAttribute, setText } from '/assets/dom.js';
import { keyOf } from '/assets/store.js';
import { Timeline } from '/assets/timeline.js';
import { ago, moment } from '/assets/time.js';
import { describeEvent } from '/assets/words.js';

const at = (id) => document.getElementById(id);
const NARROW = matchMedia('(width <= 1180px)');
const FACTS = ['Id', 'Gateway', 'Alias', 'Maker', 'Description', 'Observed', 'PnP id'];

export class DevicePanel {
  #page;
  #timeline;
  #link = new LinkSign();
  #freshness = new FreshnessSign();
  #pending;
  #buttons;
  #facts = new Map();
  #entries = new Map();
  #key = null;
  #device = null;

  constructor(page) {
    this.#page = page;
    this.#timeline = new Timeline(read, page.changed);
    this.#pending = new Pending((operation) => page.commands.cancel(operation));
    this.#buttons = new LinkButtons((verb) => page.commands.submit(verb, this.#key, page.holding));
    at('panel-signs').append(this.#link.node, this.#freshness.node);
    at('panel-actions').append(this.#pending.node, ...this.#buttons.nodes);
    FACTS.forEach((name) => this.#facts.set(name, element('dd')));
    at('panel-facts').append(
      ...FACTS.map((name) => element('div', {}, element('dt', {}, name), this.#facts.get(name))),
    );
    at('panel-close').addEventListener('click', () => page.close());
    at('panel').addEventListener('keydown', (event) => {
      if (event.key === 'Escape') {
        page.close();
      }
    });
    NARROW.addEventListener('change', page.changed);
  }

  /** Reads the history anew: events were missed. */
  reload() {
    if (this.#device) {
      this.#timeline.load(this.#device);
    }
  }

  take(event) {
    this.#timeline.take(event);
  }

  tick() {
    const [now, serverNow] = this.#page.times();
    this.#pending.tick(serverNow);
    this.#freshness.tick(now);
    if (this.#device) {
      setText(this.#facts.get('Observed'), ago(this.#device.observedAt, serverNow));
    }
  }

  draw() {
    const reference = this.#page.address.shown.device;
    const device = reference ? this.#page.store.find(reference) : null;
    const key = device ? keyOf(device) : reference || null;
    const opened = key !== this.#key;
    this.#key = key;
    at('panel').hidden = key === null;
    // Where it covers the list, nothing behind it can be reached.
    document.body.toggleAttribute('data-panel', key !== null);
    at('views').inert = key !== null && NARROW.matches;
    if (key === null) {
      this.#device = null;
      this.#timeline.clear();
      return;
    }
    if (device && (opened || !this.#device)) {
      this.#timeline.load(device);
    }
    this.#device = device;
    this.#drawDevice(reference, device);
    this.#drawTimeline();
    this.tick();
  }

  /** Takes the keyboard's focus. */
  focus() {
    at('panel').focus({ preventScroll: true });
  }

  #drawDevice(reference, device) {
    at('panel-known').hidden = !device;
    at('panel-unknown').hidden = Boolean(device);
    setText(at('panel-name'), device?.name ?? reference);
    if (!device) {
      setText(
        at('panel-unknown'),
        this.#page.known
          ? 'No paired device is known by this id. It may have been unpaired, or be on a gateway that is not seen from here.'
          : 'The gateway has not answered yet.',
      );
      return;
    }
    const view = viewOfDevice(this.#page, this.#key, device);
    const link = linkOf(device, view.operation);
    setAttribute(at('panel'), 'data-link', link);
    at('panel').toggleAttribute('data-stale', view.staleSince > 0);
    this.#link.show(link, device.hold);
    this.#freshness.show(view.staleSince);
    this.#pending.show({ ...view, name: device.name });
    this.#buttons.show({ device, link, ...view });
    setText(at('panel-reason'), view.reason ?? '');
    const facts = [device.device, device.gateway, device.alias, device.manufacturer, device.description, '', device.pnpId];
    FACTS.forEach((name, i) => {
      const value = this.#facts.get(name);
      if (name === 'Observed') {
        // What is live is observed all the time, and only a change is told.
        value.parentElement.hidden = view.staleSince === 0;
        setAttribute(value, 'title', moment(device.observedAt, Date.now()));
      } else {
        value.parentElement.hidden = !facts[i];
        setText(value, facts[i] ?? '');
      }
    });
  }

  #drawTimeline() {
    const { events, state, problem } = this.#timeline;
    const nodes = events.map((event) => this.#entryOf(event));
    arrange(at('timeline'), nodes);
    const shown = new Set(events.map(({ id }) => id));
    this.#entries.forEach((entry, id) => shown.has(id) || this.#entries.delete(id));
    const said = {
      loading: 'Reading what happened…',
      failed: `What happened before cannot be read: ${problem}`,
      complete: events.length === 0 ? 'Nothing has happened to it in the time that events are kept for.' : '',
    };
    setText(at('timeline-note'), said[state]);
  }

  #entryOf(event) {
    let entry = this.#entries.get(event.id);
    if (!entry) {
      const { icon: shape, title, text } = describeEvent(event);
      const time = element('time', { datetime: event.time, title: event.time }, moment(event.time, Date.now()));
      const words = element('p', {}, element('strong', {}, title), text && ` ${text}`);
      entry = element('li', { 'data-icon': shape }, icon(shape), element('div', {}, words, time));
      this.#entries.set(event.id, entry);
    }
    return entry;
  }
}

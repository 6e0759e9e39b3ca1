/** How long operations took and how they ended, over time: drawn, and as a table for who cannot see it. */

import { OUTCOMES, RANGES_MS, stretches, summary } from '/assets/chart-data.js';
import { element, setText } from '/assets/dom.js';
import { durationsChart, outcomesChart } from '/assets/charts.js';
import { seconds, timeOfDay } from '/assets/time.js';

const at = (id) => document.getElementById(id);
const REDRAW_MS = 1_000;

export class ChartsView {
  #page;
  #charts = null;
  #drawnAt = 0;
  #drawn = null;

  constructor(page) {
    this.#page = page;
    at('filter-range').addEventListener('change', ({ target }) => page.address.go({ range: target.value }));
    addEventListener('resize', () => this.#redraw());
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.restyle());
  }

  /** The colours are others. */
  restyle() {
    this.#forget();
    this.#redraw();
  }

  tick() {
    if (Date.now() - this.#drawnAt >= REDRAW_MS) {
      this.draw();
    }
  }

  /** A chart is not drawn more often than one can see. */
  draw() {
    const { address, store, times } = this.#page;
    const [now, serverNow] = times();
    const range = address.shown.range || '1h';
    at('filter-range').value = address.shown.range;
    const signature = [range, store.ended[0]?.operation, store.ended.length, Math.floor(serverNow / 15_000)].join();
    if (this.#drawn === signature || (this.#drawn !== null && now - this.#drawnAt < REDRAW_MS / 2)) {
      return;
    }
    this.#drawn = signature;
    this.#drawnAt = now;
    const made = stretches(store.ended, serverNow, RANGES_MS[range]);
    const empty = made.every(({ count }) => count === 0);
    at('charts-empty').hidden = !empty;
    at('charts').hidden = empty;
    setText(at('charts-summary'), summary(made));
    if (empty) {
      this.#forget();
      return;
    }
    this.#drawTable(made);
    this.#drawCharts(made);
  }

  #redraw() {
    this.#drawn = null;
    if (!at('view-charts').hidden) {
      this.draw();
    }
  }

  #forget() {
    this.#charts?.forEach((chart) => chart.destroy());
    this.#charts = null;
  }

  async #drawCharts(made) {
    try {
      if (!this.#charts) {
        this.#charts = await Promise.all([durationsChart(at('chart-durations')), outcomesChart(at('chart-outcomes'))]);
      }
      this.#charts?.forEach((chart) => chart.show(made));
      at('charts-problem').hidden = true;
    } catch (problem) {
      at('charts-problem').hidden = false;
      setText(at('charts-problem'), `The charts cannot be drawn (${problem.message}); the table below has all figures.`);
    }
  }

  #drawTable(made) {
    const rows = made
      .filter(({ count }) => count > 0)
      .reverse()
      .map(({ from, to, count, median, longest, outcomes }) =>
        element(
          'tr',
          {},
          element('th', { scope: 'row' }, `${timeOfDay(from)} – ${timeOfDay(to)}`),
          ...[count, seconds(median), seconds(longest), ...OUTCOMES.map((name) => outcomes[name])].map((value) =>
            element('td', {}, String(value)),
          ),
        ),
      );
    at('charts-rows').replaceChildren(...rows);
  }
}

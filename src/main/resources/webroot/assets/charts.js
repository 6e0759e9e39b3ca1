/** The two charts, drawn by uPlot; it and its style are loaded when somebody looks at a chart. */

import { OUTCOMES } from '/assets/chart-data.js';
import { element, icon } from '/assets/dom.js';
import { seconds } from '/assets/time.js';

const HEIGHT = 220;
const PLOT = '/assets/uplot/uPlot.esm.js';

let plotClass = null;

async function plot() {
  plotClass ??= (await import(PLOT)).default;
  return plotClass;
}

/** A colour of the style sheet. */
function colour(name) {
  const probe = element('span');
  probe.style.color = `var(${name})`;
  document.body.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}

function axis(more = {}) {
  return {
    stroke: colour('--muted'),
    font: '12px system-ui, sans-serif',
    grid: { stroke: colour('--line'), width: 1 },
    ticks: { stroke: colour('--line'), width: 1 },
    ...more,
  };
}

const CLOCK = { hour: '2-digit', minute: '2-digit' };

/** The figures stand in the middle of their stretches of time, and half of one is before the first. */
function withWholeStretches({ data: [middles] }, first, last) {
  const half = ((middles[1] ?? 0) - (middles[0] ?? 0)) / 2;
  return [first - half, last + half];
}

function options(area, series, more) {
  return {
    width: Math.max(200, area.clientWidth),
    height: HEIGHT,
    cursor: { drag: { x: false, y: false }, points: { show: false } },
    legend: { show: false },
    axes: [
      axis({ values: (self, splits) => splits.map((at) => new Date(at * 1000).toLocaleTimeString([], CLOCK)), space: 70 }),
      axis({ size: 56, ...more }),
    ],
    scales: { x: { time: true, range: withWholeStretches }, y: { range: (self, low, high) => [0, Math.max(1, high * 1.1)] } },
    series: [{}, ...series],
  };
}

/** A chart that fits its place, and says which line is which below it. */
class Chart {
  #area;
  #plot;
  #data;

  constructor(Plot, area, chosen, data, keys) {
    this.#area = area;
    this.#data = data;
    area.replaceChildren();
    this.#plot = new Plot(chosen, null, area);
    const legend = keys.map(({ name, token, shape }) => {
      const swatch = icon(shape);
      swatch.style.color = `var(${token})`;
      return element('li', {}, swatch, name);
    });
    area.append(element('ul', { class: 'legend' }, ...legend));
  }

  show(made) {
    this.#plot.setSize({ width: Math.max(200, this.#area.clientWidth), height: HEIGHT });
    this.#plot.setData(this.#data(made));
  }

  destroy() {
    this.#plot.destroy();
    this.#area.replaceChildren();
  }
}

const middles = (made) => made.map(({ from, to }) => (from + to) / 2000);

/** Draws how long operations took: the median solid, the longest dashed and with points. */
export async function durationsChart(area) {
  const Plot = await plot();
  const line = (token, more) => ({
    stroke: colour(token),
    width: 2,
    spanGaps: true,
    points: { show: true, size: 6, fill: colour(token) },
    ...more,
  });
  const chosen = options(
    area,
    [line('--accent', {}), line('--busy', { dash: [6, 4], points: { show: true, size: 8, fill: colour('--surface') } })],
    { values: (self, splits) => splits.map((value) => seconds(value)) },
  );
  return new Chart(Plot, area, chosen, (made) => [middles(made), made.map((each) => each.median), made.map((each) => each.longest)], [
    { name: 'median (solid)', token: '--accent', shape: 'live' },
    { name: 'longest (dashed)', token: '--busy', shape: 'disconnected' },
  ]);
}

const TOKENS = {
  succeeded: '--good',
  failed: '--bad',
  cancelled: '--line-strong',
  'timed-out': '--busy',
  expired: '--sim',
  lost: '--accent',
};

/** Draws how many operations ended how, one on top of the other, in the order of the words below. */
export async function outcomesChart(area) {
  const Plot = await plot();
  const bars = Plot.paths.bars({ size: [0.8, 40] });
  // The highest first, so that each leaves to be seen what is its own.
  const order = [...OUTCOMES].reverse();
  const chosen = options(
    area,
    order.map((name) => ({ fill: colour(TOKENS[name]), stroke: colour('--surface'), width: 1, paths: bars, points: { show: false } })),
    { incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500] },
  );
  const heights = (made) => order.map((name) => made.map(({ outcomes }) => upTo(outcomes, name)));
  return new Chart(Plot, area, chosen, (made) => [middles(made), ...heights(made)], OUTCOMES.map((name) => ({ name: name.replace('-', ' '), token: TOKENS[name], shape: name })));
}

function upTo(outcomes, name) {
  const below = OUTCOMES.slice(0, OUTCOMES.indexOf(name) + 1);
  const height = below.reduce((sum, each) => sum + outcomes[each], 0);
  return height === 0 ? null : height;
}

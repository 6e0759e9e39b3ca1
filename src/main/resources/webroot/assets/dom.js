/** Small helpers for elements. Texts are always set as text, never as markup. */

const SVG = 'http://www.w3.org/2000/svg';

/** Makes an element with attributes and children. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

/** Makes an icon of the sheet. */
export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS(SVG, 'use');
  use.setAttribute('href', `/assets/icons.svg#${name}`);
  svg.append(use);
  return svg;
}

/** Shows another icon of the sheet. */
export function setIcon(svg, name) {
  svg.firstElementChild.setAttribute('href', `/assets/icons.svg#${name}`);
}

/** Sets a text only where it differs, so that nothing is announced or drawn for nothing. */
export function setText(node, text) {
  if (node.textContent !== text) {
    node.textContent = text;
  }
}

/** A time of day for people. */
export function timeOfDay(when) {
  return new Date(when).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', second: '2-digit' });
}

/** A duration for people. */
export function seconds(ms) {
  return ms < 10_000 ? `${(ms / 1000).toFixed(1)} s` : `${Math.round(ms / 1000)} s`;
}

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

/** Each icon is its own shape, so that none depends on its colour. */
const ICONS = {
  connected: ['M8 2a6 6 0 1 1 0 12A6 6 0 1 1 8 2z', 'M5.3 8.2l1.9 1.9 3.5-4'],
  disconnected: ['M8 2.8a5.2 5.2 0 1 1 0 10.4A5.2 5.2 0 1 1 8 2.8z'],
  busy: ['M8 2.8a5.2 5.2 0 1 1-5.2 5.2', 'M8 5.4V8l2 1.3'],
  unknown: ['M8 1.8L14.2 8 8 14.2 1.8 8z', 'M8 5.4v3M8 10.6v.1'],
  warning: ['M8 2l6.4 11.4H1.6z', 'M8 6.4v3.2M8 11.5v.1'],
  success: ['M3 8.6l3.3 3.2L13 4.6'],
  failure: ['M4 4l8 8M12 4l-8 8'],
};

/** Makes an icon. */
export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 16 16');
  svg.setAttribute('aria-hidden', 'true');
  setIcon(svg, name);
  return svg;
}

/** Shows another icon. */
export function setIcon(svg, name) {
  if (svg.dataset.icon === name) {
    return;
  }
  svg.dataset.icon = name;
  svg.replaceChildren(
    ...ICONS[name].map((shape) => {
      const path = document.createElementNS(SVG, 'path');
      path.setAttribute('d', shape);
      return path;
    }),
  );
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
  const number = ms < 10_000 ? (ms / 1000).toFixed(1) : Math.round(ms / 1000);
  return `${number}\u00a0s`;
}

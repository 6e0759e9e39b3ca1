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

const RING = 'M8 2.8a5.2 5.2 0 1 1 0 10.4A5.2 5.2 0 1 1 8 2.8z';

/** Each icon is its own shape, so that none depends on its colour. */
const ICONS = {
  connected: ['M8 2a6 6 0 1 1 0 12A6 6 0 1 1 8 2z', 'M5.3 8.2l1.9 1.9 3.5-4'],
  disconnected: [RING],
  busy: ['M8 2.8a5.2 5.2 0 1 1-5.2 5.2', 'M8 5.4V8l2 1.3'],
  unknown: ['M8 1.8L14.2 8 8 14.2 1.8 8z', 'M8 5.4v3M8 10.6v.1'],
  live: ['M1.8 8h3l1.8-4.6 2.8 9.2L11.2 8h3'],
  stale: [RING],
  warning: ['M8 2l6.4 11.4H1.6z', 'M8 6.4v3.2M8 11.5v.1'],
  succeeded: ['M3 8.6l3.3 3.2L13 4.6'],
  failed: ['M4 4l8 8M12 4l-8 8'],
  cancelled: [RING, 'M4.4 11.6l7.2-7.2'],
  'timed-out': [RING, 'M8 5.2V8l2 1.6'],
  expired: ['M4.4 2.4h7.2M4.4 13.6h7.2', 'M5.2 2.4c0 4.2 5.6 7 5.6 11.2M10.8 2.4c0 4.2-5.6 7-5.6 11.2'],
  lost: ['M8 1.8L14.2 8 8 14.2 1.8 8z', 'M8 5.4v3M8 10.6v.1'],
  info: [RING, 'M8 7.4v3.2M8 5.2v.1'],
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

/** Sets or removes an attribute, only where it differs. */
export function setAttribute(node, name, value) {
  if (value === null || value === undefined) {
    if (node.hasAttribute(name)) {
      node.removeAttribute(name);
    }
  } else if (node.getAttribute(name) !== String(value)) {
    node.setAttribute(name, value);
  }
}

/**
 * Puts nodes into a parent in an order and removes the others. The one that has the keyboard's
 * focus stays focused, wherever it goes.
 */
export function arrange(parent, nodes) {
  const wanted = new Set(nodes);
  for (const child of [...parent.children]) {
    if (!wanted.has(child)) {
      child.remove();
    }
  }
  const focused = parent.contains(document.activeElement) ? document.activeElement : null;
  let place = parent.firstElementChild;
  for (const node of nodes) {
    if (node === place) {
      place = place.nextElementSibling;
    } else {
      parent.insertBefore(node, place);
    }
  }
  if (focused && focused !== document.activeElement && focused.isConnected) {
    focused.focus({ preventScroll: true });
  }
}

/** Fills a list of choices; what is chosen stays. */
export function setOptions(select, options) {
  const signature = JSON.stringify(options);
  if (select.dataset.options !== signature) {
    const chosen = select.value;
    select.dataset.options = signature;
    select.replaceChildren(...options.map(([value, text]) => element('option', { value }, text)));
    select.value = chosen;
  }
}

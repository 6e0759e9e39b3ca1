/** Light, dark, or as the system has it: remembered by this browser. */

import { setAttribute, setText } from '/assets/dom.js';

const KEY = 'vertx-wpd.theme';
const THEMES = ['system', 'light', 'dark'];
const ROOT = document.documentElement;

/** @param {Function} changed called when the colours are others */
export function setUpTheme(button, changed) {
  let theme = remembered();
  const apply = () => {
    setAttribute(ROOT, 'data-theme', theme === 'system' ? null : theme);
    setText(button.lastElementChild, theme);
    setAttribute(button, 'aria-label', `Colours: ${theme}`);
  };
  button.addEventListener('click', () => {
    theme = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length];
    try {
      localStorage.setItem(KEY, theme);
    } catch {
      // A browser that keeps nothing forgets it with the page.
    }
    apply();
    changed();
  });
  apply();
}

function remembered() {
  try {
    const theme = localStorage.getItem(KEY);
    return THEMES.includes(theme) ? theme : 'system';
  } catch {
    return 'system';
  }
}

/** What ended, said once in a notice and kept in the activity list. */

import { element, icon, seconds, timeOfDay } from '/assets/dom.js';

const SHOWN_MS = 8_000;
const MOST_NOTICES = 4;

/** What an operation's end means, in words. */
export function describe(end) {
  const took = ` (${seconds(end.durationMs)})`;
  const past = `${end.verb}ed`;
  if (end.outcome === 'succeeded') {
    if (!end.changed) {
      return { kind: 'success', title: `${end.name} was already ${past}`, text: 'Nothing had to be done.' };
    }
    const again = end.cause === 'hold' ? ' again, because it is held' : '';
    return end.verified
      ? { kind: 'success', title: `${end.name} ${past}${again}${took}`, text: `Verified: the link reads ${end.after}.` }
      : {
          kind: 'warning',
          title: `${end.name}: ${end.verb} reported as done${took}`,
          text: `Not verified: the link still reads ${end.after}.`,
        };
  }
  if (end.outcome === 'cancelled') {
    return { kind: 'warning', title: `${end.name}: ${end.verb} cancelled${took}`, text: `The link reads ${end.after}.` };
  }
  const why = end.problem?.detail ?? (end.hresultName ? `Windows answered ${end.hresult} ${end.hresultName}.` : '');
  return {
    kind: 'failure',
    title: `${end.name}: ${end.verb} ${outcomeWord(end.outcome)}${took}`,
    text: [why, end.problem?.hint].filter(Boolean).join(' — '),
  };
}

function outcomeWord(outcome) {
  return { 'timed-out': 'timed out', lost: 'has an unknown end' }[outcome] ?? outcome;
}

/** Shows a notice; one that is no failure leaves by itself. */
export function notify(area, { kind, title, text }) {
  const close = element('button', { type: 'button', class: 'close', 'aria-label': 'Dismiss' }, icon('failure'));
  const notice = element(
    'div',
    { class: 'notice', 'data-kind': kind },
    icon(kind),
    element('div', {}, element('strong', {}, title), element('p', {}, text)),
    close,
  );
  close.addEventListener('click', () => notice.remove());
  area.append(notice);
  while (area.childElementCount > MOST_NOTICES) {
    area.firstElementChild.remove();
  }
  if (kind !== 'failure') {
    leaveLater(notice);
  }
}

function leaveLater(notice) {
  let timer = setTimeout(() => notice.remove(), SHOWN_MS);
  notice.addEventListener('pointerenter', () => clearTimeout(timer));
  notice.addEventListener('pointerleave', () => {
    timer = setTimeout(() => notice.remove(), SHOWN_MS);
  });
}

/** Draws the list of what ended. */
export function drawActivity(list, ended) {
  list.replaceChildren(
    ...ended.map((end) => {
      const { kind, title, text } = describe(end);
      return element(
        'li',
        { 'data-kind': kind },
        icon(kind),
        element('time', { datetime: end.time }, timeOfDay(end.time)),
        element('span', {}, element('strong', {}, title), ` ${text}`),
      );
    }),
  );
}

/** Times and durations for people. */

/** A time of day. */
export function timeOfDay(when) {
  return new Date(when).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', second: '2-digit' });
}

/** A moment: its date too, where it is of another day than `now`. */
export function moment(when, now) {
  const at = new Date(when);
  return at.toDateString() === new Date(now).toDateString()
    ? timeOfDay(at)
    : at.toLocaleString([], { dateStyle: 'medium', timeStyle: 'medium' });
}

/** A duration in seconds. */
export function seconds(ms) {
  const number = ms < 10_000 ? (ms / 1000).toFixed(1) : Math.round(ms / 1000);
  return `${number}\u00a0s`;
}

const UNITS = [
  [86_400_000, 'd'],
  [3_600_000, 'h'],
  [60_000, 'min'],
  [1_000, 's'],
];

/** How long something is, roughly: in its largest unit. */
export function roughly(ms) {
  const [size, unit] = UNITS.find(([unitSize]) => ms >= unitSize) ?? UNITS.at(-1);
  return `${Math.floor(Math.max(0, ms) / size)}\u00a0${unit}`;
}

/** How long ago something was. */
export function ago(when, now) {
  return `${roughly(now - new Date(when).getTime())} ago`;
}

/** A number with its noun. */
export function count(n, noun) {
  return `${n.toLocaleString()} ${noun}${n === 1 ? '' : 's'}`;
}

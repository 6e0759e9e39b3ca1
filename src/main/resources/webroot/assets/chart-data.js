/** Ended operations as figures over time: how long they took, and how many ended how. */

/** The outcomes, each with what tells it apart in words. */
export const OUTCOMES = ['succeeded', 'failed', 'cancelled', 'timed-out', 'expired', 'lost'];

const BUCKETS = 30;
const MINUTE_MS = 60_000;
/** What a bucket may span, so that its borders are round. */
const SPANS_MS = [30_000, MINUTE_MS, 2 * MINUTE_MS, 5 * MINUTE_MS, 15 * MINUTE_MS, 30 * MINUTE_MS, 60 * MINUTE_MS];
export const RANGES_MS = { '15m': 15 * MINUTE_MS, '1h': 60 * MINUTE_MS, '24h': 24 * 60 * MINUTE_MS };

/**
 * Sorts operations into stretches of time.
 *
 * @param {object[]} ended operations with `endedAt`, `durationMs` and `outcome`
 * @param {number} now the end of the last stretch lies at or after it
 * @param {number} rangeMs how far back
 * @returns {object[]} for each stretch, also an empty one, `{from, to, count, median, longest, outcomes}`,
 *     where the durations are null where nothing ended
 */
export function stretches(ended, now, rangeMs) {
  const span = SPANS_MS.find((each) => rangeMs / each <= BUCKETS) ?? SPANS_MS.at(-1);
  const end = Math.ceil(now / span) * span;
  const number = Math.ceil(rangeMs / span);
  const made = Array.from({ length: number }, (_, i) => {
    const from = end - (number - i) * span;
    return { from, to: from + span, durations: [], outcomes: Object.fromEntries(OUTCOMES.map((each) => [each, 0])) };
  });
  for (const { endedAt, durationMs, outcome } of ended) {
    const stretch = made[Math.floor((Date.parse(endedAt) - (end - number * span)) / span)];
    if (stretch) {
      stretch.durations.push(durationMs);
      stretch.outcomes[outcome]++;
    }
  }
  return made.map(({ from, to, durations, outcomes }) => {
    const sorted = durations.sort((a, b) => a - b);
    return {
      from,
      to,
      count: sorted.length,
      median: sorted.length === 0 ? null : sorted[Math.floor((sorted.length - 1) / 2)],
      longest: sorted.at(-1) ?? null,
      outcomes,
    };
  });
}

/** One sentence that says what a chart shows. */
export function summary(made) {
  const total = made.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) {
    return 'No operation ended in this time.';
  }
  const counted = OUTCOMES.map((name) => [name, made.reduce((sum, { outcomes }) => sum + outcomes[name], 0)])
    .filter(([, n]) => n > 0)
    .map(([name, n]) => `${n} ${name.replace('-', ' ')}`);
  const longest = Math.max(...made.map((each) => each.longest ?? 0));
  return `${total} ended: ${counted.join(', ')}. The longest took ${(longest / 1000).toFixed(1)} s.`;
}

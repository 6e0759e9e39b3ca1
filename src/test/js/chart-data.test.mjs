import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { load } from './fakes.mjs';

const { RANGES_MS, stretches, summary } = await load('chart-data.js');
const NOW = Date.parse('2026-11-22T10:00:30Z');

const end = (time, durationMs, outcome = 'succeeded') => ({ endedAt: `2026-11-22T${time}Z`, durationMs, outcome });

describe('the figures of the charts', () => {
  it('are those of round stretches of time, empty ones too', () => {
    const made = stretches([], NOW, RANGES_MS['1h']);
    assert.equal(made.length, 30);
    assert.equal(made.at(-1).to, Date.parse('2026-11-22T10:02:00Z'));
    assert.equal(made[0].from, Date.parse('2026-11-22T09:02:00Z'));
    assert.deepEqual([made[0].count, made[0].median, made[0].longest], [0, null, null]);
  });

  it('are the median and the longest of what ended, and how many ended how', () => {
    const made = stretches(
      [end('10:00:10', 300), end('10:00:20', 100), end('10:00:05', 60_000, 'timed-out'), end('09:58:00', 5)],
      NOW,
      RANGES_MS['1h'],
    );
    const last = made.at(-1);
    assert.deepEqual([last.count, last.median, last.longest], [3, 300, 60_000]);
    assert.deepEqual([last.outcomes.succeeded, last.outcomes['timed-out'], last.outcomes.failed], [2, 1, 0]);
    assert.equal(made.at(-2).count, 1);
  });

  it('leave out what is older', () => {
    const made = stretches([end('09:44:00', 5), end('09:50:00', 5)], NOW, RANGES_MS['15m']);
    assert.equal(made.reduce((sum, { count }) => sum + count, 0), 1);
  });

  it('are said in one sentence', () => {
    assert.equal(summary(stretches([], NOW, RANGES_MS['1h'])), 'No operation ended in this time.');
    const made = stretches([end('10:00:10', 1_500), end('10:00:05', 60_000, 'timed-out')], NOW, RANGES_MS['1h']);
    assert.equal(summary(made), '2 ended: 1 succeeded, 1 timed out. The longest took 60.0 s.');
  });
});

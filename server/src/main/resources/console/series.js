// @ts-check
// A series as the chart wants it, and how new values join it. Pure.

/**
 * @typedef {[number, number | null, number | null, number | null, number | null, number]} Point
 *   t, first, min, max, last, worst quality (0 good, 1 uncertain, 2 bad)
 * @typedef {{bucketMs: number, raw: boolean, points: Point[]}} Series
 */

/** The number that the series uses for a value's quality. @param {string} q */
const quality = q => (q === 'GOOD' ? 0 : q === 'UNCERTAIN' ? 1 : 2);

/**
 * The series with one more value: a point of its own where the series is raw, else in its bucket.
 * @param {Series} series @param {import('./state.js').Value} value @returns {Series}
 */
export function joined(series, value) {
  const t = value.t === null ? NaN : Date.parse(value.t);
  if (!Number.isFinite(t) || value.q === 'NONE') return series;
  const q = quality(value.q);
  const v = q === 2 ? null : value.v;
  const last = series.points[series.points.length - 1];
  const at = series.raw ? t : Math.floor(t / series.bucketMs) * series.bucketMs;
  if (last && at < last[0]) return series;
  if (!last || at > last[0]) return {...series, points: [...series.points, [at, v, v, v, v, q]]};
  if (series.raw) return series;
  return {...series, points: [...series.points.slice(0, -1), merged(last, v, q)]};
}

/** @param {Point} p @param {number | null} v @param {number} q @returns {Point} */
function merged(p, v, q) {
  const worst = Math.max(p[5], q);
  if (v === null) return [p[0], p[1], p[2], p[3], p[4], worst];
  if (p[4] === null) return [p[0], v, v, v, v, worst];
  return [p[0], p[1], Math.min(/** @type {number} */ (p[2]), v), Math.max(/** @type {number} */ (p[3]), v), v, worst];
}

/** How far apart two points may lie and still be joined by a line. @param {Series} series */
export function gapMs(series) {
  const steps = [];
  for (let i = 1; i < series.points.length; i++) steps.push(series.points[i][0] - series.points[i - 1][0]);
  steps.sort((a, b) => a - b);
  const usual = steps.length ? steps[Math.floor(steps.length / 2)] : 0;
  return Math.max(5_000, series.raw ? usual * 4 : Math.max(series.bucketMs, usual) * 2.5);
}

/**
 * Columns [seconds, min, max, last] with a hole wherever nothing was heard: a gap is a gap.
 * @param {Series} series @returns {[number[], (number | null)[], (number | null)[], (number | null)[]]}
 */
export function columns(series) {
  /** @type {[number[], (number | null)[], (number | null)[], (number | null)[]]} */
  const out = [[], [], [], []];
  const gap = gapMs(series);
  const add = (/** @type {number} */ t, /** @type {any} */ low, /** @type {any} */ high, /** @type {any} */ last) => {
    out[0].push(t / 1000);
    out[1].push(low);
    out[2].push(high);
    out[3].push(last);
  };
  series.points.forEach((p, i) => {
    const before = i ? series.points[i - 1][0] : p[0];
    if (p[0] - before > gap) add(before + 1, null, null, null);
    add(p[0], p[2], p[3], p[4]);
  });
  return out;
}

/** Times of points with a doubtful or bad sample. @param {Series} series @param {number} worst */
export function doubtful(series, worst) {
  return series.points.filter(p => p[5] === worst).map(p => p[0]);
}

/**
 * From where to where the chart reaches: the data with some air, and the nearest limit on either side unless it would
 * press the data into a line.
 * @param {Series} series @param {number[]} limits @param {{low: number, high: number} | null} range @returns {[number, number]}
 */
export function reach(series, limits, range) {
  const lows = series.points.map(p => p[2]).filter(v => v !== null);
  const highs = series.points.map(p => p[3]).filter(v => v !== null);
  if (!lows.length) return range ? [range.low, range.high] : [0, 1];
  const low = Math.min(.../** @type {number[]} */ (lows));
  const high = Math.max(.../** @type {number[]} */ (highs));
  const whole = range && range.high > range.low ? range.high - range.low : Math.max(Math.abs(high), 1);
  const room = Math.max(high - low, whole * 0.04) * 2.5;
  const near = limits.filter(l => l >= low - room && l <= high + room);
  const bottom = Math.min(low, ...near);
  const top = Math.max(high, ...near);
  const air = Math.max((top - bottom) * 0.12, whole * 0.004);
  return [bottom - air, top + air];
}

/** The point nearest to a time. @param {Series} series @param {number} t @returns {Point | null} */
export function nearest(series, t) {
  let best = null;
  for (const p of series.points) if (!best || Math.abs(p[0] - t) < Math.abs(best[0] - t)) best = p;
  return best && Math.abs(best[0] - t) <= gapMs(series) ? best : null;
}

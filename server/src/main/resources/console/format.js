// @ts-check
// Numbers, times and names as people read them. Pure: time and zone are arguments.

/** @typedef {'zh' | 'en'} Lang */
/** @typedef {{zh: string, en: string}} Text */

export const NOTHING = '—';

/** @type {Map<string, Intl.DateTimeFormat>} */
const CLOCKS = new Map();

/** @param {string} zone @param {boolean} withDate */
function clock(zone, withDate) {
  const key = `${zone} ${withDate}`;
  let made = CLOCKS.get(key);
  if (!made) {
    const day = withDate ? {year: 'numeric', month: '2-digit', day: '2-digit'} : {};
    made = new Intl.DateTimeFormat('sv-SE', /** @type {any} */ ({
      timeZone: zone, hourCycle: 'h23', hour: '2-digit', minute: '2-digit', second: '2-digit', ...day,
    }));
    CLOCKS.set(key, made);
  }
  return made;
}

/** Epoch ms of an ISO time or a number; null of null. @param {string | number | null | undefined} time */
export function epoch(time) {
  if (time === null || time === undefined) return null;
  const ms = typeof time === 'number' ? time : Date.parse(time);
  return Number.isFinite(ms) ? ms : null;
}

/** hh:mm:ss in the park's zone. @param {string | number | null | undefined} time @param {string} zone */
export function timeOfDay(time, zone) {
  const ms = epoch(time);
  return ms === null ? NOTHING : clock(zone, false).format(ms);
}

/** yyyy-MM-dd hh:mm:ss in the park's zone. @param {string | number | null | undefined} time @param {string} zone */
export function dateTime(time, zone) {
  const ms = epoch(time);
  return ms === null ? NOTHING : clock(zone, true).format(ms);
}

/** The time alone where it is of today, else with its date. @param {any} time @param {number} now @param {string} zone */
export function shortTime(time, now, zone) {
  const whole = dateTime(time, zone);
  if (whole === NOTHING) return whole;
  return whole.slice(0, 10) === dateTime(now, zone).slice(0, 10) ? whole.slice(11) : whole.slice(5);
}

/** What the park calls its zone, as UTC+08:00. @param {string} zone @param {number} now */
export function zoneName(zone, now) {
  const part = new Intl.DateTimeFormat('en-GB', {timeZone: zone, timeZoneName: 'longOffset'})
    .formatToParts(now).find(p => p.type === 'timeZoneName');
  return (part ? part.value : zone).replace('GMT', 'UTC');
}

/**
 * How many digits after the point a tag is shown with: a thousandth of its range, so that a column of numbers stands
 * still while the value moves.
 * @param {{low: number, high: number} | null | undefined} range
 */
export function digits(range) {
  if (!range || !(range.high > range.low)) return 2;
  return Math.max(0, Math.min(4, Math.ceil(-Math.log10((range.high - range.low) / 2000))));
}

/** @param {number | null | undefined} value @param {number} places */
export function number(value, places) {
  if (value === null || value === undefined || !Number.isFinite(value)) return NOTHING;
  const text = value.toFixed(places);
  return (Number(text) === 0 ? text.replace('-', '') : text).replace('-', '\u2212');
}

/** A number with as few digits as it has, at most four. @param {number | null | undefined} value */
export function plain(value) {
  if (value === null || value === undefined || !Number.isFinite(value)) return NOTHING;
  return String(Number(value.toFixed(4))).replace('-', '\u2212');
}

/** Where in its range a value lies, 0 to 1; null where that cannot be said. @param {number | null} value @param {any} range */
export function share(value, range) {
  if (value === null || value === undefined || !range || !(range.high > range.low)) return null;
  return Math.max(0, Math.min(1, (value - range.low) / (range.high - range.low)));
}

/** h:mm:ss or m:ss. @param {number} ms */
export function duration(ms) {
  const s = Math.max(0, Math.floor(ms / 1000));
  const two = (/** @type {number} */ n) => String(n).padStart(2, '0');
  return s >= 3600 ? `${Math.floor(s / 3600)}:${two(Math.floor(s / 60) % 60)}:${two(s % 60)}`
    : `${Math.floor(s / 60)}:${two(s % 60)}`;
}

/** @param {Text | string | null | undefined} text @param {Lang} lang */
export function inLang(text, lang) {
  return text === null || text === undefined ? '' : typeof text === 'string' ? text : text[lang];
}

/** A name without the id that stands beside it. @param {Text | string} name @param {string} id @param {Lang} lang */
export function nameBeside(name, id, lang) {
  return inLang(name, lang).replace(id, '').trim();
}

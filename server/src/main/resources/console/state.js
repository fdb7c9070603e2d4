// @ts-check
// What the page knows, as a pure function of what the stream said. Nothing here reads a clock or the page.

import {isKept} from './standing.js';

/**
 * @typedef {{tag: string, v: number | null, q: string, t: string | null, r: string | null, stale: boolean}} Value
 * @typedef {{alarmId: string, occurrenceId: string, state: string, priority: string, category: string,
 *   tag: string | null, condition: string | null, limit: number | null, unit: string | null,
 *   enterprise: string | null, area: string | null, message: {zh: string, en: string},
 *   value: number | null, quality: string | null, count: number, firstRaisedTime: string, raisedTime: string,
 *   onsetTime: string, clearedTime: string | null, acknowledgedTime: string | null,
 *   acknowledgedBy: string | null, class: string, position: string | null, informed: string[], suppression: string[],
 *   suppressedBy: string[], shelved: any, shelvingAsked: any, manual: any, outOfService: any,
 *   annunciatedTime: string | null, group: string | null, escalations: number, handling: Handling | null,
 *   unhandled: {occurrenceId: string, handling: Handling}[]}} Alarm
 * @typedef {{state: string, demanded: boolean, assignee: string | null, by: string | null, note: string | null,
 *   since: string}} Handling
 * @typedef {{time: string, engineTime: string, dataAgeMs: number | null, links: Record<string, string>,
 *   gateways: {id: string, online: boolean | null, lastMessageTime: string | null}[],
 *   counts: {rejections: number, messages: number}}} Beat
 * @typedef {{alarms: Map<string, Alarm>, values: Map<string, Value>, trails: Map<string, number[][]>,
 *   passages: any[], rejections: any[], cameras: any[], warnings: Map<string, any>, windows: any[]}} Picture
 * @typedef {{picture: Picture, whole: boolean, next: Picture | null, configVersion: string | null,
 *   beat: Beat | null, beatAt: number | null, changes: number}} State
 */

/** A page that hears no beat for so long is not live. */
export const BEAT_TIMEOUT_MS = 5_000;
/** Data older than this is not called live, whatever the links say. */
export const DATA_OLD_MS = 30_000;

const KEPT = 200;
const TRAIL_STEP_MS = 10_000;
const TRAIL_SPAN_MS = 30 * 60_000;

/** @returns {Picture} */
function blank() {
  return {alarms: new Map(), values: new Map(), trails: new Map(), passages: [], rejections: [], cameras: [],
    warnings: new Map(), windows: []};
}

/** @returns {State} */
export function initial() {
  return {picture: blank(), whole: false, next: null, configVersion: null, beat: null, beatAt: null, changes: 0};
}

/**
 * The state after one event. What comes between snapshot-start and snapshot-end is gathered beside the picture and
 * takes its place at the end, all at once: nobody sees half of it, and nothing of before survives.
 * @param {State} state
 * @param {string} event
 * @param {any} data
 * @param {number} now the page's own monotonic ms
 * @returns {State}
 */
export function reduce(state, event, data, now) {
  switch (event) {
    case 'snapshot-start':
      return {...state, next: {...blank(), trails: state.picture.trails}, configVersion: data.configVersion};
    case 'snapshot-end':
      return state.next
        ? {...state, picture: state.next, next: null, whole: true, changes: state.changes + 1}
        : state;
    case 'park':
      return {...state, configVersion: data.configVersion};
    case 'beat':
      return {...state, beat: data, beatAt: now};
    case 'lost':
      return {...state, next: null, whole: false};
    default:
      return changed(state, event, data);
  }
}

/** @param {State} state @param {string} event @param {any} data @returns {State} */
function changed(state, event, data) {
  const before = state.next || state.picture;
  const after = draw(before, event, data);
  if (after === before) return state;
  return state.next ? {...state, next: after} : {...state, picture: after, changes: state.changes + 1};
}

/** @param {Picture} picture @param {string} event @param {any} data @returns {Picture} */
function draw(picture, event, data) {
  switch (event) {
    case 'alarms':
      return {...picture, alarms: withAlarms(picture.alarms, data)};
    case 'removed': {
      const alarms = new Map(picture.alarms);
      alarms.delete(data.alarmId);
      return {...picture, alarms};
    }
    case 'values':
      return {...picture, values: withValues(picture.values, data), trails: withTrails(picture.trails, data)};
    case 'trail':
      return {...picture, trails: seeded(picture.trails, data)};
    case 'warnings':
      return {...picture, warnings: new Map(data.map((/** @type {any} */ w) => [`${w.subject}:${w.id}`, w]))};
    case 'windows':
      return {...picture, windows: data};
    case 'passages':
      return {...picture, passages: newest(picture.passages, data, p => p.passageId, p => p.time)};
    case 'rejections':
      return {...picture, rejections: newest(picture.rejections, data, rejectionKey, r => r.time)};
    case 'cameras':
      return {...picture, cameras: newest(picture.cameras, data, c => `${c.camera} ${c.eventId}`, c => c.time)};
    default:
      return picture;
  }
}

/** @param {any} r */
export function rejectionKey(r) {
  return `${r.time} ${r.reason} ${r.topic} ${r.detail}`;
}

/** What is normal is kept as long as people are not told of it or have something left to do. @param {Map<string, Alarm>} before @param {Alarm[]} changes */
function withAlarms(before, changes) {
  const alarms = new Map(before);
  for (const alarm of changes) {
    if (isKept(alarm)) alarms.set(alarm.alarmId, alarm);
    else alarms.delete(alarm.alarmId);
  }
  return alarms;
}

/** @param {Map<string, Value>} before @param {Value[]} changes */
function withValues(before, changes) {
  const values = new Map(before);
  for (const value of changes) values.set(value.tag, value);
  return values;
}

/**
 * The last half hour of each tag, one point in ten seconds, for the small lines. A bad or missing value leaves a gap.
 * @param {Map<string, number[][]>} before @param {Value[]} changes
 */
function withTrails(before, changes) {
  const trails = new Map(before);
  for (const {tag, v, q, t} of changes) {
    const time = t === null ? NaN : Date.parse(t);
    if (v === null || (q !== 'GOOD' && q !== 'UNCERTAIN') || !Number.isFinite(time)) continue;
    trails.set(tag, longer(trails.get(tag) || [], time, v));
  }
  return trails;
}

/** @param {number[][]} trail @param {number} time @param {number} value */
function longer(trail, time, value) {
  const slot = Math.floor(time / TRAIL_STEP_MS) * TRAIL_STEP_MS;
  const last = trail[trail.length - 1];
  if (last && slot < last[0]) return trail;
  const kept = last && last[0] === slot ? trail.slice(0, -1) : trail.filter(p => p[0] > slot - TRAIL_SPAN_MS);
  kept.push([slot, value]);
  return kept;
}

/** @param {Map<string, number[][]>} before @param {{tag: string, points: any[][]}} past of the series */
function seeded(before, past) {
  const own = before.get(past.tag) || [];
  const first = own.length ? own[0][0] : Infinity;
  let trail = /** @type {number[][]} */ ([]);
  for (const p of past.points) if (p[4] !== null && p[0] < first) trail = longer(trail, p[0], p[4]);
  trail = trail.filter(p => p[0] < first);
  return new Map(before).set(past.tag, [...trail, ...own]);
}

/**
 * Newest first, each once, the newest two hundred.
 * @template T
 * @param {T[]} before @param {T[]} added @param {(t: T) => string} key @param {(t: T) => string} time
 */
function newest(before, added, key, time) {
  const all = new Map(before.map(one => [key(one), one]));
  for (const one of added) all.set(key(one), one);
  return [...all.values()].sort((a, b) => (time(a) < time(b) ? 1 : time(a) > time(b) ? -1 : 0)).slice(0, KEPT);
}

/**
 * Whether what is shown is live, and if not, why. `lastKnown` is the time up to which the picture holds.
 * @param {State} state @param {number} now the page's own monotonic ms
 * @returns {{live: boolean, reason: string | null, ageMs: number | null, lastKnown: number | null}}
 */
export function liveness(state, now) {
  const {beat, beatAt} = state;
  if (!beat || beatAt === null) return {live: false, reason: 'CONNECTING', ageMs: null, lastKnown: null};
  const silent = now - beatAt;
  const beatTime = Date.parse(beat.time);
  const ageMs = beat.dataAgeMs === null ? null : beat.dataAgeMs + silent;
  const lastKnown = beat.dataAgeMs === null ? null : beatTime - beat.dataAgeMs;
  const not = (/** @type {string} */ reason) => ({live: false, reason, ageMs, lastKnown});
  if (silent >= BEAT_TIMEOUT_MS) return not('NO_BEAT');
  if (!state.whole) return not('CONNECTING');
  if (beat.links.mqtt !== 'CONNECTED') return not('MQTT_DOWN');
  if (ageMs === null) return not('NO_DATA');
  if (ageMs > DATA_OLD_MS) return not('DATA_OLD');
  return {live: true, reason: null, ageMs, lastKnown};
}

/** Whether a value may be shown as a plain number of now. @param {Value | undefined} value */
export function trust(value) {
  if (!value || value.q === 'NONE') return 'NONE';
  if (value.stale) return 'STALE';
  return value.q;
}

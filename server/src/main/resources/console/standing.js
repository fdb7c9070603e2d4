// @ts-check
// What an alarm asks of people: whether they are told of it, what is left to do about it, and in which order. Pure.

/** @typedef {import('./state.js').Alarm} Alarm */
/** @typedef {import('./state.js').Handling} Handling */

/** Most urgent first. */
export const PRIORITIES = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW'];

/** @param {Alarm} alarm */
export function isUnacknowledged(alarm) {
  return alarm.state === 'UNACK_ACTIVE' || alarm.state === 'UNACK_RTN' || alarm.state === 'LATCHED_UNACK';
}

/** @param {Alarm} alarm */
export function isStanding(alarm) {
  return alarm.state === 'UNACK_ACTIVE' || alarm.state === 'ACK_ACTIVE';
}

/** Unacknowledged first, then by priority, then the newest; ties by id, so that no line jumps. @param {Iterable<Alarm>} alarms */
export function inOrder(alarms) {
  return [...alarms].sort((a, b) =>
    Number(isUnacknowledged(b)) - Number(isUnacknowledged(a))
    || PRIORITIES.indexOf(a.priority) - PRIORITIES.indexOf(b.priority)
    || (a.raisedTime < b.raisedTime ? 1 : a.raisedTime > b.raisedTime ? -1 : 0)
    || (a.alarmId < b.alarmId ? -1 : 1));
}

const CONDITIONS = ['CH', 'HH', 'LL', 'GAS_L2', 'H', 'L', 'GAS_L1', 'STATE', 'ROC', 'ROC_UP', 'ROC_DOWN', 'DEV',
  'FLAT', 'RANGE', 'BAD', 'STALE'];

/**
 * The one alarm by which each tag is marked: what people are told of first, standing before returned, urgent before mild,
 * then the worse condition.
 * @param {Iterable<Alarm>} alarms @returns {Map<string, Alarm>}
 */
export function marks(alarms) {
  /** @type {Map<string, Alarm>} */
  const worst = new Map();
  for (const alarm of alarms) {
    if (alarm.tag === null || alarm.state === 'NORMAL') continue;
    const known = worst.get(alarm.tag);
    if (!known || weight(alarm) < weight(known)) worst.set(alarm.tag, alarm);
  }
  return worst;
}

/** @param {Alarm} alarm */
function weight(alarm) {
  return (isSilent(alarm) ? 10_000 : 0) + (isStanding(alarm) ? 0 : 1000) + PRIORITIES.indexOf(alarm.priority) * 100
    + CONDITIONS.indexOf(alarm.condition || '');
}

/** Whether something keeps people from being told of it. @param {Alarm} alarm */
export function isSilent(alarm) {
  return alarm.suppression.length > 0;
}

/** @param {Handling} handling */
export function isOver(handling) {
  return handling.state === 'CLOSED' || handling.state === 'FALSE_ALARM';
}

/**
 * What somebody has still to write down: of the current occurrence, and of earlier ones.
 * @param {Alarm} alarm @returns {{occurrenceId: string, handling: Handling}[]}
 */
export function unfinished(alarm) {
  const {handling, occurrenceId, unhandled} = alarm;
  const current = handling && handling.demanded && !isOver(handling);
  return current ? [{occurrenceId, handling}, ...unhandled] : unhandled;
}

/** Whether the page has to know of it. @param {Alarm} alarm */
export function isKept(alarm) {
  return alarm.state !== 'NORMAL' || isSilent(alarm) || alarm.shelvingAsked !== null || unfinished(alarm).length > 0;
}

/** What somebody brought about himself, the one that is shown first. @param {Alarm} alarm */
export function silences(alarm) {
  return /** @type {{kind: string, verb: string, of: any}[]} */ ([
    {kind: 'OUT_OF_SERVICE', verb: 'returnToService', of: alarm.outOfService},
    {kind: 'MANUAL', verb: 'unsuppress', of: alarm.manual},
    {kind: 'SHELVED', verb: 'unshelve', of: alarm.shelved},
  ]).filter(each => each.of !== null);
}

/** Causes by design; what a person suppressed by hand is told by itself. @param {Alarm} alarm */
export function causes(alarm) {
  return alarm.suppressedBy.filter(cause => cause !== 'operator');
}

/**
 * The three lists: what people are told of, what is normal again but not done with, what they are not told of. Alarms that
 * are normal and only suppressed by design are no lines: `quiet` counts them by their first cause.
 * @param {Iterable<Alarm>} alarms
 */
export function sections(alarms) {
  const told = /** @type {Alarm[]} */ ([]);
  const left = /** @type {Alarm[]} */ ([]);
  const silent = /** @type {Alarm[]} */ ([]);
  const quiet = /** @type {Map<string, number>} */ (new Map());
  for (const alarm of inOrder(alarms)) {
    if (!isSilent(alarm)) (alarm.state === 'NORMAL' ? left : told).push(alarm);
    else if (alarm.state !== 'NORMAL' || silences(alarm).length || unfinished(alarm).length) silent.push(alarm);
    else quiet.set(causes(alarm)[0], (quiet.get(causes(alarm)[0]) || 0) + 1);
  }
  return {told, left, silent, quiet};
}

/**
 * What came back together and nobody acknowledged yet is one line, where its first stands; all else a line each.
 * @param {Alarm[]} ordered @returns {{group: string | null, alarms: Alarm[]}[]}
 */
export function lines(ordered) {
  const groups = /** @type {Map<string, Alarm[]>} */ (new Map());
  const all = /** @type {{group: string | null, alarms: Alarm[]}[]} */ ([]);
  for (const alarm of ordered) {
    const group = isUnacknowledged(alarm) ? alarm.group : null;
    const known = group === null ? undefined : groups.get(group);
    if (known) {
      known.push(alarm);
      continue;
    }
    const alarms = [alarm];
    if (group !== null) groups.set(group, alarms);
    all.push({group, alarms});
  }
  return all.map(line => (line.alarms.length > 1 ? line : {...line, group: null}));
}

const QUARTER_MS = 900_000;

/**
 * Until when an alarm may be shelved: from a quarter of an hour on, and as long as is allowed at most.
 * @param {number} time @param {number} latest @returns {{ms: number | null, until: number}[]} null: the latest
 */
export function ends(time, latest) {
  const minute = Math.ceil(time / 60_000) * 60_000;
  return /** @type {{ms: number | null, until: number}[]} */ ([1, 2, 4, 8, 16, 32].map(n => n * QUARTER_MS)
    .map(ms => ({ms, until: minute + ms}))
    .filter(end => end.until < latest)).concat({ms: null, until: latest});
}

// @ts-check
// The page's pure parts, tried where they run: in the browser. PageIT reads document.body.dataset.results.

import {initial, reduce, liveness, trust} from './state.js';
import {ends, inOrder, lines, marks, sections} from './standing.js';
import {columns, doubtful, gapMs, joined, nearest, reach} from './series.js';
import {apart} from './views/tank.js';
import {indexed} from './site.js';
import {TABLES, fault, preferredLang, sayIn} from './i18n.js';
import * as f from './format.js';

/** @param {any} was @param {any} expected */
function is(was, expected) {
  const [a, b] = [JSON.stringify(was), JSON.stringify(expected)];
  if (a !== b) throw new Error(`expected ${b}, was ${a}`);
}

const alarm = (/** @type {string} */ id, more = {}) => /** @type {any} */ ({
  alarmId: id, occurrenceId: id + '~1', state: 'UNACK_ACTIVE', priority: 'HIGH', tag: 'T', condition: 'H',
  raisedTime: '2026-01-01T00:00:00.000Z', suppression: [], suppressedBy: [], shelved: null, shelvingAsked: null, manual: null,
  outOfService: null, group: null, handling: null, unhandled: [], ...more,
});
const value = (/** @type {number | null} */ v, /** @type {string} */ t, q = 'GOOD') =>
  ({tag: 'T', v, q, t, r: t, stale: false});
const beat = (more = {}) => ({time: '2026-01-01T00:00:10.000Z', engineTime: '', dataAgeMs: 400,
  links: {mqtt: 'CONNECTED', kafka: 'CONNECTED'}, gateways: [], counts: {rejections: 0, messages: 0}, ...more});
/** @param {[string, any][]} events */
const after = (...events) => events.reduce((s, [event, data]) => reduce(s, event, data, 1_000), initial());
const whole = (/** @type {[string, any][]} */ ...more) => after(['snapshot-start', {configVersion: 'v'}],
  ['alarms', [alarm('old')]], ['snapshot-end', {}], ['beat', beat()], ...more);
const ids = (/** @type {any} */ s) => [...s.picture.alarms.keys()];

/** @type {Record<string, () => void>} */
const TESTS = {
  'a snapshot takes the place of the old picture at its end, not before'() {
    const begun = reduce(reduce(whole(), 'snapshot-start', {configVersion: 'v'}, 0), 'alarms', [alarm('new')], 0);
    is(ids(begun), ['old']);
    is(ids(reduce(begun, 'snapshot-end', {}, 0)), ['new']);
  },
  'half a snapshot that breaks off leaves no trace but is not live'() {
    const broken = whole(['snapshot-start', {configVersion: 'v'}], ['alarms', [alarm('new')]], ['lost', null]);
    is(ids(broken), ['old']);
    is(liveness(broken, 1_000).reason, 'CONNECTING');
  },
  'a normal alarm and a removed one leave the list'() {
    is(ids(whole(['alarms', [alarm('old', {state: 'NORMAL'}), alarm('b')]])), ['b']);
    is(ids(whole(['removed', {alarmId: 'old'}])), []);
  },
  'a normal alarm stays while people are not told of it or have something left to do'() {
    const shelf = {suppression: ['SHELVED'], shelved: {by: 'x'}};
    const open = {handling: {state: 'HANDLED', demanded: true}};
    const over = {handling: {state: 'CLOSED', demanded: true}};
    const idle = {handling: {state: 'OPEN', demanded: false}};
    const earlier = {unhandled: [{occurrenceId: 'e', handling: {state: 'OPEN', demanded: true}}]};
    const s = whole(['alarms', [['s', shelf], ['o', open], ['x', over], ['i', idle], ['e', earlier], ['a', {shelvingAsked: {}}]]
      .map(([id, more]) => alarm(/** @type {string} */ (id), {state: 'NORMAL', .../** @type {any} */ (more)}))]);
    is(ids(s), ['old', 's', 'o', 'e', 'a']);
    is(ids(whole(['alarms', [alarm('old', {state: 'NORMAL', ...over})]])), []);
  },
  'three lists: told of, left to do, not told of; and a count of what is normal and quiet'() {
    const design = {suppression: ['SUPPRESSED_BY_DESIGN'], suppressedBy: ['window:w']};
    const s = sections([alarm('t'), alarm('n', {state: 'NORMAL', handling: {state: 'OPEN', demanded: true}}), alarm('d', design),
      alarm('s', {state: 'NORMAL', suppression: ['SHELVED'], shelved: {}}), alarm('q', {state: 'NORMAL', ...design}),
      alarm('r', {state: 'NORMAL', ...design})]);
    const named = (/** @type {any[]} */ all) => all.map(a => a.alarmId);
    is([named(s.told), named(s.left), named(s.silent), [...s.quiet]], [['t'], ['n'], ['d', 's'], [['window:w', 2]]]);
  },
  'what came back together is one line until it is acknowledged'() {
    const g = {group: 'g'};
    const all = lines([alarm('a', g), alarm('x'), alarm('b', g), alarm('c', {...g, state: 'ACK_ACTIVE'}), alarm('d', {group: 'h'})]);
    is(all.map(l => [l.group, l.alarms.map(a => a.alarmId)]), [['g', ['a', 'b']], [null, ['x']], [null, ['c']], [null, ['d']]]);
  },
  'an alarm is shelved for no longer than is allowed'() {
    const [quarter, half] = [900_000, 1_800_000];
    is(ends(30_000, 60_000 + half + 1), [{ms: quarter, until: 60_000 + quarter}, {ms: half, until: 60_000 + half}, {ms: null, until: 60_001 + half}]);
    is(ends(0, 1_000), [{ms: null, until: 1_000}]);
  },
  'a suppressed alarm marks a point only where nobody is told of another'() {
    const silent = {suppression: ['SHELVED'], priority: 'CRITICAL', condition: 'HH'};
    is([marks([alarm('s', silent), alarm('m')]).get('T')?.alarmId, marks([alarm('s', silent)]).get('T')?.alarmId,
      marks([alarm('n', {state: 'NORMAL'})]).get('T')], ['m', 's', undefined]);
  },
  'early warnings and windows are told whole'() {
    const s = whole(['warnings', [{subject: 'PARK', id: 'p', colour: 'RED'}]], ['windows', [{id: 'w'}]],
      ['warnings', [{subject: 'UNIT', id: 'h', colour: 'UNKNOWN'}]], ['windows', []]);
    is([[...s.picture.warnings.keys()], s.picture.windows], [['UNIT:h'], []]);
  },
  'states before are left as they were'() {
    const before = whole();
    reduce(before, 'alarms', [alarm('b')], 0);
    is(ids(before), ['old']);
  },
  'passages stand newest first and each once'() {
    const s = whole(['passages', [{passageId: 'a', time: '1'}, {passageId: 'b', time: '2'}]],
      ['passages', [{passageId: 'b', time: '2'}, {passageId: 'c', time: '3'}]]);
    is(s.picture.passages.map(p => p.passageId), ['c', 'b', 'a']);
  },
  'no more than two hundred rejections are kept'() {
    const many = Array.from({length: 300}, (_, i) => ({time: String(1000 + i), reason: 'X', topic: '', detail: ''}));
    const s = whole(['rejections', many]);
    is([s.picture.rejections.length, s.picture.rejections[0].time], [200, '1299']);
  },
  'a trail keeps one point in ten seconds and leaves out bad ones'() {
    const s = whole(['values', [value(1, '2026-01-01T00:00:01.000Z')]], ['values', [value(2, '2026-01-01T00:00:09.000Z')]],
      ['values', [value(3, '2026-01-01T00:00:15.000Z', 'BAD')]], ['values', [value(4, '2026-01-01T00:00:21.000Z')]]);
    is((s.picture.trails.get('T') || []).map(p => p[1]), [2, 4]);
  },
  'the past of a trail goes before what was heard'() {
    const t = Date.parse('2026-01-01T00:00:20.000Z');
    const s = whole(['values', [value(9, '2026-01-01T00:00:21.000Z')]],
      ['trail', {tag: 'T', points: [[t - 20_000, 1, 1, 1, 1, 0], [t - 10_000, null, null, null, null, 2], [t + 900, 5, 5, 5, 5, 0]]}]);
    is((s.picture.trails.get('T') || []).map(p => p[1]), [1, 9]);
  },
  'live needs a whole snapshot, a beat, the broker and fresh data'() {
    is(liveness(whole(), 1_500), {live: true, reason: null, ageMs: 900, lastKnown: Date.parse('2026-01-01T00:00:09.600Z')});
    is(liveness(initial(), 0).reason, 'CONNECTING');
    is(liveness(whole(['beat', beat({links: {mqtt: 'BACKING_OFF'}})]), 1_000).reason, 'MQTT_DOWN');
    is(liveness(whole(['beat', beat({dataAgeMs: null})]), 1_000).reason, 'NO_DATA');
    is(liveness(whole(['beat', beat({dataAgeMs: 30_001})]), 1_000).reason, 'DATA_OLD');
  },
  'five seconds without a beat are not live, one less is'() {
    is([liveness(whole(), 5_999).live, liveness(whole(), 6_000).reason], [true, 'NO_BEAT']);
  },
  'alarms stand unacknowledged first, then by priority, then newest'() {
    const order = inOrder([alarm('acked', {state: 'ACK_ACTIVE', priority: 'CRITICAL'}), alarm('low', {priority: 'LOW'}),
      alarm('older'), alarm('newer', {raisedTime: '2026-01-01T00:00:05.000Z'}), alarm('returned', {state: 'UNACK_RTN', priority: 'CRITICAL'}),
      alarm('latched', {state: 'LATCHED_ACK', priority: 'CRITICAL', raisedTime: '2026-01-01T00:00:09.000Z'})]);
    is(order.map(a => a.alarmId), ['returned', 'newer', 'older', 'low', 'latched', 'acked']);
  },
  'a point is marked by its worst standing alarm'() {
    const worst = marks([alarm('h', {condition: 'H'}), alarm('hh', {condition: 'HH', priority: 'CRITICAL'}),
      alarm('ch', {condition: 'CH', priority: 'CRITICAL', state: 'UNACK_RTN'})]);
    is(worst.get('T')?.alarmId, 'hh');
  },
  'only a good value of now is trusted'() {
    is([trust(undefined), trust({...value(1, ''), stale: true}), trust(value(1, '', 'BAD')), trust(value(null, '', 'NONE')),
      trust(value(1, ''))], ['NONE', 'STALE', 'BAD', 'NONE', 'GOOD']);
  },
  'a gap in a series is a gap in the line'() {
    const series = {bucketMs: 10_000, raw: false, points: /** @type {any} */ ([[0, 1, 1, 1, 1, 0], [10_000, 2, 2, 2, 2, 0],
      [20_000, 2, 2, 2, 2, 0], [90_000, 3, 3, 3, 3, 2]])};
    is(columns(series)[3], [1, 2, 2, null, 3]);
    is([gapMs(series), doubtful(series, 2)], [25_000, [90_000]]);
    is([nearest(series, 12_000)?.[0], nearest(series, 50_000)], [10_000, null]);
  },
  'a new value joins its bucket, or begins the next'() {
    const series = {bucketMs: 10_000, raw: false, points: /** @type {any} */ ([[0, 5, 4, 6, 5, 0]])};
    is(joined(series, value(9, '1970-01-01T00:00:05.000Z')).points, [[0, 5, 4, 9, 9, 0]]);
    is(joined(series, value(9, '1970-01-01T00:00:15.000Z')).points, [[0, 5, 4, 6, 5, 0], [10_000, 9, 9, 9, 9, 0]]);
    is(joined(series, value(9, '1970-01-01T00:00:05.000Z', 'BAD')).points, [[0, 5, 4, 6, 5, 2]]);
  },
  'the chart reaches to the near limits and not to the far ones'() {
    const series = {bucketMs: 1, raw: true, points: /** @type {any} */ ([[0, 12, 12, 12.5, 12, 0]])};
    const [low, high] = reach(series, [1.9, 12.9], {low: 0, high: 14.3});
    is([low > 11, high > 12.9, high < 14], [true, true, true]);
  },
  'labels of limits are pushed apart and keep their order'() {
    const placed = apart([83, 84, 86]);
    is(placed.every((y, i) => i === 0 || y - placed[i - 1] >= 9), true);
  },
  'tags are placed on their tank, the rest with whom they belong to'() {
    const tag = (/** @type {string} */ t, /** @type {string} */ metric, /** @type {any} */ enterprise) =>
      ({tag: t, metric, unit: null, enterprise, range: null, states: null, limits: []});
    const site = indexed({park: {zone: 'UTC'}, enterprises: [{id: 'e', name: 'E'}], gateways: [], zones: [], hazards: [],
      tanks: [{id: 'K', enterprise: 'e', tags: ['K.L', 'K.X']}], gates: [], cameras: [], outlets: [],
      tags: [tag('K.L', 'LEVEL', 'e'), tag('K.X', 'FLOW', 'e'), tag('G', 'GAS', 'e'), tag('B', 'GAS', null)]});
    is([site.tanks[0].level.tag, site.tanks[0].more[0].tag, site.groups[0].detectors.length, site.rest.points[0].tag],
      ['K.L', 'K.X', 1, 'B']);
  },
  'numbers keep the digits of their range'() {
    is([f.digits({low: 0, high: 14.3}), f.digits({low: 0, high: 100}), f.digits({low: 0, high: 5000}), f.digits(null)], [3, 2, 0, 2]);
    is([f.number(12.9, 2), f.number(-0.001, 2), f.number(-4, 1), f.number(null, 1)], ['12.90', '0.00', '\u22124.0', '—']);
    is([f.share(7, {low: 0, high: 14}), f.share(20, {low: 0, high: 14}), f.share(1, null)], [0.5, 1, null]);
  },
  'times are of the park, not of the browser'() {
    const t = '2026-01-01T18:30:05.000Z';
    is([f.timeOfDay(t, 'Asia/Shanghai'), f.dateTime(t, 'Asia/Shanghai'), f.timeOfDay(null, 'UTC')],
      ['02:30:05', '2026-01-02 02:30:05', '—']);
    is(f.shortTime(t, Date.parse('2026-01-05T00:00:00Z'), 'Asia/Shanghai'), '01-02 02:30:05');
    is([f.zoneName('Asia/Shanghai', Date.parse(t)), f.duration(3_725_000), f.duration(65_000)], ['UTC+08:00', '1:02:05', '1:05']);
  },
  'both tables have the same keys and the same places to fill'() {
    is(Object.keys(TABLES.zh), Object.keys(TABLES.en));
    const places = (/** @type {string} */ s) => (s.match(/\{\d\}/g) || []).sort();
    for (const key of Object.keys(TABLES.zh)) is([key, places(TABLES.zh[key])], [key, places(TABLES.en[key])]);
  },
  'a refusal is told in words, and an unknown one by its code'() {
    is([fault(sayIn('en'), 'STILL_ACTIVE'), fault(sayIn('zh'), 'ODD')], ['the condition still stands', '错误 ODD']);
  },
  'the language is the browser\'s, else Chinese'() {
    is([preferredLang(['en-GB', 'zh']), preferredLang(['zh-CN']), preferredLang(['fr'])], ['en', 'zh', 'zh']);
  },
};

const failures = Object.entries(TESTS).flatMap(([name, test]) => {
  try {
    test();
    return [];
  } catch (e) {
    return [`${name}: ${e instanceof Error ? e.message : e}`];
  }
});
document.body.dataset.results = JSON.stringify({run: Object.keys(TESTS).length, failures, words: Object.keys(TABLES.zh)});

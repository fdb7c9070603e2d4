// @ts-check
// The site as the views want it: tanks with their points, everything else grouped by whose it is. Pure.

import {digits} from './format.js';

/** The metrics that a tank's card has a place for. */
const PLACES = {LEVEL: 'level', PRESSURE: 'pressure', TEMPERATURE: 'temperature', SWITCH: 'switch'};

/** Severe end outward: the order in which limits lie on a bar. */
const LIMITS = ['LL', 'L', 'H', 'HH', 'CH', 'GAS_L1', 'GAS_L2'];

/** @param {any} park the answer of GET /park */
export function indexed(park) {
  const tags = new Map(park.tags.map((/** @type {any} */ t) => [t.tag, point(t)]));
  const taken = new Set();
  const tanks = park.tanks.map((/** @type {any} */ t) => tank(t, tags, taken));
  const outlets = park.outlets.map((/** @type {any} */ o) => withPoints(o, tags, taken));
  const free = [...tags.values()].filter(t => !taken.has(t.tag));
  const groups = park.enterprises.map((/** @type {any} */ e) => enterprise(e, park, tanks, free, outlets));
  const owned = new Set(park.enterprises.map((/** @type {any} */ e) => e.id));
  const loose = (/** @type {any} */ x) => !owned.has(x.enterprise);
  const rest = {
    tanks: tanks.filter(loose), points: free.filter(loose), outlets: outlets.filter(loose),
  };
  return {
    park: park.park, tags, tanks, groups, rest, gates: park.gates, limitsAreDemo: park.limitsAreDemo, drill: park.drill,
    gateNames: new Map(park.gates.map((/** @type {any} */ g) => [g.id, g.name])),
    cameraNames: cameraNames(park),
    hazardNames: new Map(park.hazards.map((/** @type {any} */ h) => [h.id, h.name])),
    enterpriseNames: new Map(park.enterprises.map((/** @type {any} */ e) => [e.id, e.name])),
  };
}

/** @param {any} t */
function point(t) {
  const limits = t.limits
    .filter((/** @type {any} */ l) => LIMITS.includes(l.condition) && l.value !== null)
    .sort((/** @type {any} */ a, /** @type {any} */ b) => a.value - b.value);
  return {...t, limits, digits: t.states ? 0 : digits(t.range)};
}

/** @param {any} t @param {Map<any, any>} tags @param {Set<string>} taken */
function tank(t, tags, taken) {
  /** @type {any} */
  const made = {...t, more: []};
  for (const name of t.tags) {
    const own = tags.get(name);
    if (!own) continue;
    taken.add(name);
    const place = /** @type {Record<string, string>} */ (PLACES)[own.metric];
    if (place && !made[place]) made[place] = own;
    else made.more.push(own);
  }
  return made;
}

/** @param {any} outlet @param {Map<any, any>} tags @param {Set<string>} taken */
function withPoints(outlet, tags, taken) {
  const points = outlet.tags.map((/** @type {string} */ name) => tags.get(name)).filter(Boolean);
  points.forEach((/** @type {any} */ p) => taken.add(p.tag));
  return {...outlet, points};
}

/** @param {any} e @param {any} park @param {any[]} tanks @param {any[]} free @param {any[]} outlets */
function enterprise(e, park, tanks, free, outlets) {
  const own = (/** @type {any} */ x) => x.enterprise === e.id;
  const points = free.filter(own);
  return {
    ...e,
    hazards: park.hazards.filter(own).map((/** @type {any} */ h) => ({
      ...h, zoneKind: (park.zones.find((/** @type {any} */ z) => z.id === h.zone) || {}).kind || null,
    })),
    gateways: park.gateways.filter(own),
    tanks: tanks.filter(own),
    detectors: points.filter(p => p.metric === 'GAS'),
    points: points.filter(p => p.metric !== 'GAS'),
    outlets: outlets.filter(own),
  };
}

/** @param {any} park */
function cameraNames(park) {
  const names = new Map(park.cameras.map((/** @type {any} */ c) => [c.id, c.name]));
  for (const gate of park.gates) {
    for (const lane of gate.lanes) names.set(lane.camera, gate.name);
  }
  return names;
}

// @ts-check
// One number of one point: never plain where it is not of now.

import {html} from '../vendor/htm-preact.js';
import {number, shortTime, NOTHING} from '../format.js';
import {trust} from '../state.js';

/** What a value says: a state by its name, a number with the tag's own digits. @param {any} say @param {any} point @param {number | null} v */
export function shownAs(say, point, v) {
  if (v === null || v === undefined) return NOTHING;
  const state = point.states && point.states[String(v)];
  return state ? say.or('state.' + state, state) : number(v, point.digits);
}

/** @param {any} say @param {any} value @param {number} time @param {string} zone */
export function doubt(say, value, time, zone) {
  const how = trust(value);
  if (how === 'STALE' && value.r) return say('trust.STALE.since', shortTime(value.r, time, zone));
  return how === 'GOOD' ? '' : say('trust.' + how);
}

/**
 * @param {any} props brief: the doubt in one word; bare: its words stand elsewhere
 */
export function Reading({say, point, value, time, zone, big, brief, bare}) {
  const how = trust(value);
  const text = shownAs(say, point, value ? value.v : null);
  const why = doubt(say, value, time, zone);
  return html`<span class=${`reading t-${how}` + (big ? ' big' : '')} title=${why || undefined}>
    <span class="num">${how === 'NONE' ? NOTHING : text}</span>
    ${point.unit && !point.states ? html`<span class="unit">${point.unit}</span>` : null}
    ${why && !bare ? html`<span class="doubt">${brief ? say('trust.' + how) : why}</span>` : null}</span>`;
}

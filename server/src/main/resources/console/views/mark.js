// @ts-check
// The marks of an alarm: a shape for its priority, its letters, hollow once it returned, blinking while unacknowledged.

import {html} from '../vendor/htm-preact.js';
import {isSilent, isStanding, isUnacknowledged} from '../standing.js';

/** Octagon, triangle, diamond, circle: told apart without colour. */
const SHAPES = /** @type {Record<string, string>} */ ({
  CRITICAL: 'M6 1.500h6l4.500 4.500v6l-4.500 4.500h-6l-4.500-4.500v-6z',
  HIGH: 'M9 1.500l8 14.500h-16z',
  MEDIUM: 'M9 1l8 8-8 8-8-8z',
  LOW: 'M9 2a7 7 0 1 1 0 14a7 7 0 1 1 0-14z',
});

/** @param {{priority: string, hollow?: boolean, blink?: boolean}} props */
export function Shape({priority, hollow, blink}) {
  return html`<svg class=${`shape p-${priority}` + (hollow ? ' hollow' : '') + (blink ? ' blink' : '')}
    viewBox="0 0 18 18" width="14" height="14" aria-hidden="true"><path d=${SHAPES[priority] || SHAPES.LOW} /></svg>`;
}

/** @param {any} say @param {string | null} condition */
export function letters(say, condition) {
  return condition === null ? '' : say.or('letter.' + condition, condition);
}

/** @param {any} say @param {any} alarm */
export function inWords(say, alarm) {
  return [say('prio.' + alarm.priority), say.or('cond.' + alarm.condition, alarm.condition || ''),
    say('alarmState.' + alarm.state), ...alarm.suppression.map((/** @type {string} */ f) => say('silence.' + f))].join(' · ');
}

/** Shape and letters of the alarm of a point; nothing where there is none. @param {any} props */
export function Mark({say, alarm}) {
  if (!alarm || alarm.state === 'NORMAL') return null;
  const silent = isSilent(alarm);
  return html`<span class=${`mark p-${alarm.priority}` + (isStanding(alarm) ? '' : ' returned') + (silent ? ' silent-mark' : '')}
    title=${inWords(say, alarm)}>
    <${Shape} priority=${alarm.priority} hollow=${!isStanding(alarm)} blink=${isUnacknowledged(alarm) && !silent} />
    <b>${letters(say, alarm.condition)}</b><span class="hear">${inWords(say, alarm)}</span></span>`;
}

// @ts-check
// What is done about an alarm: who is to, what was done, that it was a false one, and that it is over.

import {html, useState} from '../vendor/htm-preact.js';
import * as api from '../api.js';
import {shortTime} from '../format.js';
import {isOver, unfinished} from '../standing.js';
import {may} from '../may.js';
import {Outcome, useWish} from './wish.js';

/** @param {any} props */
export function Handlings(props) {
  const {say, alarm} = props;
  const open = unfinished(alarm);
  const own = alarm.handling;
  const free = own && !own.demanded && !isOver(own) && alarm.state !== 'NORMAL';
  const over = own && isOver(own) && own.by ? own : null;
  const all = free ? [{occurrenceId: alarm.occurrenceId, handling: own}, ...open] : open;
  if (!all.length && !over) return null;
  return html`<section class="form handling"><h4>${say('handle.title')}</h4>
    ${over ? html`<p><b>${say('handling.' + over.state)}</b> ${said(props, over)}</p>` : null}
    ${all.map(each => html`<${Record} key=${each.occurrenceId} ...${props} record=${each} />`)}</section>`;
}

/** @param {any} props @param {any} handling */
function said({say, time, zone}, handling) {
  return [handling.assignee ? say('handle.to', handling.assignee) : '', handling.note || '',
    handling.by ? say('handle.by', handling.by, shortTime(handling.since, time, zone)) : ''].filter(Boolean).join(' · ');
}

/** @param {any} props */
function Record(props) {
  const {say, alarm, who, record} = props;
  const {occurrenceId, handling} = record;
  const [note, setNote] = useState('');
  const [assignee, setAssignee] = useState('');
  const [wish, send] = useWish();
  const ask = (/** @type {string} */ verb, more = {}) =>
    send(verb, {alarmId: alarm.alarmId, ...more}, body => api.ofOccurrence(verb, occurrenceId, body));
  const button = (/** @type {string} */ verb, more = {}) => html`<button class="act" data-act=${verb} disabled=${wish.busy}
    onClick=${() => ask(verb, more)}>${say('handle.' + verb)}</button>`;
  return html`<div class="record">
    <p><b class="handling-state">${say('handling.' + handling.state)}</b> ${said(props, handling)}
      ${occurrenceId === alarm.occurrenceId ? null : html`<span class="soft">${say('handle.earlier')}</span>`}</p>
    ${may(who.role, 'handle') ? html`
      <p class="fields"><label>${say('handle.assignee')}<input name="assignee" maxlength="200" value=${assignee}
        onInput=${(/** @type {any} */ e) => setAssignee(e.target.value)} /></label>${button('assign', {assignee})}</p>
      <p class="fields"><label class="wide">${say('handle.note')}<input name="note" maxlength="500" value=${note}
        onInput=${(/** @type {any} */ e) => setNote(e.target.value)} /></label>
        ${button('handle', {comment: note})}${button('falseAlarm', {comment: note})}
        ${handling.state === 'HANDLED' ? button('close') : null}</p>` : null}
    <${Outcome} say=${say} wish=${wish} /></div>`;
}

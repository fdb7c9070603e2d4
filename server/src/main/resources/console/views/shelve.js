// @ts-check
// Putting an alarm aside: why, for how long, and the second person where one is asked for.

import {html, useEffect, useState} from '../vendor/htm-preact.js';
import * as api from '../api.js';
import {duration, shortTime} from '../format.js';
import {ends, isStanding} from '../standing.js';
import {Outcome, useWish} from './wish.js';

/** @param {any} props */
export function Shelve(props) {
  const {say, alarm} = props;
  if (alarm.shelved) return null;
  return html`<section class="form shelve"><h4>${say('shelve.title')}</h4>
    ${alarm.shelvingAsked ? html`<${Confirm} ...${props} />` : html`<${Ask} ...${props} />`}</section>`;
}

/** @param {any} props */
function Ask({say, alarm, time, zone}) {
  const [latest, setLatest] = useState(/** @type {number | null} */ (null));
  const [reason, setReason] = useState('');
  const [chosen, setChosen] = useState(0);
  const [oneShot, setOneShot] = useState(false);
  const [wish, send] = useWish();
  useEffect(() => {
    api.suppressed().then(answer => answer.ok && setLatest(Date.parse(answer.body.shelvingUntil)));
  }, []);
  const offered = latest === null ? [] : ends(time, latest);
  const end = offered[Math.min(chosen, offered.length - 1)];
  const submit = (/** @type {Event} */ e) => {
    e.preventDefault();
    if (end) {
      send('shelve', {alarmId: alarm.alarmId, comment: reason, until: new Date(end.until).toISOString(), oneShot},
        body => api.ofAlarm('shelve', body));
    }
  };
  return html`<form onSubmit=${submit}>
    <label>${say('shelve.reason')}<input name="reason" maxlength="200" value=${reason}
      onInput=${(/** @type {any} */ e) => setReason(e.target.value)} /></label>
    <label>${say('shelve.until')}<select name="until" onChange=${(/** @type {any} */ e) => setChosen(Number(e.target.value))}>
      ${offered.map((o, i) => html`<option value=${i} selected=${o === end}>${o.ms === null
        ? say('shelve.latest', shortTime(o.until, time, zone)) : say(o.ms < 3_600_000 ? 'shelve.minutes' : 'shelve.hours', o.ms / (o.ms < 3_600_000 ? 60_000 : 3_600_000), shortTime(o.until, time, zone))}</option>`)}
    </select></label>
    ${isStanding(alarm) ? html`<label class="check"><input type="checkbox" name="oneShot" checked=${oneShot}
      onChange=${(/** @type {any} */ e) => setOneShot(e.target.checked)} />${say('shelve.oneShot')}</label>` : null}
    <button class="act" disabled=${wish.busy || !end}>${say('shelve.do')}</button>
    <${Outcome} say=${say} wish=${wish} /></form>`;
}

/** @param {any} props */
function Confirm({say, alarm, time, zone}) {
  const [wish, send] = useWish();
  const asked = alarm.shelvingAsked;
  const confirm = () => send('shelve', {alarmId: alarm.alarmId, confirms: asked.requestId}, body => api.ofAlarm('shelve', body));
  return html`<p>${say('shelve.asked', asked.by, asked.reason, shortTime(asked.until, time, zone))}${' '}
      ${asked.oneShot ? say('shelve.oneShot') : ''}</p>
    <p class="soft">${say('shelve.waits', duration(Date.parse(asked.expires) - time))}</p>
    <button class="act" disabled=${wish.busy} onClick=${confirm}>${say('shelve.confirm')}</button>
    <${Outcome} say=${say} wish=${wish} />`;
}

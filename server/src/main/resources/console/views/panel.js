// @ts-check
// All that is known of one alarm, and what a person can do with it beside acknowledging.

import {html, useEffect, useState} from '../vendor/htm-preact.js';
import * as api from '../api.js';
import {duration, inLang, shortTime} from '../format.js';
import {fault} from '../i18n.js';
import {may} from '../may.js';
import {Handlings} from './handling.js';
import {Shelve} from './shelve.js';

/** @param {any} props */
export function Panel(props) {
  const {say, alarm, who} = props;
  const [answer, setAnswer] = useState(/** @type {any} */ (null));
  useEffect(() => {
    let wanted = true;
    api.alarm(alarm.alarmId).then(a => wanted && setAnswer(a));
    return () => {
      wanted = false;
    };
  }, [alarm.alarmId]);
  const known = answer && answer.ok ? answer.body.alarms[0] : null;
  return html`<div class="panel" role="group" aria-label=${say('panel.title')}>
    ${answer && !answer.ok ? html`<p class="fault" role="alert">${say('panel.failed', fault(say, answer.code))}</p>` : null}
    ${known ? html`<${Response} ...${props} response=${known.response} lastKnown=${known.lastKnownTime} />` : null}
    <${Whose} ...${props} />
    <${Handlings} ...${props} />
    ${may(who.role, 'shelve') ? html`<${Shelve} ...${props} />` : null}
  </div>`;
}

/** A row of a list of facts; none where there is nothing to say. @param {string} name @param {any} words */
function fact(name, words) {
  return words ? html`<dt>${name}</dt><dd>${words}</dd>` : null;
}

/** What there is to know and do. @param {any} props */
function Response({say, site, response, lastKnown, time, zone}) {
  const cameras = response.cameras.map((/** @type {string} */ id) =>
    [inLang(site && site.cameraNames.get(id), say.lang), id].filter(Boolean).join(' '));
  const facts = [
    fact(say('response.action'), inLang(response.action, say.lang)),
    fact(say('response.cause'), inLang(response.cause, say.lang)),
    fact(say('response.consequence'), inLang(response.consequence, say.lang)),
    fact(say('response.time'), response.timeToRespondMs === null ? null : duration(response.timeToRespondMs)),
    fact(say('response.plan'), response.plan),
    fact(say('response.cameras'), cameras.join(' · ')),
    fact(say('response.contacts'), response.contacts.join(' · ')),
    fact(say('panel.lastKnown'), lastKnown ? shortTime(lastKnown, time, zone) : null),
  ].filter(Boolean);
  return facts.length ? html`<dl class="facts response">${facts}</dl>`
    : html`<p class="soft">${say('response.none')}</p>`;
}

/** Whose it is, who hears of it, and how far it has gone up. @param {any} props */
function Whose({say, alarm, positions}) {
  const named = (/** @type {string} */ id) => {
    const known = positions.get(id);
    return known ? [inLang(known.name, say.lang), ...known.contacts].join(' ') : id;
  };
  return html`<dl class="facts whose">
    ${fact(say('panel.position'), alarm.position ? named(alarm.position) : say('panel.anybody'))}
    ${fact(say('panel.informed'), alarm.informed.map(named).join(' · '))}
    ${fact(say('panel.escalations'), alarm.escalations ? say('panel.tiers', alarm.escalations) : null)}
    ${fact(say('panel.class'), say.or('alarmClass.' + alarm.class, alarm.class))}</dl>`;
}

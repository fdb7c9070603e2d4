// @ts-check
// What people are not told of: why, by whom, for how much longer, and the way back.

import {html, useState} from '../vendor/htm-preact.js';
import * as api from '../api.js';
import {duration, shortTime} from '../format.js';
import {may} from '../may.js';
import {causes, silences} from '../standing.js';
import {Head} from './line.js';
import {Panel} from './panel.js';
import {Outcome, useWish} from './wish.js';

/** @param {any} props quiet: how many normal alarms each cause suppresses; windows: times of work */
export function Silent(props) {
  const {say, alarms, quiet, windows} = props;
  const some = alarms.length + quiet.size + windows.length;
  return html`<section class="silent" aria-label=${say('silent.title')}>
    <h3 class="part">${say('silent.title')} <span class="count">${some ? say('silent.count', alarms.length) : say('silent.none')}</span></h3>
    <ul class="lines">
      ${alarms.map((/** @type {any} */ a) => html`<${SilentLine} key=${a.alarmId} ...${props} alarm=${a} />`)}
      ${windows.map((/** @type {any} */ w) => html`<${Window} key=${w.id} ...${props} window=${w} />`)}
      ${[...quiet].map(([cause, count]) => html`<li class="quiet" key=${cause}>${say('silent.quiet', count, because(props, cause))}</li>`)}
    </ul></section>`;
}

/** @param {any} props */
function SilentLine(props) {
  const {say, alarm} = props;
  const [more, setMore] = useState(false);
  return html`<li class=${`alarm silenced p-${alarm.priority} s-${alarm.state}`} data-alarm=${alarm.alarmId}>
    <${Head} ...${props} />
    <span class="acts"><button class="plain tiny more" aria-expanded=${String(more)}
      onClick=${() => setMore(!more)}>${say('alarm.more')}</button></span>
    ${silences(alarm).map(each => html`<${Silence} key=${each.kind} ...${props} silence=${each} />`)}
    ${causes(alarm).length ? html`<p class="why"><b>${say('silence.SUPPRESSED_BY_DESIGN')}</b>${' '}
      ${causes(alarm).map(cause => because(props, cause)).join(' · ')}</p>` : null}
    ${more ? html`<${Panel} ...${props} />` : null}
  </li>`;
}

/** One of the flags that a person set, with the button that takes it back. @param {any} props */
function Silence({say, alarm, silence, who, time, zone}) {
  const [wish, send] = useWish();
  const {kind, verb, of} = silence;
  const left = Date.parse(of.until) - time;
  const by = of.confirmedBy ? say('silent.both', of.by, of.confirmedBy) : of.by;
  const back = () => send(verb, {alarmId: alarm.alarmId}, body => api.ofAlarm(verb, body));
  return html`<p class="why"><b>${say('silence.' + kind)}</b> <span>${say('silent.by', by, of.reason)}</span>
      ${of.authorisation ? html` <span>${say('silent.permit', of.authorisation)}</span>` : null}
      ${' '}<span class="left">${kind === 'OUT_OF_SERVICE' ? say('silent.look', shortTime(of.until, time, zone))
        : say('silent.left', duration(left), shortTime(of.until, time, zone))}</span>
      ${of.oneShot ? html` <span>${say('shelve.oneShot')}</span>` : null}
      ${may(who.role, verb) ? html`<button class="act" data-act=${verb} disabled=${wish.busy} onClick=${back}>${say('silent.' + verb)}</button>` : null}
    </p><${Outcome} say=${say} wish=${wish} />`;
}

/** A time of work, planned or begun. @param {any} props */
function Window({say, window, time, zone}) {
  const {work, tag, tank, from, until, by, reason, authorisation, begun} = window;
  return html`<li class="why window" data-window=${window.id}><b>${say('work.' + work)}</b> <span class="tag">${tag || tank}</span>
    ${' '}<span>${say('silent.by', by, reason)}</span> <span>${say('silent.permit', authorisation)}</span>
    ${' '}<span class="left">${begun ? say('silent.left', duration(Date.parse(until) - time), shortTime(until, time, zone))
      : say('silent.from', shortTime(from, time, zone), shortTime(until, time, zone))}</span></li>`;
}

/** What suppresses by design, in words. @param {any} props @param {string} cause */
function because({say, windows}, cause) {
  if (cause === 'settling') return say('cause.settling');
  const window = cause.startsWith('window:') && windows.find((/** @type {any} */ w) => 'window:' + w.id === cause);
  if (window) return say('cause.window', say('work.' + window.work), window.tag || window.tank);
  return say('cause.alarm', cause);
}

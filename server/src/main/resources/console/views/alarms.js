// @ts-check
// Three lists: what people are told of, most urgent first; what is over but not done with; what they are not told of.

import {html, useEffect, useMemo, useRef, useState} from '../vendor/htm-preact.js';
import {inLang, shortTime} from '../format.js';
import {inOrder, isSilent, isUnacknowledged, lines, PRIORITIES, sections} from '../standing.js';
import {isField, Line} from './line.js';
import {Shape} from './mark.js';
import {Silent} from './silent.js';

/** @param {any} props */
export function Alarms(props) {
  const {say, picture, live} = props;
  const {told, left, silent, quiet} = useMemo(() => sections(picture.alarms.values()), [picture.alarms]);
  const open = told.filter(isUnacknowledged).length;
  const list = useRef(/** @type {any} */ (null));
  const own = {...passed(props), today: shortTime(props.time, props.time, props.zone).slice(0, 2)};
  useArrows(list);
  return html`<section class="alarms" id="alarms" tabindex="-1" aria-label=${say('alarm.title')}>
    <header class="alarms-head"><h2>${say('alarm.title')}</h2>
      <span class="count">${say('alarm.count', told.length, open)}</span><span class="gap" />
      ${PRIORITIES.map(p => html`<span class="tally" title=${say('prio.' + p)}><${Shape} priority=${p} />
        <b>${told.filter((/** @type {any} */ a) => a.priority === p).length}</b><span class="hear">${say('prio.' + p)}</span></span>`)}
    </header>
    <div class="lists" ref=${list}>
      ${told.length ? html`<ul class="lines told" aria-label=${say('alarm.list')}>
        ${lines(told).map(line => line.group === null ? html`<${Line} key=${line.alarms[0].alarmId} ...${own} alarm=${line.alarms[0]} />`
          : html`<${Group} key=${line.group} ...${own} alarms=${line.alarms} />`)}</ul>`
        : html`<div class="no-alarms"><strong>${say('alarm.none')}</strong>
          <p>${say(!live ? 'alarm.none.notLive' : silent.length + quiet.size ? 'alarm.none.told' : 'alarm.none.lead')}</p></div>`}
      ${left.length ? html`<h3 class="part">${say('left.title')} <span class="count">${say('left.count', left.length)}</span></h3>
        <ul class="lines left" aria-label=${say('left.title')}>
        ${left.map((/** @type {any} */ a) => html`<${Line} key=${a.alarmId} ...${own} alarm=${a} />`)}</ul>` : null}
      <${Silent} ...${own} alarms=${silent} quiet=${quiet} windows=${picture.windows} />
    </div>
    <p class="keys">${say('alarm.keys')}</p>
    <${Newest} say=${say} alarms=${picture.alarms} />
  </section>`;
}

/** Only what a line depends on. @param {any} props */
function passed({say, site, zone, open, shown, who, time, positions}) {
  return {say, site, zone, open, shown, who, time, positions};
}

/** What came back together: one line, with each alarm and its own button behind it. @param {any} props */
function Group(props) {
  const {say, alarms} = props;
  const [whole, setWhole] = useState(false);
  const worst = PRIORITIES.find(p => alarms.some((/** @type {any} */ a) => a.priority === p)) || 'LOW';
  return html`<li class=${`alarm group p-${worst}`}>
      <button class="line" aria-expanded=${String(whole)} onClick=${() => setWhole(!whole)}>
        <span class="badge-mark"><${Shape} priority=${worst} blink=${true} /><b>${alarms.length}</b></span>
        <span class="what"><span class="first"><span class="tag long">${say('group.title', alarms.length)}</span></span>
          <span class="third"><span class="prio">${say('prio.' + worst)}</span>
            <span class="state">${say(whole ? 'group.fold' : 'group.unfold')}</span></span></span></button></li>
    ${whole ? alarms.map((/** @type {any} */ a) => html`<${Line} key=${a.alarmId} ...${props} alarm=${a} />`) : null}`;
}

/** Up and down move between lines; from nowhere, down goes to the first. @param {any} list */
function useArrows(list) {
  useEffect(() => {
    const pressed = (/** @type {KeyboardEvent} */ e) => {
      const step = e.key === 'ArrowDown' ? 1 : e.key === 'ArrowUp' ? -1 : 0;
      const at = /** @type {HTMLElement} */ (document.activeElement);
      if (!step || !list.current || (at !== document.body && !at.closest('.alarms'))) return;
      if (isField(at)) return;
      const lines = [...list.current.querySelectorAll('.line')];
      const here = lines.findIndex(l => l.parentElement.contains(at));
      const next = lines[Math.max(0, Math.min(lines.length - 1, here + step))];
      if (!next) return;
      e.preventDefault();
      next.focus();
    };
    document.addEventListener('keydown', pressed);
    return () => document.removeEventListener('keydown', pressed);
  }, []);
}

/** Says each alarm that was raised since the page was opened, for who listens. @param {any} props */
function Newest({say, alarms}) {
  const seen = useRef(/** @type {Set<string> | null} */ (null));
  const [text, setText] = useState('');
  useEffect(() => {
    const raised = /** @type {any[]} */ ([...alarms.values()]).filter(a => a.state === 'UNACK_ACTIVE' && !isSilent(a));
    const fresh = seen.current === null ? [] : raised.filter(a => !seen.current.has(a.occurrenceId));
    if (seen.current !== null || raised.length) seen.current = new Set(raised.map(a => a.occurrenceId));
    const first = inOrder(fresh)[0];
    if (!first) return;
    const together = fresh.filter(a => a.group !== null && a.group === first.group).length;
    setText(together > 1 ? say('group.title', together)
      : say('alarm.newest', inLang(first.message, say.lang), say('prio.' + first.priority)));
  }, [alarms]);
  return html`<p class="hear" aria-live="assertive">${text}</p>`;
}

// @ts-check
// The sheet of a hand-over: what stands, what people are not told of, what is bypassed and what is left to do.

import {html, useEffect, useState} from '../vendor/htm-preact.js';
import * as api from '../api.js';
import {dateTime, inLang, NOTHING, shortTime} from '../format.js';
import {fault} from '../i18n.js';
import {may} from '../may.js';
import {because} from './warning.js';
import {Outcome, useWish} from './wish.js';

const AGAIN_MS = 10_000;

/** @param {any} props */
export function Handover(props) {
  const {say, positions, who, zone} = props;
  const [position, setPosition] = useState('');
  const [taken, setTaken] = useState(0);
  const [sheet, code] = useSheet(position, taken);
  const chosen = sheet && sheet.position;
  return html`<section class="sheet handover">
    <header class="handover-head"><h2>${say('nav.handover')}</h2>
      <label>${say('hand.position')}${' '}<select name="position" onChange=${(/** @type {any} */ e) => setPosition(e.target.value)}>
        <option value="">${say('hand.all')}</option>
        ${[...positions.values()].map(p => html`<option value=${p.id} selected=${p.id === position}>${inLang(p.name, say.lang)}</option>`)}
      </select></label>
      ${sheet ? html`<span class="soft">${say('hand.as', dateTime(sheet.time, zone))}</span>` : null}
      <span class="gap" />
      <a class="plain" href=${api.handoverPage(position, say.lang)} target="_blank" rel="noopener">${say('hand.print')}</a></header>
    ${code ? html`<p class="fault" role="alert">${say('hand.failed', fault(say, code))}</p>` : null}
    ${chosen ? html`<${Watch} ...${props} key=${chosen.id} position=${chosen}
      mine=${may(who.role, 'handOver')} onTaken=${() => setTaken(taken + 1)} />` : null}
    ${sheet ? html`<${Sheet} ...${props} sheet=${sheet} />` : html`<p role="status">${say('trend.loading')}</p>`}
  </section>`;
}

/** Asked for again now and then. @param {string} position @param {number} taken @returns {[any, string]} */
function useSheet(position, taken) {
  const [sheet, setSheet] = useState(/** @type {any} */ (null));
  const [code, setCode] = useState('');
  useEffect(() => {
    let wanted = true;
    const ask = async () => {
      const answer = await api.handover(position);
      if (!wanted) return;
      setCode(answer.code);
      if (answer.ok) setSheet(answer.body);
    };
    setSheet(null);
    ask();
    const timer = setInterval(ask, AGAIN_MS);
    return () => {
      wanted = false;
      clearInterval(timer);
    };
  }, [position, taken]);
  return [sheet, code];
}

/** Who has the watch, and taking it. @param {any} props */
function Watch({say, position, mine, time, zone, onTaken}) {
  const [note, setNote] = useState('');
  const [wish, send] = useWish();
  const watch = position.watch;
  const take = async () =>
    await send('handOver', {comment: note || null}, body => api.takeWatch(position.id, body)) && onTaken();
  return html`<p class="fields watch"><span>${watch ? say('hand.watch', watch.by, shortTime(watch.since, time, zone)) : say('hand.nobody')}
      ${watch && watch.note ? html` <span class="soft">${watch.note}</span>` : null}</span>
    ${mine ? html`<label>${say('hand.note')}<input name="watch-note" maxlength="500" value=${note}
      onInput=${(/** @type {any} */ e) => setNote(e.target.value)} /></label>
      <button class="act" data-act="handOver" disabled=${wish.busy} onClick=${take}>${say('hand.take')}</button>` : null}</p>
    <${Outcome} say=${say} wish=${wish} />`;
}

/** @param {any} props */
function Sheet(props) {
  const {say, sheet, time, zone} = props;
  const at = (/** @type {any} */ t) => (t ? shortTime(t, time, zone) : NOTHING);
  const alarm = (/** @type {any} */ a) => html`<b>${a.alarmId}</b>${' '}<span class="soft">${inLang(a.message, say.lang).replace(a.tag, '').trim()}</span>`;
  const silenced = ['name', 'by', 'reason', 'until'];
  const silence = (/** @type {any} */ a) => [alarm(a), a.confirmedBy ? say('silent.both', a.by, a.confirmedBy) : a.by, a.reason, at(a.until)];
  const table = (/** @type {string} */ name, /** @type {any[]} */ rows, /** @type {string[]} */ heads, /** @type {any} */ cells) =>
    html`<${Table} say=${say} name=${name} rows=${rows.map(cells)} heads=${heads} />`;
  return html`<div class="scroll" tabindex="0" role="region" aria-label=${say('nav.handover')}>
    ${table('standing', sheet.standing, ['name', 'priority', 'state', 'raised'], (/** @type {any} */ a) =>
      [alarm(a), say('prio.' + a.priority), say('alarmState.' + a.state), at(a.raisedTime)])}
    ${table('shelved', sheet.shelved, silenced, silence)}
    ${table('asked', sheet.asked, silenced, silence)}
    ${table('manual', sheet.manual, silenced, silence)}
    ${table('outOfService', sheet.outOfService, silenced, silence)}
    ${table('byDesign', sheet.byDesign, ['cause', 'alarms'], (/** @type {any} */ c) => [c.cause, c.alarms])}
    ${table('windows', sheet.windows, ['subject', 'by', 'reason', 'until'], (/** @type {any} */ w) =>
      [html`<b>${w.tag || w.tank}</b>${' '}${say('work.' + w.work)}`, w.by, w.reason, at(w.until)])}
    ${table('bypassed', sheet.bypassed, ['subject', 'value', 'since'], (/** @type {any} */ b) =>
      [html`<b>${b.tag}</b>`, b.name ? say.or('state.' + b.name, b.name) : b.value, at(b.since)])}
    ${table('handling', sheet.handling, ['name', 'state', 'assignee', 'noteText'], (/** @type {any} */ h) =>
      [alarm(h), say('handling.' + h.handling), h.assignee || NOTHING, h.note || NOTHING])}
    ${table('warnings', sheet.warnings, ['subject', 'colour', 'cause'], (/** @type {any} */ w) =>
      [subject(props, w), say('colour.' + w.colour), because(say, w.reasons).join(' · ')])}</div>`;
}

/** @param {any} props @param {any} warning */
function subject({say, site}, warning) {
  const name = !site ? null : warning.subject === 'PARK' ? site.park.name
    : warning.subject === 'ENTERPRISE' ? site.enterpriseNames.get(warning.id) : site.hazardNames.get(warning.id);
  return inLang(name, say.lang) || warning.id;
}

/** An empty list is said to be empty: a missing one might have been forgotten. @param {any} props */
function Table({say, name, rows, heads}) {
  return html`<h3 data-list=${name}>${say('hand.' + name)} <span class="count">${rows.length || say('hand.none')}</span></h3>
    ${rows.length ? html`<table data-table=${name}><thead><tr>${heads.map((/** @type {string} */ h) => html`<th scope="col">${say('hand.head.' + h)}</th>`)}</tr></thead>
      <tbody>${rows.map((/** @type {any[]} */ row) => html`<tr>${row.map(cell => html`<td>${cell}</td>`)}</tr>`)}</tbody></table>` : null}`;
}

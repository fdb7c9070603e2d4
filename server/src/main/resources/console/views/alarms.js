// @ts-check
// What stands, most urgent first, one line for each alarm and one button for each line.

import {Component, html, useEffect, useMemo, useRef, useState} from '../vendor/htm-preact.js';
import * as api from '../api.js';
import {inLang, number, plain, shortTime} from '../format.js';
import {fault} from '../i18n.js';
import {inOrder, isStanding, isUnacknowledged, PRIORITIES} from '../state.js';
import {letters, Shape} from './mark.js';

const MAY_ACT = ['operator', 'supervisor'];

/** @param {any} props */
export function Alarms(props) {
  const {say, picture, who, live} = props;
  const ordered = useMemo(() => inOrder(/** @type {Iterable<import('../state.js').Alarm>} */ (picture.alarms.values())), [picture.alarms]);
  const open = ordered.filter(isUnacknowledged).length;
  const list = useRef(/** @type {any} */ (null));
  const mayAct = MAY_ACT.includes(who.role);
  useArrows(list);
  return html`<section class="alarms" id="alarms" tabindex="-1" aria-label=${say('alarm.title')}>
    <header class="alarms-head"><h2>${say('alarm.title')}</h2>
      <span class="count">${say('alarm.count', ordered.length, open)}</span><span class="gap" />
      ${PRIORITIES.map(p => html`<span class="tally" title=${say('prio.' + p)}><${Shape} priority=${p} />
        <b>${ordered.filter((/** @type {any} */ a) => a.priority === p).length}</b><span class="hear">${say('prio.' + p)}</span></span>`)}
    </header>
    ${ordered.length ? html`<ul class="lines" ref=${list} aria-label=${say('alarm.list')}>
      ${ordered.map((/** @type {any} */ a) => html`<${Line} key=${a.alarmId} ...${passed(props)} alarm=${a} mayAct=${mayAct}
        today=${shortTime(props.time, props.time, props.zone).slice(0, 2)} />`)}</ul>`
      : html`<div class="no-alarms"><strong>${say('alarm.none')}</strong>
        <p>${say(live ? 'alarm.none.lead' : 'alarm.none.notLive')}</p></div>`}
    <p class="keys">${say('alarm.keys')}</p>
    <${Newest} say=${say} alarms=${picture.alarms} />
  </section>`;
}

/** Only what a line depends on, so that a second that changes nothing draws nothing. @param {any} props */
function passed({say, site, zone, open, shown}) {
  return {say, site, zone, open, shown};
}

/** Up and down move between lines; from nowhere, down goes to the first. @param {any} list */
function useArrows(list) {
  useEffect(() => {
    const pressed = (/** @type {KeyboardEvent} */ e) => {
      const step = e.key === 'ArrowDown' ? 1 : e.key === 'ArrowUp' ? -1 : 0;
      const at = /** @type {HTMLElement} */ (document.activeElement);
      if (!step || !list.current || (at !== document.body && !at.closest('.alarms'))) return;
      if (at instanceof HTMLInputElement) return;
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

/** What is asked of the server and what it said: {verb, requestId, busy, code, said}. */
const IDLE = {verb: '', requestId: '', busy: false, code: '', said: ''};

/** One alarm. Drawn again only when it changed, or the language, or what became of a request. */
class Line extends Component {
  constructor() {
    super();
    this.state = {wish: IDLE, occurrence: '', commenting: false, comment: ''};
  }

  /** @param {any} next @param {any} state */
  shouldComponentUpdate(next, state) {
    const {alarm, say, site, zone, shown, today, mayAct} = /** @type {any} */ (this).props;
    return next.alarm !== alarm || next.say !== say || next.site !== site || next.zone !== zone || next.mayAct !== mayAct
      || next.today !== today || (next.shown === alarm.tag) !== (shown === alarm.tag) || state !== this.state;
  }

  /** A new occurrence or state is the server's own word: what was asked before is over. @param {any} props @param {any} state */
  static getDerivedStateFromProps(props, state) {
    const stamp = props.alarm.occurrenceId + props.alarm.state;
    return stamp === state.occurrence ? null : {occurrence: stamp, wish: IDLE, commenting: false, comment: ''};
  }

  /** @param {'acknowledge' | 'reset'} verb */
  async send(verb) {
    const {alarm, say, zone, mayAct} = /** @type {any} */ (this).props;
    const {wish, comment, occurrence} = this.state;
    if (!mayAct || wish.busy || verb !== wanted(alarm)) return;
    // A request that was not answered is the same wish when it is sent again.
    const again = wish.verb === verb && (wish.code === 'UNREACHABLE' || wish.code === 'HTTP_503');
    const requestId = again ? wish.requestId : crypto.randomUUID();
    this.setState({wish: {...IDLE, verb, requestId, busy: true}});
    const answer = await api.act(verb, alarm, requestId, comment);
    if (this.state.occurrence !== occurrence) return;
    const {by, at, reason} = answer.body || {};
    const said = !answer.ok ? '' : reason === 'ALREADY_ACKNOWLEDGED' || by
      ? say('alarm.already', by, shortTime(at, Date.parse(at), zone)) : say('alarm.accepted');
    this.setState({wish: {verb, requestId, busy: false, code: answer.code, said}});
  }

  /** @param {KeyboardEvent} e */
  pressed(e) {
    if (e.ctrlKey || e.altKey || e.metaKey || e.target instanceof HTMLInputElement) return;
    const key = e.key.toLowerCase();
    if (key === 'a') this.send('acknowledge');
    else if (key === 'r') this.send('reset');
    else if (key === 'c') this.setState({commenting: true});
    else return;
    e.preventDefault();
  }

  render() {
    const {alarm, say, zone, site, open, shown, mayAct} = /** @type {any} */ (this).props;
    const {wish, commenting, comment} = this.state;
    const now = Date.parse(alarm.raisedTime);
    const words = inLang(alarm.message, say.lang);
    const name = alarm.tag || words || alarm.alarmId;
    const message = words.replace(name, '').trim();
    return html`<li class=${`alarm p-${alarm.priority} s-${alarm.state}` + (shown !== null && shown === alarm.tag ? ' shown' : '')}
        onKeyDown=${(/** @type {KeyboardEvent} */ e) => this.pressed(e)} data-alarm=${alarm.alarmId}>
      <button class="line" onClick=${() => open(alarm.tag)} aria-label=${heard(say, alarm)}>
        <span class="badge-mark"><${Shape} priority=${alarm.priority} hollow=${!isStanding(alarm)}
          blink=${isUnacknowledged(alarm)} /><b>${letters(say, alarm.condition)}</b></span>
        <span class="what"><span class="first"><span class=${alarm.tag ? 'tag' : 'tag long'}>${name}</span>
          <span class="gap" /><span class="at">${shortTime(alarm.raisedTime, now, zone)}</span></span>
        <span class="second">${message ? html`<span class="message">${message}</span>` : null}
          <span class="measured">${measured(say, alarm, site)}</span></span>
        <span class="third"><span class="prio">${say('prio.' + alarm.priority)}</span>
          ${alarm.category === 'SYSTEM' ? html`<span class="sys">${say('alarm.system')}</span>` : null}
          ${alarm.count > 1 ? html`<span class="times" title=${say('alarm.times.long', alarm.count,
            shortTime(alarm.firstRaisedTime, now, zone))}>${say('alarm.times', alarm.count)}</span>` : null}
          <span class="state">${say('alarmState.' + alarm.state)}</span>
          ${alarm.clearedTime ? html`<span>${say('alarm.cleared', shortTime(alarm.clearedTime, now, zone))}</span>` : null}
          ${alarm.acknowledgedBy ? html`<span class="by">${say('alarm.by', alarm.acknowledgedBy,
            shortTime(alarm.acknowledgedTime, now, zone))}</span>` : null}</span></span>
      </button>
      ${mayAct && wanted(alarm) ? html`<span class="acts">
        <button class="act" disabled=${wish.busy} aria-busy=${String(wish.busy)} onClick=${() => this.send(/** @type {any} */ (wanted(alarm)))}
          aria-label=${say('alarm.' + wanted(alarm) + '.of', name + ' ' + (alarm.condition || ''))}>
          ${say(wish.busy ? 'alarm.sending' : 'alarm.' + wanted(alarm))}</button>
        <button class="plain tiny" aria-expanded=${String(commenting)}
          onClick=${() => this.setState({commenting: !commenting})}>${say('alarm.comment.open')}</button></span>` : null}
      ${commenting ? html`<label class="comment">${say('alarm.comment')}<input value=${comment} maxlength="200"
        ref=${(/** @type {any} */ box) => box && !comment && box.focus()}
        onInput=${(/** @type {any} */ e) => this.setState({comment: e.target.value})} /></label>` : null}
      ${wish.code ? html`<p class="fault" role="alert">${say('alarm.failed', fault(say, wish.code))}</p>` : null}
      ${wish.said ? html`<p class="said" role="status">${wish.said}</p>` : null}
    </li>`;
  }
}

/** What this alarm waits for of a person. @param {any} alarm */
function wanted(alarm) {
  return isUnacknowledged(alarm) ? 'acknowledge' : alarm.state === 'LATCHED_ACK' ? 'reset' : null;
}

/** @param {any} say @param {any} alarm @param {any} site */
function measured(say, alarm, site) {
  if (alarm.value === null || alarm.value === undefined) return null;
  const point = site && alarm.tag !== null ? site.tags.get(alarm.tag) : null;
  const state = point && point.states && point.states[String(alarm.value)];
  if (state) return say.or('state.' + state, state);
  const value = point ? number(alarm.value, point.digits) : plain(alarm.value);
  const limit = alarm.limit === null || alarm.limit === undefined ? '' : say('alarm.limit', plain(alarm.limit));
  return html`<b class="num">${value}</b> ${alarm.unit || (point && point.unit) || ''} <span class="limit-word">${limit}</span>`;
}

/** @param {any} say @param {any} alarm */
function heard(say, alarm) {
  return [say('prio.' + alarm.priority), inLang(alarm.message, say.lang), say('alarmState.' + alarm.state)].join(', ');
}

/** Says each alarm that was raised since the page was opened, for who listens. @param {any} props */
function Newest({say, alarms}) {
  const seen = useRef(/** @type {Set<string> | null} */ (null));
  const [text, setText] = useState('');
  useEffect(() => {
    const raised = /** @type {any[]} */ ([...alarms.values()]).filter(a => a.state === 'UNACK_ACTIVE');
    const fresh = seen.current === null ? [] : raised.filter(a => !seen.current.has(a.occurrenceId));
    if (seen.current !== null || raised.length) seen.current = new Set(raised.map(a => a.occurrenceId));
    const first = inOrder(fresh)[0];
    if (first) setText(say('alarm.newest', inLang(first.message, say.lang), say('prio.' + first.priority)));
  }, [alarms]);
  return html`<p class="hear" aria-live="assertive">${text}</p>`;
}

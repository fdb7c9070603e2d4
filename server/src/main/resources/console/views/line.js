// @ts-check
// One alarm: one line, its own button, and all that is known of it where somebody asks.

import {Component, html} from '../vendor/htm-preact.js';
import * as api from '../api.js';
import {inLang, number, plain, shortTime} from '../format.js';
import {fault} from '../i18n.js';
import {may} from '../may.js';
import {isSilent, isStanding, isUnacknowledged, unfinished} from '../standing.js';
import {letters, Shape} from './mark.js';
import {Panel} from './panel.js';

/** Whether somebody writes there. @param {any} target */
export function isField(target) {
  return target instanceof HTMLInputElement || target instanceof HTMLSelectElement;
}

/** What is asked of the server and what it said: {verb, comment, requestId, busy, code, said}. */
const IDLE = {verb: '', comment: '', requestId: '', busy: false, code: '', said: ''};

/** One alarm. Drawn again only when it changed, or the language, or what became of a request. */
export class Line extends Component {
  constructor() {
    super();
    this.state = {wish: IDLE, occurrence: '', commenting: false, comment: '', more: false};
  }

  /** @param {any} next @param {any} state */
  shouldComponentUpdate(next, state) {
    const {alarm, say, site, zone, shown, today, positions} = /** @type {any} */ (this).props;
    return state.more || next.alarm !== alarm || next.say !== say || next.site !== site || next.zone !== zone
      || next.positions !== positions || next.today !== today || (next.shown === alarm.tag) !== (shown === alarm.tag)
      || state !== this.state;
  }

  /** A new occurrence or state is the server's own word: what was asked before is over. @param {any} props @param {any} state */
  static getDerivedStateFromProps(props, state) {
    const stamp = props.alarm.occurrenceId + props.alarm.state;
    return stamp === state.occurrence ? null : {occurrence: stamp, wish: IDLE, commenting: false, comment: ''};
  }

  /** @param {'acknowledge' | 'reset'} verb */
  async send(verb) {
    const {alarm, say, zone, who} = /** @type {any} */ (this).props;
    const {wish, comment, occurrence} = this.state;
    if (!may(who.role, verb) || wish.busy || verb !== wanted(alarm)) return;
    // A request that was not answered is the same wish when it is sent again.
    const again = wish.verb === verb && wish.comment === comment && api.isUnanswered(wish.code);
    const requestId = again ? wish.requestId : crypto.randomUUID();
    this.setState({wish: {...IDLE, verb, comment, requestId, busy: true}});
    const answer = await api.act(verb, alarm, requestId, comment);
    if (this.state.occurrence !== occurrence) return;
    const {by, at, reason} = answer.body || {};
    const said = !answer.ok ? '' : reason === 'ALREADY_ACKNOWLEDGED' || by
      ? say('alarm.already', by, shortTime(at, Date.parse(at), zone)) : say('alarm.accepted');
    this.setState({wish: {verb, comment, requestId, busy: false, code: answer.code, said}});
  }

  /** @param {KeyboardEvent} e */
  pressed(e) {
    if (e.ctrlKey || e.altKey || e.metaKey || isField(e.target)) return;
    const key = e.key.toLowerCase();
    if (key === 'a') this.send('acknowledge');
    else if (key === 'r') this.send('reset');
    else if (key === 'c') this.setState({commenting: true});
    else if (key === 'd') this.setState({more: !this.state.more});
    else return;
    e.preventDefault();
  }

  render() {
    const props = /** @type {any} */ (this).props;
    const {alarm, say, shown, who} = props;
    const {wish, commenting, comment, more} = this.state;
    const verb = wanted(alarm);
    return html`<li class=${`alarm p-${alarm.priority} s-${alarm.state}` + (shown !== null && shown === alarm.tag ? ' shown' : '')}
        onKeyDown=${(/** @type {KeyboardEvent} */ e) => this.pressed(e)} data-alarm=${alarm.alarmId}>
      <${Head} ...${props} />
      <span class="acts">${verb && may(who.role, verb) ? html`
        <button class="act" disabled=${wish.busy} aria-busy=${String(wish.busy)} onClick=${() => this.send(/** @type {any} */ (verb))}
          aria-label=${say('alarm.' + verb + '.of', nameOf(say, alarm) + ' ' + (alarm.condition || ''))}>
          ${say(wish.busy ? 'alarm.sending' : 'alarm.' + verb)}</button>
        <button class="plain tiny" aria-expanded=${String(commenting)}
          onClick=${() => this.setState({commenting: !commenting})}>${say('alarm.comment.open')}</button>` : null}
        <button class="plain tiny more" aria-expanded=${String(more)}
          onClick=${() => this.setState({more: !more})}>${say('alarm.more')}</button></span>
      ${commenting ? html`<label class="comment">${say('alarm.comment')}<input value=${comment} maxlength="200"
        ref=${(/** @type {any} */ box) => box && !comment && box.focus()}
        onInput=${(/** @type {any} */ e) => this.setState({comment: e.target.value})} /></label>` : null}
      ${wish.code ? html`<p class="fault" role="alert">${say('alarm.failed', fault(say, wish.code))}</p>` : null}
      ${wish.said ? html`<p class="said" role="status">${wish.said}</p>` : null}
      ${more ? html`<${Panel} ...${props} />` : null}
    </li>`;
  }
}

/** What an alarm is called: its tag, or its message where it has none. @param {any} say @param {any} alarm */
export function nameOf(say, alarm) {
  return alarm.tag || inLang(alarm.message, say.lang) || alarm.alarmId;
}

/** What a line says of an alarm; a click opens its trend. @param {any} props */
export function Head({alarm, say, zone, site, open}) {
  const now = Date.parse(alarm.raisedTime);
  const name = nameOf(say, alarm);
  const message = inLang(alarm.message, say.lang).replace(name, '').trim();
  const silent = isSilent(alarm);
  const normal = alarm.state === 'NORMAL';
  const [left] = unfinished(alarm);
  return html`<button class="line" onClick=${() => open(alarm.tag)} aria-label=${heard(say, alarm)}>
    <span class="badge-mark"><${Shape} priority=${alarm.priority} hollow=${!isStanding(alarm)}
      blink=${isUnacknowledged(alarm) && !silent} /><b>${letters(say, alarm.condition)}</b></span>
    <span class="what"><span class="first"><span class=${alarm.tag ? 'tag' : 'tag long'}>${name}</span>
      <span class="gap" /><span class="at">${alarm.raisedTime ? shortTime(alarm.raisedTime, now, zone) : ''}</span></span>
    <span class="second">${message ? html`<span class="message">${message}</span>` : null}
      <span class="measured">${normal ? null : measured(say, alarm, site)}</span></span>
    <span class="third"><span class="prio">${say('prio.' + alarm.priority)}</span>
      ${alarm.category === 'SYSTEM' ? html`<span class="sys">${say('alarm.system')}</span>` : null}
      ${alarm.count > 1 && isUnacknowledged(alarm) ? html`<span class="times" title=${say('alarm.times.long', alarm.count,
        shortTime(alarm.firstRaisedTime, now, zone))}>${say('alarm.times', alarm.count)}</span>` : null}
      <span class="state">${say('alarmState.' + alarm.state)}</span>
      ${alarm.clearedTime && !normal ? html`<span>${say('alarm.cleared', shortTime(alarm.clearedTime, now, zone))}</span>` : null}
      ${alarm.acknowledgedBy && !normal ? html`<span class="by">${say('alarm.by', alarm.acknowledgedBy,
        shortTime(alarm.acknowledgedTime, now, zone))}</span>` : null}
      ${alarm.escalations ? html`<span class="tier">${say('alarm.tier', alarm.escalations)}</span>` : null}
      ${left ? html`<span class="to-do">${say('handling.' + left.handling.state)}</span>` : null}
      ${alarm.shelvingAsked ? html`<span class="to-do">${say('alarm.asked')}</span>` : null}</span></span>
  </button>`;
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

// @ts-check
// The park at a glance: each enterprise with its tank farm and detectors, then what belongs to all.

import {html, useMemo} from '../vendor/htm-preact.js';
import {inLang, NOTHING, plain, shortTime} from '../format.js';
import {marks as marksOf} from '../standing.js';
import {Mark, Shape} from './mark.js';
import {Tank} from './tank.js';
import {Reading} from './value.js';
import {Warning} from './warning.js';

/** @param {any} props */
export function Overview(props) {
  const {say, site, picture} = props;
  const marks = useMemo(() => marksOf(picture.alarms.values()), [picture.alarms]);
  const own = {...props, marks, lang: say.lang};
  const rest = site.rest;
  const any = site.tags.size > 0;
  return html`<div class="overview">
    ${any ? null : html`<p class="empty">${say('over.empty')}</p>`}
    ${site.groups.map((/** @type {any} */ g) => html`<${Enterprise} ...${own} group=${g} />`)}
    ${rest.tanks.length ? html`<section class="farm"><div class="tanks">
      ${rest.tanks.map((/** @type {any} */ t) => html`<${Tank} ...${own} tank=${t} />`)}</div></section>` : null}
    <section class="ground">
      ${rest.points.length ? html`<${Points} ...${own} title=${say(site.groups.length ? 'over.boundary' : 'over.others')}
        points=${rest.points} />` : null}
      ${rest.outlets.map((/** @type {any} */ o) => html`<${Outlet} ...${own} outlet=${o} />`)}
      ${site.gates.length ? html`<${GateList} ...${own} />` : null}
    </section>
    <${Legend} say=${say} />
  </div>`;
}

/** @param {any} props */
function Enterprise(props) {
  const {say, group, lang} = props;
  return html`<section class="farm" aria-label=${inLang(group.name, lang)}>
    <header class="farm-head"><h2>${inLang(group.name, lang)}</h2>
      <${Warning} say=${say} picture=${props.picture} of=${'ENTERPRISE:' + group.id} />
      ${group.hazards.map((/** @type {any} */ h) => html`<span class="hazard">${inLang(h.name, lang)}
        ${h.grade ? html`<span class="tagline">${say('over.grade', say('grade.' + h.grade))}</span>` : null}
        ${h.r === null || h.r === undefined ? null : html`<span class="tagline">${say('over.r', plain(Math.round(h.r * 10) / 10))}</span>`}
        ${h.zoneKind ? html`<span class="tagline">${say('zone.' + h.zoneKind)}</span>` : null}
        ${' '}<${Warning} say=${say} picture=${props.picture} of=${'UNIT:' + h.id} brief=${true} /></span>`)}
      ${group.gateways.map((/** @type {any} */ g) => html`<${Gateway} ...${props} gateway=${g} />`)}
    </header>
    <div class="farm-body">
      ${group.tanks.length ? html`<div class="tanks">
        ${group.tanks.map((/** @type {any} */ t) => html`<${Tank} ...${props} tank=${t} />`)}</div>` : null}
      ${group.detectors.length ? html`<${Points} ...${props} title=${say('over.detectors')} points=${group.detectors} />` : null}
      ${group.points.length ? html`<${Points} ...${props} title=${say('over.others')} points=${group.points} />` : null}
      ${group.outlets.map((/** @type {any} */ o) => html`<${Outlet} ...${props} outlet=${o} />`)}
    </div>
  </section>`;
}

/** @param {any} props */
function Gateway({say, gateway, beat, time, zone, picture}) {
  const heard = beat && beat.gateways.find((/** @type {any} */ g) => g.id === gateway.id) || gateway;
  const how = heard.online === true ? 'on' : heard.online === false ? 'off' : 'unknown';
  const alarm = picture.alarms.get(`gateway:${gateway.id}:OFFLINE`);
  const last = heard.lastMessageTime ? say('over.last', shortTime(heard.lastMessageTime, time, zone)) : '';
  return html`<span class=${'gateway g-' + how} title=${gateway.id + ' ' + last}>
    <svg viewBox="0 0 10 10" width="10" height="10" aria-hidden="true"><circle cx="5" cy="5" r="4" /></svg>
    ${say('over.gateway')} ${say('over.gateway.' + how)}${how === 'on' ? '' : ' ' + last}
    <${Mark} say=${say} alarm=${alarm} /></span>`;
}

/** @param {any} props */
function Points(props) {
  const {title, points} = props;
  return html`<div class="points"><h3>${title}</h3><div class="chips">
    ${points.map((/** @type {any} */ p) => html`<${Chip} ...${props} point=${p} />`)}</div></div>`;
}

/** @param {any} props */
function Chip(props) {
  const {say, point, picture, marks, open, label} = props;
  const alarm = marks.get(point.tag);
  return html`<button class=${'chip' + (alarm ? ' has-mark' : '')} onClick=${() => open(point.tag)}
      title=${[point.tag, point.area].filter(Boolean).join(' · ')} aria-label=${say('over.trend.of', point.tag)}>
    <span class="label">${label ? label(point) : point.tag.replace(/\.GAS$/, '')}</span>
    <${Mark} say=${say} alarm=${alarm} />
    <${Reading} ...${props} point=${point} value=${picture.values.get(point.tag)} brief=${true} /></button>`;
}

/** @param {any} props */
function Outlet(props) {
  const {say, outlet, lang} = props;
  const cut = (/** @type {any} */ p) => p.tag.startsWith(outlet.id + '.') ? p.tag.slice(outlet.id.length + 1) : p.tag;
  return html`<div class="points outlet"><h3>${outlet.id} ${say('outletKind.' + outlet.kind)}</h3>
    <div class="chips" aria-label=${inLang(outlet.name, lang)}>
      ${outlet.points.map((/** @type {any} */ p) => html`<${Chip} ...${props} point=${p} label=${cut} />`)}</div></div>`;
}

/** @param {any} props */
function GateList({say, site, picture, inside, time, zone, lang}) {
  return html`<div class="points"><h3>${say('over.gates')}</h3><div class="chips">
    ${site.gates.map((/** @type {any} */ g) => {
      const last = picture.passages.find((/** @type {any} */ p) => p.gate === g.id);
      const within = inside.vehicles && inside.vehicles.filter((/** @type {any} */ v) => v.gate === g.id).length;
      return html`<span class="chip still" title=${say('gateKind.' + g.kind)}><span class="label">${g.id}</span>
        <span class="gate-name">${inLang(g.name, lang)}</span>
        ${within === null || g.kind === 'CHECKPOINT' ? null : html`<span>${say('over.inside', within)}</span>`}
        <span class="reading"><span class="num">${last ? shortTime(last.time, time, zone) : NOTHING}</span>
          ${last ? say('direction.' + last.direction) : ''}</span></span>`;
    })}</div></div>`;
}

/** @param {any} props */
function Legend({say}) {
  return html`<aside class="legend" aria-label=${say('over.legend')}>
    ${['CRITICAL', 'HIGH', 'MEDIUM', 'LOW'].map(p => html`<span><${Shape} priority=${p} />${say('prio.' + p)}</span>`)}
    <span><${Shape} priority="HIGH" hollow=${true} />${say('alarmState.UNACK_RTN')}</span>
    <span><i class="swatch hatch" />${say('trust.STALE')} / ${say('trust.BAD')} / ${say('trust.NONE')}</span>
  </aside>`;
}

// @ts-check
// Who passes the gates, who is inside and for how much longer, and what the cameras saw.

import {html} from '../vendor/htm-preact.js';
import {duration, inLang, NOTHING, plain, shortTime} from '../format.js';
import {fault} from '../i18n.js';

/** @param {any} props */
export function Gates(props) {
  return html`<div class="gates"><${Passages} ...${props} />
    <div class="gates-side"><${Inside} ...${props} /><${Cameras} ...${props} /></div></div>`;
}

/** @param {any} props */
function Passages({say, site, picture, time, zone}) {
  const heads = ['time', 'gate', 'direction', 'plate', 'class', 'speed', 'reservation', 'verdict'];
  return html`<section class="sheet"><h2>${say('gate.passages')}</h2>
    <div class="scroll" tabindex="0" role="region" aria-label=${say('gate.passages')}><table><thead><tr>
      ${heads.map(h => html`<th scope="col">${say('gate.' + h)}</th>`)}</tr></thead><tbody>
    ${picture.passages.map((/** @type {any} */ p) => html`<tr key=${p.passageId} class=${p.reasons.length ? 'abnormal' : ''}>
      <td class="num">${shortTime(p.time, time, zone)}</td>
      <td>${p.gate} <span class="soft">${inLang(site.gateNames.get(p.gate), say.lang)}</span></td>
      <td>${say('direction.' + p.direction)}</td>
      <td class="plate">${p.plate || NOTHING}</td>
      <td>${say.or('class.' + p.vehicleClass, p.vehicleClass || NOTHING)}
        ${p.hazmat ? html`<span class="haz">${say('gate.hazmat')}${p.unNumber ? ' ' + say('gate.un', p.unNumber) : ''}</span>` : null}</td>
      <td class="num">${p.speedKmh === null ? NOTHING : say('gate.kmh', plain(p.speedKmh))}</td>
      <td>${p.reservation === null ? NOTHING : say(p.reservation ? 'gate.yes' : 'gate.no')}</td>
      <td>${verdict(say, p)}</td></tr>`)}</tbody></table>
    ${picture.passages.length ? null : html`<p class="empty">${say('gate.none')}</p>`}</div></section>`;
}

/** @param {any} say @param {any} p */
function verdict(say, p) {
  if (p.reasons.length) {
    return html`<strong class="reasons">${p.reasons.map((/** @type {string} */ r) => say.or('reason.' + r, r)).join(' · ')}</strong>`;
  }
  return p.verdict === 'JUDGED' ? say('gate.fine') : html`<span class="soft">${say.or('verdict.' + p.verdict, p.verdict)}</span>`;
}

/** @param {any} props */
function Inside({say, inside, time, zone}) {
  const vehicles = inside.vehicles || [];
  return html`<section class="sheet"><h2>${say('gate.inside')} <span class="count">${vehicles.length}</span></h2>
    ${inside.code ? html`<p class="fault" role="alert">${say('gate.failed', fault(say, inside.code))}</p>` : null}
    <div class="scroll" tabindex="0" role="region" aria-label=${say('gate.inside')}><table><thead><tr>
      ${['plate', 'class', 'gate', 'since', 'left'].map(h => html`<th scope="col">${say('gate.' + h)}</th>`)}</tr></thead><tbody>
    ${vehicles.map((/** @type {any} */ v) => html`<tr key=${v.subject}><td class="plate">${v.plate || NOTHING}</td>
      <td>${say.or('class.' + v.vehicleClass, v.vehicleClass || NOTHING)}</td><td>${v.gate}</td>
      <td class="num">${shortTime(v.since, time, zone)}</td><td class="num">${left(say, v, time)}</td></tr>`)}</tbody></table>
    ${vehicles.length ? null : html`<p class="empty">${say('over.inside.none')}</p>`}</div></section>`;
}

/** @param {any} say @param {any} vehicle @param {number} time */
function left(say, vehicle, time) {
  if (!vehicle.overstayTime) return html`<span class="soft">${say('gate.unlimited')}</span>`;
  const ms = Date.parse(vehicle.overstayTime) - time;
  return ms >= 0 ? duration(ms) : html`<strong class="reasons">${say('gate.overstay', duration(-ms))}</strong>`;
}

/** @param {any} props */
function Cameras({say, site, picture, time, zone}) {
  return html`<section class="sheet"><h2>${say('gate.cameras')}</h2>
    <div class="scroll" tabindex="0" role="region" aria-label=${say('gate.cameras')}><table><thead><tr>
      ${['time', 'camera', 'kind', 'confidence'].map(h => html`<th scope="col">${say('gate.' + h)}</th>`)}</tr></thead><tbody>
    ${picture.cameras.map((/** @type {any} */ c) => html`<tr key=${c.camera + c.eventId}>
      <td class="num">${shortTime(c.time, time, zone)}</td>
      <td>${inLang(site.cameraNames.get(c.camera), say.lang) || c.camera}</td>
      <td><strong>${say.or('cameraKind.' + c.kind, c.kind)}</strong></td>
      <td class="num">${c.confidence === null ? NOTHING : plain(c.confidence)}</td></tr>`)}</tbody></table>
    ${picture.cameras.length ? null : html`<p class="empty">${say('gate.none')}</p>`}</div></section>`;
}

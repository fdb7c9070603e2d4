// @ts-check
// The bar: where we are, who we are, and above all whether what is shown is live.

import {html} from '../vendor/htm-preact.js';
import {inLang, dateTime, zoneName} from '../format.js';
import {Choices} from './choices.js';
import {Warning} from './warning.js';

/** @param {any} props */
export function Header({say, site, picture, zone, time, look, who, life, beat, now, beatAt, view, views, onView, onOut}) {
  const known = beat !== null;
  return html`<header class="topbar">
    <div class="bar-line">
      <h1><img src="icon.svg" alt="" width="20" height="20" />${say('app.title')}</h1>
      <strong class="park">${site ? inLang(site.park.name, say.lang) : ''}</strong>
      ${site && site.drill ? html`<span class="drill">${say('app.drill')}</span>` : null}
      ${site ? html`<${Warning} say=${say} picture=${picture} of=${'PARK:' + site.park.id} />` : null}
      <span class="gap" />
      <${Lamp} say=${say} life=${life} now=${now} beatAt=${beatAt} />
      <time class="clock" title=${say('bar.clock')}>${known ? dateTime(time, zone) : ''}
        <span class="zone">${site ? zoneName(zone, time) : ''}</span></time>
      <span class="who">${who.user} <span class="role">${say.or('role.' + who.role, who.role)}</span></span>
      <button class="plain" onClick=${onOut}>${say('sign.out')}</button>
    </div>
    <div class="bar-line second">
      <nav aria-label=${say('nav.name')}>${views.map((/** @type {string} */ v) =>
        html`<button aria-current=${v === view ? 'page' : undefined} onClick=${() => onView(v)}>${say('nav.' + v)}
          ${v === 'messages' && beat && beat.counts.rejections ? html`<span class="badge">${beat.counts.rejections}</span>`
            : null}</button>`)}</nav>
      <span class="gap" />
      ${site && site.limitsAreDemo ? html`<span class="demo" title=${say('app.limitsAreDemo.long')}>
        ${say('app.limitsAreDemo')}</span>` : null}
      <${Links} say=${say} beat=${beat} stale=${life.reason === 'NO_BEAT' || !known} />
      <${Choices} look=${look} />
    </div>
  </header>`;
}

/** @param {any} props */
function Lamp({say, life}) {
  const age = life.ageMs === null ? '' : say('live.age', (life.ageMs / 1000).toFixed(life.ageMs < 10_000 ? 1 : 0));
  return html`<span class=${'lamp ' + (life.live ? 'on' : 'off')} id="lamp">
    <svg viewBox="0 0 14 14" width="14" height="14" aria-hidden="true">${life.live
      ? html`<circle cx="7" cy="7" r="5.500" />` : html`<path d="M2 2l10 10M12 2L2 12" />`}</svg>
    <b>${say(life.live ? 'live.live' : 'live.not')}</b><span class="age">${age}</span></span>`;
}

/** @param {any} props */
function Links({say, beat, stale}) {
  const links = beat ? beat.links : {};
  return html`<span class="links" role="group" aria-label=${say('bar.links')}>
    ${Object.keys(links).map(name => {
      const state = stale ? 'UNKNOWN' : links[name] || 'OFF';
      const well = state === 'CONNECTED' || state === 'OFF';
      return html`<span class=${'link ' + (well ? 'well' : 'ill')}>${say.or('link.' + name, name)}${' '}<span class="link-state">${say.or('linkState.' + state, state)}</span></span>`;
    })}</span>`;
}

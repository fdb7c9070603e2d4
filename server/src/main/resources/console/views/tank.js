// @ts-check
// One tank: a bar of its level with the limits where they lie, and what else is measured on it.

import {html} from '../vendor/htm-preact.js';
import {nameBeside, share} from '../format.js';
import {isSilent} from '../standing.js';
import {trust} from '../state.js';
import {letters, Mark} from './mark.js';
import {doubt, Reading} from './value.js';

const TOP = 8;
const TALL = 92;
const BAR_LEFT = 1;
const BAR_WIDE = 24;
const STEP = 9.5;

const OUTLINES = /** @type {Record<string, string>} */ ({
  vertical: 'M3 4.500c0-3 10-3 10 0V14H3z',
  horizontal: 'M4 4h8c3.500 0 3.500 8 0 8H4C.5 12 .5 4 4 4z',
  sphere: 'M8 1.500a6 6 0 1 1 0 12a6 6 0 1 1 0-12zM4 12l-1 3M12 12l1 3',
});

/** @param {any} props */
export function Tank(props) {
  const {say, tank, picture, marks, open, lang, time, zone} = props;
  const level = tank.level;
  const value = level && picture.values.get(level.tag);
  const levelMark = level && marks.get(level.tag);
  const rows = [tank.pressure, tank.temperature, tank.switch].filter(Boolean);
  const why = level ? doubt(say, value, time, zone) : '';
  const show = () => open(level.tag);
  return html`<article class="tank" id=${'tank-' + tank.id} aria-label=${tank.id}>
    <header><svg class="glyph" viewBox="0 0 16 16" width="14" height="14" role="img"
        aria-label=${say('shape.' + tank.shape)}><path d=${OUTLINES[tank.shape]} /></svg>
      <h3>${tank.id}</h3><span class="tank-name">${mediumOf(say, tank) || nameBeside(tank.name, tank.id, lang)}</span>
    </header>
    <div class="tank-body">
      ${level ? html`<button class="tank-level" onClick=${show} aria-label=${say('over.trend.of', level.tag)}>
        <${Bar} say=${say} point=${level} value=${value} mark=${levelMark} /></button>` : null}
      <div class="tank-main">
        ${level ? html`<div class="tank-now" onClick=${show}>
          <${Reading} ...${props} point=${level} value=${value} big=${true} bare=${true} />
          <span class="percent">${percent(say, level, value)}</span></div>
        <div class="tank-trail">${why ? html`<span class="doubt">${why}</span>` : html`<${Trail} points=${picture.trails.get(level.tag)} />`}
          <${Mark} say=${say} alarm=${levelMark} /></div>` : null}
        ${rows.map(p => html`<${Row} ...${props} point=${p} />`)}
        ${tank.more.map(p => html`<${Row} ...${props} point=${p} name=${nameWithin(p.tag, tank.id)} />`)}
      </div>
    </div>
  </article>`;
}

/** @param {any} say @param {any} tank */
function mediumOf(say, tank) {
  return tank.medium ? say.or('medium.' + tank.medium, tank.medium) : '';
}

/** @param {any} say @param {any} point @param {any} value */
function percent(say, point, value) {
  const part = value && trust(value) !== 'NONE' ? share(value.v, point.range) : null;
  return part === null ? '' : say('over.percent', (part * 100).toFixed(1));
}

/** What a point beside the usual ones is called: its own name, for its metric stands there already. @param {string} tag @param {string} tank */
function nameWithin(tag, tank) {
  return tag.startsWith(tank + '.') ? tag.slice(tank.length + 1) : tag;
}

/** @param {any} props */
function Row(props) {
  const {say, point, picture, marks, open, name} = props;
  return html`<button class="row" onClick=${() => open(point.tag)} aria-label=${say('over.trend.of', point.tag)}
      title=${point.tag}>
    <span class="label">${name || say.or('short.' + point.metric, say.or('metric.' + point.metric, point.metric))}</span>
    <${Mark} say=${say} alarm=${marks.get(point.tag)} />
    <${Reading} ...${props} point=${point} value=${picture.values.get(point.tag)} brief=${true} /></button>`;
}

/** Heights of labels beside their ticks, pushed apart so that none covers another. @param {number[]} wanted rising, in px from the bottom */
export function apart(wanted) {
  const placed = [...wanted];
  for (let i = 1; i < placed.length; i++) placed[i] = Math.max(placed[i], placed[i - 1] + STEP);
  let roof = TALL + 2;
  for (let i = placed.length - 1; i >= 0; i--) {
    placed[i] = Math.min(placed[i], roof);
    roof = placed[i] - STEP;
  }
  return placed;
}

/** @param {any} props */
function Bar({say, point, value, mark}) {
  const y = (/** @type {number} */ part) => TOP + TALL * (1 - part);
  const full = value && trust(value) !== 'NONE' ? share(value.v, point.range) : null;
  const limits = point.range ? point.limits : [];
  const heights = limits.map((/** @type {any} */ l) => TALL * /** @type {number} */ (share(l.value, point.range)));
  const labels = apart(heights);
  const right = BAR_LEFT + BAR_WIDE;
  return html`<svg class="bar" width="56" height=${TALL + 2 * TOP} viewBox=${`0 0 56 ${TALL + 2 * TOP}`} aria-hidden="true">
    <rect class="bar-back" x=${BAR_LEFT} y=${TOP} width=${BAR_WIDE} height=${TALL} />
    ${full === null ? null : html`<rect class=${`bar-fill t-${trust(value)}` + (mark && !isSilent(mark) ? ' p-' + mark.priority : '')}
      x=${BAR_LEFT} y=${y(full)} width=${BAR_WIDE} height=${TALL * full} />`}
    ${full === null || trust(value) === 'GOOD' ? null : html`<rect class="bar-hatch" x=${BAR_LEFT} y=${TOP}
      width=${BAR_WIDE} height=${TALL} />`}
    <rect class="bar-edge" x=${BAR_LEFT} y=${TOP} width=${BAR_WIDE} height=${TALL} />
    ${limits.map((/** @type {any} */ l, /** @type {number} */ i) => {
      const at = TOP + TALL - heights[i];
      const label = TOP + TALL - labels[i];
      const active = mark && mark.condition === l.condition;
      return html`<g class=${'limit' + (active ? ' active' : '')}>
        <path d=${`M${right - 7} ${at}H${right + 2}L${right + 7} ${label}H${right + 9}`} />
        <text x=${right + 11} y=${label + 3}>${letters(say, l.condition)}</text></g>`;
    })}
    ${full === null ? null : html`<path class="bar-pointer" d=${`M${BAR_LEFT} ${y(full)}h${BAR_WIDE}`} />`}
  </svg>`;
}

/** The last half hour as a small line; where nothing was heard there is no line. @param {{points: number[][] | undefined}} props */
export function Trail({points}) {
  if (!points || points.length < 2) return html`<svg class="trail" viewBox="0 0 84 20" width="84" height="20" />`;
  const end = points[points.length - 1][0];
  const values = points.map(p => p[1]);
  const low = Math.min(...values);
  const span = Math.max(Math.max(...values) - low, Math.abs(low) * 0.002, 1e-9);
  let path = '';
  points.forEach(([t, v], i) => {
    const x = 83 - (end - t) / 1_800_000 * 82;
    const joined = i > 0 && t - points[i - 1][0] <= 60_000;
    path += `${joined ? 'L' : 'M'}${x.toFixed(1)} ${(18 - (v - low) / span * 16).toFixed(1)}`;
  });
  return html`<svg class="trail" viewBox="0 0 84 20" width="84" height="20" aria-hidden="true"><path d=${path} /></svg>`;
}

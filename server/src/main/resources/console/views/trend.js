// @ts-check
// The trend of one point: its past from the server, joined by what the stream brings.

import {html, useEffect, useMemo, useRef, useState} from '../vendor/htm-preact.js';
import * as api from '../api.js';
import {chart} from '../chart.js';
import {plain, shortTime} from '../format.js';
import {fault} from '../i18n.js';
import {joined, nearest} from '../series.js';
import {letters, Mark} from './mark.js';
import {marks} from '../standing.js';
import {Reading, shownAs} from './value.js';

const RANGES = /** @type {Record<string, number>} */ ({'10m': 600_000, '1h': 3_600_000, '8h': 28_800_000, '24h': 86_400_000});
const POINTS = 600;

/** @param {any} props */
export function Trend(props) {
  const {say, site, tag, picture, time, zone, theme, live, onClose} = props;
  const point = site.tags.get(tag);
  const [range, setRange] = useState('1h');
  const [series, setSeries] = useState(/** @type {any} */ (null));
  const [code, setCode] = useState('');
  const [at, setAt] = useState(/** @type {number | null} */ (null));
  const value = picture.values.get(tag);
  useEffect(() => past(tag, time, range, setSeries, setCode), [tag, range]);
  useEffect(() => {
    if (value) setSeries((/** @type {any} */ s) => s && joined(s, value));
  }, [value, series === null]);
  const alarms = useMemo(() => [...picture.alarms.values()].filter(a => a.tag === tag && a.state !== 'NORMAL'), [picture.alarms, tag]);
  const second = Math.floor(time / 1000) * 1000;
  const content = series && {
    series, from: second - RANGES[range], to: second, range: point.range, stepped: Boolean(point.states),
    limits: point.limits.map((/** @type {any} */ l) => ({label: letters(say, l.condition) + ' ' + plain(l.value), value: l.value})),
    onsets: alarms.map((/** @type {any} */ a) => ({label: letters(say, a.condition), time: Date.parse(a.raisedTime),
      onset: Date.parse(a.onsetTime), colour: priorityColour(a.priority)})),
  };
  const picked = series && at !== null ? nearest(series, at) : null;
  const mark = marks(alarms).get(tag);
  return html`<section class="trend" aria-label=${say('over.trend.of', tag)}>
    <header><h2>${tag}</h2><span class="where">${say.or('metric.' + point.metric, point.metric)}${point.area ? ' · ' + point.area : ''}</span>
      <${Mark} say=${say} alarm=${mark} /><${Reading} ...${props} point=${point} value=${value} big=${true} />
      <span class="gap" />
      <span class="segments" role="group" aria-label=${say('trend.range')}>${Object.keys(RANGES).map(r =>
        html`<button aria-pressed=${String(r === range)} onClick=${() => setRange(r)}>${say('trend.range.' + r)}</button>`)}</span>
      <button class="plain" onClick=${onClose}>${say('trend.close')}</button></header>
    <p class="picked">${picked ? words(say, point, picked, time, zone) : series && !series.points.length
      ? say('trend.empty') : say('trend.hint')}</p>
    ${code ? html`<p class="fault" role="alert">${say('trend.failed', fault(say, code))}</p>` : null}
    ${content ? html`<${Chart} content=${content} zone=${zone} look=${theme + say.lang + range} onPoint=${setAt}
      label=${say('trend.chart', tag, shortTime(content.from, time, zone), shortTime(content.to, time, zone),
        shownAs(say, point, value ? value.v : null))} />` : html`<p role="status">${say('trend.loading')}</p>`}
    ${live ? null : html`<span class="hatched" />`}
  </section>`;
}

/** @param {string} tag @param {number} time @param {string} range @param {any} setSeries @param {any} setCode */
function past(tag, time, range, setSeries, setCode) {
  let wanted = true;
  setSeries(null);
  setCode('');
  api.series(tag, time - RANGES[range], time, POINTS).then(answer => {
    if (!wanted) return;
    setCode(answer.ok ? '' : answer.code);
    setSeries(answer.ok ? answer.body : {bucketMs: 1000, raw: true, points: []});
  });
  return () => {
    wanted = false;
  };
}

/** @param {string} priority */
function priorityColour(priority) {
  return getComputedStyle(document.documentElement).getPropertyValue('--p-' + priority.toLowerCase()).trim();
}

/** First, lowest, highest and last of the point under the pointer. @param {any} say @param {any} point @param {any} p @param {number} time @param {string} zone */
function words(say, point, p, time, zone) {
  const [t, first, low, high, last, q] = p;
  const named = (/** @type {string} */ key, /** @type {any} */ v) => `${say('trend.' + key)} ${shownAs(say, point, v)}`;
  const parts = first === low && low === high ? [shownAs(say, point, last)]
    : [named('first', first), named('min', low), named('max', high), named('last', last)];
  return [shortTime(t, time, zone), ...parts, point.states ? '' : point.unit || '',
    q === 2 ? say('trend.bad') : q === 1 ? say('trend.uncertain') : ''].filter(Boolean).join('   ');
}

/** @param {any} props */
function Chart({content, zone, look, onPoint, label}) {
  const place = useRef(/** @type {any} */ (null));
  const drawn = useRef(/** @type {any} */ (null));
  const newest = useRef(content);
  newest.current = content;
  useEffect(() => {
    const made = chart(place.current, zone, () => newest.current, onPoint);
    const fit = new ResizeObserver(made.fit);
    fit.observe(place.current);
    drawn.current = made;
    return () => {
      fit.disconnect();
      made.end();
    };
  }, [zone, look]);
  useEffect(() => drawn.current && drawn.current.draw(), [content.series, content.to, content.onsets.length]);
  return html`<div class="chart" ref=${place} role="img" aria-label=${label} />`;
}

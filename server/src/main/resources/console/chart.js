// @ts-check
// The trend's drawing: uPlot with a band from lowest to highest, limits, onsets and bad samples drawn on top.

import uPlot from './vendor/uplot.js';
import {timeOfDay} from './format.js';
import {columns, doubtful, reach} from './series.js';

/** The library's own types are not in its module. @type {any} */
const Plot = uPlot;

/** Colours come from the style sheet, so that light and dark hold here too. @param {string} name */
function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();
}

const FONT = '11px system-ui, "Noto Sans CJK SC", "WenQuanYi Micro Hei", sans-serif';

/**
 * @typedef {{series: import('./series.js').Series, from: number, to: number, limits: {label: string, value: number}[],
 *   onsets: {label: string, time: number, onset: number, colour: string}[], range: any, stepped: boolean}} Content
 */

/**
 * @param {HTMLElement} place @param {string} zone @param {() => Content} content @param {(t: number | null) => void} point
 */
export function chart(place, zone, content, point) {
  const line = colour('trend');
  const axis = {stroke: colour('soft'), grid: {stroke: colour('grid'), width: 1}, ticks: {show: false}, font: FONT};
  const plot = new Plot({
    width: place.clientWidth,
    height: place.clientHeight,
    padding: [14, 74, 0, 4],
    tzDate: (/** @type {number} */ ts) => Plot.tzDate(new Date(ts * 1e3), zone),
    legend: {show: false},
    cursor: {y: false, drag: {x: false, y: false}},
    scales: {
      x: {time: true, range: () => [content().from / 1000, content().to / 1000]},
      y: {range: () => reach(content().series, content().limits.map(l => l.value), content().range)},
    },
    axes: [{...axis, values: hours(zone), space: 80}, {...axis, size: 56}],
    series: [
      {},
      {stroke: 'transparent', points: {show: false}},
      {stroke: 'transparent', points: {show: false}},
      {stroke: line, width: 1.75, points: {show: false}, spanGaps: false,
        paths: content().stepped ? Plot.paths.stepped({align: 1}) : undefined},
    ],
    bands: [{series: [2, 1], fill: colour('trend-band')}],
    hooks: {
      draw: [(/** @type {any} */ u) => over(u, content())],
      setCursor: [(/** @type {any} */ u) =>
        point(u.cursor.left !== undefined && u.cursor.left >= 0 ? u.posToVal(u.cursor.left, 'x') * 1000 : null)],
    },
  }, /** @type {any} */ (columns(content().series)), place);
  return {
    draw: () => plot.setData(/** @type {any} */ (columns(content().series))),
    fit: () => plot.setSize({width: place.clientWidth, height: place.clientHeight}),
    end: () => plot.destroy(),
  };
}

/** Hours and minutes in the park's zone; seconds where the steps are finer. @param {string} zone */
function hours(zone) {
  return (/** @type {any} */ _u, /** @type {number[]} */ splits, /** @type {any} */ _axis, /** @type {any} */ _space,
    /** @type {number} */ step) => splits.map(s => timeOfDay(s * 1000, zone).slice(0, step < 60 ? 8 : 5));
}

/** @param {any} u @param {Content} content */
function over(u, content) {
  const {ctx, bbox} = u;
  const dot = devicePixelRatio;
  ctx.save();
  ctx.font = FONT.replace('11px', `${11 * dot}px`);
  ctx.lineWidth = dot;
  ctx.textAlign = 'left';
  limits(u, ctx, bbox, dot, content);
  onsets(u, ctx, bbox, dot, content);
  marks(u, ctx, bbox, dot, content);
  ctx.restore();
}

/** @param {any} u @param {any} ctx @param {any} box @param {number} dot @param {Content} content */
function limits(u, ctx, box, dot, content) {
  ctx.strokeStyle = ctx.fillStyle = colour('soft');
  ctx.textBaseline = 'middle';
  ctx.setLineDash([6 * dot, 4 * dot]);
  let floor = Infinity;
  for (const {label, value} of content.limits) {
    const y = Math.round(u.valToPos(value, 'y', true));
    if (y < box.top - 1 || y > box.top + box.height + 1) continue;
    ctx.beginPath();
    ctx.moveTo(box.left, y);
    ctx.lineTo(box.left + box.width, y);
    ctx.stroke();
    const text = Math.min(y, floor - 12 * dot);
    ctx.fillText(label, box.left + box.width + 6 * dot, text);
    floor = text;
  }
  ctx.setLineDash([]);
}

/** @param {any} u @param {any} ctx @param {any} box @param {number} dot @param {Content} content */
function onsets(u, ctx, box, dot, content) {
  ctx.textBaseline = 'bottom';
  for (const mark of content.onsets) {
    for (const [time, dashed] of [[mark.onset, true], [mark.time, false]]) {
      const x = Math.round(u.valToPos(Number(time) / 1000, 'x', true));
      if (x < box.left || x > box.left + box.width) continue;
      ctx.strokeStyle = ctx.fillStyle = mark.colour;
      ctx.setLineDash(dashed ? [2 * dot, 3 * dot] : []);
      ctx.beginPath();
      ctx.moveTo(x, box.top);
      ctx.lineTo(x, box.top + box.height);
      ctx.stroke();
      if (dashed) continue;
      ctx.beginPath();
      ctx.moveTo(x - 4 * dot, box.top - 1);
      ctx.lineTo(x + 4 * dot, box.top - 1);
      ctx.lineTo(x, box.top + 6 * dot);
      ctx.fill();
      ctx.fillText(mark.label, x + 6 * dot, box.top + 1);
    }
  }
  ctx.setLineDash([]);
}

/** Bad samples as crosses, uncertain ones as small rings, along the foot. @param {any} u @param {any} ctx @param {any} box @param {number} dot @param {Content} content */
function marks(u, ctx, box, dot, content) {
  const y = box.top + box.height - 6 * dot;
  const r = 3 * dot;
  ctx.strokeStyle = colour('ink');
  for (const t of doubtful(content.series, 2)) {
    const x = u.valToPos(t / 1000, 'x', true);
    ctx.beginPath();
    ctx.moveTo(x - r, y - r);
    ctx.lineTo(x + r, y + r);
    ctx.moveTo(x + r, y - r);
    ctx.lineTo(x - r, y + r);
    ctx.stroke();
  }
  for (const t of doubtful(content.series, 1)) {
    ctx.beginPath();
    ctx.arc(u.valToPos(t / 1000, 'x', true), y, r, 0, 2 * Math.PI);
    ctx.stroke();
  }
}

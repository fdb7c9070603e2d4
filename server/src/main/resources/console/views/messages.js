// @ts-check
// What was not understood, and why: so that a gateway's mistake is found by who can mend it.

import {html} from '../vendor/htm-preact.js';
import {shortTime} from '../format.js';
import {rejectionKey} from '../state.js';

/** @param {any} props */
export function Messages({say, picture, time, zone, beat}) {
  const rejections = picture.rejections;
  return html`<section class="sheet messages"><h2>${say('nav.messages')}
      ${beat ? html` <span class="count">${say('reject.total', beat.counts.rejections)}</span>` : null}</h2>
    <p class="soft">${say('reject.lead')}</p>
    <div class="scroll" tabindex="0" role="region" aria-label=${say('nav.messages')}><table><thead><tr>
      ${['time', 'reason', 'topic', 'detail'].map(h => html`<th scope="col">${say('reject.' + h)}</th>`)}</tr></thead><tbody>
    ${rejections.map((/** @type {any} */ r) => html`<tr key=${rejectionKey(r)}>
      <td class="num">${shortTime(r.time, time, zone)}</td>
      <td><strong>${say.or('rejection.' + r.reason, r.meaning || r.reason)}</strong> <code>${r.reason}</code></td>
      <td><code>${r.topic}</code></td><td>${r.detail}</td></tr>`)}</tbody></table>
    ${rejections.length ? null : html`<p class="empty">${say('reject.none')}</p>`}</div></section>`;
}

// @ts-check
// An early warning as colour and word. It is a suggestion, and says so; what is not known is hatched, never calm.

import {html} from '../vendor/htm-preact.js';

const WORKED_ON = 'work:';

/** Why it is so: alarms, or the tags that are being worked on, each once. @param {any} say @param {string[]} reasons */
export function because(say, reasons) {
  const words = reasons.map(r => (r.startsWith(WORKED_ON)
    ? say('warn.work', r.slice(WORKED_ON.length).replace(/:[^:]*$/, '')) : r));
  return [...new Set(words)];
}

/** @param {any} props of: PARK, ENTERPRISE or UNIT and the id, as the stream keys them; brief: what it is stands beside it */
export function Warning({say, picture, of, brief}) {
  const warning = picture.warnings.get(of);
  if (!warning) return null;
  const {colour, known, reasons} = warning;
  const partly = colour === 'UNKNOWN' && known !== 'NONE' && known !== 'UNKNOWN' ? say('warn.known', say('colour.' + known)) : '';
  return html`<span class=${`warn w-${colour}`} data-warning=${of} title=${[say('warn.long'), ...because(say, reasons), partly].join('\n')}>
    ${say(brief ? 'warn.brief' : 'warn.title')}${' '}<b>${say('colour.' + colour)}</b>${partly && brief ? ' ' + partly : ''}</span>`;
}

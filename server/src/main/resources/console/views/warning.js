// @ts-check
// An early warning as colour and word. It is a suggestion, and says so; what is not known is hatched, never calm.

import {html} from '../vendor/htm-preact.js';

/** @param {any} props of: PARK, ENTERPRISE or UNIT and the id, as the stream keys them */
export function Warning({say, picture, of}) {
  const warning = picture.warnings.get(of);
  if (!warning) return null;
  const {colour, known, reasons} = warning;
  const partly = colour === 'UNKNOWN' && known !== 'NONE' && known !== 'UNKNOWN';
  return html`<span class=${`warn w-${colour}`} data-warning=${of} title=${[say('warn.long'), ...reasons].join('\n')}>
    ${say('warn.title')}${' '}<b>${say('colour.' + colour)}</b>${partly ? ' ' + say('warn.known', say('colour.' + known)) : ''}</span>`;
}

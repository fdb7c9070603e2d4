// @ts-check
// What is asked of the server by a form, and what became of it.

import {html, useState} from '../vendor/htm-preact.js';
import {isUnanswered} from '../api.js';
import {fault} from '../i18n.js';

const IDLE = {of: '', requestId: '', busy: false, code: '', said: ''};

/**
 * One wish at a time. A request that was not answered is the same wish when it is sent again unchanged.
 * @returns {[typeof IDLE, (verb: string, body: any, how: (body: any) => Promise<import('../api.js').Answer>) => Promise<boolean>]}
 */
export function useWish() {
  const [wish, set] = useState(IDLE);
  const send = async (/** @type {string} */ verb, /** @type {any} */ body, /** @type {any} */ how) => {
    if (wish.busy) return false;
    const of = JSON.stringify([verb, body]);
    const requestId = wish.of === of && isUnanswered(wish.code) ? wish.requestId : crypto.randomUUID();
    set({of, requestId, busy: true, code: '', said: ''});
    const answer = await how({...body, requestId});
    const waits = answer.ok && answer.body && answer.body.reason === 'SECOND_PERSON_NEEDED';
    set({of, requestId, busy: false, code: answer.code, said: !answer.ok ? '' : waits ? 'error.SECOND_PERSON_NEEDED' : 'act.done'});
    return answer.ok;
  };
  return [wish, send];
}

/** What became of a wish, in words. @param {any} props */
export function Outcome({say, wish}) {
  if (wish.busy) return html`<p class="said" role="status">${say('alarm.sending')}</p>`;
  if (wish.code) return html`<p class="fault" role="alert">${say('alarm.failed', fault(say, wish.code))}</p>`;
  return wish.said ? html`<p class="said" role="status">${say(wish.said)}</p>` : null;
}

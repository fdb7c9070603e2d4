// @ts-check
// Signing in: by name and password, by the set-up token while there is no account, or by a one-time link.

import {html, useEffect, useState} from '../vendor/htm-preact.js';
import * as api from '../api.js';
import {fault} from '../i18n.js';
import {Choices} from './choices.js';

/** A link is redeemed once, whatever is drawn again. @type {Promise<api.Answer> | null} */
let redeeming = null;

/** @param {string | null} link @returns {Promise<{answer: api.Answer, byLink: boolean}>} */
async function begin(link) {
  if (link !== null && redeeming === null) {
    redeeming = api.redeem(link);
    const answer = await redeeming;
    if (answer.ok) return {answer, byLink: true};
    const there = await api.session();
    return {answer: there.ok ? there : {...there, code: answer.code}, byLink: !there.ok};
  }
  return {answer: await api.session(), byLink: false};
}

/** @param {any} props */
export function Sign({look, link, onIn}) {
  const {say} = look;
  const [setup, setSetup] = useState(/** @type {boolean | null} */ (null));
  const [code, setCode] = useState('');
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    begin(link).then(({answer, byLink}) => {
      if (answer.ok) return onIn(answer.body);
      setSetup(Boolean(answer.body && answer.body.setup));
      if (byLink || answer.status !== 401) setCode(answer.code);
    });
  }, []);
  const send = async (/** @type {Event} */ e) => {
    e.preventDefault();
    const given = new FormData(/** @type {HTMLFormElement} */ (e.target));
    const of = (/** @type {string} */ name) => String(given.get(name) || '');
    setBusy(true);
    const answer = setup ? await api.setUp(of('token').trim(), of('user').trim(), of('password'))
      : await api.signIn(of('user').trim(), of('password'));
    setBusy(false);
    if (answer.ok) onIn(answer.body);
    else setCode(answer.code);
  };
  return html`<div class="sign"><main class="sign-card">
    <h1><img src="icon.svg" alt="" width="28" height="28" />${say('app.title')}</h1>
    <p class="lead">${say('app.lead')}</p>
    ${setup === null ? html`<p role="status">${say(link === null ? 'sign.wait' : 'sign.link')}</p>`
      : html`<form onSubmit=${send} key=${String(setup)}>
      <h2>${say(setup ? 'sign.setup' : 'sign.in')}</h2>
      ${setup ? html`<p>${say('sign.setup.lead')}</p>` : null}
      ${setup ? html`<label>${say('sign.setup.token')}<input name="token" autocomplete="one-time-code" required /></label>` : null}
      <label>${say('sign.user')}<input name="user" autocomplete="username" required /></label>
      <label>${say('sign.password')}<input name="password" type="password" required
        autocomplete=${setup ? 'new-password' : 'current-password'} /></label>
      ${code ? html`<p class="fault" role="alert">${fault(say, code)}</p>` : null}
      <button class="primary" disabled=${busy}>${say(busy ? 'sign.wait' : setup ? 'sign.setup.create' : 'sign.in')}</button>
    </form>`}
    <${Choices} look=${look} />
  </main></div>`;
}

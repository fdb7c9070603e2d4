// @ts-check
// Language and light or dark. A language is named in itself, so that who cannot read this one finds it.

import {html} from '../vendor/htm-preact.js';
import {TABLES} from '../i18n.js';

/** The names of languages are no words to be translated. */
const NAMES = /** @type {Record<string, string>} */ ({zh: '中文', en: 'English'});

/** @param {any} props */
export function Choices({look}) {
  const {say, lang, setLang, theme, setTheme} = look;
  const other = theme === 'dark' ? 'light' : 'dark';
  return html`<span class="choices">
    <span class="segments" role="group" aria-label=${say('bar.language')}>
      ${Object.keys(TABLES).map(l => html`<button type="button" lang=${l} aria-pressed=${String(l === lang)}
        onClick=${() => setLang(l)}>${NAMES[l]}</button>`)}</span>
    <button type="button" class="plain" onClick=${() => setTheme(other)} title=${say('bar.theme')}>
      <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true"><circle cx="8" cy="8" r="6.500" fill="none"
        stroke="currentColor" stroke-width="1.500" /><path d="M8 1.500a6.500 6.500 0 0 1 0 13z" fill="currentColor" /></svg>
      ${say('bar.theme.' + other)}</button></span>`;
}

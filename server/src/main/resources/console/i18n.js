// @ts-check
// Words in the language that was chosen. A key that a table lacks is shown as itself, so that it is noticed.

import zh from './words/zh.js';
import en from './words/en.js';
import morezh from './words/people.zh.js';
import moreen from './words/people.en.js';

/** @type {Record<string, Record<string, string>>} */
export const TABLES = {zh: {...zh, ...morezh}, en: {...en, ...moreen}};

/** @param {readonly string[]} preferred the browser's languages @returns {import('./format.js').Lang} */
export function preferredLang(preferred) {
  const first = preferred.find(l => /^(zh|en)\b/i.test(l));
  return first && /^en/i.test(first) ? 'en' : 'zh';
}

/**
 * @typedef {((key: string, ...args: (string | number)[]) => string)
 *   & {lang: import('./format.js').Lang, or: (key: string, other: string) => string}} Say
 */

/** @param {import('./format.js').Lang} lang @returns {Say} */
export function sayIn(lang) {
  const table = TABLES[lang];
  const say = (/** @type {string} */ key, /** @type {(string | number)[]} */ ...args) =>
    fill(key in table ? table[key] : key, args);
  const or = (/** @type {string} */ key, /** @type {string} */ other) => (key in table ? table[key] : other);
  return Object.assign(say, {lang, or});
}

/** @param {string} words @param {(string | number)[]} args */
function fill(words, args) {
  return words.replace(/\{(\d)\}/g, (_, n) => String(args[Number(n)]));
}

/** Why the server said no. @param {Say} say @param {string} code */
export function fault(say, code) {
  return say.or('error.' + code, say('error.other', code));
}

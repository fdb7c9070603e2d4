// @ts-check
// Questions to the server. A refusal is a value: {ok: false, code}, in words by i18n.

let csrf = '';

/** @typedef {{ok: boolean, status: number, code: string, body: any}} Answer */

/**
 * @param {string} method @param {string} path @param {any} [body]
 * @returns {Promise<Answer>}
 */
async function ask(method, path, body) {
  /** @type {Record<string, string>} */
  const headers = {Accept: 'application/json'};
  if (method !== 'GET') headers['X-Csrf'] = csrf;
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  try {
    const response = await fetch('/api/v1' + path,
      {method, headers, body: body === undefined ? undefined : JSON.stringify(body), cache: 'no-store'});
    const text = await response.text();
    return answer(response.status, response.ok, text);
  } catch (e) {
    return {ok: false, status: 0, code: 'UNREACHABLE', body: null};
  }
}

/** @param {number} status @param {boolean} ok @param {string} text @returns {Answer} */
function answer(status, ok, text) {
  let body = null;
  try {
    body = text ? JSON.parse(text) : null;
  } catch (e) {
    return {ok: false, status, code: 'NOT_UNDERSTOOD', body: null};
  }
  return {ok, status, code: ok ? '' : (body && (body.code || body.reason)) || `HTTP_${status}`, body};
}

/** @param {Answer} signedIn */
function remember(signedIn) {
  if (signedIn.ok && signedIn.body) csrf = signedIn.body.csrf || '';
  return signedIn;
}

export const session = async () => remember(await ask('GET', '/session'));
/** @param {string} user @param {string} password */
export const signIn = async (user, password) => remember(await ask('POST', '/session', {user, password}));
/** @param {string} token @param {string} user @param {string} password */
export const setUp = async (token, user, password) =>
  remember(await ask('POST', '/session/setup', {token, user, password}));
/** @param {string} token */
export const redeem = async token => remember(await ask('POST', '/session/link', {token}));
export const signOut = () => ask('DELETE', '/session');
export const park = () => ask('GET', '/park');
export const inside = () => ask('GET', '/gates/inside');
/** @param {string} tag @param {number} from @param {number} to @param {number} points */
export const series = (tag, from, to, points) =>
  ask('GET', `/tags/${encodeURIComponent(tag)}/series?from=${Math.floor(from)}&to=${Math.floor(to)}&points=${points}`);

export const positions = () => ask('GET', '/positions');
export const suppressed = () => ask('GET', '/suppressed');
/** @param {string} id */
export const alarm = id => ask('GET', `/alarms?id=${encodeURIComponent(id)}`);
/** @param {string} position of all where it is empty */
export const handover = position =>
  ask('GET', '/handover?format=json' + (position ? `&position=${encodeURIComponent(position)}` : ''));
/** Where the same stands as a page to be printed. @param {string} position @param {string} lang */
export const handoverPage = (position, lang) =>
  `/api/v1/handover?format=html&lang=${lang}` + (position ? `&position=${encodeURIComponent(position)}` : '');

/** Of one occurrence. @param {string} verb @param {string} occurrenceId @param {object} body */
export const ofOccurrence = (verb, occurrenceId, body) =>
  ask('POST', `/occurrences/${verb}?id=${encodeURIComponent(occurrenceId)}`, body);

/** Of an alarm, whether or not it ever rang. @param {string} verb @param {object} body */
export const ofAlarm = (verb, body) => ask('POST', '/alarms/' + verb, body);

/** @param {string} position @param {object} body */
export const takeWatch = (position, body) => ask('POST', `/positions/${encodeURIComponent(position)}/handover`, body);

/** Whether it is not known what became of it: the same request is to be sent again. @param {string} code */
export const isUnanswered = code => code === 'UNREACHABLE' || code === 'NOT_DURABLE' || code === 'HTTP_503';

/**
 * @param {'acknowledge' | 'reset'} verb @param {import('./state.js').Alarm} alarm
 * @param {string} requestId the same one for every try of one wish @param {string} comment
 */
export const act = (verb, alarm, requestId, comment) =>
  ofOccurrence(verb, alarm.occurrenceId, {alarmId: alarm.alarmId, requestId, comment: comment || null});

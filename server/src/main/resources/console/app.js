// @ts-check
// The page: who is signed in, the one picture that everything shows, and where things stand on the screen.

import {html, render, useCallback, useEffect, useMemo, useReducer, useRef, useState} from './vendor/htm-preact.js';
import * as api from './api.js';
import {listen} from './stream.js';
import {initial, liveness, reduce} from './state.js';
import {preferredLang, sayIn} from './i18n.js';
import {indexed} from './site.js';
import {timeOfDay} from './format.js';
import {takeLink} from './link.js';
import {Sign} from './views/sign.js';
import {Header} from './views/header.js';
import {Overview} from './views/overview.js';
import {Alarms} from './views/alarms.js';
import {Trend} from './views/trend.js';
import {Gates} from './views/gates.js';
import {Messages} from './views/messages.js';
import {Handover} from './views/handover.js';
import {isField} from './views/line.js';

const VIEWS = ['overview', 'gates', 'messages', 'handover'];

/** A choice that this browser remembers. @param {string} key @param {string} other @returns {[string, (v: string) => void]} */
function useChoice(key, other) {
  const [value, set] = useState(() => localStorage.getItem('tocsin.' + key) || other);
  return [value, useCallback((/** @type {string} */ chosen) => {
    localStorage.setItem('tocsin.' + key, chosen);
    set(chosen);
  }, [key])];
}

/** The page's own monotonic clock, four times a second: ages go on growing where nothing arrives. */
function useNow() {
  const [now, set] = useState(performance.now());
  useEffect(() => {
    const timer = setInterval(() => set(performance.now()), 250);
    return () => clearInterval(timer);
  }, []);
  return now;
}

function App() {
  const [lang, setLang] = useChoice('lang', preferredLang(navigator.languages));
  const [theme, setTheme] = useChoice('theme', matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
  const say = useMemo(() => sayIn(/** @type {any} */ (lang)), [lang]);
  const [who, setWho] = useState(/** @type {any} */ (null));
  useEffect(() => {
    document.documentElement.lang = lang;
    document.documentElement.dataset.theme = theme;
  }, [lang, theme]);
  const look = {say, lang, setLang, theme, setTheme};
  return who && who.user
    ? html`<${Console} key=${who.user} look=${look} who=${who} onOut=${() => setWho(null)} />`
    : html`<${Sign} look=${look} link=${LINK} onIn=${setWho} />`;
}

/** The site, asked for again when its configuration changes. @param {string | null} version @param {() => void} onOut */
function usePark(version, onOut) {
  const [park, setPark] = useState(/** @type {any} */ (null));
  useEffect(() => {
    if (version === null) return undefined;
    let wanted = true;
    /** @type {number | undefined} */
    let timer;
    const ask = async () => {
      const answer = await api.park();
      if (!wanted) return;
      if (answer.ok) setPark(answer.body);
      else if (answer.status === 401) onOut();
      else timer = setTimeout(ask, 2_000);
    };
    ask();
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [version]);
  return useMemo(() => (park ? indexed(park) : null), [park]);
}

/** Positions by id, asked for again when the configuration changes. @param {string | null} version @returns {Map<string, any>} */
function usePositions(version) {
  const [positions, setPositions] = useState(/** @type {Map<string, any>} */ (new Map()));
  useEffect(() => {
    if (version === null) return;
    api.positions().then(answer => answer.ok
      && setPositions(new Map(answer.body.positions.map((/** @type {any} */ p) => [p.id, p]))));
  }, [version]);
  return positions;
}

/** @param {(event: string, data: any) => void} hear @param {() => void} onOut */
function useStream(hear, onOut) {
  useEffect(() => listen(hear, async () => {
    const answer = await api.session();
    if (answer.status === 401) onOut();
  }), []);
}

/** The past of each tank's level, for the small lines. @param {any} site @param {boolean} whole @param {any} hear @param {number} time */
function useTrails(site, whole, hear, time) {
  const asked = useRef(/** @type {any} */ (null));
  useEffect(() => {
    if (!site || !whole || asked.current === site) return;
    asked.current = site;
    for (const tank of site.tanks) {
      if (!tank.level) continue;
      api.series(tank.level.tag, time - 1_800_000, time, 180).then(past => past.ok && hear('trail', past.body));
    }
  }, [site, whole]);
}

/**
 * Who is in the park: asked for after each passage that was heard of, and now and then.
 * @param {any[]} passages @param {boolean} whole @returns {{vehicles: any[] | null, code: string}}
 */
function useInside(passages, whole) {
  const [inside, setInside] = useState(/** @type {any} */ ({vehicles: null, code: ''}));
  useEffect(() => {
    if (!whole) return undefined;
    const ask = async () => {
      const answer = await api.inside();
      setInside((/** @type {any} */ before) =>
        answer.ok ? {vehicles: answer.body.vehicles, code: ''} : {...before, code: answer.code});
    };
    const soon = setTimeout(ask, 300);
    const timer = setInterval(ask, 30_000);
    return () => {
      clearTimeout(soon);
      clearInterval(timer);
    };
  }, [passages, whole]);
  return inside;
}

/** @param {any} props */
function Console({look, who, onOut}) {
  const {say} = look;
  const [state, dispatch] = useReducer(
    (/** @type {any} */ s, /** @type {any} */ e) => reduce(s, e.event, e.data, e.at), undefined, initial);
  const hear = useCallback((/** @type {string} */ event, /** @type {any} */ data) =>
    dispatch({event, data, at: performance.now()}), []);
  useStream(hear, onOut);
  const site = usePark(state.configVersion, onOut);
  const positions = usePositions(state.configVersion);
  const now = useNow();
  const life = liveness(state, now);
  const time = state.beat && state.beatAt !== null ? Date.parse(state.beat.time) + (now - state.beatAt) : Date.now();
  useTrails(site, state.whole, hear, time);
  const [view, setView] = useState('overview');
  const [shown, setShown] = useState(/** @type {string | null} */ (null));
  const open = useCallback((/** @type {string | null} */ tag) => tag && setShown(tag), []);
  useKeys(setView, () => setShown(null));
  const zone = site ? site.park.zone : 'UTC';
  const out = async () => {
    await api.signOut();
    onOut();
  };
  const inside = useInside(state.picture.passages, state.whole);
  const common = {say, site, zone, time, picture: state.picture, open, inside, positions, who};
  return html`<div class=${'page' + (life.live ? '' : ' not-live')}>
    <a class="skip" href="#alarms">${say('app.skip')}</a>
    <${Header} ...${common} look=${look} life=${life} beat=${state.beat} view=${view} views=${VIEWS}
      now=${now} beatAt=${state.beatAt} onView=${setView} onOut=${out} />
    ${life.live ? null : html`<p class="not-live-band" role="status">
      <strong>${say('live.not')}</strong><span>${why(say, life, state, now)}</span>
      <span>${life.lastKnown === null ? say('live.never') : say('live.since', timeOfDay(life.lastKnown, zone))}</span>
    </p>`}
    <div class="stage">
      <main class="main" aria-label=${say('nav.' + view)}>
        <div class="view">
          ${site === null || view !== 'overview' ? null : html`<${Overview} ...${common} beat=${state.beat} />`}
          ${site === null || view !== 'gates' ? null : html`<${Gates} ...${common} />`}
          ${view !== 'messages' ? null : html`<${Messages} ...${common} beat=${state.beat} />`}
          ${view !== 'handover' ? null : html`<${Handover} ...${common} />`}
        </div>
        ${shown && site && site.tags.has(shown) ? html`<${Trend} key=${shown} ...${common} tag=${shown}
          theme=${look.theme} lang=${look.lang} live=${life.live} onClose=${() => setShown(null)} />` : null}
      </main>
      <${Alarms} ...${common} live=${life.live} shown=${shown} />
    </div>
  </div>`;
}

/** @param {any} say @param {any} life @param {any} state @param {number} now */
function why(say, life, state, now) {
  const seconds = life.reason === 'NO_BEAT' ? now - state.beatAt : life.ageMs;
  return say('live.' + life.reason, Math.floor((seconds || 0) / 1000));
}

/** 1 to 4 choose the view, Escape closes the trend. @param {(view: string) => void} setView @param {() => void} close */
function useKeys(setView, close) {
  useEffect(() => {
    const pressed = (/** @type {KeyboardEvent} */ e) => {
      if (e.ctrlKey || e.altKey || e.metaKey || isField(e.target)) return;
      if (e.key === 'Escape') close();
      const chosen = VIEWS[Number(e.key) - 1];
      if (chosen) setView(chosen);
    };
    document.addEventListener('keydown', pressed);
    return () => document.removeEventListener('keydown', pressed);
  }, []);
}

const LINK = takeLink();
render(html`<${App} />`, document.body);

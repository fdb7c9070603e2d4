// @ts-check
// The line to the server: server-sent events in, each handed on as (name, data). EventSource takes itself up again
// after a break; every connection begins with a whole snapshot.

const EVENTS = ['snapshot-start', 'alarms', 'removed', 'warnings', 'windows', 'values', 'passages', 'rejections', 'cameras',
  'snapshot-end', 'park', 'beat'];

const AGAIN_MS = 2_000;

/**
 * @param {(event: string, data: any) => void} hear also called with 'lost' when the line breaks
 * @param {() => void} refused the server does not answer with a stream: perhaps the session is over
 * @returns {() => void} closes it
 */
export function listen(hear, refused) {
  /** @type {EventSource} */
  let source;
  /** @type {number | undefined} */
  let timer;
  const open = () => {
    source = new EventSource('/api/v1/stream');
    for (const name of EVENTS) {
      source.addEventListener(name, e => hear(name, JSON.parse(/** @type {MessageEvent} */ (e).data)));
    }
    source.onerror = () => {
      hear('lost', null);
      if (source.readyState === EventSource.CLOSED) {
        refused();
        timer = setTimeout(open, AGAIN_MS);
      }
    };
  };
  open();
  return () => {
    clearTimeout(timer);
    source.close();
  };
}

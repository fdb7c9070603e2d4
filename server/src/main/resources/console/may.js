// @ts-check
// Which buttons a role is shown. The server decides, and says in words why not: scope and responsibility are only known there.

/** @type {Record<string, string[]>} */
const ROLES = {
  operator: ['acknowledge', 'reset', 'shelve', 'unshelve', 'comment', 'assign', 'handle', 'falseAlarm', 'close', 'handOver'],
  supervisor: ['acknowledge', 'reset', 'shelve', 'unshelve', 'comment', 'assign', 'handle', 'falseAlarm', 'close', 'handOver',
    'suppress', 'unsuppress', 'removeFromService', 'returnToService', 'openWindow', 'closeWindow'],
  engineer: ['comment', 'suppress', 'unsuppress', 'removeFromService', 'returnToService', 'openWindow', 'closeWindow'],
};

/** @param {string} role @param {string} verb */
export function may(role, verb) {
  return (ROLES[role] || []).includes(verb);
}

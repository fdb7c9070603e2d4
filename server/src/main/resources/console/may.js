// @ts-check
// Which buttons a role is shown. The server decides, and says in words why not: scope and responsibility are only known there.

const ALARMS = ['acknowledge', 'reset', 'shelve', 'unshelve', 'comment', 'assign', 'handle', 'falseAlarm', 'close', 'handOver'];
const PLANT = ['comment', 'unsuppress', 'returnToService'];

/** @type {Record<string, string[]>} */
const ROLES = {operator: ALARMS, supervisor: [...ALARMS, ...PLANT], engineer: PLANT};

/** @param {string} role @param {string} verb */
export function may(role, verb) {
  return (ROLES[role] || []).includes(verb);
}

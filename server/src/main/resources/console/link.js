// @ts-check
// A one-time link, /?link=TOKEN: taken out of the address bar before anything else, so that it is neither kept in the
// history nor sent on as a referrer.

/** @returns {string | null} */
export function takeLink() {
  const address = new URL(location.href);
  const token = address.searchParams.get('link');
  if (token === null) return null;
  address.searchParams.delete('link');
  history.replaceState(null, '', address.pathname + address.search + address.hash);
  return token;
}

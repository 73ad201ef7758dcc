// The token comes in the address's fragment, which no browser sends, and is kept for this tab only.
const KEY = "belay-token";

function read() {
  const given = new URLSearchParams(location.hash.slice(1)).get("token");
  if (given) {
    sessionStorage.setItem(KEY, given);
    history.replaceState(null, "", location.pathname + location.search);
  }
  return sessionStorage.getItem(KEY);
}

let token = read();
addEventListener("hashchange", () => { token = read(); });

export const hasToken = () => Boolean(token);
export const authorized = (headers = {}) => (token ? { ...headers, Authorization: `Bearer ${token}` } : headers);

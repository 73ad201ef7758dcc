// Talks to the API. The token comes in the address's fragment, which is never sent to a server,
// and is kept for this tab only.
const KEY = "belay-token";
const TIMEOUT_MS = 8000;

function readToken() {
  const given = new URLSearchParams(location.hash.slice(1)).get("token");
  if (given) {
    sessionStorage.setItem(KEY, given);
    history.replaceState(null, "", location.pathname);
  }
  return sessionStorage.getItem(KEY);
}

export const access = { token: readToken() };
addEventListener("hashchange", () => { access.token = readToken(); });

export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export function get(path) {
  return ask(path, { method: "GET" });
}

export function giveCommand(name, key) {
  return ask(`/api/portfolio/${name}`, {
    method: "POST",
    headers: { "Content-Type": "application/json", "Idempotency-Key": key },
    body: JSON.stringify({ by: "status page" }),
  });
}

async function ask(path, options) {
  const headers = { ...options.headers, Accept: "application/json" };
  if (access.token) headers.Authorization = `Bearer ${access.token}`;
  let response;
  try {
    response = await fetch(path, { ...options, headers, signal: AbortSignal.timeout(TIMEOUT_MS) });
  } catch {
    throw new Error("Belay does not answer; trying again.");
  }
  const body = await response.json().catch(() => null);
  if (!response.ok) {
    throw new Error(body?.detail ?? body?.title ?? `Belay answered ${response.status}.`);
  }
  return body;
}

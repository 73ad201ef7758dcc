// Keeps a page fresh: reads the stream of events and has the page's regions read again. Not an
// EventSource, because that can't send the token, which reads beyond loopback need.
import { authorized } from "./token.js";

const GATHER_MS = 350; // events within this time are one refresh
const QUIET_MS = 5000; // prices move without an event
const PATIENCE_MS = 40000; // the server says it is alive every 15 s

const topics = new Set((document.body.dataset.topics ?? "").split(" ").filter(Boolean));
let stream = null;
let waiting = null;

export function refreshSoon() {
  waiting ??= setTimeout(() => {
    waiting = null;
    if (!document.hidden) document.body.dispatchEvent(new CustomEvent("belay:changed"));
  }, GATHER_MS);
}

function hear(event) {
  document.body.dispatchEvent(new CustomEvent("belay:event", { detail: event }));
  if (event.topic === "mark") document.body.dispatchEvent(new CustomEvent("belay:mark"));
  if (topics.has(event.topic)) refreshSoon();
}

function told(text) {
  const box = document.getElementById("offline");
  box.hidden = !text;
  if (box.textContent !== text) box.textContent = text;
}

async function listen(control) {
  const response = await fetch("/api/events", { headers: authorized({ Accept: "text/event-stream" }), signal: control.signal });
  if (!response.ok) throw new Error(`answered ${response.status}`);
  told("");
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  let alarm = null;
  try {
    for (;;) {
      clearTimeout(alarm);
      alarm = setTimeout(() => control.abort(), PATIENCE_MS);
      const { value, done } = await reader.read();
      if (done) return;
      const parts = (rest + value).split("\n\n");
      rest = parts.pop();
      for (const part of parts) {
        const data = part.split("\n").filter((line) => line.startsWith("data:")).map((line) => line.slice(5).trim()).join("");
        if (data) hear(JSON.parse(data));
      }
    }
  } finally {
    clearTimeout(alarm);
  }
}

async function keepListening() {
  const mine = new AbortController();
  stream = mine;
  while (stream === mine) {
    const attempt = new AbortController();
    mine.signal.addEventListener("abort", () => attempt.abort(), { once: true });
    try {
      await listen(attempt);
    } catch {
      // Told below; what is shown stays.
    }
    if (stream !== mine) return;
    await new Promise((resolve) => setTimeout(resolve, 1500));
    if (stream !== mine) return;
    fetch("/api/health", { headers: authorized() }).then(() => told(""), () => told("Belay does not answer. What is shown may be old; this page tries again by itself."));
  }
}

function start() {
  if (!stream) keepListening();
}

function stop() {
  stream?.abort();
  const old = stream;
  stream = null;
  return old;
}

// A hidden page closes its stream: a browser has six connections to one server for all its tabs.
document.addEventListener("visibilitychange", () => {
  if (document.hidden) stop();
  else { start(); refreshSoon(); }
});
addEventListener("pagehide", stop);
addEventListener("pageshow", (event) => { if (event.persisted) { start(); refreshSoon(); } });

// A region in use is left alone, and so is one that has not changed.
document.body.addEventListener("htmx:oobBeforeSwap", (event) => {
  const old = event.detail.target;
  const next = event.detail.fragment.firstElementChild;
  const focused = old.contains(document.activeElement) && !document.activeElement.id && document.activeElement !== document.body;
  const selection = getSelection();
  const selected = !selection.isCollapsed && old.contains(selection.anchorNode);
  if (focused || selected || (next && old.isEqualNode(next))) event.detail.shouldSwap = false;
});

// A page that could not be shown is there again.
document.getElementById("live").addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.successful && document.getElementById("failure")) location.reload();
});

export function startLive() {
  start();
  if (topics.size > 0) setInterval(refreshSoon, QUIET_MS);
}

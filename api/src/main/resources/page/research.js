// Research: what runs is looked at every second, and what is ticked for a comparison stays ticked.
import { refreshSoon } from "./live.js";

const EVERY_MS = 1000;

export function startResearch() {
  setInterval(() => { if (document.querySelector("[data-working]")) refreshSoon(); }, EVERY_MS);
  document.body.addEventListener("change", ready);
  document.body.addEventListener("htmx:oobAfterSwap", ready);
  document.body.addEventListener("htmx:oobBeforeSwap", (event) => {
    for (const tick of event.detail.target.querySelectorAll("[name=run]:checked")) {
      const next = event.detail.fragment.querySelector(`#${CSS.escape(tick.id)}`);
      if (next) next.checked = true;
    }
  });
  // A run that was deleted has no page any more.
  document.body.addEventListener("htmx:responseError", (event) => {
    if (event.detail.xhr.status === 404 && location.pathname.startsWith("/research/runs/")) location.assign("/research");
  });
  ready();
}

function ready() {
  const button = document.getElementById("do-compare");
  if (!button) return;
  const ticked = document.querySelectorAll("[name=run]:checked").length;
  button.disabled = ticked < 2 || ticked > 8;
  button.textContent = ticked < 2 ? "Tick two or more to compare" : ticked > 8 ? "Tick eight at most to compare" : `Compare these ${ticked}`;
}

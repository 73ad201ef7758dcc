// What every page has: the menu, local times on hover, commands, and freshness.
import { authorized, hasToken } from "./token.js";
import { startLive } from "./live.js";
import { Curves } from "./curves.js";
import { startResearch } from "./research.js";
import "./commands.js";

document.documentElement.classList.add("scripted");
document.body.addEventListener("htmx:configRequest", (event) => Object.assign(event.detail.headers, authorized()));

const menu = document.getElementById("menu-button");
menu.addEventListener("click", () => {
  const open = document.querySelector(".side").classList.toggle("opened");
  menu.setAttribute("aria-expanded", String(open));
});

// Times are UTC; the local one is a hover away.
document.body.addEventListener("pointerover", (event) => {
  const time = event.target.closest?.("time[datetime]");
  if (time && !time.title) time.title = `${new Date(time.dateTime).toLocaleString()} local time`;
});

const tokenState = document.getElementById("token-state");
if (tokenState) tokenState.textContent = hasToken() ? "This tab has the token: commands can be given." : "This tab has no token: it can only look.";

const boxes = document.querySelectorAll("[data-curves]");
if (boxes.length) {
  const script = document.createElement("script");
  script.src = "/webjars/chart.js/4.5.1/dist/chart.umd.min.js";
  script.addEventListener("load", () => boxes.forEach((box) => new Curves(box)));
  document.head.append(script);
}
startLive();
if (location.pathname.startsWith("/research")) startResearch();

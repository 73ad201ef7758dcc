// The status page: asks the API every two seconds. All data goes in as text, never as markup.
import { element, replaceChildren, rows } from "./dom.js";
import { access, get, giveCommand, newKey } from "./api.js";
import * as show from "./format.js";

const REFRESH_MS = 2000;
const byId = (id) => document.getElementById(id);
let shownAt = null;

function badges(portfolio) {
  const market = portfolio.market;
  const texts = [portfolio.mode.toUpperCase()];
  if (market.kind === "replay") texts.push(market.label);
  else if (market.simulated) texts.push("SIMULATED");
  if (portfolio.agents.some((agent) => agent.ai_model.endsWith("(stand-in)"))) texts.push("stand-in model");
  replaceChildren(byId("badges"), texts.map((text) => element("li", text)));
  const clock = market.as_of ? `market time ${show.time(market.as_of)}` : market.as_of_reason;
  const speed = market.speed === 1 ? "" : `, at ${market.speed} times its speed`;
  const stale = market.problem ? ` — prices may be old: ${market.problem}` : market.ended ? " — the replay has ended" : "";
  byId("market").textContent = `${market.label} · ${clock}${speed}${stale}`;
}

function fund(portfolio) {
  const figures = [
    ["Equity", show.money(portfolio.total_equity), ""],
    ["P&L", show.signed(portfolio.total_pnl), show.tone(portfolio.total_pnl)],
    ["P&L %", show.percent(portfolio.total_pnl_pct, portfolio.total_pnl_pct_reason), show.tone(portfolio.total_pnl_pct)],
    ["Unallocated cash", show.money(portfolio.unallocated_cash), ""],
    ["Open positions", String(portfolio.total_positions), ""],
    ["Sharpe", show.ratio(portfolio.sharpe, portfolio.sharpe_reason), portfolio.sharpe === null ? "small" : ""],
    ["Max drawdown", show.percent(portfolio.max_drawdown_pct, portfolio.max_drawdown_pct_reason), portfolio.max_drawdown_pct === null ? "small" : ""],
    ["Fees paid", show.money(portfolio.costs.fees), ""],
  ];
  const parts = figures.map(([name, value, tone]) => {
    const group = element("div", null);
    group.append(element("dt", name), element("dd", value, tone));
    return group;
  });
  replaceChildren(byId("fund"), parts);
}

function agents(portfolio) {
  rows(byId("agents"), portfolio.agents, (agent) => agent.trader_id, (agent) => [
    { head: true, text: agent.trader_name },
    { text: show.money(agent.equity), tone: "number" },
    { text: show.percent(agent.pnl_pct, agent.pnl_pct_reason), tone: `number ${show.tone(agent.pnl_pct)}` },
    { text: agent.status, tone: agent.status === "running" ? "" : "alarm" },
    { text: String(agent.position_count), tone: "number" },
    { text: String(agent.trades), tone: "number" },
    { text: agent.last_decision ? `${show.outcome(agent.last_decision.outcome)} at ${show.time(agent.last_decision.as_of)}` : agent.last_decision_reason },
    { text: agent.ai_model },
  ]);
}

function positions(list) {
  rows(byId("positions"), list.items, (position) => position.id, (position) => [
    { head: true, text: `${position.direction} ${position.symbol} ×${position.leverage}` },
    position.stop_confirmed
      ? { text: `${position.stop} confirmed` }
      : { text: `${position.stop} not confirmed`, tone: position.status === "OPENING" ? "" : "alarm" },
    { text: position.unrealized_pnl === null ? position.unrealized_pnl_reason : show.signed(position.unrealized_pnl), tone: `number ${show.tone(position.unrealized_pnl)}` },
    { text: position.agent },
    { text: position.quantity, tone: "number" },
    { text: show.known(position.entry_price, position.entry_price_reason), tone: "number" },
    { text: show.known(position.mark, position.mark_reason), tone: "number" },
    { text: position.target ?? "none", tone: "number" },
    { text: show.outcome(position.status) },
  ]);
}

function orders(list) {
  rows(byId("orders"), list.items, (order) => order.id, (order) => [
    { head: true, text: `${order.leg} ${order.side} ${order.symbol} ${order.type}` },
    { text: show.outcome(order.status) + (order.reason ? `: ${order.reason}` : "") },
    { text: order.agent },
    { text: order.quantity ?? "whole position", tone: "number" },
    { text: order.average_price ?? order.trigger_price ?? order.limit_price ?? "—", tone: "number" },
    { text: show.time(order.as_of) },
    { text: order.id, tone: "id" },
  ]);
}

function decisions(list) {
  rows(byId("decisions"), list.items, (decision) => decision.id, (decision) => [
    { head: true, text: decision.agent },
    { text: show.elements(decision), tone: "wide" },
    { text: show.outcome(decision.outcome) },
    { text: show.time(decision.as_of) },
  ]);
}

function halts(state) {
  const halt = state.active;
  byId("halt").hidden = !halt;
  if (halt) {
    byId("halt").textContent = `Entries are halted since ${show.time(halt.at)} by ${halt.halted_by}: ${halt.reason}. Open positions keep their stops.`;
  }
  byId("command-halt").disabled = !access.token || Boolean(halt);
  byId("command-resume").disabled = !access.token || !halt;
  byId("command-flatten").disabled = !access.token;
  byId("token-hint").hidden = Boolean(access.token);
}

function temporal(health) {
  const link = byId("temporal");
  const address = health.temporal.ui_address;
  link.hidden = !address || !/^https?:\/\//.test(address);
  if (!link.hidden) link.href = address;
}

function problem(text) {
  const box = byId("problem");
  if (box.textContent !== (text ?? "")) box.textContent = text ?? "";
  box.hidden = !text;
}

async function refresh() {
  try {
    const [portfolio, open, last, decided, halted] = await Promise.all([
      get("/api/portfolio"), get("/api/positions"), get("/api/orders?limit=12"),
      get("/api/decisions?limit=12"), get("/api/halts"),
    ]);
    badges(portfolio);
    fund(portfolio);
    agents(portfolio);
    positions(open);
    orders(last);
    decisions(decided);
    halts(halted);
    shownAt = new Date();
    byId("fresh").textContent = `As of ${shownAt.toLocaleTimeString()}, refreshed every two seconds.`;
    problem(null);
  } catch (failure) {
    const since = shownAt ? ` What is shown is from ${shownAt.toLocaleTimeString()}.` : "";
    problem(`${failure.message}${since}`);
  }
}

async function loop() {
  if (!document.hidden) await refresh();
  setTimeout(loop, REFRESH_MS);
}

async function command(name) {
  const answer = byId("answer");
  answer.textContent = "Asking…";
  try {
    const given = await giveCommand(name, newKey());
    answer.textContent = given.message + (given.watch ? ` Watch: ${given.watch}` : "");
  } catch (failure) {
    answer.textContent = `Not done: ${failure.message}`;
  }
  await refresh();
}

byId("command-halt").addEventListener("click", () => command("halt"));
byId("command-resume").addEventListener("click", () => command("resume"));
byId("command-flatten").addEventListener("click", () => byId("ask-flatten").showModal());
byId("ask-flatten").addEventListener("close", (event) => {
  if (event.target.returnValue === "yes") command("flatten");
  event.target.returnValue = "";
});

halts({ active: null });
get("/api/health").then(temporal).catch(() => {});
loop();

// Draws returns over time.
import { authorized } from "./token.js";

const style = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const two = (number) => String(number).padStart(2, "0");
const percent = (value) => `${value > 0 ? "+" : value < 0 ? "−" : ""}${Math.abs(value).toFixed(2)} %`;

function stamp(time, long) {
  const at = new Date(time);
  const clock = `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}`;
  const day = `${at.getUTCFullYear()}-${two(at.getUTCMonth() + 1)}-${two(at.getUTCDate())}`;
  return long === "day" ? day.slice(5) : long ? `${day} ${clock} UTC` : clock;
}

const colour = (series, agents) =>
  series.kind === "fund" ? style("--ink") : series.kind === "hold" ? style("--hold") : style(`--c${agents.indexOf(series.id) % 8}`);

function datasets(series, hidden) {
  const agents = series.filter((one) => one.kind === "agent").map((one) => one.id);
  return series.map((one) => ({
    id: one.id,
    kind: one.kind,
    label: one.name,
    data: one.points.map((point) => ({ x: Date.parse(point.as_of), y: point.pct })),
    borderColor: colour(one, agents),
    backgroundColor: colour(one, agents),
    borderWidth: one.kind === "agent" ? 1.5 : 2.5,
    borderDash: one.kind === "hold" ? [6, 4] : [],
    pointRadius: one.points.length === 1 ? 3 : 0,
    pointHitRadius: 8,
    tension: 0,
    order: one.kind === "agent" ? 1 : 0,
    hidden: hidden.has(one.id),
  }));
}

function options(days) {
  const quiet = style("--quiet");
  const line = style("--line");
  return {
    animation: false,
    maintainAspectRatio: false,
    parsing: false,
    normalized: true,
    interaction: { mode: "nearest", axis: "x", intersect: false },
    scales: {
      x: { type: "linear", bounds: "data", grid: { display: false }, border: { color: line },
        ticks: { color: quiet, maxRotation: 0, autoSkipPadding: 24, callback: (value) => stamp(value, days ? "day" : "") } },
      y: { grid: { color: (at) => (at.tick.value === 0 ? quiet : line) }, border: { display: false }, ticks: { color: quiet, callback: percent } },
    },
    plugins: {
      legend: { display: false },
      tooltip: { callbacks: { title: (items) => (items.length ? stamp(items[0].parsed.x, true) : ""), label: (item) => ` ${item.dataset.label}: ${percent(item.parsed.y)}` } },
    },
  };
}

export class Curves {
  constructor(box) {
    this.box = box;
    this.canvas = box.querySelector("canvas");
    this.legend = box.parentElement.querySelector(".legend");
    this.hidden = new Set();
    this.only = (box.dataset.only ?? "").split(" ").filter(Boolean);
    document.body.addEventListener("belay:mark", () => this.read());
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.draw());
    this.read();
  }

  async read() {
    try {
      const response = await fetch(`/api/curves?range=${encodeURIComponent(this.box.dataset.curves)}`, { headers: authorized() });
      if (!response.ok) return;
      this.curves = await response.json();
    } catch {
      return; // what is drawn stays; the page says that Belay does not answer
    }
    this.draw();
  }

  draw() {
    if (!this.curves) return;
    const all = this.curves.series;
    const agents = all.filter((one) => one.kind === "agent").map((one) => one.id);
    const shown = this.only.length ? all.filter((one) => this.only.includes(one.id)) : all;
    const drawn = datasets(all, this.hidden).filter((set) => shown.some((one) => one.id === set.id));
    const empty = shown.every((one) => one.points.length === 0);
    this.box.querySelector(".empty").hidden = !empty;
    this.canvas.hidden = empty;
    const days = this.curves.from && Date.parse(this.curves.to) - Date.parse(this.curves.from) > 2 * 864e5;
    if (this.chart) {
      this.chart.data.datasets = drawn;
      this.chart.options = options(days);
      this.chart.update();
    } else if (!empty) {
      this.chart = new window.Chart(this.canvas, { type: "line", data: { datasets: drawn }, options: options(days) });
    }
    this.label(shown);
    this.buttons(shown, agents);
  }

  label(shown) {
    const ends = shown.filter((one) => one.points.length).map((one) => `${one.name} ${percent(one.points.at(-1).pct)}`);
    this.canvas.setAttribute("aria-label", `Returns over ${this.box.dataset.curves}: ${ends.join(", ")}`);
  }

  buttons(shown, agents) {
    if (this.legend.children.length === shown.length) return;
    this.legend.replaceChildren(...shown.map((one) => {
      const button = document.createElement("button");
      const dot = document.createElement("i");
      button.type = "button";
      button.setAttribute("aria-pressed", "true");
      dot.className = `dot ${one.kind === "agent" ? `c${agents.indexOf(one.id) % 8}` : one.kind}`;
      button.append(dot, one.name);
      button.addEventListener("click", () => {
        const pressed = button.getAttribute("aria-pressed") === "true";
        button.setAttribute("aria-pressed", String(!pressed));
        if (pressed) this.hidden.add(one.id); else this.hidden.delete(one.id);
        this.draw();
      });
      return button;
    }));
  }
}

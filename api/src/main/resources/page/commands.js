// Commands: a dialog says what will happen, the form gives the command, the answer stays in it.
import { authorized, hasToken } from "./token.js";

const dialog = document.getElementById("ask");
const newKey = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");

document.body.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target.id !== "ask-body") return;
  const form = dialog.querySelector("form");
  form.dataset.key = newKey(); // sent again after a lost answer, it is the same command
  form.querySelector(".needs-token").hidden = hasToken();
  form.querySelector("[type=submit]").disabled = !hasToken();
  choose(form);
  if (!dialog.open) dialog.showModal();
  form.querySelector("input, select, .dismiss").focus();
});

dialog.addEventListener("input", (event) => {
  const refusal = event.target.form.querySelector(".answer.bad");
  if (refusal) refusal.textContent = ""; // it was about what was entered before
  choose(event.target.form);
});

// Some fields are asked only with a choice, such as weights with the custom scheme; or with several.
const chosen = (form, rule) => rule.split(" ").every((part) => {
  const [name, values] = part.split("=");
  return values.split("|").includes(form.elements[name].value);
});

function choose(form) {
  let asked = 0;
  let sum = 0;
  for (const label of form.querySelectorAll("[data-only-with]")) {
    label.hidden = !chosen(form, label.dataset.onlyWith);
    const weight = label.querySelector("[name^='weights.']");
    if (label.hidden || !weight) continue;
    asked += 1;
    sum += Math.round(Number(weight.value) * 1e6) || 0;
  }
  const told = form.querySelector(".sum");
  told.hidden = asked === 0;
  told.textContent = sum === 1e8 ? "They sum to 100 %." : `They sum to ${sum / 1e6} %, and have to sum to 100 %.`;
}

dialog.addEventListener("click", (event) => {
  if (event.target === dialog || event.target.closest(".dismiss")) dialog.close();
});

dialog.addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = event.target;
  const answer = form.querySelector(".answer");
  const submit = form.querySelector("[type=submit]");
  submit.disabled = true;
  answer.className = "answer";
  answer.textContent = "Asking…";
  try {
    const given = await give(form);
    answer.textContent = given.message ?? "Done.";
    if (given.workflow_url) {
      const link = document.createElement("a");
      link.href = given.workflow_url;
      link.rel = "noreferrer";
      link.target = "_blank";
      link.textContent = "Watch it ↗";
      answer.append(" ", link);
    }
    const page = /^\/api(\/(?:reviews|agents|positions|research\/runs)\/.+)$/.exec(given.watch_at ?? "");
    if (page && page[1] !== location.pathname) {
      const link = document.createElement("a");
      link.href = page[1];
      link.textContent = "See it";
      answer.append(" ", link);
    }
    submit.hidden = true;
    form.querySelector(".dismiss").textContent = "Close";
    form.querySelector(".dismiss").focus();
  } catch (failure) {
    answer.className = "answer bad";
    answer.textContent = `Not done: ${failure.message}`;
    submit.disabled = false;
  }
  document.body.dispatchEvent(new CustomEvent("belay:changed"));
});

// A field's kind says how what was entered goes into the request; a dot in its name leads into an object.
const READ = {
  text: (text) => text || undefined,
  decimal: (text) => text || undefined,
  decimal_or_null: (text) => text || null,
  number: (text) => (text ? Number(text) : undefined),
  flag: (text) => text === "true" || undefined,
  list: (text) => (text ? text.split(",").map((one) => one.trim()).filter(Boolean) : undefined),
};

function entered(form) {
  const body = {};
  for (const field of form.querySelectorAll("[data-kind]")) {
    if (field.labels[0].hidden || (form.dataset.patch && same(field))) continue;
    const value = READ[field.dataset.kind](field.value.trim());
    if (Number.isNaN(value)) throw new Error(`expected a number as "${field.labels[0].firstElementChild.textContent}", was "${field.value}".`);
    if (value === undefined) continue;
    const [outer, inner] = field.name.split(".");
    if (inner) (body[outer] ??= {})[inner] = value;
    else body[outer] = value;
  }
  if (form.dataset.patch && Object.keys(body).every((name) => name === "reason")) {
    throw new Error("nothing is different yet; change what is to be different.");
  }
  return body;
}

const same = (field) =>
  field.options ? field.options[field.selectedIndex].defaultSelected : field.value.trim() === field.defaultValue.trim();

async function give(form) {
  const body = { ...entered(form), by: "dashboard" };
  let response;
  try {
    response = await fetch(form.dataset.path, {
      method: form.dataset.method,
      headers: authorized({ "Content-Type": "application/json", Accept: "application/json", "Idempotency-Key": form.dataset.key }),
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(15000),
    });
  } catch {
    throw new Error("Belay does not answer. The same button gives the same command again, never a second one.");
  }
  const read = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(read.detail ?? read.title ?? `Belay answered ${response.status}.`);
  return read;
}

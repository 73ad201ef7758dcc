// Numbers and words for people.
const MONEY = new Intl.NumberFormat("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 });

export const money = (text) => MONEY.format(Number(text));

export function signed(text) {
  const value = Number(text);
  return `${value > 0 ? "+" : value < 0 ? "−" : ""}${MONEY.format(Math.abs(value))}`;
}

export function percent(value, reason) {
  return value === null ? reason : `${signed(value)} %`;
}

export const ratio = (value, reason) => (value === null ? reason : MONEY.format(value));

export const known = (value, reason) => (value === null ? reason : value);

/** Sign and colour say the same; colour alone never does. */
export function tone(value) {
  const number = Number(value ?? 0);
  return number > 0 ? "gain" : number < 0 ? "loss" : "";
}

export const time = (instant) => instant.slice(0, 19).replace("T", " ");

/** NOT_PLACED becomes "not placed". */
export const outcome = (code) => code.toLowerCase().replaceAll("_", " ");

export function elements(decision) {
  if (decision.elements.length === 0) return decision.detail ?? decision.reasoning ?? "";
  return decision.elements.map(element).join(" · ");
}

function element(part) {
  const what = [part.action, part.symbol].filter(Boolean).join(" ") || "an element";
  return part.refusal ? `${what} refused, ${part.refusal.code}: ${part.refusal.detail}` : what;
}

// Puts text into the page. Nothing here parses markup.
export function element(name, text, tone) {
  const made = document.createElement(name);
  if (text !== null) made.textContent = text;
  if (tone && tone.trim()) made.className = tone.trim();
  return made;
}

/** Replaces only what differs, so that a screen reader or a selection is not disturbed. */
export function replaceChildren(parent, children) {
  const same = parent.children.length === children.length
    && children.every((child, i) => child.isEqualNode(parent.children[i]));
  if (!same) parent.replaceChildren(...children);
}

/** Rows by key; a row that is the same as before is left alone. */
export function rows(body, items, keyOf, cellsOf) {
  if (items.length === 0) {
    const cell = element("td", body.dataset.empty, "empty");
    cell.colSpan = body.closest("table").tHead.rows[0].cells.length;
    const row = element("tr", null);
    row.append(cell);
    replaceChildren(body, [row]);
    return;
  }
  const old = new Map(Array.from(body.rows, (row) => [row.dataset.key, row]));
  const next = items.map((item) => {
    const row = element("tr", null);
    row.dataset.key = keyOf(item);
    for (const cell of cellsOf(item)) {
      const made = element(cell.head ? "th" : "td", cell.text, cell.tone);
      if (cell.head) made.scope = "row";
      row.append(made);
    }
    const before = old.get(row.dataset.key);
    return before && before.isEqualNode(row) ? before : row;
  });
  const same = next.length === body.rows.length && next.every((row, i) => row === body.rows[i]);
  if (!same) body.replaceChildren(...next);
}

const WORDS = { value: "value", no_data: "no data", failed: "failed", skipped: "skipped" };

function element(name, text, attributes = {}) {
  const made = document.createElement(name);
  made.textContent = text ?? "";
  for (const [attribute, value] of Object.entries(attributes)) {
    made.setAttribute(attribute, value);
  }
  return made;
}

function statusCell(row) {
  const cell = element("td", "", { class: "status" });
  cell.append(element("span", WORDS[row.status] ?? row.status, { class: `badge ${row.status}` }));
  if (row.reason) {
    cell.append(" ", element("span", row.reason.replaceAll("_", " "), { class: "reason" }));
  }
  if (row.message) {
    cell.append(element("small", row.message));
  }
  return cell;
}

function valueCell(row) {
  const cell = element("td", row.value ?? "–", { class: "value" });
  if (row.distance_m > 0) {
    cell.append(element("small", `${Math.round(row.distance_m)} m away`));
  }
  return cell;
}

function serviceCell(row) {
  const cell = element("th", row.name, { scope: "row" });
  if (row.provenance) {
    cell.append(element("small", row.provenance));
  }
  return cell;
}

function line(row) {
  const made = element("tr", "");
  made.append(
    serviceCell(row),
    valueCell(row),
    element("td", row.unit),
    statusCell(row),
    element("td", row.elapsed_ms, { class: "number" }),
  );
  return made;
}

function heading(group, names) {
  const made = element("tr", "", { class: "group" });
  made.append(element("th", names.get(group) ?? group, { scope: "rowgroup", colspan: "5" }));
  return made;
}

/** Shows the rows, one table body for each group. */
export function fillTable(table, rows, names) {
  for (const body of [...table.tBodies]) {
    body.remove();
  }
  let body = null;
  let shown;
  for (const row of rows) {
    if (body === null || row.group !== shown) {
      body = table.createTBody();
      shown = row.group;
      if (shown !== null) {
        body.append(heading(shown, names));
      }
    }
    body.append(line(row));
  }
}

/** The answer in one sentence. */
export function summary(rows, millis) {
  const counts = new Map();
  for (const { status } of rows) {
    counts.set(status, (counts.get(status) ?? 0) + 1);
  }
  const parts = Object.keys(WORDS).filter((status) => counts.has(status))
    .map((status) => `${counts.get(status)} ${status === "value" ? "with a value" : WORDS[status]}`);
  return `${rows.length} answers in ${(millis / 1000).toFixed(2)} s: ${parts.join(", ")}.`;
}

import { ask, collections, documentUrl, groupNames } from "./api.js";
import { fillTable, summary } from "./table.js";

const form = document.querySelector("#query");
const button = form.querySelector("button");
const collection = document.querySelector("#collection");
const status = document.querySelector("#status");
const problem = document.querySelector("#problem");
const answer = document.querySelector("#answer");
const table = answer.querySelector("table");
const downloads = {
  geojson: "application/json",
  csv: "text/csv",
  gml: "text/xml; subtype=gml/3.1.1",
};

let names = new Map();
let running = null;

function inputs() {
  const filled = [...new FormData(form)].map(([name, value]) => [name, value.trim()]).filter(([, value]) => value);
  return Object.fromEntries(filled);
}

function showProblem(error) {
  answer.hidden = true;
  status.textContent = "";
  problem.textContent = error.message;
  problem.hidden = false;
  const field = error.input && form.elements.namedItem(error.input);
  if (field) {
    field.setAttribute("aria-invalid", "true");
    field.focus();
  }
}

function clearProblem() {
  problem.hidden = true;
  for (const field of form.elements) {
    field.removeAttribute("aria-invalid");
  }
}

function showAnswer(rows, asked, millis) {
  const text = summary(rows, millis);
  fillTable(table, rows, names);
  table.caption.textContent = `${collection.selectedOptions[0]?.textContent ?? asked.collection} at ${asked.point}`;
  for (const [id, mimeType] of Object.entries(downloads)) {
    document.getElementById(id).href = documentUrl(asked, mimeType);
  }
  answer.hidden = false;
  status.textContent = text;
}

async function submit() {
  running?.abort();
  const own = new AbortController();
  running = own;
  const asked = inputs();
  clearProblem();
  button.setAttribute("aria-busy", "true");
  status.textContent = "Asking every service …";
  const before = performance.now();
  try {
    const rows = await ask(asked, own.signal);
    showAnswer(rows, asked, performance.now() - before);
    history.replaceState(null, "", "#" + new URLSearchParams(asked));
  } catch (error) {
    if (!own.signal.aborted) {
      showProblem(error);
    }
  } finally {
    if (running === own) {
      button.removeAttribute("aria-busy");
    }
  }
}

function describeCollection(all) {
  const chosen = all.find(({ key }) => key === collection.value);
  document.querySelector("#collection-hint").textContent = chosen?.description ?? "";
}

function fillFromAddress() {
  const wanted = new URLSearchParams(location.hash.slice(1));
  for (const [name, value] of wanted) {
    const field = form.elements.namedItem(name);
    if (field) {
      field.value = value;
    }
  }
  return wanted.has("point") && wanted.has("collection");
}

async function start() {
  try {
    const [all, groups] = await Promise.all([collections(), groupNames()]);
    names = groups;
    collection.replaceChildren(...all.map(({ key, name }) => new Option(name, key)));
    collection.addEventListener("change", () => describeCollection(all));
    const complete = fillFromAddress();
    describeCollection(all);
    if (all.length === 0) {
      status.textContent = "The catalogue has no collection to ask.";
    } else if (complete) {
      await submit();
    }
  } catch (error) {
    showProblem(error);
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  submit();
});
start();

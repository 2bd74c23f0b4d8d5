const PROCESS = "geocontext:Query";

/** What the server said no to; `input` is the name of the field at fault, if it is one. */
export class Refusal extends Error {
  constructor(message, input) {
    super(message);
    this.input = input;
  }
}

async function json(path, options) {
  let reply;
  try {
    reply = await fetch(path, options);
  } catch (error) {
    if (options?.signal?.aborted) {
      throw error;
    }
    throw new Refusal("The server cannot be reached.");
  }
  const body = await reply.json().catch(() => null);
  if (!reply.ok) {
    const error = body?.error;
    throw new Refusal(error?.message ?? (typeof body === "string" ? body : `HTTP ${reply.status}`), error?.input);
  }
  return body;
}

/** Every collection: key, name, description. */
export function collections() {
  return json("api/v2/registries?registry=collection");
}

/** Titles of the groups by key. */
export async function groupNames() {
  const groups = await json("api/v2/registries?registry=group");
  return new Map(groups.map(({ key, name }) => [key, name]));
}

/** The rows of the answer to these inputs, in the order of the catalogue. */
export async function ask(inputs, signal) {
  const reply = await json("rest/geocontext/query", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(inputs),
    signal,
  });
  return reply.features.map(({ properties }) => properties);
}

/** Where the same answer is to be had in another format. */
export function documentUrl(inputs, mimeType) {
  const escaped = Object.entries(inputs).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return "ows?" + new URLSearchParams({
    service: "WPS",
    version: "1.0.0",
    request: "Execute",
    identifier: PROCESS,
    datainputs: escaped.join(";"),
    rawdataoutput: `result@mimeType=${encodeURIComponent(mimeType)}`,
  });
}

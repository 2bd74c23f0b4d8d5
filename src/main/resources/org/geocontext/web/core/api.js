/**
 * What the server said no to.
 */
export class ApiError extends Error {
  /**
   * @param {number} status 0 if there was no answer
   * @param {{ field?: string, message?: string, accepted?: string, references?: string[], input?: string }} error
   */
  constructor(status, error) {
    super(error.message ?? `HTTP ${status}`);
    this.status = status;
    /** @type {string | undefined} */
    this.field = error.field ?? error.input;
    /** @type {string | undefined} */
    this.accepted = error.accepted;
    /** @type {string[]} */
    this.references = error.references ?? [];
  }
}

/**
 * @typedef {object} Reply
 * @property {any} body
 * @property {string | null} etag
 * @property {string | null} location
 */

/** The REST interface below one address. A token, once given, goes with every request until the tab is closed. */
export class Api {
  #base;
  #askForToken;
  #token = sessionStorage.getItem("geocontext.token");

  /**
   * @param {URL} base ends with a slash
   * @param {((wrong: boolean) => Promise<string | null>) | null} askForToken null where the session suffices
   */
  constructor(base, askForToken) {
    this.#base = base;
    this.#askForToken = askForToken;
  }

  get hasToken() {
    return this.#token !== null;
  }

  /** @param {string | null} token */
  useToken(token) {
    this.#token = token;
    if (token === null) {
      sessionStorage.removeItem("geocontext.token");
    } else {
      sessionStorage.setItem("geocontext.token", token);
    }
  }

  /** @param {string} path */
  url(path) {
    return new URL(path, this.#base).href;
  }

  /**
   * @param {string} path
   * @param {AbortSignal} [signal]
   * @returns {Promise<any>}
   */
  async get(path, signal) {
    return (await this.request("GET", path, undefined, { signal })).body;
  }

  /**
   * @param {string} path
   * @param {unknown} [body]
   */
  async post(path, body = {}) {
    return (await this.request("POST", path, body)).body;
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {unknown} [body]
   * @param {{ ifMatch?: string | null, signal?: AbortSignal }} [options]
   * @returns {Promise<Reply>}
   * @throws {ApiError}
   */
  async request(method, path, body, options = {}) {
    let reply = await this.#send(method, path, body, options);
    let wrong = this.#token !== null;
    while (reply.status === 401 && this.#askForToken) {
      const token = await this.#askForToken(wrong);
      if (token === null) {
        break;
      }
      this.useToken(token);
      reply = await this.#send(method, path, body, options);
      wrong = true;
    }
    return Api.#read(reply);
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {unknown} body
   * @param {{ ifMatch?: string | null, signal?: AbortSignal }} options
   */
  async #send(method, path, body, options) {
    /** @type {Record<string, string>} */
    const headers = { Accept: "application/json" };
    if (this.#token !== null) {
      headers["X-GeoContext-Token"] = this.#token;
    }
    if (body !== undefined) {
      headers["Content-Type"] = "application/json";
    }
    if (options.ifMatch) {
      headers["If-Match"] = options.ifMatch;
    }
    try {
      return await fetch(this.url(path), {
        method,
        headers,
        body: body === undefined ? undefined : JSON.stringify(body),
        signal: options.signal,
        cache: "no-store",
      });
    } catch (error) {
      if (options.signal?.aborted) {
        throw error;
      }
      throw new ApiError(0, { message: "The server cannot be reached." });
    }
  }

  /** @param {Response} reply */
  static async #read(reply) {
    const text = await reply.text();
    let body = null;
    try {
      body = text === "" ? null : JSON.parse(text);
    } catch {
      // A page of a gateway or of the host: its status says enough.
    }
    if (!reply.ok) {
      const { error, references } = body ?? {};
      throw new ApiError(reply.status, { references, ...error });
    }
    return { body, etag: reply.headers.get("ETag"), location: reply.headers.get("Location") };
  }
}

/** The texts of one language, and how numbers and times are written in it. */
export class Texts {
  #texts;

  /**
   * @param {string} language
   * @param {Record<string, string>} texts
   */
  constructor(language, texts) {
    this.language = language;
    this.#texts = texts;
    this.#numbers = new Intl.NumberFormat(language, { maximumFractionDigits: 6 });
    this.#times = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "medium" });
  }

  #numbers;
  #times;

  /** @param {string} key */
  has(key) {
    return key in this.#texts;
  }

  /**
   * A text with its `{placeholders}` filled; of `n` things it is the one of `key.one` where there is one.
   *
   * @param {string} key
   * @param {Record<string, string | number>} [values]
   */
  t(key, values = {}) {
    const one = values.n === 1 ? this.#texts[`${key}.one`] : undefined;
    const text = one ?? this.#texts[key] ?? key;
    return text.replace(/\{(\w+)\}/g, (whole, name) => {
      const value = values[name];
      return value === undefined ? whole : typeof value === "number" ? this.number(value) : value;
    });
  }

  /** @param {number} value */
  number(value) {
    return this.#numbers.format(value);
  }

  /**
   * A time span, short.
   *
   * @param {number | null | undefined} millis
   */
  span(millis) {
    if (millis === null || millis === undefined) {
      return "–";
    }
    if (millis < 9.95) {
      return `${this.#rounded(millis, 1)} ms`;
    }
    return millis < 1000 ? `${Math.round(millis)} ms` : `${this.#rounded(millis / 1000, 2)} s`;
  }

  /** @param {number} bytes */
  bytes(bytes) {
    if (bytes < 1024) {
      return `${bytes} B`;
    }
    return bytes < 1048576 ? `${this.#rounded(bytes / 1024, 1)} KiB` : `${this.#rounded(bytes / 1048576, 1)} MiB`;
  }

  /** @param {number} metres */
  distance(metres) {
    return metres < 1000 ? `${this.#rounded(metres, metres < 10 ? 1 : 0)} m` : `${this.#rounded(metres / 1000, 2)} km`;
  }

  /** @param {string | number | null | undefined} instant */
  time(instant) {
    if (!instant) {
      return "–";
    }
    const date = new Date(instant);
    return Number.isNaN(date.getTime()) ? String(instant) : this.#times.format(date);
  }

  /**
   * @param {number} value
   * @param {number} digits
   */
  #rounded(value, digits) {
    return new Intl.NumberFormat(this.language, { maximumFractionDigits: digits }).format(value);
  }
}

const LANGUAGES = ["en", "de"];

/**
 * The language to speak: the host's, else what was chosen before, else the browser's.
 *
 * @param {string | undefined} given
 */
export function chosenLanguage(given) {
  const wanted = [given, localStorage.getItem("geocontext.language"), ...navigator.languages];
  for (const language of wanted) {
    const short = language?.slice(0, 2).toLowerCase();
    if (short && LANGUAGES.includes(short)) {
      return short;
    }
  }
  return LANGUAGES[0];
}

/**
 * @param {string} language
 * @returns {Promise<Texts>}
 */
export async function loadTexts(language) {
  const reply = await fetch(new URL(`../messages/${language}.json`, import.meta.url));
  return new Texts(language, await reply.json());
}

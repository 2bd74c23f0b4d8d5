/**
 * @typedef {object} LonLat
 * @property {number} lon degrees, east positive
 * @property {number} lat degrees, north positive
 */

/** A text that is no coordinate; the key of what to say about it. */
export class CoordinateError extends Error {
  /**
   * @param {string} key
   * @param {string} [part] the text at fault
   */
  constructor(key, part = "") {
    super(key);
    this.key = key;
    this.part = part;
  }
}

const WKT = /^(?:SRID=4326;)?\s*POINT\s*\(\s*(\S+)\s+(\S+?)\s*\)$/i;
const HEMISPHERES = /** @type {Record<string, { axis: "lon" | "lat", sign: 1 | -1 }>} */ ({
  N: { axis: "lat", sign: 1 },
  S: { axis: "lat", sign: -1 },
  E: { axis: "lon", sign: 1 },
  O: { axis: "lon", sign: 1 },
  W: { axis: "lon", sign: -1 },
});
const PART = /([NSEWO])|([+-]?\d+(?:\.\d+)?)\s*([°'"])?|([,;:])|(\S)/giu;

/** Degrees, minutes, seconds. */
const MARKS = ["°", "'", '"'];

/**
 * @typedef {object} Half
 * @property {number[]} numbers degrees, minutes, seconds
 * @property {boolean} negative
 * @property {string} letter
 * @property {string} text
 */

/**
 * Reads degrees, degrees and minutes, or degrees, minutes and seconds, each with a sign or a hemisphere; without
 * hemispheres longitude comes first. With a semicolon between the two, a comma is a decimal comma. Reads WKT too.
 *
 * @param {string} text
 * @param {string} language O is east in German only: in others it is west or nothing
 * @returns {LonLat}
 * @throws {CoordinateError}
 */
export function parseCoordinate(text, language) {
  const wkt = WKT.exec(text.trim());
  if (wkt) {
    return checked(toNumber(wkt[1]), toNumber(wkt[2]));
  }
  const [first, second] = halves(normalized(text), language);
  const one = degrees(first);
  const two = degrees(second);
  const axes = [first, second].map(({ letter }) => HEMISPHERES[letter]?.axis);
  if (axes[0] !== undefined && axes[0] === axes[1]) {
    throw new CoordinateError("coordinate.same_axis", first.letter);
  }
  const latitudeFirst = axes[0] === "lat" || axes[1] === "lon";
  return latitudeFirst ? checked(two, one) : checked(one, two);
}

/** @param {string} text */
function normalized(text) {
  const plain = text
    .trim()
    .replace(/[−–—]/g, "-")
    .replace(/''|[″”“]/g, '"')
    .replace(/[′’‘`´]/g, "'")
    .replace(/[º˚]/g, "°");
  return plain.includes(";") ? plain.replace(/(\d),(\d)/g, "$1.$2") : plain;
}

/**
 * @param {string} text
 * @param {string} language
 * @returns {[Half, Half]}
 */
function halves(text, language) {
  const parts = [...text.matchAll(PART)];
  if (parts.length === 0) {
    throw new CoordinateError("coordinate.empty");
  }
  const strange = parts.find((part) => part[5] !== undefined || (part[1]?.toUpperCase() === "O" && language !== "de"));
  if (strange) {
    throw new CoordinateError("coordinate.strange", strange[0]);
  }
  const groups = split(parts);
  if (groups.length !== 2) {
    throw new CoordinateError("coordinate.two");
  }
  return [half(groups[0]), half(groups[1])];
}

/**
 * Cuts where it can only be meant: at the letters, else at the separator, else in the middle.
 *
 * @param {RegExpMatchArray[]} parts
 * @returns {RegExpMatchArray[][]}
 */
function split(parts) {
  const separators = parts.filter((part) => part[4] === "," || part[4] === ";");
  const letters = parts.flatMap((part, index) => (part[1] ? [index] : []));
  if (separators.length === 1) {
    const at = parts.indexOf(separators[0]);
    return [parts.slice(0, at), parts.slice(at + 1)];
  }
  if (separators.length > 1) {
    throw new CoordinateError("coordinate.commas");
  }
  if (letters.length === 2) {
    const at = letters[0] === 0 ? letters[1] : letters[0] + 1;
    return [parts.slice(0, at), parts.slice(at)];
  }
  const numbers = parts.filter((part) => part[2]);
  if (numbers.length % 2 !== 0) {
    throw new CoordinateError("coordinate.two");
  }
  const at = parts.indexOf(numbers[numbers.length / 2]);
  return [parts.slice(0, at), parts.slice(at)];
}

/**
 * @param {RegExpMatchArray[]} parts
 * @returns {Half}
 */
function half(parts) {
  const numbers = parts.filter((part) => part[2]);
  const letters = parts.flatMap((part) => (part[1] ? [part[1].toUpperCase()] : []));
  const text = parts.map((part) => part[0]).join(" ");
  if (numbers.length < 1 || numbers.length > 3 || letters.length > 1) {
    throw new CoordinateError("coordinate.two");
  }
  const marks = numbers.map((part) => part[3] ?? "");
  marks.forEach((mark, index) => {
    if (mark && mark !== MARKS[index]) {
      throw new CoordinateError("coordinate.marks", text);
    }
  });
  if (numbers.slice(1).some((part) => /^[+-]/.test(part[2]))) {
    throw new CoordinateError("coordinate.two");
  }
  if (letters.length > 0 && /^[+-]/.test(numbers[0][2])) {
    throw new CoordinateError("coordinate.sign", text);
  }
  return {
    numbers: numbers.map((part) => Math.abs(Number(part[2]))),
    negative: numbers[0][2].startsWith("-") || HEMISPHERES[letters[0]]?.sign === -1,
    letter: letters[0] ?? "",
    text,
  };
}

/** @param {Half} half */
function degrees({ numbers: [whole, minutes = 0, seconds = 0], numbers, negative, text }) {
  if (minutes >= 60 || seconds >= 60) {
    throw new CoordinateError("coordinate.sixty", text);
  }
  if (numbers.slice(0, -1).some((number) => !Number.isInteger(number))) {
    throw new CoordinateError("coordinate.fraction", text);
  }
  const value = whole + minutes / 60 + seconds / 3600;
  return negative ? -value : value;
}

/** @param {string} text */
function toNumber(text) {
  const value = Number(text);
  if (text === "" || !Number.isFinite(value)) {
    throw new CoordinateError("coordinate.strange", text);
  }
  return value;
}

/**
 * @param {number} lon
 * @param {number} lat
 * @returns {LonLat}
 */
function checked(lon, lat) {
  if (Math.abs(lat) > 90) {
    throw new CoordinateError("coordinate.latitude", String(round(lat)));
  }
  if (Math.abs(lon) > 180) {
    throw new CoordinateError("coordinate.longitude", String(round(lon)));
  }
  return { lon: round(lon), lat: round(lat) };
}

/**
 * To a tenth of a millimetre.
 *
 * @param {number} value
 */
function round(value) {
  return Math.round(value * 1e9) / 1e9;
}

/**
 * As a person reads it, in degrees, minutes and seconds.
 *
 * @param {LonLat} coordinate
 */
export function sexagesimal({ lon, lat }) {
  return `${dms(lat, "N", "S")} ${dms(lon, "E", "W")}`;
}

/**
 * @param {number} value
 * @param {string} positive
 * @param {string} negative
 */
function dms(value, positive, negative) {
  const tenths = Math.round(Math.abs(value) * 36000);
  const seconds = (tenths % 600) / 10;
  const minutes = Math.floor(tenths / 600) % 60;
  const pad = (/** @type {number} */ number, /** @type {number} */ digits) => number.toFixed(digits).padStart(digits > 0 ? 3 + digits : 2, "0");
  return `${Math.floor(tenths / 36000)}°${pad(minutes, 0)}′${pad(seconds, 1)}″${value < 0 ? negative : positive}`;
}

/**
 * As the server takes it.
 *
 * @param {LonLat} coordinate
 */
export function decimal({ lon, lat }) {
  return `${lon}, ${lat}`;
}

/**
 * The part of JSON Schema (2020-12) that the catalogue's schema uses, and what a form needs to know of it.
 *
 * @typedef {Record<string, any>} Schema
 */

/**
 * @typedef {object} Violation
 * @property {(string | number)[]} path of the value at fault
 * @property {string} rule the keyword it breaks
 * @property {any} expected the keyword's value
 */

/** @param {unknown} value */
function typeOf(value) {
  if (value === null) {
    return "null";
  }
  return Array.isArray(value) ? "array" : typeof value;
}

/**
 * @param {unknown} value
 * @param {string} type
 */
function isOfType(value, type) {
  return type === "integer" ? Number.isInteger(value) : typeOf(value) === type;
}

/** @type {Map<string, RegExp>} */
const patterns = new Map();

/** @param {string} pattern */
function compiled(pattern) {
  let expression = patterns.get(pattern);
  if (!expression) {
    expression = new RegExp(pattern, "u");
    patterns.set(pattern, expression);
  }
  return expression;
}

/**
 * Each keyword's rule: whether a value keeps to it, or the violations below the value.
 *
 * @type {Record<string, (expected: any, value: any, schema: Schema) => boolean | Violation[]>}
 */
const RULES = {
  type: (expected, value) => [expected].flat().some((type) => isOfType(value, type)),
  enum: (expected, value) => expected.includes(value),
  const: (expected, value) => expected === value,
  pattern: (expected, value) => typeof value !== "string" || compiled(expected).test(value),
  minimum: (expected, value) => typeof value !== "number" || value >= expected,
  maximum: (expected, value) => typeof value !== "number" || value <= expected,
  minItems: (expected, value) => !Array.isArray(value) || value.length >= expected,
  maxItems: (expected, value) => !Array.isArray(value) || value.length <= expected,
  uniqueItems: (expected, value) => !expected || !Array.isArray(value) || new Set(value).size === value.length,
  required: (expected, value) =>
    typeOf(value) !== "object" ||
    expected
      .filter((/** @type {string} */ name) => !(name in value))
      .map((/** @type {string} */ name) => ({ path: [name], rule: "required", expected: true })),
  properties: (expected, value) =>
    typeOf(value) !== "object" ||
    Object.entries(expected).flatMap(([name, schema]) =>
      name in value ? below(name, violations(/** @type {Schema} */ (schema), value[name])) : [],
    ),
  additionalProperties: (expected, value, schema) =>
    typeOf(value) !== "object" ||
    Object.entries(value)
      .filter(([name]) => !(name in (schema.properties ?? {})))
      .flatMap(([name, member]) => below(name, violations(expected, member))),
  propertyNames: (expected, value) =>
    typeOf(value) !== "object" || Object.keys(value).flatMap((name) => below(name, violations(expected, name))),
  items: (expected, value) =>
    !Array.isArray(value) || value.flatMap((item, index) => below(index, violations(expected, item))),
  prefixItems: (expected, value) =>
    !Array.isArray(value) ||
    expected.flatMap((/** @type {Schema} */ schema, /** @type {number} */ index) =>
      index < value.length ? below(index, violations(schema, value[index])) : [],
    ),
  allOf: (expected, value) => expected.flatMap((/** @type {Schema} */ schema) => violations(schema, value)),
  anyOf: (expected, value) => {
    const all = expected.map((/** @type {Schema} */ schema) => violations(schema, value));
    return all.some((/** @type {Violation[]} */ found) => found.length === 0) || all[0];
  },
  not: (expected, value) => violations(expected, value).length > 0,
  if: (expected, value, schema) => {
    const branch = violations(expected, value).length === 0 ? schema.then : schema.else;
    return branch === undefined || violations(branch, value);
  },
};

/**
 * @param {string | number} name
 * @param {Violation[]} found
 */
function below(name, found) {
  return found.map((violation) => ({ ...violation, path: [name, ...violation.path] }));
}

/**
 * Everything about a value that breaks a schema.
 *
 * @param {Schema | boolean} schema
 * @param {unknown} value
 * @returns {Violation[]}
 */
export function violations(schema, value) {
  if (typeof schema === "boolean") {
    return schema ? [] : [{ path: [], rule: "not", expected: true }];
  }
  return Object.entries(schema).flatMap(([rule, expected]) => {
    const verdict = RULES[rule]?.(expected, value, schema) ?? true;
    if (typeof verdict !== "boolean") {
      return verdict;
    }
    return verdict ? [] : [{ path: [], rule, expected }];
  });
}

/** Fields whose values never come back from the server. */
const SECRETS = ["password", "api_key"];
const LONG = ["description", "notes"];

/**
 * @typedef {"text" | "long" | "number" | "flag" | "choice" | "lines" | "pairs" | "box" | "secret"} FieldKind
 */

/**
 * @typedef {object} Field
 * @property {string} name
 * @property {FieldKind} kind
 * @property {string} help
 * @property {boolean} required
 * @property {Schema} schema
 */

/**
 * The fields of an object's schema, in its order.
 *
 * @param {Schema} schema
 * @returns {Field[]}
 */
export function fieldsOf(schema) {
  return Object.entries(schema.properties).map(([name, property]) => ({
    name,
    kind: kindOf(name, property),
    help: property.description ?? "",
    required: (schema.required ?? []).includes(name),
    schema: property,
  }));
}

/**
 * @param {string} name
 * @param {Schema} schema
 * @returns {FieldKind}
 */
function kindOf(name, schema) {
  const types = [schema.type ?? "string"].flat().filter((type) => type !== "null");
  if (SECRETS.includes(name)) {
    return "secret";
  }
  if (schema.enum) {
    return "choice";
  }
  if (types.includes("boolean")) {
    return "flag";
  }
  if (types.includes("array")) {
    return schema.prefixItems ? "box" : "lines";
  }
  if (types.includes("object")) {
    return "pairs";
  }
  if (types.every((type) => type === "number" || type === "integer")) {
    return "number";
  }
  return LONG.includes(name) ? "long" : "text";
}

/**
 * A text as the value of a field that also takes numbers.
 *
 * @param {string} text
 * @param {Schema} schema
 * @param {unknown} before the value the field had
 */
export function typed(text, schema, before) {
  const types = [schema.type ?? "string"].flat();
  const numeric = text !== "" && Number.isFinite(Number(text));
  const wantsNumber = types.find((type) => type !== "null") !== "string" || typeof before === "number";
  const takesNumber = types.includes("number") || types.includes("integer");
  return numeric && wantsNumber && takesNumber ? Number(text) : text;
}

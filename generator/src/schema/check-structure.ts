import { readFileSync } from "node:fs";
import { Ajv, type ErrorObject, type ValidateFunction } from "ajv";
import { finding } from "../diagnostics/catalogue.js";
import type { Finding, YamlPath } from "../diagnostics/finding.js";
import { suggest } from "../diagnostics/suggest.js";
import { keyPlaceAt, type Located, locate, placeAt } from "./located.js";

const SCHEMA_FILE = new URL("../../events.schema.json", import.meta.url);

let validate: ValidateFunction | undefined;

/** The language's JSON Schema, the one that editors use too. */
function validator(): ValidateFunction {
  if (validate === undefined) {
    const ajv = new Ajv({ allErrors: true, verbose: true, allowUnionTypes: true });
    ajv.addVocabulary(["patternErrorMessage"]);
    validate = ajv.compile(JSON.parse(readFileSync(SCHEMA_FILE, "utf8")) as object);
  }
  return validate;
}

/** Everything that the JSON Schema finds wrong with a document. */
export function checkStructure(file: string, root: Located): Finding[] {
  const check = validator();
  if (check(root.value)) return [];
  return (check.errors ?? []).flatMap((error) => findingOf(file, root, error) ?? []);
}

function findingOf(file: string, root: Located, error: ErrorObject): Finding | undefined {
  const path = pathOf(root, error.instancePath);
  const at = { file, path, place: placeAt(root, path) };
  const parameters = error.params as Record<string, unknown>;

  switch (error.keyword) {
    // These repeat what the errors below them say.
    case "if":
    case "propertyNames":
      return undefined;
    case "additionalProperties": {
      const key = String(parameters.additionalProperty);
      const allowed = Object.keys((error.parentSchema?.properties ?? {}) as object);
      const keyPath = [...path, key];
      const place = keyPlaceAt(root, keyPath);
      const suggestion = suggest(key, allowed);
      return finding("unknown-key", { file, path: keyPath, place }, { key, allowed, suggestion });
    }
    case "required":
      return finding(
        "missing-key",
        { ...at, place: keyPlaceAt(root, path) },
        { key: String(parameters.missingProperty) },
      );
    case "type":
      return finding("wrong-type", at, {
        expected: [parameters.type].flat().map(withArticle).join(" or "),
        actual: withArticle(typeName(error.data)),
      });
    default:
      return nameOrValue(file, root, error, path);
  }
}

function nameOrValue(file: string, root: Located, error: ErrorObject, path: YamlPath): Finding {
  const rule = ruleOf(error);
  // Under propertyNames, ajv points at the mapping and names the key.
  if (error.propertyName !== undefined) {
    const name = error.propertyName;
    const keyPath = [...path, name];
    const at = { file, path: keyPath, place: keyPlaceAt(root, keyPath) };
    return finding("invalid-name", at, { name: shorten(name), rule });
  }
  const at = { file, path, place: placeAt(root, path) };
  if (error.keyword === "pattern") {
    return finding("invalid-name", at, { name: shorten(String(error.data)), rule });
  }
  const allowed = error.keyword === "enum" ? (error.params.allowedValues as unknown[]) : [];
  const suggestion = suggest(String(error.data), allowed.map(String));
  return finding("invalid-value", at, { reason: rule, suggestion });
}

function ruleOf(error: ErrorObject): string {
  const message = (error.parentSchema as { patternErrorMessage?: string } | undefined)
    ?.patternErrorMessage;
  if (error.keyword === "pattern" && message !== undefined) return message;
  if (error.keyword === "enum") {
    return `must be one of ${(error.params.allowedValues as unknown[]).join(", ")}`;
  }
  if (error.keyword === "const") return `must be ${JSON.stringify(error.params.allowedValue)}`;
  return error.message ?? `breaks the rule ${error.keyword}`;
}

/** ajv's JSON pointer as a path; the located tree tells indexes from keys. */
function pathOf(root: Located, pointer: string): (string | number)[] {
  const path: (string | number)[] = [];
  for (const escaped of pointer.split("/").slice(1)) {
    const step = escaped.replaceAll("~1", "/").replaceAll("~0", "~");
    path.push(Array.isArray(locate(root, path).value) ? Number(step) : step);
  }
  return path;
}

function typeName(value: unknown): string {
  if (value === null) return "empty";
  if (Array.isArray(value)) return "array";
  return typeof value;
}

function withArticle(type: unknown): string {
  const words: Record<string, string> = {
    array: "a list",
    boolean: "true or false",
    empty: "empty",
    integer: "a whole number",
    null: "null",
    number: "a number",
    object: "a mapping",
    string: "a text",
  };
  return words[String(type)] ?? String(type);
}

function shorten(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}

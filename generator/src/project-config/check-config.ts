import type { Diagnostic, Location, YamlPath } from "../diagnostics/diagnostic.js";
import { newDiagnostic } from "../diagnostics/messages.js";
import { suggest } from "../diagnostics/suggest/suggest.js";
import { described } from "../language/corrections/described.js";
import { keyLocationAt, type Located, locationAt } from "../language/located.js";
import { isMapping, type Mapping, valueAt } from "../language/mapping.js";
import { OTHER_KEYS, ROOT_KEYS, SCHEMA_KEYS, type ValueKind } from "./keys.js";

/** How an item of `schemas` is written. */
const ITEM = '"- file: events.yaml"';

/** Reports mistakes in the structure of a config, each with its location. */
export function checkConfig(file: string, root: Located): Diagnostic[] {
  return new Checker(file, root).document();
}

class Checker {
  readonly #file: string;
  readonly #root: Located;
  readonly #found: Diagnostic[] = [];

  constructor(file: string, root: Located) {
    this.#file = file;
    this.#root = root;
  }

  document(): Diagnostic[] {
    const { value } = this.#root;
    if (!isMapping(value)) {
      this.#wrongType([], "a mapping", 'Begin the config with "version: 1" and "schemas:".');
      return this.#found;
    }
    this.#keys([], value, ROOT_KEYS, ROOT_KEYS);
    if (Object.hasOwn(value, "version") && value.version !== 1) this.#version(value.version);
    if (Object.hasOwn(value, "schemas")) this.#schemas(value.schemas);
    return this.#found;
  }

  #version(value: unknown): void {
    if (value === "1") this.#wrongType(["version"], "1", 'Write it without quotes: "version: 1".');
    else this.#invalid(["version"], "must be 1", undefined, 'Write "version: 1".');
  }

  #schemas(value: unknown): void {
    if (!Array.isArray(value)) {
      this.#wrongType(["schemas"], "a list", `Write each schema as an item of a list: ${ITEM}.`);
      return;
    }
    if (value.length === 0) {
      this.#invalid(["schemas"], "must not be empty", undefined, `Add a schema: ${ITEM}.`);
    }
    for (const [index, item] of value.entries()) this.#schema(["schemas", index], item);
  }

  #schema(path: YamlPath, item: unknown): void {
    if (!isMapping(item)) {
      const form = typeof item === "string" ? `"- file: ${item}"` : ITEM;
      this.#wrongType(path, "a mapping", `Write ${form}.`);
      return;
    }
    this.#keys(path, item, Object.keys(SCHEMA_KEYS), ["file"]);
    for (const [key, kind] of Object.entries(SCHEMA_KEYS)) {
      if (Object.hasOwn(item, key)) this.#value([...path, key], item[key], kind);
    }
  }

  #value(path: YamlPath, value: unknown, kind: ValueKind): void {
    if (typeof value !== "string") {
      this.#wrongType(path, "a string", undefined);
    } else if (value === "") {
      this.#invalid(path, "must not be empty", undefined, "Write a value.");
    } else if (kind.kind === "choice" && !kind.choices.includes(value)) {
      const near = suggest(value, kind.choices);
      const help = `Write one of ${kind.choices.join(", ")}.`;
      this.#invalid(path, `must be one of ${kind.choices.join(", ")}`, near, help);
    } else if (kind.kind === "pattern" && !kind.pattern.test(value)) {
      this.#invalid(path, kind.rule, undefined, 'Write a name such as "orders", or an ARN.');
    }
  }

  #keys(
    path: YamlPath,
    mapping: Mapping,
    allowed: readonly string[],
    required: readonly string[],
  ): void {
    const corrections = new Map<string, string>();
    for (const key of Object.keys(mapping)) {
      if (allowed.includes(key)) continue;
      const missing = allowed.filter((name) => !Object.hasOwn(mapping, name));
      const other = Object.hasOwn(OTHER_KEYS, key) ? OTHER_KEYS[key] : undefined;
      const suggestion =
        suggest(key, missing) ?? (other && missing.includes(other) ? other : undefined);
      if (suggestion !== undefined) corrections.set(suggestion, key);
      const keyPath = [...path, key];
      const at = { file: this.#file, path: keyPath, location: keyLocationAt(this.#root, keyPath) };
      const about = { key, allowed, suggestion, isNoPair: false, hint: undefined };
      this.#found.push(newDiagnostic("unknown-key", at, about));
    }
    for (const key of required) {
      // A key that is misspelt is reported.
      if (Object.hasOwn(mapping, key) || corrections.has(key)) continue;
      this.#found.push(
        newDiagnostic("missing-key", this.#at(path, this.#start(path)), {
          key,
          hint: path.length === 0 ? undefined : `Add the path of the schema: ${ITEM}.`,
        }),
      );
    }
  }

  #wrongType(path: YamlPath, expected: string, hint: string | undefined): void {
    const value = valueAt(this.#root.value, path);
    const location = locationAt(this.#root, path);
    const isEmpty = value === null && location.start === location.end;
    this.#found.push(
      newDiagnostic("wrong-type", this.#at(path, location), {
        expected,
        actual: isEmpty ? "nothing" : described(value),
        isEmpty: isEmpty && typeof path.at(-1) === "string",
        hint,
      }),
    );
  }

  #invalid(
    path: YamlPath,
    reason: string,
    suggestion: string | undefined,
    help: string | undefined,
  ): void {
    const about = { reason, suggestion, hint: suggestion === undefined ? help : undefined };
    this.#found.push(
      newDiagnostic("invalid-value", this.#at(path, locationAt(this.#root, path)), about),
    );
  }

  #at(path: YamlPath, location: Location) {
    return { file: this.#file, path, location };
  }

  /** The first character of a part. */
  #start(path: YamlPath): Location {
    const location = locationAt(this.#root, path);
    return { ...location, end: location.start };
  }
}

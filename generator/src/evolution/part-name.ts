import type { ModelPath } from "../model/compat/difference.js";

/** The longest name in a message, in characters. */
const MAX_LENGTH = 100;

/** A name of the schema in quotes, on one line, and cut. */
export function quoted(name: string): string {
  return JSON.stringify(name.length > MAX_LENGTH ? `${name.slice(0, MAX_LENGTH)}…` : name);
}

/** A word as YAML has it inside of brackets: in single quotes if it would be something else without. */
export function yamlWord(word: string): string {
  const isPlain = /^[A-Za-z_][\w.-]*$/.test(word) && !["true", "false", "null"].includes(word);
  return isPlain ? word : `'${word.replaceAll("'", "''")}'`;
}

/** A part of data or metadata for a message: `"price" of PRICE_LOWERED`, `the type "Money"`. */
export function partName(path: ModelPath): string {
  const [section, owner = "", ...rest] = path;
  if (section === "metadata") return `${fieldName([owner, ...rest])} of the metadata`;
  if (section === "groups") return `${fieldName(rest)} of the group ${owner}`;
  if (section === "types") {
    const type = `the type ${owner}`;
    return rest.length === 0 ? type : `${quoted(innerName(rest))} of ${type}`;
  }
  const [member, version = "", , ...ofVersion] = rest;
  if (member === "previous") return `${fieldName(ofVersion)} of version ${version} of ${owner}`;
  return `${fieldName(rest.slice(1))} of ${owner}`;
}

/** {@link partName} at the beginning of a sentence. */
export function partSubject(path: ModelPath): string {
  const name = partName(path);
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** A part of a field: `"lines[].price"`. */
function fieldName([field = "", ...steps]: ModelPath): string {
  return quoted(innerName(steps, field));
}

/** Steps inside of a field or a type: `lines[].price`. */
function innerName(steps: ModelPath, field = ""): string {
  let name = field;
  for (let at = 0; at < steps.length; at++) {
    const step = steps[at] as string;
    const next = steps[at + 1];
    if (step === "items") name += "[]";
    else if (step === "additionalProperties") name += "[…]";
    else if ((step === "properties" || step === "oneOf") && next !== undefined) {
      name += step === "oneOf" ? `(${next})` : `${name === "" ? "" : "."}${next}`;
      at++;
    } else name += name === "" ? step : `.${step}`;
  }
  return name;
}

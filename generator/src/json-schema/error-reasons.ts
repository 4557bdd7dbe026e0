import type { ErrorObject } from "ajv";
import { FORMATS } from "ddb-pattern-runtime/rules";
import { listed } from "../diagnostics/render/list.js";
import type { Json } from "../language/document.js";

const TYPE_PHRASES: Readonly<Record<string, string>> = {
  array: "a list",
  boolean: "true or false",
  integer: "an integer",
  null: "null",
  number: "a number",
  object: "an object",
  string: "a string",
};

/** Turns an error of ajv into a clause for a message: "it must be a string". */
export function mismatchReason({ keyword, params, message }: ErrorObject): string {
  const about = params as Readonly<Record<string, unknown>>;
  switch (keyword) {
    case "type":
      // ajv gives one type or a list.
      return `it must be ${[about.type]
        .flat()
        .map((type) => TYPE_PHRASES[String(type)])
        .join(" or ")}`;
    case "enum":
      return `it must be one of ${listed((about.allowedValues as Json[]).map((one) => JSON.stringify(one)))}`;
    case "required":
      return `it lacks "${about.missingProperty}"`;
    case "additionalProperties":
      return `it cannot have "${about.additionalProperty}"`;
    case "uniqueItems":
      return "two of its items are equal";
    case "format":
      return `it is not ${FORMATS.get(String(about.format))?.noun}`;
    case "const":
      return `it must be ${JSON.stringify(about.allowedValue)}`;
    case "minLength":
      return `it must have at least ${counted(about.limit, "character")}`;
    case "maxLength":
      return `it must have at most ${counted(about.limit, "character")}`;
    case "minItems":
      return `it must have at least ${counted(about.limit, "item")}`;
    case "maxItems":
      return `it must have at most ${counted(about.limit, "item")}`;
    default:
      return `it ${message}`;
  }
}

function counted(count: unknown, what: string): string {
  return count === 1 ? `1 ${what}` : `${count} ${what}s`;
}

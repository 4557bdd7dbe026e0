import type { Code, Name, ValidateFunction } from "ajv";
import { ts } from "ts-morph";
import {
  type Bindings,
  type Constants,
  nameFor,
  rewritten,
  SAME_VALUE,
  unknownForm,
} from "./rewrite.js";

/** A function as ajv writes it, with the names that it takes from around it. */
export type AjvSource = NonNullable<ValidateFunction["source"]>;

/**
 * What ajv compiles is JavaScript that closes over ajv's own values. This makes of it what can stand in a
 * module of TypeScript under the strictest flags: functions become typed constants, what is not needed goes,
 * and every text passes the escaping door once more, as ajv escapes less than that.
 *
 * @param sources - What the functions are called in the module → the functions. They refer only to each other.
 * @returns What stands in the module, a line each: constants, then validators in the order of `sources`.
 */
export function typedCode(sources: ReadonlyMap<string, AjvSource>): string[] {
  const constants: Constants = new Map();
  const schemas = new Map<string, unknown>();
  const replaced = new Map<string, string>();
  for (const [name, { validateName }] of sources) replaced.set(String(validateName), name);
  const bindings: Bindings = { schemas, replaced };
  const seen = new Set<AjvName>();
  for (const { scopeValues } of sources.values()) {
    for (const name of Object.values(scopeValues).flatMap((names = new Set()) => [...names])) {
      if (!seen.has(name)) bind(name, bindings, { schemas, replaced, constants });
      seen.add(name);
    }
  }
  // One at a time: the syntax of all of them at once would fill the memory.
  const validators = Array.from(sources, ([name, { validateCode }]) => {
    const [statement] = parse(validateCode).statements;
    const isFunction = statement !== undefined && ts.isFunctionDeclaration(statement);
    if (!isFunction || statement.body === undefined) throw unknownForm(validateCode);
    const head = `const ${name}: runtime.Validator = (data, instancePath = "") =>`;
    return `${head} ${rewritten(statement.body, bindings, constants)};`;
  });
  return [...constants.values(), ...validators];
}

function parse(code: string): ts.SourceFile {
  return ts.createSourceFile("validators.js", code, ts.ScriptTarget.Latest, true);
}

/** What ajv would look up or load of itself at run time, and what the runtime has instead. */
const OF_THE_RUNTIME: ReadonlyMap<string, string> = new Map([
  ["formats.ulid", "runtime.isUlid"],
  ["formats.uuid", "runtime.isUuid"],
  ['formats["date-time"]', "runtime.isDateTime"],
  ["formats.date", "runtime.isDate"],
  ["formats.email", "runtime.isEmail"],
  ["formats.uri", "runtime.isUri"],
  ['require("ajv/dist/runtime/ucs2length").default', "runtime.textLength"],
  // Called only with the values of an enum, none of which holds others.
  ['require("ajv/dist/runtime/equal").default', SAME_VALUE],
  ["runtime.equalItems", "runtime.equalItems"],
  ["runtime.isMultipleOf", "runtime.isMultipleOf"],
]);

/** A name that a function takes from around it, and what it stands for there. */
interface AjvName extends Name {
  readonly prefix?: string;
  readonly value?: { readonly ref: unknown; readonly code?: Code };
}

interface Found {
  readonly schemas: Map<string, unknown>;
  readonly replaced: Map<string, string>;
  readonly constants: Constants;
}

/** What a name that ajv's functions take from around them stands for. */
function bind(ajvName: AjvName, bindings: Bindings, found: Found): void {
  const { prefix, value } = ajvName;
  const name = String(ajvName);
  const code = String(value?.code);
  if (prefix === "schema") {
    found.schemas.set(name, value?.ref);
  } else if (prefix === "wrapper") {
    const wrapped = value?.ref as { readonly validateName?: Name } | undefined;
    const validator = bindings.replaced.get(String(wrapped?.validateName));
    if (validator === undefined) throw unknownForm(name);
    found.replaced.set(name, validator);
  } else if (prefix === "pattern") {
    const [statement] = parse(code).statements;
    if (statement === undefined || !ts.isExpressionStatement(statement)) throw unknownForm(code);
    const pattern = rewritten(statement.expression, bindings, found.constants);
    const stable = nameFor("pattern", pattern);
    found.constants.set(stable, `const ${stable} = ${pattern};`);
    found.replaced.set(name, stable);
  } else if (OF_THE_RUNTIME.has(code)) {
    found.replaced.set(name, OF_THE_RUNTIME.get(code) as string);
  } else if (code === "Object.prototype.hasOwnProperty") {
    found.replaced.set(name, code);
  } else if (!found.replaced.has(name)) {
    throw unknownForm(`${name} = ${code}`);
  }
}

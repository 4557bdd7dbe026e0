import { ts } from "ts-morph";
import { type Bindings, type Constants, nameFor, rewritten } from "./rewrite.js";

/**
 * ajv's standalone code is JavaScript for a file of its own. This makes of it what can stand in a module of
 * TypeScript under the strictest flags: functions become typed constants, what is not needed goes, and
 * every text passes the escaping door once more, as ajv escapes less than that.
 *
 * @param names - The functions of the code → what they are called in the module.
 * @returns What stands in the module, a line each: constants, then validators in the order of `names`.
 */
export function typedCode(code: string, names: ReadonlyMap<string, string>): string[] {
  const source = ts.createSourceFile("validators.js", code, ts.ScriptTarget.Latest, true);
  const functions = new Map<string, ts.FunctionDeclaration>();
  const constants: Constants = new Map();
  const schemas = new Map<string, unknown>();
  const replaced = new Map(names);
  const bindings: Bindings = { schemas, replaced };
  for (const statement of source.statements) {
    if (ts.isFunctionDeclaration(statement)) {
      functions.set(statement.name?.text ?? "", statement);
    } else if (ts.isVariableStatement(statement)) {
      bind(statement, bindings, { schemas, replaced, constants });
    } else if (!isDirective(statement) && !ts.isEmptyStatement(statement)) {
      throw unknown(statement);
    }
  }
  const validators = Array.from(names, ([ajvName, name]) => {
    const body = functions.get(ajvName)?.body;
    if (body === undefined) throw unknown(source);
    const head = `const ${name}: runtime.Validator = (data, instancePath = "") =>`;
    return `${head} ${rewritten(body, bindings, constants)};`;
  });
  if (functions.size !== names.size) throw unknown(source);
  return [...constants.values(), ...validators];
}

/** ajv's output has few forms; one that is new must not pass as it is. */
function unknown(node: ts.Node): Error {
  return new Error(`ajv emitted a ${ts.SyntaxKind[node.kind]} that is not known here`);
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
  ['require("ajv/dist/runtime/equal").default', "runtime.isSameValue"],
]);

interface Found {
  readonly schemas: Map<string, unknown>;
  readonly replaced: Map<string, string>;
  readonly constants: Constants;
}

/** What a constant at the top of ajv's code stands for. */
function bind(statement: ts.VariableStatement, bindings: Bindings, found: Found): void {
  const [declaration, ...others] = statement.declarationList.declarations;
  const initializer = declaration?.initializer;
  if (initializer === undefined || others.length > 0) throw unknown(statement);
  if (statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)) return;
  const name = declaration?.name.getText() ?? "";
  const text = initializer.getText();
  const kind = name.replace(/\d+$/, "");
  if (kind === "schema") {
    found.schemas.set(name, JSON.parse(text));
  } else if (kind === "wrapper") {
    const validator = /^\{validate: (\w+)\}$/.exec(text)?.[1] ?? "";
    found.replaced.set(name, bindings.replaced.get(validator) ?? "");
  } else if (kind === "pattern" && ts.isNewExpression(initializer)) {
    const pattern = rewritten(initializer, bindings, found.constants);
    const stable = nameFor("pattern", pattern);
    found.constants.set(stable, `const ${stable} = ${pattern};`);
    found.replaced.set(name, stable);
  } else if (OF_THE_RUNTIME.has(text)) {
    found.replaced.set(name, OF_THE_RUNTIME.get(text) as string);
  } else if (text === "Object.prototype.hasOwnProperty") {
    found.replaced.set(name, text);
  } else {
    throw unknown(statement);
  }
}

function isDirective(statement: ts.Statement): boolean {
  return ts.isExpressionStatement(statement) && ts.isStringLiteral(statement.expression);
}

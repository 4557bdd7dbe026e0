import { ts } from "ts-morph";
import { propertyName, stringLiteral } from "./escape.js";
import { literalText } from "./type-text.js";

/**
 * ajv's standalone code is JavaScript for a file of its own. This makes of it what can stand in a module of
 * TypeScript under the strictest flags: functions become typed constants, what is not needed goes, and
 * every text passes the escaping door once more, as ajv escapes less than that.
 */
export interface TypedCode {
  /** One a line, in an order that works. */
  readonly statements: readonly string[];
  /** What ajv would have exported → the constant that it is. */
  readonly exports: ReadonlyMap<string, string>;
}

/** What ajv would load of itself at run time, and what the runtime has instead. */
const REQUIRED: ReadonlyMap<string, string> = new Map([
  ["ajv/dist/runtime/ucs2length", "runtime.textLength"],
  ["ajv/dist/runtime/equal", "runtime.isSameValue"],
]);

export function typedCode(code: string): TypedCode {
  const source = ts.createSourceFile("validators.js", code, ts.ScriptTarget.Latest, true);
  const rewriter = new Rewriter(source);
  const constants: string[] = [];
  const validators: string[] = [];
  for (const statement of source.statements) {
    if (ts.isFunctionDeclaration(statement)) validators.push(rewriter.validator(statement));
    else if (ts.isVariableStatement(statement)) constants.push(...rewriter.constant(statement));
    else if (!isDirective(statement) && !ts.isEmptyStatement(statement)) throw unknown(statement);
  }
  const statements = [...constants, ...rewriter.names, ...validators];
  return { statements, exports: rewriter.exports };
}

/** ajv's output has few forms; one that is new must not pass as it is. */
function unknown(node: ts.Node): Error {
  return new Error(`ajv emitted a ${ts.SyntaxKind[node.kind]} that is not known here`);
}

class Rewriter {
  readonly exports = new Map<string, string>();
  /** `const names0 = …`: the members of objects that have many, to look others up in. */
  readonly names: string[] = [];
  readonly #source: ts.SourceFile;
  /** `schema6` → the JSON Schema that ajv keeps under this name, to take values from. */
  readonly #schemas = new Map<string, unknown>();
  /** `wrapper0` → the validator that `wrapper0.validate` is. */
  readonly #wrappers = new Map<string, string>();

  /** `err0` → the object that it is, in the function that is being rewritten. */
  readonly #errors = new Map<string, string>();

  constructor(source: ts.SourceFile) {
    this.#source = source;
    for (const statement of source.statements) {
      if (ts.isVariableStatement(statement)) this.#note(statement.declarationList.declarations[0]);
    }
  }

  /** `const formats0 = …`; nothing for what is only needed by what is rewritten. */
  constant(statement: ts.VariableStatement): string[] {
    const [declaration] = statement.declarationList.declarations;
    if (declaration === undefined || statement.declarationList.declarations.length > 1) {
      throw unknown(statement);
    }
    const name = declaration.name.getText();
    const { initializer } = declaration;
    if (initializer === undefined) throw unknown(statement);
    if (statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)) {
      this.exports.set(name, initializer.getText());
      return [];
    }
    if (this.#schemas.has(name) || this.#wrappers.has(name)) return [];
    const loaded = /^require\("([^"]+)"\)\.default$/.exec(initializer.getText())?.[1];
    if (loaded === undefined) return [`const ${name} = ${this.#text(initializer)};`];
    const replacement = REQUIRED.get(loaded);
    if (replacement === undefined) throw unknown(initializer);
    return [`const ${name} = ${replacement};`];
  }

  /** `function validate10(data, {instancePath = "", …} = {}) {…}` as a typed constant. */
  validator({ name, body }: ts.FunctionDeclaration): string {
    if (name === undefined || body === undefined) throw unknown(this.#source);
    const head = `const ${name.text}: runtime.Validator = (data, instancePath = "") =>`;
    return `${head} ${this.#text(body)};`;
  }

  #note(declaration: ts.VariableDeclaration | undefined): void {
    const { name, initializer } = declaration ?? {};
    if (name === undefined || initializer === undefined || !ts.isIdentifier(name)) return;
    if (!ts.isObjectLiteralExpression(initializer)) return;
    const [member] = initializer.properties;
    if (/^wrapper\d+$/.test(name.text) && member !== undefined && ts.isPropertyAssignment(member)) {
      this.#wrappers.set(name.text, member.initializer.getText());
    } else if (/^schema\d+$/.test(name.text)) {
      this.#schemas.set(name.text, JSON.parse(initializer.getText()));
    }
  }

  /** A node's text with all that is replaced in it. Comments and line breaks between tokens go, too. */
  #text(node: ts.Node): string {
    const replaced = this.#replacement(node);
    if (replaced !== undefined) return replaced;
    const children = node.getChildren(this.#source);
    if (children.length === 0) return node.getText(this.#source);
    let text = "";
    for (const child of children) {
      const next = this.#text(child);
      if (needsSpace(text, next)) text += " ";
      text += next;
    }
    return text;
  }

  #replacement(node: ts.Node): string | undefined {
    if (ts.isStringLiteral(node)) return stringLiteral(node.text);
    if (ts.isEmptyStatement(node)) return "";
    if (ts.isVariableStatement(node)) return this.#error(node);
    if (ts.isIfStatement(node)) return this.#push(node);
    if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) {
      return this.#schemaValue(node) ?? this.#wrapped(node) ?? this.#indexed(node);
    }
    if (ts.isBinaryExpression(node)) return this.#comparison(node);
    if (ts.isVariableDeclaration(node)) return this.#declaration(node);
    if (ts.isObjectLiteralExpression(node)) return this.#object(node);
    return undefined;
  }

  /** `const err0 = {…};` waits for the statement that adds it. */
  #error(statement: ts.VariableStatement): string | undefined {
    const [declaration] = statement.declarationList.declarations;
    const name = declaration?.name.getText() ?? "";
    const initializer = declaration?.initializer;
    if (!/^err\d+$/.test(name) || initializer === undefined) return undefined;
    this.#errors.set(name, this.#text(initializer));
    return "";
  }

  /** `if (vErrors === null) { vErrors = [err0]; } else { vErrors.push(err0); }`, in short. */
  #push(statement: ts.IfStatement): string | undefined {
    const name = /^\{vErrors = \[(err\d+)\];\}$/.exec(statement.thenStatement.getText())?.[1];
    const error = name === undefined ? undefined : this.#errors.get(name);
    return error === undefined ? undefined : `(vErrors ??= []).push(${error});`;
  }

  /** `schema6.properties.kind.enum` as what it is. */
  #schemaValue(node: ts.Expression): string | undefined {
    const steps: string[] = [];
    let inner = node;
    while (ts.isPropertyAccessExpression(inner) || ts.isElementAccessExpression(inner)) {
      if (ts.isPropertyAccessExpression(inner)) steps.unshift(inner.name.text);
      else if (ts.isStringLiteralLike(inner.argumentExpression)) {
        steps.unshift(inner.argumentExpression.text);
      } else if (ts.isNumericLiteral(inner.argumentExpression)) {
        steps.unshift(inner.argumentExpression.text);
      } else return undefined;
      inner = inner.expression;
    }
    if (!ts.isIdentifier(inner) || !this.#schemas.has(inner.text)) return undefined;
    let value = this.#schemas.get(inner.text);
    for (const step of steps) value = (value as Record<string, unknown>)[step];
    return steps.at(-1) === "properties" ? this.#members(value as object) : constantText(value);
  }

  #members(properties: object): string {
    const members = Object.keys(properties).map((name) => `${propertyName(name)}: 1`);
    const name = `names${this.names.length}`;
    this.names.push(`const ${name} = { ${members.join(", ")} };`);
    return name;
  }

  #wrapped(node: ts.Expression): string | undefined {
    if (!ts.isPropertyAccessExpression(node) || node.name.text !== "validate") return undefined;
    return ts.isIdentifier(node.expression) ? this.#wrappers.get(node.expression.text) : undefined;
  }

  /** `indices0[item0]`, where the item may be true or false, which is no key for the compiler. */
  #indexed(node: ts.Expression): string | undefined {
    if (!ts.isElementAccessExpression(node)) return undefined;
    const name = node.expression.getText();
    const { argumentExpression: item } = node;
    return /^indices\d+$/.test(name) ? `${name}[String(${this.#text(item)})]` : undefined;
  }

  /** `0.01 === 0 || …`, which the compiler takes for a mistake. */
  #comparison({ left, operatorToken, right }: ts.BinaryExpression): string | undefined {
    const isOr = operatorToken.kind === ts.SyntaxKind.BarBarToken;
    return isOr && /^[\d.e+-]+ === 0$/.test(left.getText()) ? this.#text(right) : undefined;
  }

  /** Variables that begin as nothing, and so have no type of their own; an index must not begin with `__proto__`. */
  #declaration({ name, initializer }: ts.VariableDeclaration): string | undefined {
    if (!ts.isIdentifier(name)) return undefined;
    const isErrors = name.text === "vErrors" && initializer?.kind === ts.SyntaxKind.NullKeyword;
    const isIndex = /^indices\d+$/.test(name.text);
    if (!isErrors && !isIndex) return undefined;
    return `${name.text}: runtime.Unchecked = ${isErrors ? "null" : "Object.create(null)"}`;
  }

  /** Of what a validator passes on, only the path is used; of an error, all but where ajv's schema has the rule. */
  #object(node: ts.ObjectLiteralExpression): string | undefined {
    const members = node.properties.map((member) => [member.name?.getText(), member] as const);
    const path = members.find(([name]) => name === "instancePath")?.[1];
    if (path === undefined) return undefined;
    if (members.some(([name]) => name === "parentData")) {
      return ts.isPropertyAssignment(path) ? this.#text(path.initializer) : "instancePath";
    }
    const kept = members.filter(([name]) => name !== "schemaPath");
    return `{ ${kept.map(([, member]) => this.#text(member)).join(", ")} }`;
  }
}

function constantText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(constantText).join(", ")}]`;
  if (value === null) return "null";
  if (typeof value === "object" || value === undefined) {
    throw new Error("ajv refers to a part of a schema that is no plain value");
  }
  return literalText(value as string | number | boolean);
}

function needsSpace(before: string, after: string): boolean {
  return /[\w$]$/.test(before) && /^[\w$]/.test(after);
}

function isDirective(statement: ts.Statement): boolean {
  return ts.isExpressionStatement(statement) && ts.isStringLiteral(statement.expression);
}

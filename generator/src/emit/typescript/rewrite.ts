import { ts } from "ts-morph";
import { shortDigest } from "../../util/digest.js";
import { propertyName, stringLiteral } from "./escape.js";
import { literalText } from "./type-text.js";

/** What the names at the top of ajv's code stand for. */
export interface Bindings {
  /** `schema6` → the JSON Schema that ajv keeps under this name, to take values from. */
  readonly schemas: ReadonlyMap<string, unknown>;
  /** `formats0` → `runtime.formats.ulid`, and the like: what is written instead. */
  readonly replaced: ReadonlyMap<string, string>;
}

/** Stands for a function that is no function in the module: its calls become comparisons. */
export const SAME_VALUE = "===";

/** A constant of the module, by its name, which does not change with what stands around it. */
export type Constants = Map<string, string>;

/**
 * A node of ajv's code as the text that stands in the module. `constants` gathers what it needs beside it.
 *
 * @throws Error for a form of code that ajv did not have when this was written.
 */
export function rewritten(node: ts.Node, bindings: Bindings, constants: Constants): string {
  return new Rewriter(node, bindings, constants).whole();
}

/** ajv's output has few forms; one that is new must not pass as it is. */
export function unknownForm(code: unknown): Error {
  return new Error(`ajv emitted what is not known here: ${String(code).slice(0, 80)}`);
}

/** What ajv's code takes from JavaScript, and from the arguments of each validator. */
const KNOWN_NAMES = [
  ...["Array", "Math", "Object", "RegExp", "isFinite", "isNaN", "undefined"],
  ...["data", "instancePath"],
];

/** Names that say what they stand for: what is added to a schema changes no other line. */
export function nameFor(prefix: string, content: string): string {
  return `${prefix}_${shortDigest(content)}`;
}

class Rewriter {
  readonly #node: ts.Node;
  readonly #source: ts.SourceFile;
  readonly #bindings: Bindings;
  readonly #constants: Constants;
  /** The names that may stand in what is written. */
  readonly #known: Set<string>;
  /** `err0` → the object that it is, until the statement that adds it. */
  readonly #errors = new Map<string, string>();

  constructor(node: ts.Node, bindings: Bindings, constants: Constants) {
    this.#node = node;
    this.#source = node.getSourceFile();
    this.#bindings = bindings;
    this.#constants = constants;
    this.#known = new Set(KNOWN_NAMES);
    addDeclared(node, this.#known);
  }

  whole(): string {
    const text = this.text(this.#node);
    for (const error of this.#errors.values()) throw unknownForm(error);
    return text;
  }

  /** A node's text with all that is replaced in it, and with no space between tokens that need none. */
  text(node: ts.Node): string {
    const replaced = this.#replacement(node);
    if (replaced !== undefined) return replaced;
    const code = this.#source.text;
    const start = node.getStart(this.#source);
    const pieces: string[] = [];
    let end = start;
    // What stands between the children is signs and keywords. To ask for them as nodes takes far longer.
    ts.forEachChild(node, (child) => {
      pieces.push(...code.slice(end, child.pos).split(/\s+/), this.text(child));
      end = child.end;
    });
    if (end === start) return code.slice(start, node.end);
    return joined([...pieces, ...code.slice(end, node.end).split(/\s+/)]);
  }

  #replacement(node: ts.Node): string | undefined {
    if (ts.isStringLiteral(node)) return stringLiteral(node.text);
    if (ts.isIdentifier(node)) return this.#identifier(node);
    if (ts.isEmptyStatement(node)) return "";
    if (ts.isVariableStatement(node)) return this.#error(node);
    if (ts.isIfStatement(node)) return this.#push(node);
    if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) {
      return this.#schemaValue(node) ?? this.#wrapped(node);
    }
    if (ts.isBinaryExpression(node)) return this.#addition(node);
    if (ts.isCallExpression(node)) return this.#sameValue(node);
    if (ts.isVariableDeclaration(node)) return this.#declaration(node);
    if (ts.isObjectLiteralExpression(node)) return this.#object(node);
    if (ts.isTemplateLiteral(node) || ts.isRegularExpressionLiteral(node)) {
      return this.#escapes(node);
    }
    return undefined;
  }

  /** The two expressions by which ajv writes a JSON pointer; whatever else is no plain string passes no door. */
  #escapes(node: ts.Node): string {
    const text = node.getText(this.#source);
    if (text === "/~/g" || text === "/\\//g") return text;
    throw unknownForm(text);
  }

  #identifier(node: ts.Identifier): string | undefined {
    const { parent, text } = node;
    const isMember =
      (ts.isPropertyAccessExpression(parent) || ts.isPropertyAssignment(parent)) &&
      parent.name === node;
    if (isMember) return undefined;
    const replacement = this.#bindings.replaced.get(text);
    if (replacement === SAME_VALUE) throw unknownForm(parent.getText());
    if (replacement === undefined && !this.#known.has(text)) throw unknownForm(text);
    return replacement;
  }

  /** `const err0 = {…};` waits for the statement that adds it. */
  #error(statement: ts.VariableStatement): string | undefined {
    const [declaration] = statement.declarationList.declarations;
    const name = declaration?.name.getText() ?? "";
    const initializer = declaration?.initializer;
    if (!/^err\d+$/.test(name) || initializer === undefined) return undefined;
    this.#errors.set(name, this.text(initializer));
    this.#known.delete(name);
    return "";
  }

  /** `if (vErrors === null) { vErrors = [err0]; } else { vErrors.push(err0); }`, in short. */
  #push(statement: ts.IfStatement): string | undefined {
    const code = statement.getText(this.#source).replace(/\s+/g, "");
    const name = /^if\(vErrors===null\)\{vErrors=\[(err\d+)\];\}else\{vErrors\.push\(\1\);\}$/.exec(
      code,
    )?.[1];
    const error = name === undefined ? undefined : this.#errors.get(name);
    if (name === undefined || error === undefined) return undefined;
    this.#errors.delete(name);
    return `(vErrors ??= []).push(${error});`;
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
    if (!ts.isIdentifier(inner) || !this.#bindings.schemas.has(inner.text)) return undefined;
    let value = this.#bindings.schemas.get(inner.text);
    for (const step of steps) value = (value as Record<string, unknown>)[step];
    return steps.at(-1) === "properties" ? this.#members(value as object) : constantText(value);
  }

  /** The members of an object that has many, to look others up in. */
  #members(properties: object): string {
    const members = Object.keys(properties).map((name) => `${propertyName(name)}: 1`);
    const content = `{ ${members.join(", ")} }`;
    const name = nameFor("names", content);
    this.#constants.set(name, `const ${name} = ${content};`);
    return name;
  }

  /** `wrapper0.validate`: ajv wraps what calls itself. */
  #wrapped(node: ts.Expression): string | undefined {
    if (!ts.isPropertyAccessExpression(node) || node.name.text !== "validate") return undefined;
    const { expression } = node;
    return ts.isIdentifier(expression) && /^wrapper\d+$/.test(expression.text)
      ? this.#bindings.replaced.get(expression.text)
      : undefined;
  }

  /** `vErrors = vErrors === null ? type_A.errors : vErrors.concat(…)`, which copies all that was found before. */
  #addition({ left, right }: ts.BinaryExpression): string | undefined {
    if (left.getText() !== "vErrors" || !ts.isConditionalExpression(right)) return undefined;
    const found = this.text(right.whenTrue);
    return `for (const error of ${found} ?? []) (vErrors ??= []).push(error)`;
  }

  /** `func0(data0, v0)`, by which ajv compares with each of many values. */
  #sameValue({ expression, arguments: [one, other] }: ts.CallExpression): string | undefined {
    if (one === undefined || other === undefined) return undefined;
    const isComparison = this.#bindings.replaced.get(expression.getText()) === SAME_VALUE;
    return isComparison ? `${this.text(one)} === ${this.text(other)}` : undefined;
  }

  /** `let vErrors = null`, which says nothing of what it will be. */
  #declaration({ name, initializer }: ts.VariableDeclaration): string | undefined {
    const isNull = initializer?.kind === ts.SyntaxKind.NullKeyword;
    const isErrors = ts.isIdentifier(name) && name.text === "vErrors" && isNull;
    return isErrors ? "vErrors: runtime.Unchecked = null" : undefined;
  }

  /** Of what a validator passes on, only the path is used; of an error, all but where ajv's schema has the rule. */
  #object(node: ts.ObjectLiteralExpression): string | undefined {
    const members = node.properties.map((member) => [member.name?.getText(), member] as const);
    const path = members.find(([name]) => name === "instancePath")?.[1];
    if (path === undefined) return undefined;
    if (members.some(([name]) => name === "parentData")) {
      return ts.isPropertyAssignment(path) ? this.text(path.initializer) : "instancePath";
    }
    const kept = members.filter(([name]) => name !== "schemaPath");
    return `{ ${kept.map(([, member]) => this.text(member)).join(", ")} }`;
  }
}

/** Adds what is declared anywhere in a piece of code. */
function addDeclared(node: ts.Node, names: Set<string>): void {
  if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name)) names.add(node.name.text);
  ts.forEachChild(node, (child) => addDeclared(child, names));
}

function constantText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(constantText).join(", ")}]`;
  if (value === null) return "null";
  if (typeof value === "object" || value === undefined) {
    throw new Error("ajv refers to a part of a schema that is no plain value");
  }
  return literalText(value as string | number | boolean);
}

/** Pieces of code in one, with a space only between two words. */
function joined(pieces: readonly string[]): string {
  let text = "";
  let last = "";
  for (const piece of pieces) {
    if (piece === "") continue;
    const first = piece.charAt(0);
    // Two signs without their space would be another sign.
    if (/[-+]/.test(last) && last === first) throw unknownForm(text.slice(-40) + piece);
    text += isPartOfWord(last) && isPartOfWord(first) ? ` ${piece}` : piece;
    last = piece.charAt(piece.length - 1);
  }
  return text;
}

function isPartOfWord(character: string): boolean {
  return /[\w$]/.test(character);
}

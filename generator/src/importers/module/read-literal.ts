import type { Expression } from "ts-morph";
import type { Morph } from "../typescript/load-morph.js";
import { entry, mapOf, type Tree } from "../yaml/tree.js";

/** What makes an expression no plain constant. */
export class NotConstantError extends Error {
  /** Counted from 1. */
  readonly line: number;

  constructor(expression: Expression) {
    super(`${expression.getText().slice(0, 60)} is not a constant`);
    this.line = expression.getStartLineNumber();
  }
}

/**
 * The value of a constant of literals, read from its text: nothing is run.
 *
 * @throws NotConstantError for anything else.
 */
export function readLiteral(expression: Expression, morph: Morph): Tree {
  const { Node } = morph;
  if (Node.isStringLiteral(expression) || Node.isNoSubstitutionTemplateLiteral(expression)) {
    return expression.getLiteralText();
  }
  // getLiteralValue() of ts-morph 28 makes 1 of 1e-7.
  if (Node.isNumericLiteral(expression)) {
    return Number(expression.getText().replaceAll("_", ""));
  }
  if (Node.isTrueLiteral(expression)) return true;
  if (Node.isFalseLiteral(expression)) return false;
  if (Node.isNullLiteral(expression)) return null;
  if (Node.isPrefixUnaryExpression(expression)) {
    const value = readLiteral(expression.getOperand(), morph);
    const isMinus = expression.getOperatorToken() === morph.SyntaxKind.MinusToken;
    if (isMinus && typeof value === "number") return -value;
  }
  // A long string is written in several literals.
  if (Node.isBinaryExpression(expression)) {
    const [left, right] = [expression.getLeft(), expression.getRight()].map((side) =>
      readLiteral(side, morph),
    );
    const isPlus = expression.getOperatorToken().getText() === "+";
    if (isPlus && typeof left === "string" && typeof right === "string") return left + right;
  }
  if (Node.isArrayLiteralExpression(expression)) {
    return expression.getElements().map((element) => readLiteral(element, morph));
  }
  if (!Node.isObjectLiteralExpression(expression)) throw new NotConstantError(expression);
  return mapOf(
    expression.getProperties().map((property) => {
      if (!Node.isPropertyAssignment(property)) throw new NotConstantError(expression);
      const name = property.getNameNode();
      const key = Node.isComputedPropertyName(name)
        ? readLiteral(name.getExpression(), morph)
        : Node.isStringLiteral(name) || Node.isNumericLiteral(name)
          ? name.getLiteralText()
          : name.getText();
      return entry(String(key), readLiteral(property.getInitializerOrThrow(), morph));
    }),
  );
}

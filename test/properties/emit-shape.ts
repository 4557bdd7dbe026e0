import ts from "typescript-5.9";

/** A module's syntax without its texts and names. */
export interface Shape {
  /** The kind of every node, and the tags of its documentation, in the order of the text. */
  readonly nodes: readonly string[];
  /** The values of all string literals that are types. */
  readonly literals: ReadonlySet<string>;
  /** The names of all members of types. */
  readonly members: ReadonlySet<string>;
}

export function shapeOf(text: string): Shape {
  const nodes: string[] = [];
  const literals = new Set<string>();
  const members = new Set<string>();
  const visit = (node: ts.Node): void => {
    const whole = joinedText(node);
    if (whole !== undefined) {
      nodes.push("StringLiteral");
      if (ts.isTemplateLiteralTypeNode(node)) literals.add(whole);
      return;
    }
    // The items of a list stand in parentheses if they are longer than a line's share.
    if (ts.isParenthesizedTypeNode(node)) {
      ts.forEachChild(node, visit);
      return;
    }
    const tags = ts.getJSDocTags(node).map(({ tagName }) => `@${tagName.text}`);
    nodes.push([ts.SyntaxKind[node.kind], ...tags].join(" "));
    if (ts.isLiteralTypeNode(node) && ts.isStringLiteral(node.literal)) {
      literals.add(node.literal.text);
    }
    // It does not matter whether a name needs quotes, or is joined of several strings.
    if (ts.isPropertyAssignment(node)) {
      visit(node.initializer);
      return;
    }
    if (!ts.isPropertySignature(node)) {
      ts.forEachChild(node, visit);
      return;
    }
    if (!ts.isComputedPropertyName(node.name)) members.add(node.name.text);
    // Whether a name stands in quotes depends on the name.
    if (node.questionToken !== undefined) visit(node.questionToken);
    if (node.type !== undefined) visit(node.type);
  };
  visit(ts.createSourceFile("module.ts", text, ts.ScriptTarget.ES2022, true));
  return { nodes, literals, members };
}

/** The text of a string that is written in several pieces, as a value or as a type. */
function joinedText(node: ts.Node): string | undefined {
  if (ts.isTemplateLiteralTypeNode(node)) {
    return node.templateSpans.map(({ type }) => pieceText(type)).join("");
  }
  if (!ts.isBinaryExpression(node)) return undefined;
  return (joinedText(node.left) ?? pieceText(node.left)) + pieceText(node.right);
}

function pieceText(node: ts.Node): string {
  const piece = ts.isLiteralTypeNode(node) ? node.literal : node;
  if (!ts.isStringLiteral(piece)) throw new Error("A piece of a string is a string");
  return piece.text;
}

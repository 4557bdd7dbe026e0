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
    // Constants that are named by what they hold: equal ones are one, whatever their texts.
    if (ts.isVariableStatement(node) && /^const (names|pattern)_/.test(node.getText())) return;
    const tags = ts.getJSDocTags(node).map(({ tagName }) => `@${tagName.text}`);
    nodes.push([ts.SyntaxKind[node.kind], ...tags].join(" "));
    if (ts.isLiteralTypeNode(node) && ts.isStringLiteral(node.literal)) {
      literals.add(node.literal.text);
    }
    if (ts.isElementAccessExpression(node) && ts.isStringLiteral(node.argumentExpression)) {
      // Whether a member is read by a dot or in brackets depends on its name, too.
      nodes.splice(-1, 1, "PropertyAccessExpression");
      visit(node.expression);
      nodes.push("Identifier");
      return;
    }
    // Nor does it matter whether a name needs quotes.
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

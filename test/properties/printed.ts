import {
  Document,
  isCollection,
  isScalar,
  parseDocument,
  type Scalar,
  type ToStringOptions,
  visit,
} from "yaml";
import type { SchemaDocument } from "../../generator/src/language/document.js";
import { sourceFile } from "../../generator/src/language/source-file.js";
import { parseYaml } from "../../generator/src/language/yaml/parse.js";

/** How the `yaml` package writes a document: as it does by default, and with many strings of several lines. */
const PRINTINGS: readonly (readonly [isFlow: boolean, options: ToStringOptions])[] = [
  [false, {}],
  [true, {}],
  [false, { lineWidth: 40 }],
  [true, { lineWidth: 40 }],
];

/** A document as the `yaml` package writes it. */
export function printings(document: SchemaDocument): string[] {
  return PRINTINGS.map(([isFlow, options]) => printed(document, isFlow, options));
}

/**
 * The messages about a text that the package reads without an error. It folds some strings with escapes in a way that
 * it does not read.
 */
export function mistakesIn(text: string): string[] {
  const { diagnostics } = parseYaml(sourceFile("events.yaml", text));
  if (diagnostics.length > 0 && parseDocument(text).errors.length > 0) return [];
  return diagnostics.map(({ message, path }) => `${path?.join(".")}: ${message}`);
}

/** A document as YAML, with quotes around names that look like mistakes. */
function printed(document: SchemaDocument, isFlow: boolean, options: ToStringOptions): string {
  const plain = JSON.parse(JSON.stringify(document), (_, value) => printable(value));
  const yaml = new Document(plain);
  visit(yaml, {
    Collection: (_, node) => {
      node.flow = isFlow;
    },
    Pair: (_, { key, value }) => {
      if (!isScalar(key)) return;
      quoteName(key);
      if (key.value === "propertyName" && isScalar(value)) quoteName(value);
      if (key.value === "required" && isCollection(value)) {
        for (const item of value.items) if (isScalar(item)) quoteName(item);
      }
    },
  });
  return yaml.toString(options);
}

function quoteName(name: Scalar): void {
  if (!/^[\w?$-]*$/.test(String(name.value))) name.type = "QUOTE_DOUBLE";
}

/** The package writes control characters as they are into strings without quotes; YAML does not allow them. */
function printable(value: unknown): unknown {
  if (typeof value === "string") return withoutControls(value);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [withoutControls(key), part]),
  );
}

function withoutControls(text: string): string {
  return text.replace(/(?!\n)\p{Cc}/gu, "~");
}

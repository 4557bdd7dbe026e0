import { basename } from "node:path";
import { Document, isScalar, Scalar, visit } from "yaml";
import { escapeUnits, UNPRINTABLE } from "../../util/code-units.js";
import type { Parts } from "./parts.js";

/** The version of the format of locks. Its schemas are of version 1 of the language. */
export const LOCK_VERSION = 1;

/** A release as it is added to a lock. */
export interface NewRelease {
  /** 1 for the first one. */
  readonly number: number;
  /** See `shapesOf`. */
  readonly shapes: string;
  /** The parts that changed since the release before. */
  readonly changes: Parts;
}

/**
 * The text of a lock with one more release. What it had is not changed, but for the ends of lines, which are LF.
 *
 * @param before The text of the lock; `undefined` for the first release.
 * @param schema The path of the schema.
 */
export function addRelease(
  before: string | undefined,
  schema: string,
  { number, shapes, changes }: NewRelease,
): string {
  const start = before === undefined ? headOf(basename(schema)) : withLastLineEnd(before);
  return start + yamlOf([{ release: number, shapes, ...changes }]);
}

function headOf(schema: string): string {
  const name = schema.replace(UNPRINTABLE, "?");
  return `# The releases of ${name}: all that events may have been stored as, each time only what changed.
# \`ddb-pattern-gen release\` adds a release to the end of this file, and nothing else changes it. Commit it.
# After a merge conflict: keep the releases of the branch that is merged into, drop yours, and run release
# again.
version: ${LOCK_VERSION}
releases:
`;
}

function withLastLineEnd(text: string): string {
  const lines = text.replaceAll("\r\n", "\n");
  return lines.endsWith("\n") ? lines : `${lines}\n`;
}

/** A list as YAML, indented under its key. Strings that YAML could read otherwise are in double quotes. */
function yamlOf(list: readonly unknown[]): string {
  const document = new Document({ list }, { aliasDuplicateObjects: false });
  visit(document, {
    Scalar: (_, node) => {
      if (isScalar(node) && typeof node.value === "string" && !isPlain(node.value)) {
        node.type = Scalar.QUOTE_DOUBLE;
      }
    },
  });
  const text = document.toString({ lineWidth: 0, doubleQuotedAsJSON: true });
  // Outside of double quotes, no string has such a character.
  return text.slice("list:\n".length).replace(UNPRINTABLE, escaped);
}

function escaped(character: string): string {
  return character === "\n" ? character : escapeUnits(character, "\\u");
}

/** The parser of schemas refuses some strings without quotes that YAML accepts, such as `price:number`. */
function isPlain(text: string): boolean {
  return /^[A-Za-z_][\w.-]*(?:\[\])*\??$/.test(text);
}

import type { CopyKind } from "ddb-pattern-runtime/maintenance";
import { addTo } from "../../util/add-to.js";

/** More kinds of copies are not listed. */
const MAX_LISTED = 20;

/** The lookups and streams of copies, each in an indented line, with what else is known of them. */
export function kindLines<Kind extends CopyKind>(
  kinds: readonly Kind[],
  detail: (kind: Kind) => string,
): string[] {
  const types = new Map<string, string[]>();
  for (const kind of kinds) {
    const stream = streamOf(kind);
    // The key of a lookup has the event type.
    const name = stream === undefined ? `lookup ${kind.key}` : `stream ${stream.name} of `;
    addTo(types, JSON.stringify([name, detail(kind)]), stream === undefined ? "" : kind.storedType);
  }
  const lines = [...types].map(([part, names]) => {
    const [name, end] = JSON.parse(part) as [string, string];
    return `  ${name}${names.join(", ")}${end}`;
  });
  const more = lines.length - MAX_LISTED;
  return more > 0 ? [...lines.slice(0, MAX_LISTED), `  and ${more} more`] : lines;
}

/** The names of the consistent streams among kinds of copies. */
export function consistentStreams(kinds: readonly CopyKind[]): string[] {
  const streams = kinds.flatMap((kind) => streamOf(kind) ?? []);
  return [...new Set(streams.flatMap(({ name, isConsistent }) => (isConsistent ? [name] : [])))];
}

/** The stream of a key, as a contract has keys. */
function streamOf({
  key,
}: CopyKind): { readonly name: string; readonly isConsistent: boolean } | undefined {
  const [, name, revision] = /::@([^:]+?)( \{revision\})?$/.exec(key) ?? [];
  return name === undefined ? undefined : { name, isConsistent: revision !== undefined };
}

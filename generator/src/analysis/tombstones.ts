import { BROKEN } from "../language/document.js";
import type { AcceptedChange, ReservedNames, RetiredEvent } from "../model/model.js";
import type { Analysis } from "./analysis.js";

/** Declares the event types that are retired, the names that are reserved, and the changes that are accepted. */
export function declareTombstones(analysis: Analysis): void {
  const { document } = analysis;
  analysis.retired = entriesOf(document.retired).map(([type, raw]): RetiredEvent => {
    const { wire = type, reason } = typeof raw === "string" ? { reason: raw } : raw;
    return { type, storedType: wire, reason };
  });
  analysis.reserved = reservedNames(analysis);
  analysis.accepted = entriesOf(document.accept).flatMap(([rule, paths]) =>
    Object.entries(paths).map(([path, reason]): AcceptedChange => ({ rule, path, reason })),
  );
}

/** The reserved names of the document and of its imports, whose types have properties. */
function reservedNames({ scopes }: Analysis): ReservedNames[] {
  return [...scopes.keys()].flatMap(({ document }) =>
    entriesOf(document.reserved).map(([owner, names]): ReservedNames => ({ owner, names })),
  );
}

function entriesOf<Entry>(
  section: Readonly<Record<string, Entry | typeof BROKEN>> | typeof BROKEN | undefined = {},
): (readonly [string, Entry])[] {
  if (section === BROKEN) return [];
  return Object.entries(section).flatMap(([name, entry]) =>
    entry === BROKEN ? [] : [[name, entry] as const],
  );
}

import type { YamlPath } from "../../diagnostics/diagnostic.js";
import { BROKEN, type CheckedDocument, type RawType } from "../../language/document.js";
import { fieldName } from "../../model/names.js";
import type { Analysis } from "../analysis.js";
import type { Reporter } from "../reporter.js";

/** Reports fields and properties with reserved names, and reserved names of nothing. */
export function checkReserved(analysis: Analysis): void {
  for (const [checked, { report }] of analysis.scopes) {
    const { reserved = {} } = checked.document;
    if (reserved === BROKEN) continue;
    for (const [owner, names] of Object.entries(reserved)) {
      if (names !== BROKEN) checkOwner(owner, new Set(names), checked, report, analysis);
    }
  }
}

/** A name that a field or a property has, or had. */
interface Use {
  readonly name: string;
  readonly path: YamlPath;
  readonly isAlias: boolean;
}

function checkOwner(
  owner: string,
  names: ReadonlySet<string>,
  checked: CheckedDocument,
  report: Reporter,
  analysis: Analysis,
): void {
  const uses = usesIn(owner, checked);
  if (uses === undefined) {
    // The declaration is what is misspelt, which is reported where its name is used.
    if (isUsed(owner, checked, analysis)) return;
    const suggestion = analysis.suggest(owner, ownersIn(checked));
    report.atKey("unknown-reserved", ["reserved", owner], { owner, suggestion });
    return;
  }
  for (const { name, path, isAlias } of uses) {
    if (!names.has(name)) continue;
    const part = { path, at: isAlias ? "value" : "key" } as const;
    const reservation = { path: ["reserved", owner], at: "key" } as const;
    const related = [{ ...reservation, message: "it is reserved here" }];
    report.at(part, "reserved-field", { name, owner, isAlias }, related);
  }
}

/** The names of the fields of an event type or a group, or of the properties of a type; `undefined` for nothing. */
function usesIn(owner: string, { document }: CheckedDocument): Use[] | undefined {
  const { events = {}, groups = {}, types = {} } = document;
  const event = own(events, owner);
  if (event === BROKEN) return [];
  if (event !== undefined) return fieldUses(event.data, ["events", owner, "data"]);
  if (groups === BROKEN) return [];
  const group = own(groups, owner);
  if (group === BROKEN) return [];
  if (group !== undefined) return fieldUses(group, ["groups", owner]);
  const type = own(types, owner);
  return type === undefined || type === BROKEN ? type && [] : propertyUses(type, owner);
}

function fieldUses(fields: Readonly<Record<string, unknown>>, owner: YamlPath): Use[] {
  return Object.entries(fields).flatMap(([key, raw]): Use[] => {
    const path = [...owner, key];
    const aliases = (raw as { readonly aliases?: readonly string[] } | undefined)?.aliases ?? [];
    return [
      { name: fieldName(key), path, isAlias: false },
      ...aliases.map((name, index) => ({ name, path: [...path, "aliases", index], isAlias: true })),
    ];
  });
}

function propertyUses(type: RawType, owner: string): Use[] | undefined {
  if (typeof type === "string" || !("properties" in type)) return undefined;
  const path = ["types", owner, "properties"];
  return Object.keys(type.properties ?? {}).map((name) => {
    return { name, path: [...path, name], isAlias: false };
  });
}

/** Whether a stream, an event type or a field uses a name that nothing declares. */
function isUsed(name: string, { document }: CheckedDocument, { collected }: Analysis): boolean {
  const { events = {}, streams = {} } = document;
  const included = Object.values(events).flatMap((event) =>
    event === BROKEN ? [] : [event, ...Object.values(event.previous ?? {})],
  );
  const listed = streams === BROKEN ? [] : Object.values(streams);
  return (
    collected.unknownTypes.some((unknown) => unknown.name.replace(/(\[\])+$/, "") === name) ||
    included.some((shape) => shape !== BROKEN && shape.include?.includes(name)) ||
    listed.some((stream) => stream !== BROKEN && stream.events.includes(name))
  );
}

function ownersIn({ document: { events = {}, groups = {}, types = {} } }: CheckedDocument) {
  return [events, groups === BROKEN ? {} : groups, types].flatMap(Object.keys);
}

function own<Entry>(entries: Readonly<Record<string, Entry>>, name: string): Entry | undefined {
  return Object.hasOwn(entries, name) ? entries[name] : undefined;
}

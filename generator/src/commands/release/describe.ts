import { listed } from "../../diagnostics/render/list.js";
import { ENTRY_SECTIONS, type Parts } from "../../evolution/lock/parts.js";
import { isMapping, valueAt } from "../../language/mapping.js";

/** The kinds of entries before their names; event types have none. */
const KINDS: Readonly<Record<string, string>> = {
  metadata: "metadata ",
  types: "type ",
  groups: "group ",
  events: "",
  streams: "stream ",
  retired: "retired ",
  reserved: "reserved names of ",
  accept: "accepted ",
};

/** What a release changes, in a few words: "PRICE_LOWERED version 2, stream order". */
export function describeChanges(older: Parts, changes: Parts): string {
  const isFirst = Object.keys(older).length === 0;
  if (isFirst) return describeAll(changes);
  const formerNames = renamedEvents(older, changes);
  const renamed = new Set([...formerNames.values()].flat());
  const words = partsIn(changes).flatMap((part) => {
    const { section, name, value } = part;
    if (section !== "events" || name === undefined) return [wordsOf(part, older)];
    const former = formerNames.get(name);
    if (former !== undefined) return former.map((one) => `${one} is ${name} now`);
    return value === null && renamed.has(name) ? [] : [wordsOf(part, older)];
  });
  return listed(words);
}

/** The new names of event types that are gone under their old ones → these. */
function renamedEvents(older: Parts, { events }: Parts): ReadonlyMap<string, readonly string[]> {
  const entries = isMapping(events) ? Object.entries(events) : [];
  const removed = new Map(
    entries
      .filter(([, entry]) => entry === null)
      .map(([name]) => [storedTypes(name, valueAt(older, ["events", name]))[0], name]),
  );
  const names = new Map<string, string[]>();
  for (const [name, entry] of entries) {
    if (entry === null || valueAt(older, ["events", name]) !== undefined) continue;
    const former = storedTypes(name, entry).flatMap((type) => removed.get(type) ?? []);
    if (former.length > 0) names.set(name, former);
  }
  return names;
}

/** What events of an event type are stored as, and were before. */
function storedTypes(name: string, event: unknown): unknown[] {
  const aliases = valueAt(event, ["aliases"]);
  return [valueAt(event, ["wire"]) ?? name, ...(Array.isArray(aliases) ? aliases : [])];
}

interface Part {
  readonly section: string;
  /** `undefined` for a section that is one part. */
  readonly name: string | undefined;
  readonly value: unknown;
}

function partsIn(changes: Parts): Part[] {
  return Object.entries(changes).flatMap(([section, value]): Part[] => {
    if (!ENTRY_SECTIONS.includes(section) || !isMapping(value)) {
      return [{ section, name: undefined, value }];
    }
    return Object.entries(value).map(([name, entry]) => ({ section, name, value: entry }));
  });
}

function wordsOf({ section, name, value }: Part, older: Parts): string {
  const words = name === undefined ? section : `${KINDS[section] ?? `${section} `}${name}`;
  if (value === null) return `without ${words}`;
  const before = name === undefined ? older[section] : valueAt(older, [section, name]);
  if (before === undefined) return `new ${words}`;
  const version = valueAt(value, ["version"]);
  const isNewVersion = section === "events" && version !== valueAt(before, ["version"]);
  return isNewVersion ? `${words} version ${version ?? 1}` : words;
}

function describeAll(changes: Parts): string {
  const count = (section: string, noun: string) => {
    const entries = changes[section];
    const number = isMapping(entries) ? Object.keys(entries).length : 0;
    return number === 0 ? [] : [`${number} ${noun}${number === 1 ? "" : "s"}`];
  };
  return [...count("events", "event type"), ...count("streams", "stream")].join(", ");
}

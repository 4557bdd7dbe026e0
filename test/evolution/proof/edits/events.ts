import type { Draws } from "../draws.js";
import {
  bold,
  careful,
  type Draft,
  type Edit,
  type Event,
  fieldSets,
  freshName,
  leaveStreams,
  pickEvent,
  replaceMember,
  storedType,
  toggle,
} from "./draft.js";

const freshEvent = (draft: Draft) => freshName(draft, (number) => `EVENT_${number}`);
const freshWire = (draft: Draft) => freshName(draft, (number) => `wire.${number}`);

/** Adds an event type with the ids of another one; to some of the streams that this one is in. */
function addLike(draft: Draft, draws: Draws, type: string, isInStreams: boolean): boolean {
  const [other, { data, include, lookups }] = pickEvent(draft, draws) as [string, Event];
  const event: Event = structuredClone({
    data,
    ...(include && { include }),
    ...(lookups && { lookups }),
  });
  // No names of the past.
  for (const [key, field] of Object.entries(event.data)) {
    if (typeof field === "object") delete field.aliases;
    if (draws.happens(0.3) && !key.endsWith("?") && Object.keys(event.data).length > 3)
      delete event.data[key];
  }
  draft.events[type] = event;
  const joined = Object.values(draft.streams ?? {}).filter(({ events }) => events.includes(other));
  for (const stream of joined) if (isInStreams && draws.happens(0.7)) stream.events.push(type);
  return true;
}

function renameEvent(draft: Draft, type: string, newType: string, event: Event): void {
  replaceMember(draft.events, type, newType, event);
  for (const stream of Object.values(draft.streams ?? {})) {
    stream.events = stream.events.map((other) => (other === type ? newType : other));
  }
  if (draft.reserved?.[type] !== undefined) replaceMember(draft.reserved, type, newType);
}

const isAlone = ({ events }: Draft) => Object.keys(events).length === 1;

function retire(draft: Draft, type: string, event: Event): void {
  const wires = [storedType(type, event), ...(event.aliases ?? [])];
  draft.retired ??= {};
  draft.retired[type] = event.wire === undefined ? "Gone." : { wire: event.wire, reason: "Gone." };
  // Each of its former names is a stored type of its own.
  for (const alias of event.aliases ?? []) {
    const name = freshName(draft, (number) => `FORMER_${number}`);
    if (wires.includes(alias)) draft.retired[name] = { wire: alias, reason: "Gone." };
  }
  delete draft.events[type];
  leaveStreams(draft, type);
  if (draft.reserved !== undefined) delete draft.reserved[type];
}

function withAlias({ aliases = [] }: Event, ...more: readonly string[]): string[] {
  return [...new Set([...aliases, ...more])];
}

const LOOKUPS = ["type", "partition", "partition-entity", "entity"];

export const EVENT_EDITS: readonly Edit[] = [
  careful("add an event type", 2, (draft, draws) => addLike(draft, draws, freshEvent(draft), true)),
  careful("add an event type that is in no stream", 1, (draft, draws) =>
    addLike(draft, draws, freshEvent(draft), false),
  ),
  bold("remove an event type", 2, (draft, draws) => {
    if (isAlone(draft)) return false;
    const [type] = pickEvent(draft, draws) as [string, Event];
    delete draft.events[type];
    leaveStreams(draft, type);
    if (draft.reserved !== undefined) delete draft.reserved[type];
    return true;
  }),
  careful("retire an event type", 2, (draft, draws) => {
    if (isAlone(draft)) return false;
    const [type, event] = pickEvent(draft, draws) as [string, Event];
    retire(draft, type, event);
    return true;
  }),
  bold("retire an event type, but not its former names", 1, (draft, draws) => {
    const picked = pickEvent(draft, draws, ({ aliases }) => aliases !== undefined);
    if (picked === undefined || isAlone(draft)) return false;
    const [type, { aliases: _, ...event }] = picked;
    retire(draft, type, event);
    return true;
  }),
  bold("retire an event type under another stored type", 1, (draft, draws) => {
    if (isAlone(draft)) return false;
    const [type, event] = pickEvent(draft, draws) as [string, Event];
    retire(draft, type, { ...event, wire: freshWire(draft) });
    return true;
  }),
  bold("rename an event type", 2, (draft, draws) => {
    const [type, event] = pickEvent(draft, draws) as [string, Event];
    renameEvent(draft, type, freshEvent(draft), event);
    return true;
  }),
  careful("rename an event type, with an alias", 4, (draft, draws) => {
    const [type, event] = pickEvent(draft, draws) as [string, Event];
    const { wire: _, ...others } = event;
    const aliases = withAlias(event, storedType(type, event));
    renameEvent(draft, type, freshEvent(draft), { ...others, aliases });
    return true;
  }),
  careful("rename an event type that keeps its wire", 2, (draft, draws) => {
    const [type, event] = pickEvent(draft, draws) as [string, Event];
    renameEvent(draft, type, freshEvent(draft), { ...event, wire: storedType(type, event) });
    return true;
  }),
  bold("change the wire of an event type", 1, (draft, draws) => {
    const [, event] = pickEvent(draft, draws) as [string, Event];
    event.wire = freshWire(draft);
    return true;
  }),
  bold("remove the wire of an event type", 1, (draft, draws) => {
    const picked = pickEvent(draft, draws, ({ wire }) => wire !== undefined);
    if (picked !== undefined) delete picked[1].wire;
    return picked !== undefined;
  }),
  careful("change the wire of an event type, with an alias", 2, (draft, draws) => {
    const [type, event] = pickEvent(draft, draws) as [string, Event];
    event.aliases = withAlias(event, storedType(type, event));
    event.wire = freshWire(draft);
    return true;
  }),
  bold("remove an alias of an event type", 4, (draft, draws) => {
    const picked = pickEvent(draft, draws, ({ aliases }) => aliases !== undefined);
    if (picked === undefined) return false;
    const [, event] = picked;
    const [, ...others] = event.aliases ?? [];
    if (others.length === 0) delete event.aliases;
    else event.aliases = others;
    return true;
  }),
  bold("give an event type an alias that nothing was stored as", 1, (draft, draws) => {
    const [, event] = pickEvent(draft, draws) as [string, Event];
    event.aliases = withAlias(event, freshWire(draft));
    return true;
  }),
  bold("use the name of a removed event type for another one", 1, (draft, draws) => {
    if (isAlone(draft)) return false;
    const [type] = pickEvent(draft, draws) as [string, Event];
    const [other, event] = pickEvent(draft, draws, (_, name) => name !== type) as [string, Event];
    leaveStreams(draft, type);
    delete draft.events[type];
    renameEvent(draft, other, type, event);
    return true;
  }),
  bold("forget a retired event type", 8, (draft, draws) => {
    const types = Object.keys(draft.retired ?? {});
    if (draft.retired === undefined || types.length === 0) return false;
    delete draft.retired[draws.pick(types)];
    if (types.length === 1) delete draft.retired;
    return true;
  }),
  bold("use a retired name again", 8, (draft, draws) => {
    const types = Object.keys(draft.retired ?? {});
    if (draft.retired === undefined || types.length === 0) return false;
    const type = draws.pick(types);
    delete draft.retired[type];
    if (types.length === 1) delete draft.retired;
    return addLike(draft, draws, type, true);
  }),
  bold("make an event type a draft", 1, (draft, draws) => {
    const [, event] = pickEvent(draft, draws) as [string, Event];
    event.stability = "draft";
    return true;
  }),
  careful("make a draft stable", 1, (draft, draws) => {
    const picked = pickEvent(draft, draws, ({ stability }) => stability === "draft");
    if (picked !== undefined) delete picked[1].stability;
    return picked !== undefined;
  }),
  careful("deprecate an event type", 1, (draft, draws) => {
    const [, event] = pickEvent(draft, draws) as [string, Event];
    event.deprecated = "Use another.";
    return true;
  }),
  bold("open or close the data of an event type", 4, (draft, draws) => {
    const [, event] = pickEvent(draft, draws) as [string, Event];
    toggle(event, "additionalProperties");
    return true;
  }),
  bold("change the lookups of an event type", 4, (draft, draws) => {
    const [, event] = pickEvent(draft, draws) as [string, Event];
    if (event.lookups !== undefined && draws.happens(0.3)) delete event.lookups;
    else
      event.lookups = draws.some(
        LOOKUPS.filter((kind) => draft.partition !== undefined || !kind.startsWith("partition")),
      );
    return true;
  }),
  bold("add a lookup to an event type, or remove one", 2, (draft, draws) => {
    const picked = pickEvent(draft, draws, ({ lookups }) => lookups !== undefined);
    if (picked === undefined) return false;
    const [, event] = picked;
    const kind = draws.pick(LOOKUPS);
    const others = (event.lookups ?? []).filter((other) => other !== kind);
    event.lookups = others.length === event.lookups?.length ? [...others, kind] : others;
    return true;
  }),
  bold("include a group, or no longer", 2, (draft, draws) => {
    const groups = Object.keys(draft.groups ?? {});
    if (groups.length === 0) return false;
    const [, event] = pickEvent(draft, draws) as [string, Event];
    const group = draws.pick(groups);
    const include = event.include ?? [];
    event.include = include.includes(group)
      ? include.filter((name) => name !== group)
      : [...include, group];
    if (event.include.length === 0) delete event.include;
    return true;
  }),
  careful("move the fields of an event type to a group", 1, (draft, draws) => {
    const [type, event] = pickEvent(draft, draws) as [string, Event];
    if (draft.reserved?.[type] !== undefined || event.previous !== undefined) return false;
    const group = freshName(draft, (number) => `Group${number}`);
    const keys = draws.some(Object.keys(event.data));
    draft.groups = {
      ...draft.groups,
      [group]: Object.fromEntries(keys.map((key) => [key, event.data[key] as string])),
    };
    for (const key of keys) delete event.data[key];
    event.include = [...(event.include ?? []), group];
    return true;
  }),
  careful("move the fields of a group to its event types", 1, (draft, draws) => {
    const groups = Object.keys(draft.groups ?? {});
    if (draft.groups === undefined || groups.length === 0) return false;
    const group = draws.pick(groups);
    if (draft.reserved?.[group] !== undefined) return false;
    const shapes = Object.values(draft.events).flatMap((event) => [
      event,
      ...Object.values(event.previous ?? {}),
    ]);
    for (const shape of shapes) {
      if (!shape.include?.includes(group)) continue;
      shape.data = { ...structuredClone(draft.groups[group]), ...shape.data };
      shape.include = shape.include.filter((name) => name !== group);
      if (shape.include.length === 0) delete shape.include;
    }
    delete draft.groups[group];
    return true;
  }),
  careful("rename a group", 1, (draft, draws) => {
    const groups = Object.keys(draft.groups ?? {});
    if (draft.groups === undefined || groups.length === 0) return false;
    const group = draws.pick(groups);
    const name = freshName(draft, (number) => `Renamed${number}`);
    replaceMember(draft.groups, group, name);
    if (draft.reserved?.[group] !== undefined) replaceMember(draft.reserved, group, name);
    const shapes = Object.values(draft.events).flatMap((event) => [
      event,
      ...Object.values(event.previous ?? {}),
    ]);
    for (const { include = [] } of shapes) {
      if (include.includes(group)) include[include.indexOf(group)] = name;
    }
    return true;
  }),
  careful("change what reads and keys do not depend on", 1, (draft, draws) => {
    for (const { fields } of fieldSets(draft)) {
      for (const field of Object.values(fields)) {
        if (typeof field !== "object" || draws.happens(0.5)) continue;
        field.pii = !field.pii;
        field.description = "Other words.";
      }
    }
    return true;
  }),
];

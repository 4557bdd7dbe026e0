import type { Descriptor } from "../schema/descriptor.js";
import { type CompleteSince, type Contract, completeSince } from "./contract.js";
import { type CopyTemplate, storedTypesOf, templatesOf, templateText } from "./copy-template.js";

/** What a schema needs of the contract of its table. */
export interface ContractDescription {
  /** The schema's name. */
  readonly schema: string;
  /** The version of each event type that is saved, by its stored type. */
  readonly events: Readonly<Record<string, number>>;
  /** The keys of the copies of each stored type, as a contract has them. */
  readonly copies: Readonly<Record<string, readonly string[]>>;
}

/** Describes what a schema needs of the contract of its table. */
export function describeContract(descriptor: Descriptor): ContractDescription {
  const copies = storedTemplates(descriptor).map(([storedType, templates]) => {
    return [storedType, templates.map((each) => templateText(each, storedType)).sort()] as const;
  });
  return {
    schema: descriptor.name,
    events: versionsOf(descriptor),
    copies: Object.fromEntries(copies),
  };
}

function versionsOf({ events }: Descriptor): Record<string, number> {
  return Object.fromEntries(
    Object.entries(events).map(([type, { version = 1 }]) => [type, version] as const),
  );
}

/** The kinds of copies of each stored type, those of earlier names included. */
export function storedTemplates(
  descriptor: Descriptor,
): readonly (readonly [storedType: string, templates: readonly CopyTemplate[]])[] {
  return Object.keys(descriptor.events).flatMap((type) => {
    const templates = templatesOf(descriptor, type);
    return storedTypesOf(descriptor, type).map((storedType) => [storedType, templates] as const);
  });
}

/** A release of a schema. */
export interface Release {
  /** The number of the release, as the lock file counts. */
  readonly release: number;
  /** A hash of the schema's released shapes. */
  readonly shapes: string;
}

/**
 * The contract that follows an earlier one when a schema is released. A kind of copy stays complete
 * if it was. A new kind of copy is complete if no event of its type can be stored.
 *
 * @param time - The time of the release, as ISO 8601.
 * @param isEmpty - Whether the table is known to have no events. Only for a first contract.
 */
export function nextContract(
  previous: Contract | undefined,
  descriptor: Descriptor,
  { release, shapes }: Release,
  time: string,
  isEmpty: boolean,
): Contract {
  const templates = storedTemplates(descriptor);
  const isKnown = (storedType: string) =>
    previous === undefined
      ? !isEmpty
      : Object.hasOwn(previous.copies, storedType) || previous.former.includes(storedType);
  const state = (storedType: string, template: CopyTemplate): CompleteSince => {
    if (!isKnown(storedType)) return true;
    return (previous && completeSince(previous, storedType, template)) ?? time;
  };
  const copies = templates.map(([storedType, kinds]) => {
    const states = kinds.map(
      (template) => [templateText(template, storedType), state(storedType, template)] as const,
    );
    return [storedType, Object.fromEntries(states)] as const;
  });
  const current = new Set(templates.map(([storedType]) => storedType));
  const earlier = [...Object.keys(previous?.copies ?? {}), ...(previous?.former ?? [])];
  return {
    schema: descriptor.name,
    number: (previous?.number ?? 0) + 1,
    release,
    shapes,
    time,
    events: versionsOf(descriptor),
    former: [...new Set(earlier)].filter((storedType) => !current.has(storedType)).sort(),
    copies: Object.fromEntries(copies),
  };
}

/** One kind of copy in a contract that is not complete. */
export interface IncompleteCopies {
  readonly storedType: string;
  /** The key, as the contract has it. */
  readonly key: string;
  /** The time (ISO 8601) since when saved events have the copy. */
  readonly since: string;
}

/** The kinds of copies that stored events can lack. */
export function incompleteCopies({ copies }: Contract): IncompleteCopies[] {
  return Object.entries(copies).flatMap(([storedType, states]) =>
    Object.entries(states).flatMap(([key, since]) =>
      since === true ? [] : [{ storedType, key, since }],
    ),
  );
}

/** The contract after kinds of copies were completed. Kinds that it no longer has are ignored. */
export function completedContract(
  contract: Contract,
  completed: readonly IncompleteCopies[],
  time: string,
): Contract {
  const done = new Set(completed.map((copies) => JSON.stringify(copies)));
  const copies = Object.entries(contract.copies).map(([storedType, states]) => {
    const next = Object.entries(states).map(([key, since]) => {
      const isDone = since !== true && done.has(JSON.stringify({ storedType, key, since }));
      return [key, isDone ? true : since] as const;
    });
    return [storedType, Object.fromEntries(next)] as const;
  });
  return { ...contract, number: contract.number + 1, time, copies: Object.fromEntries(copies) };
}

/** How a schema differs from the contract of a table. Empty lists: it does not. */
export interface ContractDifferences {
  /** Stored types that the schema has and the contract does not. */
  readonly addedTypes: readonly string[];
  /** Stored types that the contract has and the schema has neither as a type nor as an alias. */
  readonly removedTypes: readonly string[];
  /** Event types whose version differs. */
  readonly versions: readonly {
    readonly storedType: string;
    readonly contract: number;
    readonly schema: number;
  }[];
  /**
   * Keys of copies of known types that the contract does not have: stored events lack such a copy
   * until `reindex` has added it.
   */
  readonly addedKeys: readonly { readonly storedType: string; readonly key: string }[];
  /** Keys of copies that events of the schema no longer have: new events are not found by them. */
  readonly removedKeys: readonly { readonly storedType: string; readonly key: string }[];
  /** Copies of the schema that stored events can lack by the contract itself. */
  readonly incomplete: readonly IncompleteCopies[];
}

/** Compares a schema with the contract of a table. */
export function compareContract(contract: Contract, descriptor: Descriptor): ContractDifferences {
  const templates = new Map(storedTemplates(descriptor));
  const known = Object.keys(contract.copies);
  const versions = versionsOf(descriptor);
  const retired = descriptor.retired ?? [];
  return {
    addedTypes: [...templates.keys()].filter((type) => !known.includes(type)),
    removedTypes: known.filter((type) => !templates.has(type) && !retired.includes(type)),
    versions: Object.entries(versions).flatMap(([storedType, schema]) => {
      const before = contract.events[storedType] ?? schema;
      return before === schema ? [] : [{ storedType, contract: before, schema }];
    }),
    addedKeys: [...templates].flatMap(([storedType, kinds]) =>
      !known.includes(storedType)
        ? []
        : kinds
            .filter((template) => completeSince(contract, storedType, template) === undefined)
            .map((template) => ({ storedType, key: templateText(template, storedType) })),
    ),
    removedKeys: [...templates].flatMap(([storedType, kinds]) => {
      const keys = new Set(kinds.map((template) => templateText(template, storedType)));
      const before = Object.keys(contract.copies[storedType] ?? {});
      return before.filter((key) => !keys.has(key)).map((key) => ({ storedType, key }));
    }),
    incomplete: [...templates].flatMap(([storedType, kinds]) =>
      kinds.flatMap((template) => {
        const since = completeSince(contract, storedType, template);
        return typeof since === "string"
          ? [{ storedType, key: templateText(template, storedType), since }]
          : [];
      }),
    ),
  };
}

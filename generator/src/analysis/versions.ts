import { BROKEN, type PartialEvent } from "../language/document.js";
import { typesByName } from "../model/aliases.js";
import { isMechanicalStep } from "../model/compat/mechanical.js";
import type { EventModel, PreviousVersion } from "../model/model.js";
import type { Analysis } from "./analysis.js";
import { declareFields, withIncluded } from "./fields.js";
import type { GroupReader } from "./groups.js";

/** The earlier versions of the data of an event type, and its own version. */
export type Versions = Pick<EventModel, "version" | "previous">;

/** Declares the earlier versions of an event type; reports a version that is missing, or is no earlier one. */
export function declareVersions(
  type: string,
  { version = 1, previous: raw = {} }: PartialEvent,
  groups: GroupReader,
  analysis: Analysis,
): Versions {
  const { report } = analysis;
  const path = ["events", type];
  const numbers = Object.keys(raw).map(Number);
  const latest = Math.max(...numbers);
  if (latest >= version) {
    report.atKey("previous-version", [...path, "previous", String(latest)], {
      type,
      version,
      previous: latest,
    });
    return { version, previous: [] };
  }
  const missing = firstMissing(numbers, version);
  if (missing !== undefined) {
    const where = numbers.length === 0 ? "version" : "previous";
    report.atKey("missing-previous", [...path, where], { type, version, missing });
  }
  const previous = numbers
    .sort((a, b) => a - b)
    .flatMap((number) => declarePrevious(number, type, raw[number], groups, analysis));
  return { version, previous };
}

function declarePrevious(
  version: number,
  type: string,
  raw: NonNullable<PartialEvent["previous"]>[string] | undefined,
  groups: GroupReader,
  analysis: Analysis,
): PreviousVersion[] {
  if (raw === undefined || raw === BROKEN) return [];
  const path = ["events", type, "previous", String(version)];
  const included = groups.read(path, raw);
  const owner = { path: [...path, "data"], group: undefined };
  const own = declareFields(raw.data, owner, analysis);
  return [
    {
      version,
      groups: included.names,
      fields: withIncluded(owner.path, included.fields, own.fields, analysis),
      isOpen: raw.additionalProperties === true,
      needsUpcaster: false,
    },
  ];
}

function firstMissing(numbers: readonly number[], version: number): number | undefined {
  const known = new Set(numbers);
  for (let number = 1; number < version; number++) if (!known.has(number)) return number;
  return undefined;
}

/** Finds the steps from one version to the next that only code of the user's can take. */
export function findUpcasters(analysis: Analysis): void {
  const types = typesByName(analysis.declaredTypes);
  analysis.events = analysis.events.map((event) => {
    if (event.previous.length === 0) return event;
    const previous = event.previous.map((shape, index): PreviousVersion => {
      const next = event.previous[index + 1] ?? event;
      return { ...shape, needsUpcaster: !isMechanicalStep(shape, next, types) };
    });
    return { ...event, previous };
  });
}

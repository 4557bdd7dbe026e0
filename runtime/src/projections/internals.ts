import type { CopyReader } from "../consumers/copies.js";
import type { EventsTable } from "../consumers/scan-table.js";
import { InvalidArgumentError } from "../errors.js";
import type { ReadContext } from "../read/pages.js";
import type { Applier } from "./apply.js";
import type { CheckedDefinition } from "./definition.js";
import type { ItemStore } from "./item-store.js";

/** What the parts of a projection share. */
export interface ProjectionInternals {
  readonly definition: CheckedDefinition;
  readonly copies: CopyReader;
  readonly store: ItemStore;
  readonly applier: Applier;
  /** @throws InvalidArgumentError if the projection does not know the table of the events. */
  readonly table: () => ReadContext;
  /** @throws InvalidArgumentError if the projection does not know the table of the events. */
  readonly events: () => EventsTable;
}

const internals = new WeakMap<object, ProjectionInternals>();

export function setInternals(projection: object, own: ProjectionInternals): void {
  internals.set(projection, own);
}

/** @throws InvalidArgumentError for a value that is not a connected projection. */
export function internalsOf(projection: unknown): ProjectionInternals {
  const known = internals.get(Object(projection));
  if (known !== undefined) return known;
  throw new InvalidArgumentError(
    "The first argument must be a projection that is connected to a table: projection.connect(…).",
  );
}

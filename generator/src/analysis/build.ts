import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { BROKEN, type CheckedDocument } from "../language/document.js";
import type { Imports } from "../language/imports.js";
import type { Model, NamedType } from "../model/model.js";
import { type Analysis, areLookupsKnown, newAnalysis } from "./analysis.js";
import { checkAccepted } from "./checks/accepted.js";
import { checkCycles } from "./checks/cycles.js";
import { checkEntities } from "./checks/entities.js";
import { checkFieldAliases } from "./checks/field-aliases.js";
import { checkReserved } from "./checks/reserved.js";
import { checkSize } from "./checks/size.js";
import { checkStorable } from "./checks/storable.js";
import { checkStored } from "./checks/stored.js";
import { checkUnions } from "./checks/unions.js";
import { errorFinder } from "./errors.js";
import { declareEvents } from "./events.js";
import { declareGroups } from "./groups.js";
import { checkIdSuffix } from "./id-suffix.js";
import { checkIds } from "./ids.js";
import { declareMetadata } from "./metadata.js";
import { checkPartition } from "./partition.js";
import { pathKey } from "./reporter.js";
import { checkStoredTypes } from "./stored-types.js";
import { declareStreams } from "./streams.js";
import { declareTombstones } from "./tombstones.js";
import type { DeclaredValue } from "./type-reader.js";
import { declareTypes, selectTypes } from "./types.js";
import { reportUnknownTypes } from "./unknown-type.js";
import { findUpcasters } from "./versions.js";

type Pass = (analysis: Analysis) => void;

const DECLARATIONS: readonly Pass[] = [
  declareTypes,
  declareGroups,
  declareEvents,
  declareMetadata,
  declareTombstones,
  reportUnknownTypes,
  selectTypes,
  checkSize,
];

/** These do not run for a schema that is too large, as each takes time for each of its parts. */
const MEANING: readonly Pass[] = [
  checkCycles,
  checkIdSuffix,
  checkStoredTypes,
  checkReserved,
  checkAccepted,
  checkFieldAliases,
  findUpcasters,
  checkPartition,
  checkIds,
  declareStreams,
  checkEntities,
  checkUnions,
  checkStored,
];

export interface Built {
  /** Complete only where nothing is reported as an error. */
  readonly model: Model;
  readonly diagnostics: readonly Diagnostic[];
  /** Whether all lookups and streams of all event types are known. */
  readonly isWhole: boolean;
  /** Whether the schema has more parts than a module can have; what takes time for each of them is left out. */
  readonly isTooLarge: boolean;
  /**
   * The paths, as keys (see `pathKey`), of event types and fields that are reported themselves, and of the data of event
   * types whose ids are not all known.
   */
  readonly errors: ReadonlySet<string>;
  /** The values that the schema gives, still to be checked against their types; see `checkValues`. */
  readonly values: readonly DeclaredValue[];
  /** All types, also imported ones that are not used. */
  readonly types: readonly NamedType[];
}

/** The meaning of a checked document, with its imports. */
export function build(root: CheckedDocument, imports: Imports): Built {
  const analysis = newAnalysis(root, imports);
  for (const pass of DECLARATIONS) pass(analysis);
  if (!analysis.isTooLarge) for (const pass of MEANING) pass(analysis);
  const values = analysis.isTooLarge ? [] : checkableValues(analysis);
  return {
    model: modelOf(analysis),
    diagnostics: [...analysis.scopes.values()].flatMap(({ report }) => report.diagnostics),
    isWhole: areLookupsKnown(analysis),
    isTooLarge: analysis.isTooLarge,
    errors: new Set([
      ...[...analysis.badlyStored].map((type) => pathKey(["events", type])),
      ...[...analysis.unknown.ids, ...analysis.unknown.nestedIds].map((type) =>
        pathKey(["events", type, "data"]),
      ),
      ...analysis.unknown.fields,
    ]),
    values,
    types: analysis.declaredTypes,
  };
}

function modelOf({
  document,
  idSuffix,
  groups,
  events,
  metadata,
  streams,
  types,
  retired,
  reserved,
  accepted,
}: Analysis): Model {
  const { name, description, partition } = document;
  return {
    name: name === undefined || name === BROKEN ? "" : name,
    description: description === BROKEN ? undefined : description,
    idSuffix,
    partition: partition === BROKEN ? undefined : partition,
    metadata,
    types: types.map(({ scope: _, ...type }) => type),
    groups,
    events,
    streams,
    retired,
    reserved,
    accepted,
  };
}

/** The values that can be stored, and whose types are right and lead to no wrong type. */
function checkableValues({ collected, declaredTypes, unknown }: Analysis): DeclaredValue[] {
  const hasError = errorFinder(declaredTypes, unknown.unions);
  const values = collected.values.filter(({ type }) => !hasError(type)).filter(checkStorable);
  // Any value is right for these, and ajv, which checks the others, is slow to load.
  return values.filter(({ type }) => type.kind !== "json");
}

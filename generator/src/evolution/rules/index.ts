import type { Rule } from "../rule.js";
import { canonicalSame } from "./canonical-same.js";
import { constraintNoNarrow } from "./constraint-no-narrow.js";
import { discriminatorSame } from "./discriminator-same.js";
import { enumValueAdded } from "./enum-value-added.js";
import { enumValueNoDelete } from "./enum-value-no-delete.js";
import { eventAdded } from "./event-added.js";
import { eventAliasNoDelete } from "./event-alias-no-delete.js";
import { eventNameSame } from "./event-name-same.js";
import { eventNoDelete } from "./event-no-delete.js";
import { eventNoDraft } from "./event-no-draft.js";
import { eventNoRename } from "./event-no-rename.js";
import { eventNoReuseRetired } from "./event-no-reuse-retired.js";
import { eventRenamed } from "./event-renamed.js";
import { eventRetired } from "./event-retired.js";
import { eventRetiredNoDelete } from "./event-retired-no-delete.js";
import { fieldAddedRequired } from "./field-added-required.js";
import { fieldAliasNoDelete } from "./field-alias-no-delete.js";
import { fieldCardinalitySame } from "./field-cardinality-same.js";
import { fieldDefaultSame } from "./field-default-same.js";
import { fieldDeleted } from "./field-deleted.js";
import { fieldMadeNullable } from "./field-made-nullable.js";
import { fieldNoAddRequired } from "./field-no-add-required.js";
import { fieldNoAddToOpen } from "./field-no-add-to-open.js";
import { fieldNoDelete } from "./field-no-delete.js";
import { fieldNoRename } from "./field-no-rename.js";
import { fieldNoReuseReserved } from "./field-no-reuse-reserved.js";
import { fieldNullabilityNoNarrow } from "./field-nullability-no-narrow.js";
import { fieldOptionalNoMakeRequired } from "./field-optional-no-make-required.js";
import { fieldRenamed } from "./field-renamed.js";
import { fieldRequiredMadeOptional } from "./field-required-made-optional.js";
import { fieldReservedNoDelete } from "./field-reserved-no-delete.js";
import { fieldSameType } from "./field-same-type.js";
import { fieldTypeWidened } from "./field-type-widened.js";
import { idSuffixSame } from "./id-suffix-same.js";
import { keyEntitySame } from "./key-entity-same.js";
import { keyFieldAdded } from "./key-field-added.js";
import { keyFieldRemoved } from "./key-field-removed.js";
import { keyFieldRequiredMadeOptional } from "./key-field-required-made-optional.js";
import { keyFieldTypeSame } from "./key-field-type-same.js";
import { keyListMaxSame } from "./key-list-max-same.js";
import { lookupAdded } from "./lookup-added.js";
import { lookupRemoved } from "./lookup-removed.js";
import { metadataNoAddRequired } from "./metadata-no-add-required.js";
import { metadataNoDelete } from "./metadata-no-delete.js";
import { metadataNoRename } from "./metadata-no-rename.js";
import { metadataOptionalNoMakeRequired } from "./metadata-optional-no-make-required.js";
import { metadataRequiredMadeOptional } from "./metadata-required-made-optional.js";
import { objectNoClose } from "./object-no-close.js";
import { partitionSame } from "./partition-same.js";
import { schemaNameSame } from "./schema-name-same.js";
import { streamAdded } from "./stream-added.js";
import { streamBySame } from "./stream-by-same.js";
import { streamConsistentChanged } from "./stream-consistent-changed.js";
import { streamCopiesStopped } from "./stream-copies-stopped.js";
import { streamEventAdded } from "./stream-event-added.js";
import { streamEventRemoved } from "./stream-event-removed.js";
import { streamMaterializedChanged } from "./stream-materialized-changed.js";
import { streamRemoved } from "./stream-removed.js";
import { streamRenamed } from "./stream-renamed.js";
import { unionBranchAdded } from "./union-branch-added.js";
import { unionBranchNoDelete } from "./union-branch-no-delete.js";
import { upcasterRequired } from "./upcaster-required.js";
import { versionIncreased } from "./version-increased.js";
import { versionMonotonic } from "./version-monotonic.js";
import { versionNoSkip } from "./version-no-skip.js";
import { wireSame } from "./wire-same.js";

/** All rules, in the order of docs/reference/breaking.md. */
export const rules: readonly Rule[] = [
  eventNoDelete,
  eventAdded,
  eventNoRename,
  eventRenamed,
  eventNameSame,
  eventNoDraft,
  eventRetired,
  eventRetiredNoDelete,
  eventNoReuseRetired,
  eventAliasNoDelete,
  wireSame,
  fieldNoDelete,
  fieldDeleted,
  fieldNoRename,
  fieldRenamed,
  fieldAliasNoDelete,
  fieldReservedNoDelete,
  fieldNoReuseReserved,
  fieldSameType,
  fieldTypeWidened,
  fieldCardinalitySame,
  fieldNullabilityNoNarrow,
  fieldMadeNullable,
  fieldNoAddRequired,
  fieldAddedRequired,
  fieldNoAddToOpen,
  fieldOptionalNoMakeRequired,
  fieldRequiredMadeOptional,
  fieldDefaultSame,
  enumValueNoDelete,
  enumValueAdded,
  constraintNoNarrow,
  unionBranchNoDelete,
  unionBranchAdded,
  discriminatorSame,
  objectNoClose,
  keyFieldAdded,
  keyFieldRemoved,
  keyFieldTypeSame,
  keyFieldRequiredMadeOptional,
  keyListMaxSame,
  keyEntitySame,
  idSuffixSame,
  partitionSame,
  lookupAdded,
  lookupRemoved,
  streamAdded,
  streamRemoved,
  streamRenamed,
  streamBySame,
  streamEventAdded,
  streamEventRemoved,
  streamMaterializedChanged,
  streamConsistentChanged,
  streamCopiesStopped,
  canonicalSame,
  versionMonotonic,
  versionIncreased,
  versionNoSkip,
  upcasterRequired,
  metadataNoDelete,
  metadataNoRename,
  metadataNoAddRequired,
  metadataOptionalNoMakeRequired,
  metadataRequiredMadeOptional,
  schemaNameSame,
];

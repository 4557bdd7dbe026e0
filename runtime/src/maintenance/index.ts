/**
 * Maintenance of a table whose schema changes: contracts, `reindex` and `verify`. The commands of
 * `ddb-pattern-gen` use it, and so can programs.
 *
 * @module
 */
export type { CompleteSince, Contract } from "../contract/contract.js";
export {
  type ContractDescription,
  type ContractDifferences,
  compareContract,
  describeContract,
  type IncompleteCopies,
  type Release,
} from "../contract/next-contract.js";
export type { Descriptor } from "../schema/descriptor.js";
export type { AwsClient } from "../storage/dynamodb/whole-table.js";
export type { CopyCounts, MissingCopyProblem } from "./copy-adder.js";
export type { CopyKind } from "./event-places.js";
export { FINDING_KINDS, type Finding, type FindingKind } from "./finding.js";
export { type MaintenancePolicies, maintenancePolicies, type PolicyDocument } from "./policies.js";
export {
  type PlanReindexOptions,
  planReindex,
  type ReindexOptions,
  type ReindexPlan,
  type ReindexProgress,
  type ReindexResult,
  reindex,
} from "./reindex.js";
export {
  type ReadContractOptions,
  type ReleaseOptions,
  type ReleaseResult,
  readContract,
  releaseContract,
} from "./release.js";
export type { MaintenanceClient, TablesInMemory } from "./table-access.js";
export { type EventChecker, eventChecker } from "./valid-event.js";
export {
  type VerifyExportOptions,
  type VerifyProgress,
  type VerifyResult,
  type VerifyTableOptions,
  verifyExport,
  verifyTable,
} from "./verify.js";

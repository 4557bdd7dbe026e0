/**
 * Projections of events into items of a table.
 *
 * @module
 */
export type {
  EventMapOf,
  ProjectionContext,
  ProjectionDefinition,
  ProjectionHandler,
  ProjectionHandlers,
} from "./definition.js";
export type { Lag, LagOptions } from "./lag.js";
export type {
  ConnectedProjection,
  GetOptions,
  ProjectedEvents,
  Projection,
  ProjectionOptions,
} from "./projection.js";
export {
  type DropVersionOptions,
  dropVersion,
  type RebuildOptions,
  type RebuildPhase,
  type RebuildProgress,
  type RebuildResult,
  rebuild,
} from "./rebuild.js";

import type { YamlPath } from "../../../diagnostics/diagnostic.js";
import type { Mapping } from "../../mapping.js";
import type { PartKind } from "../parts.js";

/** A value of the wrong type. */
export interface OtherType {
  readonly path: YamlPath;
  readonly value: unknown;
  /** The types that are right, as JSON Schema names them. */
  readonly wanted: readonly unknown[];
  /** The mapping that has the value, if it is in one. */
  readonly parent: Mapping | undefined;
  readonly document: Mapping;
}

/** A value of the wrong type, with the kinds of its part and of the part around it. */
export interface Wrong extends OtherType {
  readonly key: string | number | undefined;
  readonly kind: PartKind | undefined;
  readonly within: PartKind | undefined;
}

/** The help for some wrong values; `undefined` for all others. */
export type ValueRule = (wrong: Wrong) => string | undefined;

import type { Json } from "../../util/json.js";
import type { Field, MetadataField, Property } from "../model.js";

/** What differs between two types, two fields, or the members of two objects. */
export type DifferenceKind =
  /** Another kind of values: `integer` for `number`, `ulid` for `string`, an object for a string. */
  | "type"
  /** One value for a list, or a list for one value. */
  | "cardinality"
  | "nullability"
  /** A limit of values: `minimum`, `pattern`, `maxItems` and the like; the last step of its path. */
  | "constraint"
  | "literals-removed"
  | "literals-added"
  /** Another property selects the branch of a union. */
  | "discriminator"
  | "branch-removed"
  | "branch-added"
  /** Whether there may be members that are not listed. */
  | "openness"
  | "member-removed"
  /** A member that was removed, and whose name the new schema reserves. */
  | "reserved-member-removed"
  /** A new member that is always there, and without a default. */
  | "required-member-added"
  /** A new member that can be missing, or that has a default. */
  | "member-added"
  /** A new member that can be missing, where earlier values may have a member of its name with any value. */
  | "member-added-to-open"
  /** A member that was removed and one that was added are, most likely, the same one. */
  | "member-renamed"
  /** A field has a former name as its alias. */
  | "member-aliased"
  /** A field that was removed is an alias of another one that there was, too: readers see one of both values. */
  | "member-joined"
  | "alias-removed"
  | "made-required"
  | "made-optional"
  /** What readers see where a field is missing. */
  | "default";

/** Steps from the root of a schema: `["events", "PRICE_LOWERED", "data", "price"]`, `["types", "Money", …]`. */
export type ModelPath = readonly string[];

/** One difference between the values that an old and a new schema allow, at the deepest part that shows it. */
export interface Difference {
  readonly kind: DifferenceKind;
  /**
   * The part that differs: in the new schema or, for what is not there any more, in the old one. A difference
   * in a named type or a group is below the type or group, and is one difference, however often it is used.
   */
  readonly path: ModelPath;
  readonly oldPath: ModelPath;
  readonly newPath: ModelPath;
  readonly old: Json | undefined;
  readonly new: Json | undefined;
  /** Whether all old values, as far as they concern this difference, are values of the new type. */
  readonly reads: boolean;
  /** Whether all new values, as far as they concern this difference, are values of the old type. */
  readonly rollsBack: boolean;
  /** The member of an object, or the field, that the difference is about; not of parts of its type. */
  readonly oldMember?: Member | undefined;
  readonly newMember?: Member | undefined;
}

export type Member = Field | MetadataField | Property;

import type {
  Difference,
  DifferenceKind,
  Member,
  ModelPath,
} from "../../../model/compat/difference.js";
import type { Json } from "../../../util/json.js";
import type { Found } from "../../finding.js";
import { yamlWord } from "../../part-name.js";

/** The help for values that programs on the old schema do not expect. */
export const READERS_FIRST =
  "Deploy the new schema to the programs that read before those that save.";

/** The second half of the help for copies that stored events lack. */
export const OR_REINDEX =
  'or accept the change, and run "ddb-pattern-gen reindex" after the release';

/** The differences of one kind. */
export function differencesOf(
  differences: readonly Difference[],
  kind: DifferenceKind,
): Difference[] {
  return differences.filter((difference) => difference.kind === kind);
}

/** The differences of fields of data and of properties, but not those of fields of metadata. */
export function memberDifferences(
  differences: readonly Difference[],
  kind: DifferenceKind,
): Difference[] {
  return differencesOf(differences, kind).filter((difference) => !isOfMetadata(difference));
}

/** The differences of fields of metadata. */
export function metadataDifferences(
  differences: readonly Difference[],
  kind: DifferenceKind,
): Difference[] {
  return differencesOf(differences, kind).filter(isOfMetadata);
}

function isOfMetadata({ path }: Difference): boolean {
  return path[0] === "metadata" && path.length === 2;
}

/** Whether a member of data is a field whose ids are part of keys. */
export function isKey(member: Member | undefined): boolean {
  return member !== undefined && "modelKey" in member && member.modelKey !== undefined;
}

/** Whether a difference is one of the number of ids that an id field can have. */
export function isIdListMaximum({ path, newMember, oldMember }: Difference): boolean {
  return path.at(-1) === "maxItems" && (isKey(newMember) || isKey(oldMember));
}

/**
 * What a rule finds in a difference.
 *
 * @param help - What to do, unless the difference is in an earlier version: that only ever stays as it was.
 */
export function foundIn(
  { path, oldPath, newPath, old, new: next }: Difference,
  message: string,
  help: string,
): Found {
  const [, owner, member, version] = newPath;
  const isPrevious = path[0] === "events" && member === "previous";
  const restore = `Restore version ${version} of ${owner} as it was: stored events have it.`;
  return { path, oldPath, newPath, message, help: isPrevious ? restore : help, old, new: next };
}

/** The most values in a message. */
const MAX_VALUES = 5;

/** Values of an `enum`, for a message. */
export function valuesText(values: Json | undefined): string {
  const all = [values].flat();
  const shown = all.slice(0, MAX_VALUES).map((value) => JSON.stringify(value));
  const rest = all.length - shown.length;
  return rest > 0 ? `${shown.join(", ")} and ${rest} more` : shown.join(", ");
}

/**
 * How to keep stored events readable while the data changes, as a clause: with a new version, which only the
 * data of events has.
 */
export function newVersion(path: ModelPath): string {
  const [section, owner = ""] = path;
  if (section === "metadata") return "add a field with another name";
  if (section !== "events") {
    const what = section === "groups" ? "group" : "type";
    return `write a ${what} with another name, and raise "version" of the event types that use it`;
  }
  return `raise "version" of ${owner}, and keep the old data under "previous"`;
}

/**
 * The entry under `reserved` for a member that was removed: `PRICE_LOWERED: [alert_id]`. `undefined` where no
 * name can be reserved: in an earlier version, in metadata, and inside of an object that has no name.
 */
export function reservedEntry({
  path,
  oldPath,
  newPath,
  oldMember,
}: Difference): string | undefined {
  const [section, owner = "", ...rest] = oldPath;
  const isOwn =
    (section === "events" && rest[0] === "data" && rest.length === 2) ||
    (section === "groups" && rest.length === 1) ||
    (section === "types" && rest[0] === "properties" && rest.length === 2);
  if (!isOwn) return undefined;
  // A group keeps its name; a field can also be gone because its group is not included any more.
  const newOwner = path[0] === "groups" ? owner : newPath[1];
  return `${newOwner}: [${yamlWord(oldMember?.name ?? "")}]`;
}

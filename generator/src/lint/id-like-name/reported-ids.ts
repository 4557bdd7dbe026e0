import { idWord } from "../../analysis/id-names.js";
import { isMapping } from "../../language/mapping.js";
import { isIdField } from "../../model/names.js";
import type { LintedSchema } from "../rule.js";

/** Names like ids that the partition and the streams use, and that are no ids: an error says so. */
export function reportedIds({ model, valueAt }: LintedSchema): string[] {
  const streams = valueAt(["streams"]);
  const ofStreams = isMapping(streams) ? Object.values(streams) : [];
  const names = [valueAt(["partition"]), ...ofStreams.map((raw) => isMapping(raw) && raw.by)];
  return names.filter(
    (name): name is string =>
      typeof name === "string" && idWord(name) !== undefined && !isIdField(name, model.idSuffix),
  );
}

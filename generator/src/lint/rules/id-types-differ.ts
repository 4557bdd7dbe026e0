import type { YamlPath } from "../../diagnostics/diagnostic.js";
import { typesByName } from "../../model/aliases.js";
import type { Rule } from "../rule.js";
import { idKindOf } from "../shared/id-kind.js";

export const idTypesDiffer: Rule = {
  code: "id-types-differ",
  summary: "Ids of one entity have types that have no value in common.",
  help: "Give all ids of an entity the same type",
  readsLookups: false,
  *check({ model, fields }) {
    const types = typesByName(model.types);
    const firsts = new Map<string, { readonly type: string; readonly path: YamlPath }>();
    for (const { field, path } of fields) {
      const { modelKey, name } = field;
      if (modelKey === undefined) continue;
      const { idType: type = "string" } = idKindOf(field.type, types) ?? {};
      if (type === "string") continue;
      const first = firsts.get(modelKey) ?? { type, path };
      firsts.set(modelKey, first);
      if (haveCommonValue(type, first.type)) continue;
      const message = `"${name}" has the type ${type}, but another id of "${modelKey}" has the type ${first.type}: no id is both.`;
      const related = { path: first.path, message: `the type is ${first.type} here` };
      yield { path, message, related };
    }
  },
};

/** Each int64 is a decimal. The other types, but for `string`, exclude each other. */
function haveCommonValue(type: string, other: string): boolean {
  const numbers = ["decimal", "int64"];
  return type === other || (numbers.includes(type) && numbers.includes(other));
}

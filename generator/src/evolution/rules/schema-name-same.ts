import { quoted } from "../part-name.js";
import type { Rule } from "../rule.js";

export const schemaNameSame: Rule = {
  id: "SCHEMA_NAME_SAME",
  category: "SOURCE",
  purpose: "Generated names, and the contract in the table, begin with the name of the schema.",
  fix: "Use the new names in code, and run `release --table` before a client with `contract: checkContract` is deployed.",
  mirror: { none: "The opposite of a new name is another new name." },
  *check({ old, new: next }) {
    if (old.name === next.name) return;
    yield {
      path: ["name"],
      old: old.name,
      new: next.name,
      message: `The schema ${quoted(old.name)} is named ${quoted(next.name)} now, and so are its client, its types and its contract in the table.`,
      help: 'Use the new names in code, and run "ddb-pattern-gen release --table" with the new schema.',
    };
  },
};

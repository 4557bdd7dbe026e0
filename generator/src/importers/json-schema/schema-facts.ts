import { PERSONAL_DATA } from "../../exporters/schema/facts.js";
import type { Json } from "../../util/json.js";
import type { DraftFacts } from "../draft/draft.js";
import { listMember, memberOf, textMember } from "./json-object.js";

/** The documentation of a schema. That of our own exports is the one that was exported. */
export function schemaFacts(schema: Json | undefined): DraftFacts {
  const description = textMember(schema, "description") ?? "";
  const paragraphs = description.split("\n\n");
  const isDeprecated = memberOf(schema, "deprecated") === true;
  const last = paragraphs.at(-1) ?? "";
  const reason = isDeprecated && last.startsWith("Deprecated: ") ? paragraphs.pop() : undefined;
  const isPii = paragraphs.at(-1) === PERSONAL_DATA;
  if (isPii) paragraphs.pop();
  const single = memberOf(schema, "example");
  const examples = listMember(schema, "examples") ?? (single === undefined ? [] : [single]);
  return {
    description: paragraphs.join("\n\n"),
    deprecated: isDeprecated ? (reason?.slice("Deprecated: ".length) ?? "Deprecated.") : undefined,
    examples,
    default: memberOf(schema, "default"),
    isPii: isPii || memberOf(schema, "x-pii") === true,
  };
}

import { defined, type JsonSchema } from "../../json-schema/json-schema.js";
import type { Documented, Field } from "../../model/model.js";
import type { Dialect } from "./value-schema.js";

/** What a schema says of a value besides its type. */
export type Facts = Partial<Documented & Pick<Field, "examples" | "default" | "isPii">>;

/** The words about personal data, which generated modules have too. */
export const PERSONAL_DATA = "Personal data.";

/** The documentation of a value in the words of JSON Schema. */
export function documentation(
  facts: Facts,
  { hasExtensions }: Pick<Dialect, "hasExtensions">,
): JsonSchema {
  const { examples = [], deprecated, isPii = false } = facts;
  return defined({
    description: descriptionOf(facts),
    default: facts.default,
    examples: examples.length === 0 ? undefined : examples,
    deprecated: deprecated === undefined ? undefined : true,
    "x-pii": isPii && hasExtensions ? true : undefined,
  });
}

/** The paragraphs of a description. JSON Schema has no words for personal data, and none for why something is deprecated. */
export function descriptionOf({
  description,
  deprecated,
  isPii = false,
}: Facts): string | undefined {
  const paragraphs = [
    description?.trim() ?? "",
    isPii ? PERSONAL_DATA : "",
    deprecated === undefined ? "" : `Deprecated: ${deprecated.trim()}`,
  ].filter((paragraph) => paragraph !== "");
  return paragraphs.length === 0 ? undefined : paragraphs.join("\n\n");
}

/** A schema with its documentation first. Before 2019-09, members beside `$ref` have no effect, so a reference is wrapped. */
export function withFacts(schema: JsonSchema, facts: JsonSchema): JsonSchema {
  if (Object.keys(facts).length === 0) return schema;
  return "$ref" in schema ? { ...facts, allOf: [schema] } : { ...facts, ...schema };
}

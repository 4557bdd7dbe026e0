import { listed } from "../render/list.js";
import { didYouMean, error } from "./message.js";

/** Fields and their types. */
export const types = {
  "unknown-field-type": error(
    (p: {
      type: string;
      known: readonly string[];
      hint: string | undefined;
      /** The name that the type most likely has by mistake. */
      declared?: string;
    }) =>
      p.declared === undefined
        ? {
            message: `Unknown type "${p.type}".`,
            help:
              p.hint ??
              `Use one of ${listed(p.known)}; or a list of one of them, such as string[].`,
          }
        : {
            message: `Fields use the type "${p.type}", but no type has this name.`,
            help: `Rename "${p.declared}" to "${p.type}", or change what the fields use.`,
          },
  ),
  "keyword-without-effect": error(
    (p: { keyword: string; type: string; isNamed: boolean; hint: string | undefined }) =>
      p.isNamed
        ? {
            message: `"${p.keyword}" cannot be added to the named type ${p.type}.`,
            help: `Move "${p.keyword}" to the declaration of ${p.type} under "types:".`,
          }
        : {
            message: `"${p.keyword}" has no effect on a field of type ${p.type}.`,
            help: p.hint ?? `Remove "${p.keyword}", or change the type.`,
          },
  ),
  "missing-items": error((_: object) => ({
    message: 'A field of type array requires "items".',
    help: 'Add the type of the items, such as "items: string", or write the type as "string[]".',
  })),
  "enum-type-mismatch": error((p: { value: string; type: string; needsQuotes: boolean }) => ({
    message: `${p.value} is not a value of type ${p.type}.`,
    help: p.needsQuotes
      ? "Put the value in quotes to make it a string, or change the type."
      : "Change the value or the type.",
  })),
  "empty-range": error((p: { low: string; high: string; step: number | undefined }) => ({
    message: `No ${stepName(p.step)} satisfies both "${p.low}" and "${p.high}".`,
    help: `Raise "${p.high}", or lower "${p.low}".`,
  })),
  "invalid-pattern": error((p: { reason: string }) => ({
    message: `The pattern is not a valid regular expression: ${p.reason}.`,
    help: "Write a JavaScript regular expression that is valid with the flag u. Use single quotes to keep backslashes.",
  })),
  "unknown-required": error((p: { name: string; suggestion: string | undefined }) => ({
    message: `"required" lists "${p.name}", which is not one of the properties.`,
    help: didYouMean(p.suggestion, 'Add it to "properties".'),
  })),
  "circular-type": error((p: { name: string }) => ({
    message: `The type "${p.name}" is defined as itself.`,
    help: "Put the inner type into a property of an object, or into a list.",
  })),
  "endless-type": error((p: { name: string; list: string | undefined }) => ({
    message: `The type "${p.name}" requires itself, so no finite value exists.`,
    help: p.list
      ? `Remove "minItems" from "${p.list}", so that the list may be empty.`
      : `Make a property that leads back to "${p.name}" optional or nullable, or a list that may be empty.`,
  })),
  "duplicate-field": error(
    (p: {
      name: string;
      /** The groups that have the field; none, if it is declared twice in one place. */
      groups?: readonly string[];
    }) => {
      const { name, groups = [] } = p;
      if (groups.length === 0) {
        return {
          message: `The field "${name}" is declared both with and without "?".`,
          help: "Keep one of the two.",
        };
      }
      return groups.length === 1
        ? {
            message: `The field "${name}" is in the group ${groups[0]} already.`,
            help: "Remove it here, or rename it.",
          }
        : {
            message: `The groups ${groups.join(" and ")} both have the field "${name}".`,
            help: "Remove the field from one of them, or include only one of them.",
          };
    },
  ),
  "union-branch": error((p: { hint?: string | undefined }) => ({
    message: 'Each branch of "oneOf" must be an object with properties, and must not be nullable.',
    help:
      p.hint ??
      "Name an object type, or write one here: { type: object, properties: …, required: … }.",
  })),
  "union-tag": error(
    (
      p: { tag: string } & (
        | { problem: string; value: string | undefined }
        | { suggestion: string | undefined }
      ),
    ) => {
      const property = `the property "${p.tag}: { type: string, const: … }"`;
      if ("problem" in p) {
        return {
          message: `The discriminator is "${p.tag}", but this branch ${p.problem}.`,
          help:
            p.value === undefined
              ? `Give the branch ${property}, and list "${p.tag}" under its "required".`
              : `Write its value as a string: '${p.tag}: { type: string, const: ${p.value} }'.`,
        };
      }
      const help = `Give each branch ${property}, and list "${p.tag}" under its "required".`;
      return {
        message: `The discriminator is "${p.tag}", but no branch has this property.`,
        help: didYouMean(p.suggestion, help),
      };
    },
  ),
  "union-tag-clash": error((p: { tag: string; values: readonly string[] }) => {
    const values = listed(p.values.map((value) => `"${value}"`));
    return {
      message: `Another branch also has ${values} as a value of "${p.tag}".`,
      help: "Give each branch a value of its own.",
    };
  }),
  "value-mismatch": error((p: { reason: string }) => ({
    message: `The value does not fit its field: ${p.reason}.`,
    help: "Change the value, or the rules of the field.",
  })),
  "slow-pattern": error((_: object) => ({
    message: "Matching the value with the pattern takes too long, as the pattern backtracks.",
    help: "Rewrite the pattern without a repetition inside a repetition, such as (a+)+.",
  })),
};

/** The values of a field that are all multiples of one number. */
function stepName(step: number | undefined): string {
  if (step === undefined) return "value";
  return step === 1 ? "integer" : `multiple of ${step}`;
}

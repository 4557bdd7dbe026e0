import { didYouMean, error } from "./message.js";

/** Versions, former names, and names that are not used again. */
export const evolution = {
  "missing-previous": error((p: { type: string; version: number; missing: number }) => ({
    message: `${p.type} is version ${p.version}, but "previous" lacks version ${p.missing}.`,
    help: `Add the data of version ${p.missing} under "previous:", as it was: stored events have it.`,
  })),
  "previous-version": error((p: { type: string; version: number; previous: number }) => ({
    message: `"previous" has version ${p.previous}, but ${p.type} is version ${p.version}.`,
    help: `Write "version: ${p.previous + 1}", or remove version ${p.previous}.`,
  })),
  "alias-clash": error(
    (p: {
      alias: string;
      /** The event type that is stored as the alias, or has it, too. */
      other: string;
      as: "own" | "stored" | "alias" | "retired";
    }) => {
      const quoted = `"${p.alias}"`;
      switch (p.as) {
        case "own":
          return {
            message: `Events of ${p.other} are stored as ${quoted} today, and an alias is a former name.`,
            help: "Remove it from the aliases, or write what the events were stored as before.",
          };
        case "stored":
          return {
            message: `Events of ${p.other} are stored as ${quoted}, so it cannot be an alias of another event type.`,
            help: "Remove it from the aliases.",
          };
        case "alias":
          return {
            message: `${quoted} is an alias of ${p.other}, too.`,
            help: "Remove it from one of the two: a stored event has one type.",
          };
        case "retired":
          return {
            message: `${quoted} is the stored type of ${p.other}, which is retired.`,
            help: `Remove ${p.other} from "retired:", or remove the alias.`,
          };
      }
    },
  ),
  "retired-event": error((p: { type: string; retired: string; storedType: string }) => ({
    message:
      p.type === p.retired
        ? `${p.type} is retired, so no event type can have this name.`
        : `${p.type} is stored as "${p.storedType}", the stored type of ${p.retired}, which is retired.`,
    help: `Give the event type a new name, or remove ${p.retired} from "retired:" if it is the same event type again.`,
  })),
  "retired-in-stream": error((p: { type: string }) => ({
    message: `${p.type} is retired, so no stream can list it.`,
    help: "Remove it here. Reads of the stream leave out its stored events.",
  })),
  "field-alias-clash": error((p: { alias: string; field: string; isAlias: boolean }) => ({
    message: p.isAlias
      ? `"${p.alias}" is an alias of the field "${p.field}", too.`
      : `"${p.alias}" is the name of a field, so it cannot be an alias.`,
    help: "Remove it from the aliases: a stored value belongs to one field.",
  })),
  "reserved-field": error((p: { name: string; owner: string; isAlias: boolean }) => ({
    message: p.isAlias
      ? `"${p.name}" is reserved in ${p.owner}, so it cannot be an alias.`
      : `"${p.name}" is reserved in ${p.owner}: stored events may have other values under this name.`,
    help: p.isAlias
      ? 'Remove the alias, or remove the name from "reserved:".'
      : "Choose a new name.",
  })),
  "unknown-reserved": error((p: { owner: string; suggestion: string | undefined }) => ({
    message: `"reserved" names "${p.owner}", but no event type, group or object type has this name.`,
    help: didYouMean(p.suggestion, "Remove it: nothing can use the names again."),
  })),
  "unknown-rule": error((p: { rule: string; suggestion: string | undefined }) => ({
    message: `"accept" names "${p.rule}", but \`ddb-pattern-gen breaking\` has no such rule.`,
    help: didYouMean(p.suggestion, "Write the rule as `ddb-pattern-gen breaking` prints it."),
  })),
};

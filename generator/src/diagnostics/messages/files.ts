import { error } from "./message.js";

const SPLIT = "Split the schema: give each part of the store a file of its own.";

/** Reading the files of the command line. */
export const files = {
  "file-unreadable": error((p: { reason: string | undefined; help: string | undefined }) =>
    p.reason === undefined
      ? {
          message: "No file matches this pattern.",
          help: "Check the folders and the extension in the pattern.",
        }
      : {
          message: `The file cannot be read: ${p.reason}.`,
          help: p.help ?? "Check the path and its permissions.",
        },
  ),
  "file-too-large": error((p: { limit: number }) => ({
    message: `The file is larger than the limit of ${p.limit} bytes.`,
    help: SPLIT,
  })),
  "not-utf8": error((_: object) => ({
    message: "The file is not UTF-8.",
    help: "Save the file as UTF-8.",
  })),
  "too-many-values": error((p: { limit: number; what: "values" | "characters" | "YAML tokens" }) =>
    p.what === "YAML tokens"
      ? { message: `The file has more than ${p.limit} ${p.what}.`, help: SPLIT }
      : {
          message: `With its aliases expanded, the file has more than ${p.limit} ${p.what}.`,
          help: 'Use fewer aliases: declare a type that is used often under "types:", and use its name.',
        },
  ),
  "too-many-parts": error((p: { what: string; count: number; limit: number }) => ({
    message: `${p.what} has ${p.count} parts; the limit is ${p.limit}.`,
    help: "Split it. Event types, fields, properties, items, branches, enum values and streams count as parts.",
  })),
  "too-deep": error((p: { limit: number; alias?: string }) =>
    p.alias === undefined
      ? {
          message: `The file nests deeper than ${p.limit} levels.`,
          help: 'Move the inner objects to "types:", and use their names.',
        }
      : {
          message: `The alias *${p.alias} refers to a node that contains it.`,
          help: 'Declare the type under "types:", and use its name.',
        },
  ),
};

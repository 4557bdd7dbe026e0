import { didYouMean, error } from "./message.js";

/** The config of a project. */
export const config = {
  "config-file-missing": error(
    (p: { readonly isGlob: true } | { readonly isGlob: false; suggestion: string | undefined }) =>
      p.isGlob
        ? {
            message: "No file matches this pattern.",
            help: "Check the folders and the extension in the pattern: it counts from the folder of the config.",
          }
        : {
            message: "There is no such file.",
            help: didYouMean(
              p.suggestion,
              "Check the path: it counts from the folder of the config.",
            ),
          },
  ),
  "config-duplicate-file": error((p: { schema: string }) => ({
    message: `An earlier item of "schemas" names ${p.schema}, too.`,
    help: "Remove one of the items, so that the options of the schema are in one place.",
  })),
  "config-as-schema": error((_: object) => ({
    message: "The file is the config of the project, and no schema.",
    help: "Remove it from the command line: a command without files takes all schemas that the config names.",
  })),
};

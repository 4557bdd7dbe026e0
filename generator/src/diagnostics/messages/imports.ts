import { didYouMean, error } from "./message.js";

/** The files under `imports:`, and their types. */
export const imports = {
  "import-path": error((p: { path: string; reason: string }) => ({
    message: `"${p.path}" cannot be imported: ${p.reason}.`,
    help: "Use a relative path, such as ./shared/money.yaml, to a file below the folder of the nearest package.json.",
  })),
  "import-unreadable": error(
    (p: { path: string; reason: string; suggestion: string | undefined }) => ({
      message: `"${p.path}" cannot be read: ${p.reason}.`,
      help: didYouMean(p.suggestion, "Check the path: it is relative to the folder of this file."),
    }),
  ),
  "import-cycle": error((p: { files: readonly string[] }) =>
    p.files.length === 2
      ? { message: "This file imports itself.", help: "Remove this import." }
      : {
          message: `These files import each other: ${p.files.join(" → ")}.`,
          help: "Move the types that they share to a file that imports none of them.",
        },
  ),
  "import-without-types": error((p: { file: string }) => ({
    message: `${p.file} has no types to import.`,
    help: 'Remove this import, or declare types under "types:" in that file.',
  })),
  "too-many-imports": error((p: { limit: string }) => ({
    message: `The schema imports more than ${p.limit}.`,
    help: "Move types that belong together to one file, and import only the types that you use.",
  })),
  "duplicate-type": error((p: { name: string; file: string }) => ({
    message: `The type "${p.name}" is already declared in ${p.file}.`,
    help: "Rename one of the two, or import only one of them.",
  })),
};

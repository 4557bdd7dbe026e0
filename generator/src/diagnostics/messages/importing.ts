import { error } from "./message.js";

/** The command `import`. */
export const importing = {
  "import-failed": error((p: { reason: string; help: string }) => ({
    message: `The file cannot be imported: ${p.reason}.`,
    help: p.help,
  })),
  "import-exists": error((p: { output: string }) => ({
    message: `${p.output} exists, so it is left unchanged.`,
    help: "Name another file with --out, or replace it with --force.",
  })),
};

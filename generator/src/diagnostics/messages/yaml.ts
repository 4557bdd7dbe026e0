import { error } from "./message.js";

/** The text as YAML, before its meaning matters. The parser's reasons are in `language/yaml/messages.ts`. */
export const yaml = {
  "yaml-syntax": error((p: { reason: string; help?: string | undefined }) => ({
    message: `${p.reason}.`,
    help: p.help ?? "Write the file as one document of YAML 1.2.",
  })),
  "duplicate-key": error((p: { key: string }) => ({
    message: `Duplicate key "${p.key}".`,
    help: "Remove or rename one of the two.",
  })),
};

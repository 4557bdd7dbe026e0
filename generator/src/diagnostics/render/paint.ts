import { styleText } from "node:util";
import type { Severity } from "../diagnostic.js";

/** The role of a part of a report, which selects its colour. */
export type Role = Severity | "code" | "related" | "help";

/** Colours a string. Strings from files must be made printable first. */
export type Paint = (role: Role, text: string) => string;

const STYLES = {
  error: ["bold", "red"],
  warning: ["bold", "yellow"],
  code: ["bold"],
  related: ["cyan"],
  help: ["cyan"],
} as const;

export const withoutColor: Paint = (_, text) => text;

// The caller decides whether the stream takes colours, so the check of the process's own stream is off.
export const withColor: Paint = (role, text) =>
  styleText([...STYLES[role]], text, { validateStream: false });

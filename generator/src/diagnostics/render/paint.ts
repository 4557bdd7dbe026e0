import { styleText } from "node:util";
import type { Severity } from "../diagnostic.js";

/** What a part of a report is, as far as its colour goes. */
export type Role = Severity | "code" | "related" | "help";

/** Gives a text its colour. Whatever comes from a file must be printable before it gets here. */
export type Paint = (role: Role, text: string) => string;

const STYLES = {
  error: ["bold", "red"],
  warning: ["bold", "yellow"],
  code: ["bold"],
  related: ["cyan"],
  help: ["cyan"],
} as const;

export const withoutColor: Paint = (_, text) => text;

// Whether the stream takes colours is decided already, and not by the process's own environment.
export const withColor: Paint = (role, text) =>
  styleText([...STYLES[role]], text, { validateStream: false });

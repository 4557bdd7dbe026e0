import { pageLink } from "../../project/links.js";
import { error } from "./message.js";

const PAGE = pageLink("language.md");

/** The section of the page about the types of other languages. */
export const TYPES_SECTION = "Coming from other languages";

/** The text as YAML, before its meaning matters. The parser's reasons are in `language/yaml/messages.ts`. */
export const yaml = {
  "yaml-syntax": error((p: { reason: string; help?: string | undefined }) => ({
    message: `${p.reason}.`,
    help: p.help ?? "Write the file as one document of YAML 1.2.",
  })),
  "foreign-document": error((p: { name: string; hasTypes: boolean }) => ({
    message: `This is ${p.name}, not a schema of event types.`,
    help: p.hasTypes
      ? `Write the event types in a file of their own. "${TYPES_SECTION}" in ${PAGE} translates its types.`
      : `Give the path of a file that describes the event types; ${PAGE} shows how to write one.`,
  })),
  "duplicate-key": error((p: { key: string }) => ({
    message: `Duplicate key "${p.key}".`,
    help: "Remove or rename one of the two.",
  })),
};

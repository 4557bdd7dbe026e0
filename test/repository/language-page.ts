import { parse } from "yaml";
import { BUILT_IN_TYPES } from "../../generator/src/analysis/scope.js";
import {
  helpAtLength,
  helpInShort,
  translate,
  translateMapping,
} from "../../generator/src/language/corrections/foreign-types.js";
import {
  type ForeignType,
  OTHER_LANGUAGES,
} from "../../generator/src/language/corrections/other-languages.js";
import { tableOf } from "./command-line-page.js";

/** A type of another language, and what the page says of it. */
export interface PageRow {
  readonly language: string;
  /** As the other language writes it. */
  readonly there: string;
  /** The type here, as YAML; `undefined` where no type is the same. */
  readonly here: string | undefined;
  readonly note: string | undefined;
}

/** Each type of other languages by itself. */
export function pageRows(): PageRow[] {
  return OTHER_LANGUAGES.flatMap(({ title, types }) =>
    types.flatMap((type) => textsOf(type).map((there) => rowOf(title, there, type))),
  );
}

/** A type as the value of a field, as YAML. */
export function asYaml(there: string): string {
  return isAtLength(there) ? there : JSON.stringify(there);
}

/** Whether a type of another language is written as a mapping or a list. */
function isAtLength(there: string): boolean {
  return /^(?:{|\[[^\]]*,)/.test(there);
}

function textsOf({ there }: ForeignType): string[] {
  return there.map((sample) => (typeof sample === "string" ? sample : sample.text));
}

function rowOf(language: string, there: string, { here, note }: ForeignType): PageRow {
  const translation = isAtLength(there)
    ? translateMapping(parse(there))
    : translate(there, (part) => BUILT_IN_TYPES.find((type) => type === part));
  return { language, there, here: translation?.here ?? here, note: translation?.note ?? note };
}

/** The section of docs/reference/language.md about other languages: a table for each. */
export function tablesOfLanguages(): string {
  return OTHER_LANGUAGES.map(({ title, types }) => {
    const rows = types.map((type) => {
      const texts = textsOf(type);
      const { here, note } = rowOf(title, texts[0] ?? "", type);
      const code = texts.map((text) => `\`${text}\``).join(", ");
      return [code, [here && `\`${here}\``, note].filter(Boolean).join(". ")];
    });
    return `### ${title}\n\n${tableOf(["there", "here"], rows)}`;
  }).join("\n\n");
}

/** The help of the message about a type of another language. */
export function helpOf({ there, here, note }: PageRow): string | undefined {
  return (isAtLength(there) ? helpAtLength : helpInShort)({ here, note });
}

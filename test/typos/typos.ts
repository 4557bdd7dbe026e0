import { analyze, type Diagnostic, type Model } from "../../generator/src/index.js";
import type { CleanSchema } from "./corpus.js";
import { type Edit, edited, randomEdit } from "./edits.js";
import { type Word, wordsOf } from "./words.js";

/** A word of a schema with a typo, and what the generator says of it. */
export interface Typo {
  readonly schema: CleanSchema;
  readonly word: Word;
  readonly edit: Edit;
  /** The schema with the typo. */
  readonly text: string;
  readonly diagnostics: readonly Diagnostic[];
  /** Whether the schema means what it meant before, but for descriptions. */
  readonly isHarmless: boolean;
}

/** Typos in words of schemas. Descriptions have many words and no meaning, so most of theirs are left out. */
export async function randomTypos(
  schemas: readonly CleanSchema[],
  count: number,
  random: () => number,
): Promise<Typo[]> {
  const words = schemas.flatMap((schema) =>
    schema.words
      .filter(({ role }, index) => role.kind !== "text" || index % 10 === 0)
      .map((word) => ({ schema, word })),
  );
  const typos: Typo[] = [];
  while (typos.length < count) {
    const { schema, word } = words[Math.floor(random() * words.length)] as (typeof words)[number];
    const edit = randomEdit(word.text, word.start, random);
    if (edit !== undefined) typos.push(await typoOf(schema, word, edit));
  }
  return typos;
}

async function typoOf(schema: CleanSchema, word: Word, edit: Edit): Promise<Typo> {
  const { file, files } = schema;
  const text = edited(schema.text, edit);
  const { model, diagnostics } = await analyze({ text, file, files });
  const isHarmless = model !== undefined && meaning(model) === meaning(schema.model);
  return { schema, word, edit, text, diagnostics, isHarmless };
}

function meaning(model: Model): string {
  return JSON.stringify(model, (key, value: unknown) =>
    key === "description" || key === "deprecated" ? undefined : value,
  );
}

/** Why a typo is reported badly; `undefined` for one that is not. */
export function failureOf(typo: Typo): string | undefined {
  const { diagnostics, word, isHarmless } = typo;
  const { kind } = word.role;
  if (diagnostics.length > mistakesOf(typo)) return `${diagnostics.length} diagnostics`;
  if (diagnostics.length === 0) {
    const hasMeaning = kind === "keyword" || kind === "use";
    return hasMeaning && !isHarmless ? "another meaning, and no diagnostic" : undefined;
  }
  if (!isUsed(typo) || breaksYaml(typo)) return undefined;
  const isNamed = diagnostics.some((diagnostic) => isAtWord(diagnostic, typo));
  return isNamed ? undefined : "no diagnostic names the declaration";
}

/** How many mistakes a typo makes. */
function mistakesOf(typo: Typo): number {
  // A comma makes two words of one, which is missing then.
  if (breaksYaml(typo)) return 3;
  const { word, text, schema } = typo;
  if (word.role.kind !== "declaration") return 1;
  // The name of another declaration: that one is there twice, and this one is missing.
  const now = wordsOf(text).find(({ start }) => start === word.start)?.scalar;
  const isTaken = schema.words.some(
    ({ role, scalar }) => role.kind === "declaration" && scalar === now,
  );
  return isTaken ? 2 : 1;
}

/** Whether a typo is a character of YAML's own: the parser reports it where it notices. */
function breaksYaml({ edit }: Typo): boolean {
  return /[,[\]']/.test(edit.text);
}

/** Whether a diagnostic is at the word, or shows it as related. */
export function isAtWord({ location, related }: Diagnostic, typo: Typo): boolean {
  const { schema, word, text } = typo;
  const end = word.end + text.length - schema.text.length;
  return [location, ...related.map((other) => other.location)].some(
    (place) => place?.file === schema.file && place.start < end && place.end > word.start,
  );
}

/** Whether the word is the declaration of a name that another part of the schema uses. */
function isUsed({ word, schema }: Typo): boolean {
  const { role, scalar, path } = word;
  if (role.kind !== "declaration") return false;
  const name = scalar.replace(/\?$/, "");
  const uses = schema.words.filter(
    (other) =>
      other.role.kind === "use" &&
      other.role.of === role.of &&
      other.scalar.replace(/(\[\])+$/, "") === name,
  );
  if (role.of !== "id") return uses.length > 0;
  // An id is used by the partition, and by the streams that list its event type.
  return uses.some(({ path: [section, stream] }) => {
    if (section === "partition") return true;
    return schema.words.some(
      ({ path: [part, other, list], scalar: event }) =>
        part === "streams" && other === stream && list === "events" && event === path[1],
    );
  });
}

/** The typos that are reported badly, each with what the generator says. */
export function failuresOf(typos: readonly Typo[]): string[] {
  return typos.flatMap((typo) => {
    const failure = failureOf(typo);
    if (failure === undefined) return [];
    const { schema, edit, text, diagnostics } = typo;
    const line = text.slice(0, edit.start).split("\n").length;
    const messages = diagnostics.map(
      ({ code, location, message }) => `  ${code} ${location?.line}:${location?.column} ${message}`,
    );
    const lineText = text.split("\n")[line - 1]?.trim();
    return [`${failure}: ${schema.file}:${line}: ${lineText}`, ...messages].join("\n");
  });
}

/** The shares of typos with one diagnostic, with none and with more. */
export function sharesOf(typos: readonly Typo[]): string {
  const share = (has: (typo: Typo) => boolean) =>
    `${((100 * typos.filter(has).length) / typos.length).toFixed(1)} %`;
  const one = share(({ diagnostics }) => diagnostics.length === 1);
  const none = share(({ diagnostics }) => diagnostics.length === 0);
  const harmless = share(({ isHarmless }) => isHarmless);
  const more = share(({ diagnostics }) => diagnostics.length > 1);
  return `${typos.length} typos: one diagnostic ${one}; none ${none}, of which ${harmless} change nothing but descriptions; more ${more}`;
}

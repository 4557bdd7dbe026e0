import { readdirSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import { fileURLToPath } from "node:url";
import { analyze, type Model } from "../../generator/src/index.js";
import { type Word, wordsOf } from "./words.js";

/** A schema without a diagnostic. */
export interface CleanSchema {
  readonly file: string;
  readonly text: string;
  readonly model: Model;
  readonly words: readonly Word[];
  /** The texts that it can import, by their paths. */
  readonly files: Readonly<Record<string, string>>;
}

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const FOLDERS = ["schemas-example", "test/cases", "test/fixtures", "test/models"];
/** Larger inputs of tests take long, and show nothing that smaller ones do not. */
const MAX_LENGTH = 20_000;

/** The schemas of the examples and of the golden cases that have no error and no warning. */
export async function cleanSchemas(): Promise<CleanSchema[]> {
  const files = Object.fromEntries(
    FOLDERS.flatMap(yamlFilesIn).map((file) => [
      file,
      readFileSync(posix.join(ROOT, file), "utf8"),
    ]),
  );
  const schemas: CleanSchema[] = [];
  for (const [file, text] of Object.entries(files)) {
    if (text.length > MAX_LENGTH || schemas.some((other) => other.text === text)) continue;
    const { model, diagnostics } = await analyze({ text, file, files });
    if (model === undefined || diagnostics.length > 0) continue;
    schemas.push({ file, text, model, words: wordsOf(text), files });
  }
  return schemas;
}

function yamlFilesIn(folder: string): string[] {
  return (
    readdirSync(posix.join(ROOT, folder), { recursive: true, encoding: "utf8" })
      .map((file) => posix.join(folder, file.replaceAll("\\", "/")))
      // What a command wrote says the same as what it read.
      .filter((file) => /\.ya?ml$/.test(file) && !/node_modules|\/expected\//.test(file))
      .toSorted()
  );
}

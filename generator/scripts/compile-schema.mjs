// Compiles the language's JSON Schema to a function, so that neither ajv nor a compiler is needed to
// check a file: node scripts/compile-schema.mjs <folder>
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Ajv } from "ajv";
import standalone from "ajv/dist/standalone/index.js";
import { build } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));
const schema = JSON.parse(readFileSync(join(root, "events.schema.json"), "utf8"));

const ajv = new Ajv({
  allErrors: true,
  allowUnionTypes: true,
  // Findings tell what stands in the file, and which keys there could be.
  verbose: true,
  code: { source: true, esm: true },
});
// The latter two are for editors alone.
ajv.addVocabulary(["patternErrorMessage", "defaultSnippets", "enumDescriptions"]);
const code = standalone
  .default(ajv, ajv.compile(schema))
  // Where a part was checked by a function of its own, ajv copies all that was found before.
  .replace(
    /vErrors = vErrors === null \? (\w+\.errors) : vErrors\.concat\(\1\)/g,
    "for (const error of $1) (vErrors ??= []).push(error)",
  );

// ajv's code requires parts of ajv; they are taken in.
const { outputFiles } = await build({
  stdin: { contents: code, resolveDir: root },
  bundle: true,
  format: "esm",
  platform: "neutral",
  target: "es2022",
  minifySyntax: true,
  write: false,
  logLevel: "warning",
});

const folder = process.argv[2];
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, "structure.js"), outputFiles[0].text);
writeFileSync(
  join(folder, "structure.d.ts"),
  `import type { ValidateFunction } from "ajv";

/** Holds a document against events.schema.json. */
declare const validate: ValidateFunction;
export default validate;
`,
);

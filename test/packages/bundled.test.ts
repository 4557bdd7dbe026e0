import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { build, type Format } from "esbuild";
import { expect, test } from "vitest";
import { emitBody, readRepositoryFile, temporaryPackage } from "../emit/support.js";

/** Every format, and every rule that needs more of the runtime than a comparison. */
const SCHEMA = `version: 1
name: Clock
lookups: [entity]
events:
  SET:
    data:
      clock_id: ulid
      at: timestamp
      mail: email
      site: uri
      day: date
      trace: uuid
      code: { type: string, pattern: "^[A-Z]-[0-9]+$", maxLength: 9 }
      step: { type: number, multipleOf: 0.01 }
      tags: { type: "string[]", uniqueItems: true }
      state:
        oneOf:
          - { type: object, required: [kind], properties: { kind: { type: string, const: on } } }
          - { type: object, required: [kind], properties: { kind: { type: string, const: off } } }
        discriminator: { propertyName: kind }
`;

test.each(["esm", "cjs"] satisfies Format[])(
  "validators run in a bundle (%s) that may compile no code",
  async (format) => {
    const folder = temporaryPackage({ type: "module" });
    writeFileSync(join(folder, "events.generated.ts"), await emitBody(SCHEMA, "native"));
    const program = readRepositoryFile("test/packages/bundled.ts");
    writeFileSync(join(folder, "program.ts"), `${program}\nvoid handler();\n`);
    const outfile = join(folder, format === "esm" ? "bundle.mjs" : "bundle.cjs");
    await build({
      entryPoints: [join(folder, "program.ts")],
      bundle: true,
      format,
      platform: "node",
      minify: true,
      external: ["@aws-sdk/*"],
      outfile,
    });
    const args = ["--disallow-code-generation-from-strings", outfile];
    expect(execFileSync(process.execPath, args, { encoding: "utf8" })).toBe(
      [
        "10 fields",
        "data.clock_id format",
        "data.at format",
        "data.mail format",
        "data.site format",
        "data.day format",
        "data.trace format",
        "data.code pattern",
        "data.step multipleOf",
        "data.tags uniqueItems",
        "data.state.kind enum",
        "",
      ].join("\n"),
    );
  },
);

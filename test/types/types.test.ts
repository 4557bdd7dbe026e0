import { cpSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { STRICT_FLAGS, tsc } from "../emit/compilers.js";
import { EXAMPLES, emitExample, ROOT, temporaryPackage } from "../emit/support.js";

const promises = readdirSync(import.meta.dirname).filter(
  (file) => file.endsWith(".ts") && !file.endsWith(".test.ts"),
);

// The oldest compiler and the newest: what both refuse, those between refuse too.
test.each(["5.4", "7"] as const)(
  "with TypeScript %s, the types hold in either style",
  async (version) => {
    const folder = temporaryPackage({ type: "module" });
    const files: string[] = [];
    for (const style of ["native", "erasable"] as const) {
      for (const example of EXAMPLES) {
        const target = join(folder, style, "schemas-example", example);
        mkdirSync(target, { recursive: true });
        writeFileSync(join(target, "events.generated.ts"), await emitExample(example, style));
      }
      for (const file of promises) {
        const copy = join(style, "test", "types", file);
        cpSync(join(ROOT, "test", "types", file), join(folder, copy));
        files.push(copy);
      }
    }
    expect(files.length).toBeGreaterThan(8);
    const options = { ...STRICT_FLAGS, module: "nodenext", noEmit: true };
    const { output } = await tsc(version, folder, options, files);
    expect(output).toBe("");
  },
  120_000,
);

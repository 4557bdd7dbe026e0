import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/** A program in one file. */
export interface BundledProgram {
  readonly program: string;
  readonly remove: () => Promise<void>;
}

/** Bundles a program of the tests into one small file, because it is loaded many times. */
export async function bundleProgram(source: URL): Promise<BundledProgram> {
  const name = basename(source.pathname, ".ts");
  const folder = await mkdtemp(join(tmpdir(), `${name}-`));
  const program = join(folder, `${name}.mjs`);
  await build({
    entryPoints: [fileURLToPath(source)],
    outfile: program,
    bundle: true,
    minify: true,
    platform: "node",
    format: "esm",
    // The SDK's CommonJS parts call `require`.
    banner: {
      js: 'import { createRequire } from "node:module"; const require = createRequire("/");',
    },
  });
  return { program, remove: () => rm(folder, { recursive: true }) };
}

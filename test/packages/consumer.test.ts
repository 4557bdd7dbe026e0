import { cpSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, inject, onTestFinished, test } from "vitest";
import { ROOT, readRepositoryFile, temporaryFolder } from "../emit/support.js";
import { install, packAll, run } from "./pack.js";

// The packages as they are published, in a package as users have it: generated, compiled, run.
test("a package that installs both tarballs builds and runs", async () => {
  const { folder: tarballs, packages } = await packAll();
  onTestFinished(() => rmSync(tarballs, { recursive: true, force: true }));
  const folder = temporaryFolder();
  for (const file of ["package.json", "tsconfig.json", "events.yaml", "src"]) {
    cpSync(join(ROOT, "schemas-example/consumer", file), join(folder, file), { recursive: true });
  }
  await install(folder, packages);

  await run("npm", ["run", "build"], { cwd: folder });
  expect(readFileSync(join(folder, "events.generated.ts"), "utf8")).toBe(
    readRepositoryFile("schemas-example/consumer/events.generated.ts"),
  );

  const env = { ...process.env, DDB_PATTERN_ENDPOINT: inject("endpoint") };
  const { stdout } = await run("npm", ["run", "--silent", "start"], { cwd: folder, env });
  expect(stdout).toBe("BOOK_BORROWED sicp, due 2027-01-31\nBOOK_RETURNED sicp\n");
});

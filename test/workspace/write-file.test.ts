import { execFileSync } from "node:child_process";
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { systemReason, systemRemedy } from "../../generator/src/workspace/system-errors.js";
import {
  SYSTEM,
  type WritingSystem,
  writeAtomically,
} from "../../generator/src/workspace/write-file.js";
import { run, STORE, temporaryFolder, write } from "../cli/support.js";

type Call = "mkdir" | "open" | "rename" | "unlink";

/** The system, in which the first calls of some functions fail with these codes; and a log of all calls. */
function failing(
  codes: Partial<Record<Call, readonly string[]>>,
  platform: NodeJS.Platform = "linux",
) {
  const log: string[] = [];
  const pauses: number[] = [];
  const left = new Map(Object.entries(codes).map(([name, list]) => [name, [...list]]));
  const fs = new Proxy(SYSTEM.fs, {
    get(target, name: Call) {
      const original = target[name];
      if (typeof original !== "function") return original;
      return (...args: never[]) => {
        log.push(name);
        const code = left.get(name)?.shift();
        if (code !== undefined) return Promise.reject(Object.assign(new Error(code), { code }));
        return (original as (...all: never[]) => unknown)(...args);
      };
    },
  });
  const wait = async (milliseconds: number) => pauses.push(milliseconds);
  const system: WritingSystem = { fs, platform, wait };
  return { system, pauses, count: (name: Call) => log.filter((call) => call === name).length };
}

const LEFT = ".ddb-pattern-gen-0000000000000000.tmp";

describe("a temporary file", () => {
  test("has another name for each writer, even in one process", async () => {
    const cwd = temporaryFolder();
    const path = join(cwd, "module.ts");
    const texts = ["a", "b"].map((letter) => letter.repeat(10_000));
    const writer = async (text: string) => {
      for (let count = 0; count < 400; count++) {
        await writeAtomically(path, text);
        expect(texts).toContain(readFileSync(path, "utf8"));
      }
    };
    await Promise.all(texts.map(writer));
    expect(readdirSync(cwd)).toEqual(["module.ts"]);
  });

  test("gets another name if a file has its name, and that file stays", async () => {
    const cwd = temporaryFolder({ [LEFT]: "of a run that was killed" });
    const { system, count } = failing({ open: ["EEXIST", "EEXIST"] });
    await writeAtomically(join(cwd, "module.ts"), "new\n", system);
    expect(readFileSync(join(cwd, "module.ts"), "utf8")).toBe("new\n");
    expect(count("open")).toBe(3);
    expect(readdirSync(cwd).sort()).toEqual([LEFT, "module.ts"]);
  });

  test("fails if files have all of its names, and removes none of them", async () => {
    const cwd = temporaryFolder();
    const { system, count } = failing({ open: Array.from({ length: 100 }, () => "EEXIST") });
    const writing = writeAtomically(join(cwd, "module.ts"), "new\n", system);
    await expect(writing).rejects.toMatchObject({ code: "EEXIST" });
    expect(count("open")).toBe(10);
    expect(count("unlink")).toBe(0);
  });

  test("is removed after a failure, and the old file stays", async () => {
    const cwd = temporaryFolder({ "module.ts": "old\n" });
    const { system } = failing({ rename: ["EIO"] });
    const writing = writeAtomically(join(cwd, "module.ts"), "new\n", system);
    await expect(writing).rejects.toMatchObject({ code: "EIO" });
    mkdirSync(join(cwd, "folder"));
    await expect(writeAtomically(join(cwd, "folder"), "new\n")).rejects.toThrow();
    expect(readFileSync(join(cwd, "module.ts"), "utf8")).toBe("old\n");
    expect(readdirSync(cwd).sort()).toEqual(["folder", "module.ts"]);
  });

  test("that cannot be removed does not hide the first error", async () => {
    const { system } = failing({ rename: ["EIO"], unlink: ["EACCES"] });
    const writing = writeAtomically(join(temporaryFolder(), "module.ts"), "new\n", system);
    await expect(writing).rejects.toMatchObject({ code: "EIO" });
  });
});

describe("the folders of a file", () => {
  test("are made at once by several writers", async () => {
    const cwd = temporaryFolder();
    const paths = Array.from({ length: 20 }, (_, index) => join(cwd, `a/b/c/${index}.ts`));
    await Promise.all(paths.map((path) => writeAtomically(path, "new\n")));
    expect(readdirSync(join(cwd, "a/b/c"))).toHaveLength(20);
  });

  // It says so as if the folder above were missing.
  test.skipIf(process.platform !== "linux")("cannot be made in /proc, which ends", async () => {
    const writing = writeAtomically("/proc/ddb-pattern-gen/out/module.ts", "new\n");
    await expect(writing).rejects.toMatchObject({ code: "ENOENT" });
  });
});

test.skipIf(process.platform === "win32")("a pipe that a link leads to stays a pipe", async () => {
  const cwd = temporaryFolder();
  execFileSync("mkfifo", [join(cwd, "pipe")]);
  symlinkSync("pipe", join(cwd, "module.ts"));
  const writing = writeAtomically(join(cwd, "module.ts"), "new\n");
  await expect(writing).rejects.toMatchObject({ code: "NOT_REGULAR" });
  expect(lstatSync(join(cwd, "pipe")).isFIFO()).toBe(true);
  expect(readdirSync(cwd).sort()).toEqual(["module.ts", "pipe"]);
});

test.each([
  ["EACCES", "permission denied", undefined],
  ["ENOSPC", "the disk is full", "Free some space on the disk."],
  ["EROFS", "the file system is read-only", undefined],
  ["EWHAT", "EWHAT", undefined],
])("a write that fails with %s is explained: %s", async (code, reason, remedy) => {
  const { system } = failing({ open: [code] });
  const error: unknown = await writeAtomically(join(temporaryFolder(), "a.ts"), "", system).catch(
    (failure: unknown) => failure,
  );
  expect([systemReason(error), systemRemedy(error)]).toEqual([reason, remedy]);
});

describe("replacing a file", () => {
  const HELD = ["EPERM", "EBUSY", "EACCES"];

  test("is tried again on Windows while another program has the file open", async () => {
    const cwd = temporaryFolder({ "module.ts": "old\n" });
    const { system, pauses, count } = failing({ rename: HELD }, "win32");
    await writeAtomically(join(cwd, "module.ts"), "new\n", system);
    expect(readFileSync(join(cwd, "module.ts"), "utf8")).toBe("new\n");
    expect(count("rename")).toBe(4);
    expect(pauses).toEqual([10, 20, 50]);
  });

  test("is given up after two seconds", async () => {
    const cwd = temporaryFolder({ "module.ts": "old\n" });
    const { system, pauses } = failing(
      { rename: Array.from({ length: 100 }, () => "EBUSY") },
      "win32",
    );
    const writing = writeAtomically(join(cwd, "module.ts"), "new\n", system);
    await expect(writing).rejects.toMatchObject({ code: "EBUSY" });
    expect(pauses.reduce((sum, pause) => sum + pause)).toBeLessThan(2000);
    expect(readdirSync(cwd)).toEqual(["module.ts"]);
  });

  test.each([
    ["linux", "EPERM"],
    ["win32", "ENOSPC"],
  ] as const)("is not tried again on %s after %s, which does not pass", async (platform, code) => {
    const { system, pauses } = failing({ rename: [code] }, platform);
    const writing = writeAtomically(join(temporaryFolder(), "module.ts"), "new\n", system);
    await expect(writing).rejects.toMatchObject({ code });
    expect(pauses).toEqual([]);
  });
});

describe("a module", () => {
  const RUN = ["events.yaml"];

  test("that is a link stays a link, and the file that it leads to is written", async () => {
    const cwd = temporaryFolder({ "events.yaml": STORE, "real/deep/old.ts": "" });
    symlinkSync("second.ts", join(cwd, "events.generated.ts"));
    symlinkSync("real/deep/old.ts", join(cwd, "second.ts"));
    expect((await run(RUN, cwd)).stderr).toBe("generated  events.generated.ts\n");
    expect(lstatSync(join(cwd, "events.generated.ts")).isSymbolicLink()).toBe(true);
    expect(lstatSync(join(cwd, "second.ts")).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(cwd, "real/deep/old.ts"), "utf8")).toContain("StoreEventTypes");
    expect(readdirSync(join(cwd, "real/deep"))).toEqual(["old.ts"]);
    expect((await run(RUN, cwd)).stderr).toBe("unchanged  events.generated.ts\n");
  });

  test("that is a link to a missing file is written there, its folder included", async () => {
    const cwd = temporaryFolder({ "events.yaml": STORE, "a/deep/here": "" });
    symlinkSync("a/deep", join(cwd, "b"));
    // A relative link counts from its real folder: from a/deep, not from b.
    symlinkSync("../real/events.ts", join(cwd, "a/deep/link.ts"));
    symlinkSync("b/link.ts", join(cwd, "events.generated.ts"));
    expect((await run(RUN, cwd)).exit).toBe(0);
    expect(readFileSync(join(cwd, "a/real/events.ts"), "utf8")).toContain("StoreEventTypes");
  });

  test("that is a link to itself is an error", async () => {
    const cwd = temporaryFolder({ "events.yaml": STORE });
    symlinkSync("events.generated.ts", join(cwd, "events.generated.ts"));
    const { exit, stderr } = await run(RUN, cwd);
    expect(exit).toBe(1);
    expect(stderr).toMatch(/events\.generated\.ts.*: its links form a circle\./);
  });

  test("keeps its mode", async () => {
    const cwd = temporaryFolder({ "events.yaml": STORE });
    await run(RUN, cwd);
    const module = join(cwd, "events.generated.ts");
    chmodSync(module, 0o640);
    write(cwd, "events.yaml", STORE.replace("price: number", "price: integer"));
    expect((await run(RUN, cwd)).stderr).toBe("generated  events.generated.ts\n");
    expect(statSync(module).mode & 0o777).toBe(0o640);
  });

  test("that is read-only is left alone, also if the folder could be written to", async () => {
    const cwd = temporaryFolder({ "events.yaml": STORE });
    await run(RUN, cwd);
    const module = join(cwd, "events.generated.ts");
    chmodSync(module, 0o444);
    const before = readFileSync(module, "utf8");
    expect((await run(RUN, cwd)).exit).toBe(0);

    write(cwd, "events.yaml", STORE.replace("price: number", "price: integer"));
    const { exit, stderr } = await run(RUN, cwd);
    expect(exit).toBe(1);
    expect(stderr).toMatch(/events\.generated\.ts.*: the file is read-only\./);
    expect(stderr).toContain("help: Make the file writable, or check it out from version control.");
    expect(readFileSync(module, "utf8")).toBe(before);
    expect(readdirSync(cwd).sort()).toEqual(["events.generated.ts", "events.yaml"]);
  });
});

import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { run, STORE, temporaryFolder, write } from "../cli/support.js";
import { repository, shallowClone } from "./git-repository.js";

const TWO = `${STORE}  PRICE_RAISED:\n    data: { product_id: ulid }\n`;
const OTHER = STORE.replace("name: Store", "name: Other");

/** The lines of stderr that say what was compared, and the codes of diagnostics. */
async function breaking(folder: string, ...args: string[]) {
  const { exit, stderr } = await run(["breaking", ...args], folder);
  const said = stderr.split("\n").filter((line) => / compared with | no breaking /.test(line));
  const codes = Array.from(stderr.matchAll(/^(?:error|warning) (\S+) {2}/gm), ([, code]) => code);
  return { exit, said, codes, stderr };
}

describe("--against a name of Git", () => {
  test("compares with the schema of a branch, a tag or a commit", async () => {
    const { folder, git, commit } = repository({ "events.yaml": TWO });
    git("tag", "v1");
    const first = git("rev-parse", "HEAD").trim();
    git("switch", "--quiet", "--create", "feature/prices");
    commit({ "events.yaml": STORE });
    for (const ref of ["main", "v1", first, first.slice(0, 10), "HEAD~1", "refs/heads/main"]) {
      const { exit, codes, stderr } = await breaking(folder, "events.yaml", "--against", ref);
      expect([ref, exit, codes]).toEqual([ref, 1, ["EVENT_NO_DELETE"]]);
      expect(stderr).toContain(`${ref}:events.yaml:9:3\n`);
    }
    const same = await breaking(folder, "events.yaml", "--against", "feature/prices");
    expect([same.exit, same.said]).toEqual([
      0,
      ["events.yaml: no breaking changes since feature/prices:events.yaml"],
    ]);
  });

  test("reads imports of the same commit", async () => {
    const types = "version: 1\ntypes: { Money: integer }\n";
    const schema = TWO.replace("events:", "imports: [../types/money.yaml]\nevents:").replace(
      "number",
      "Money",
    );
    const { folder, commit } = repository({
      "store/events.yaml": schema,
      "types/money.yaml": types,
    });
    commit({
      "store/events.yaml": STORE,
      "types/money.yaml": "version: 1\ntypes: { Other: string }\n",
    });
    const { exit, codes } = await breaking(folder, "store/events.yaml", "--against", "HEAD~1");
    expect([exit, codes]).toEqual([1, ["EVENT_NO_DELETE", "FIELD_TYPE_WIDENED"]]);
  });

  test("works from any folder, and through links", async () => {
    const { folder } = repository({ "store/events.yaml": TWO, "other.txt": "" });
    symlinkSync("store/events.yaml", join(folder, "linked.yaml"));
    write(folder, "store/events.yaml", STORE);
    expect((await breaking(join(folder, "store"), "events.yaml", "--against", "main")).exit).toBe(
      1,
    );
    expect(
      (await breaking(folder, join(folder, "store/events.yaml"), "--against", "main")).exit,
    ).toBe(1);
    const outside = temporaryFolder();
    expect(
      (await breaking(outside, join(folder, "store/events.yaml"), "--against", "main")).exit,
    ).toBe(1);
  });

  test("follows links of the commit", async () => {
    const { folder, git, commit } = repository({ "store/events.yaml": TWO });
    symlinkSync("store", join(folder, "alias"));
    symlinkSync("nowhere.yaml", join(folder, "gone.yaml"));
    commit({});
    git("rm", "--quiet", "alias", "gone.yaml");
    write(folder, "alias/events.yaml", STORE);
    write(folder, "gone.yaml", OTHER);
    expect((await breaking(folder, "alias/events.yaml", "--against", "main")).exit).toBe(1);
    const { codes, stderr } = await breaking(folder, "gone.yaml", "--against", "main");
    expect(codes).toEqual(["baseline-unreadable"]);
    expect(stderr).toContain("it is a link that leads to no file of the commit.");
  });

  test("a schema that is not there yet is compared with nothing", async () => {
    const { folder } = repository({ "events.yaml": TWO });
    write(folder, "new.yaml", OTHER);
    const { exit, said } = await breaking(folder, "*.yaml", "--against", "main");
    expect([exit, said]).toEqual([
      0,
      [
        "events.yaml: no breaking changes since main:events.yaml",
        "new.yaml: compared with nothing, as main:new.yaml does not exist",
      ],
    ]);
  });

  test("a schema that had a mistake cannot be compared with", async () => {
    const { folder } = repository({ "events.yaml": STORE.replace("number", "numbr") });
    write(folder, "events.yaml", STORE);
    const { codes, stderr } = await breaking(folder, "events.yaml", "--against", "main");
    expect(codes).toEqual(["baseline-invalid"]);
    expect(stderr).toContain("main:events.yaml:8:14\n");
  });

  test("a name that is a path, too, is refused", async () => {
    const { folder } = repository({ "events.yaml": TWO, "main/events.yaml": STORE });
    write(folder, "events.yaml", STORE);
    const { codes, stderr } = await breaking(folder, "events.yaml", "--against", "main");
    expect(codes).toEqual(["baseline-unreadable"]);
    expect(stderr).toContain('Write "./main" for the path, or "refs/heads/main" for the branch.');
    expect((await breaking(folder, "events.yaml", "--against", "./main")).exit).toBe(0);
    expect((await breaking(folder, "events.yaml", "--against", "refs/heads/main")).exit).toBe(1);
  });

  test("hooks, which run in the environment of their repository, can use it", async () => {
    const { folder } = repository({ "events.yaml": TWO });
    write(folder, "events.yaml", STORE);
    process.env.GIT_DIR = "/nowhere";
    try {
      expect((await breaking(folder, "events.yaml", "--against", "main")).codes).toEqual([
        "EVENT_NO_DELETE",
      ]);
    } finally {
      delete process.env.GIT_DIR;
    }
  });

  test("a name that looks like an option is no option of Git", async () => {
    const { folder, git } = repository({ "events.yaml": STORE });
    git("remote", "add", "origin", folder);
    const { codes, stderr } = await breaking(folder, "events.yaml", "--against=--all");
    expect(codes).toEqual(["baseline-unreadable"]);
    expect(stderr).not.toContain("git fetch");
  });

  test("a file outside of the repository cannot be compared", async () => {
    const { folder } = repository({ "a.yaml": STORE });
    const outside = temporaryFolder({ "b.yaml": OTHER });
    const { codes, stderr } = await breaking(
      folder,
      "a.yaml",
      join(outside, "b.yaml"),
      "--against",
      "main",
    );
    expect(codes).toEqual(["baseline-unreadable"]);
    expect(stderr).toContain("the schema is not in the repository");
  });

  test("without a repository, the error says so", async () => {
    const folder = temporaryFolder({ "events.yaml": STORE });
    const { exit, codes, stderr } = await breaking(folder, "events.yaml", "--against", "main");
    expect([exit, codes]).toEqual([1, ["baseline-unreadable"]]);
    expect(stderr).toContain(
      'it is no file and no folder; and as a name in Git, Git says "not a git repository',
    );
  });
});

describe("in a shallow clone", () => {
  /** The command that the help of the one error prints. */
  async function fetchCommand(folder: string, ref: string): Promise<string[]> {
    const { exit, codes, stderr } = await breaking(folder, "events.yaml", "--against", ref);
    expect([ref, exit, codes]).toEqual([ref, 1, ["baseline-unreadable"]]);
    return /Run: git (.*)/.exec(stderr)?.[1]?.split(" ") ?? [];
  }

  test.each(["main", "origin/main", "refs/heads/main", "v1"])(
    "the command that is printed makes %s known",
    async (ref) => {
      const origin = repository({ "events.yaml": TWO });
      origin.git("tag", "v1");
      origin.git("switch", "--quiet", "--create", "feature");
      origin.commit({ "events.yaml": STORE });
      const clone = shallowClone(origin, "feature");
      const command = await fetchCommand(clone.folder, ref);
      expect(command.slice(0, 3)).toEqual(["fetch", "--depth=1", "origin"]);
      clone.git(...command);
      const { codes } = await breaking(clone.folder, "events.yaml", "--against", ref);
      expect(codes).toEqual(["EVENT_NO_DELETE"]);
    },
  );

  test("a commit and a part of the history are fetched, too", async () => {
    const origin = repository({ "events.yaml": TWO });
    const first = origin.git("rev-parse", "HEAD").trim();
    origin.git("config", "uploadpack.allowAnySHA1InWant", "true");
    origin.commit({ "events.yaml": STORE });
    for (const ref of [first, "HEAD~1", first.slice(0, 12)]) {
      const clone = shallowClone(origin, "main");
      clone.git(...(await fetchCommand(clone.folder, ref)));
      const { codes } = await breaking(clone.folder, "events.yaml", "--against", ref);
      expect([ref, codes]).toEqual([ref, ["EVENT_NO_DELETE"]]);
    }
  });

  test("the lock needs no other commit", async () => {
    const origin = repository({ "events.yaml": TWO });
    await run(["release", "events.yaml"], origin.folder);
    origin.commit({ "events.yaml": STORE });
    const clone = shallowClone(origin, "main");
    const { exit, codes } = await breaking(clone.folder, "events.yaml");
    expect([exit, codes]).toEqual([1, ["EVENT_NO_DELETE"]]);
  });
});

describe("--against a path", () => {
  test("compares with a file, a lock, or the same path in a folder", async () => {
    const folder = temporaryFolder({
      "old.yaml": TWO,
      "before/a/events.yaml": TWO,
      "a/events.yaml": TWO,
    });
    await run(["release", "a/events.yaml"], folder);
    write(folder, "a/events.yaml", STORE);
    for (const against of ["old.yaml", "./before", "before", "a/events.lock.yaml"]) {
      const { codes } = await breaking(folder, "a/events.yaml", "--against", against);
      expect([against, codes]).toEqual([against, ["EVENT_NO_DELETE"]]);
    }
  });

  test("a folder that has none of the schemas is the wrong one", async () => {
    const folder = temporaryFolder({ "a/events.yaml": TWO, "b.yaml": OTHER, "old/b.yaml": OTHER });
    const wrong = await breaking(folder, "a/events.yaml", "--against", "a");
    expect([wrong.exit, wrong.codes]).toEqual([1, ["baseline-unreadable"]]);
    expect(wrong.stderr).toContain("a/a/events.yaml does not exist");
    const { exit, said } = await breaking(folder, "a/events.yaml", "b.yaml", "--against", "old");
    expect([exit, said]).toEqual([
      0,
      [
        "a/events.yaml: compared with nothing, as old/a/events.yaml does not exist",
        "b.yaml: no breaking changes since old/b.yaml",
      ],
    ]);
  });

  test("a schema is not compared with itself", async () => {
    const folder = temporaryFolder({ "events.yaml": STORE });
    for (const against of [".", "./events.yaml", folder]) {
      const { exit, codes } = await breaking(folder, "events.yaml", "--against", against);
      expect([against, exit, codes]).toEqual([against, 1, ["baseline-unreadable"]]);
    }
  });

  test("what cannot be read is one error", async () => {
    const folder = temporaryFolder({ "a.yaml": STORE, "b.yaml": OTHER, "old.yaml": "events: [" });
    mkdirSync(join(folder, "c"));
    const codesAgainst = async (against: string, ...files: string[]) =>
      (await breaking(folder, ...files, "--against", against)).codes;
    expect(await codesAgainst("./gone", "a.yaml")).toEqual(["baseline-unreadable"]);
    expect(await codesAgainst("old.yaml", "a.yaml")).toEqual(["baseline-invalid"]);
    expect(await codesAgainst("old.yaml", "a.yaml", "b.yaml")).toEqual([
      "baseline-unreadable",
      "baseline-unreadable",
    ]);
  });
});

test("without a lock, the command line is wrong, and the message says both ways", async () => {
  const folder = temporaryFolder({ "events.yaml": STORE });
  const { exit, stderr } = await breaking(folder, "events.yaml");
  expect(exit).toBe(2);
  expect(stderr).toContain("events.lock.yaml does not exist");
  expect(stderr).toContain("npx ddb-pattern-gen release events.yaml");
  expect(stderr).toContain("--against main");
});

test("warnings alone are counted in the line of a schema that breaks nothing", async () => {
  const folder = temporaryFolder({ "old.yaml": STORE, "events.yaml": TWO });
  const { exit, stderr } = await run(["breaking", "events.yaml", "--against", "old.yaml"], folder);
  expect(exit).toBe(0);
  expect(stderr).toContain(
    "events.yaml: nothing that breaks stored events since old.yaml; 1 warning\n",
  );
});

test("a schema with a mistake is not compared", async () => {
  const folder = temporaryFolder({ "events.yaml": STORE.replace("number", "numbr") });
  expect((await breaking(folder, "events.yaml")).codes).toEqual(["unknown-field-type"]);
});

test("a part that several releases have is reported once", async () => {
  const folder = temporaryFolder({ "events.yaml": TWO });
  await run(["release", "events.yaml"], folder);
  write(
    folder,
    "events.yaml",
    TWO.replace("product_id: ulid }", "product_id: ulid, note?: string }"),
  );
  await run(["release", "events.yaml"], folder);
  write(folder, "events.yaml", STORE);
  const { codes, stderr } = await breaking(folder, "events.yaml");
  expect(codes).toEqual(["EVENT_NO_DELETE"]);
  expect(stderr).toContain("in release");
});

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

interface LockedPackage {
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
}

const lock = JSON.parse(
  readFileSync(new URL("../../package-lock.json", import.meta.url), "utf8"),
) as { readonly packages: Readonly<Record<string, LockedPackage>> };

test("the lock file has the packages of every platform, without which npm 11 refuses it", () => {
  const missing = Object.entries(lock.packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter(
      (name) =>
        lock.packages[`node_modules/${name}`] === undefined &&
        lock.packages[`${path}/node_modules/${name}`] === undefined,
    ),
  );
  expect(missing).toEqual([]);
});

test("the lock file names no registry", () => {
  const hosts = Object.values(lock.packages).filter(({ resolved }) => resolved?.startsWith("http"));
  expect(hosts).toEqual([]);
});

test("every package of a registry has integrity", () => {
  const without = Object.entries(lock.packages).filter(
    ([path, { link, integrity }]) => path.includes("node_modules/") && !link && !integrity,
  );
  expect(without.map(([path]) => path)).toEqual([]);
});

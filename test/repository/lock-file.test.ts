import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

interface LockedPackage {
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly inBundle?: boolean;
  readonly link?: boolean;
}

const LOCKS = ["package-lock.json", "site/package-lock.json", "test/tools/package-lock.json"];

describe.each(LOCKS)("%s", (path) => {
  const lock = JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), "utf8")) as {
    readonly packages: Readonly<Record<string, LockedPackage>>;
  };

  test("has the packages of every platform, without which npm 11 refuses it", () => {
    const missing = Object.entries(lock.packages).flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter(
        (name) =>
          lock.packages[`node_modules/${name}`] === undefined &&
          lock.packages[`${path}/node_modules/${name}`] === undefined,
      ),
    );
    expect(missing).toEqual([]);
  });

  test("names no registry", () => {
    const hosts = Object.values(lock.packages).filter(({ resolved }) =>
      resolved?.startsWith("http"),
    );
    expect(hosts).toEqual([]);
  });

  test("has integrity for every package of a registry", () => {
    // A package that is in the archive of another one has the integrity of that.
    const without = Object.entries(lock.packages).filter(
      ([path, { link, integrity, inBundle }]) =>
        path.includes("node_modules/") && !link && !integrity && !inBundle,
    );
    expect(without.map(([path]) => path)).toEqual([]);
  });
});

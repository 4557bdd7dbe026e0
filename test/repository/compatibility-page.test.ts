import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { COMPILER_VERSIONS } from "../emit/compilers.js";
import { promisedVersions } from "./compatibility-page.js";

interface Manifest {
  readonly version: string;
  readonly engines: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
}

function manifestOf(folder: string): Manifest {
  return JSON.parse(
    readFileSync(new URL(`../../${folder}/package.json`, import.meta.url), "utf8"),
  ) as Manifest;
}

test.each(["generator", "runtime", "."])(
  "%s installs on the Node versions of the page",
  (folder) => {
    const [oldest] = promisedVersions("Node");
    expect(manifestOf(folder).engines).toEqual({ node: `>=${oldest}` });
  },
);

test("the tests compile with the TypeScript versions of the page", () => {
  expect(promisedVersions("TypeScript")).toEqual(COMPILER_VERSIONS.toSorted());
});

test("the runtime's peers are the AWS SDK's versions of the page", () => {
  const [range] = promisedVersions("AWS SDK for JavaScript");
  expect(manifestOf("runtime").peerDependencies).toEqual({
    "@aws-sdk/client-dynamodb": range,
    "@aws-sdk/client-dynamodb-streams": range,
    "@aws-sdk/lib-dynamodb": range,
  });
});

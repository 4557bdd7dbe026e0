import { execFile } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { connect, newTable } from "../engines/connect.js";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "ddb-pattern-credentials-"));
const connection = connect(inject("endpoint"));
const tableName = newTable(connection);

/** The folders with a bundle of the runtime, one next to each SDK to test. */
const SDKS: Readonly<Record<string, (at: string) => Promise<void>>> = {
  "the installed SDK": async (at) =>
    symlinkSync(join(root, "node_modules"), join(at, "node_modules")),
  // The oldest version in the package's peer dependencies.
  "SDK 3.600.0": async (at) => {
    writeFileSync(join(at, "package.json"), "{}");
    await run(
      "npm",
      [
        "install",
        "--no-audit",
        "--no-fund",
        "--prefer-offline",
        "--fetch-retries=0",
        "@aws-sdk/client-dynamodb@3.600.0",
        "@aws-sdk/lib-dynamodb@3.600.0",
      ],
      { cwd: at },
    );
  },
};

/** Answers like the credentials agent of ECS or EKS. */
const container = createServer((request, response) => {
  const isAllowed = request.headers.authorization === "token-of-the-agent";
  response.writeHead(isAllowed ? 200 : 403, { "content-type": "application/json" }).end(
    JSON.stringify({
      AccessKeyId: "KEYOFCONTAINER",
      SecretAccessKey: "secret",
      Token: "session-of-container",
      Expiration: new Date(Date.now() + 3_600_000).toISOString(),
    }),
  );
});

beforeAll(async () => {
  container.listen(0, "127.0.0.1");
  await once(container, "listening");
  writeFileSync(
    join(folder, "credentials"),
    "[default]\naws_access_key_id = WRONG\naws_secret_access_key = wrong\n" +
      "[events]\naws_access_key_id = KEYOFPROFILE\naws_secret_access_key = secret\n",
  );
});
afterAll(() => {
  container.close();
  connection.client.destroy();
  rmSync(folder, { recursive: true, force: true });
});

interface Source {
  readonly environment: () => Readonly<Record<string, string>>;
  readonly accessKeyId: string;
  readonly sessionToken?: string;
}

const SOURCES: Readonly<Record<string, Source>> = {
  "environment variables": {
    environment: () => ({
      AWS_ACCESS_KEY_ID: "KEYOFENVIRONMENT",
      AWS_SECRET_ACCESS_KEY: "secret",
    }),
    accessKeyId: "KEYOFENVIRONMENT",
  },
  "a profile": {
    environment: () => ({
      AWS_SHARED_CREDENTIALS_FILE: join(folder, "credentials"),
      AWS_PROFILE: "events",
    }),
    accessKeyId: "KEYOFPROFILE",
  },
  "a container": {
    environment: () => ({
      AWS_CONTAINER_CREDENTIALS_FULL_URI: `http://127.0.0.1:${(container.address() as AddressInfo).port}/`,
      AWS_CONTAINER_AUTHORIZATION_TOKEN: "token-of-the-agent",
    }),
    accessKeyId: "KEYOFCONTAINER",
    sessionToken: "session-of-container",
  },
  "a Lambda function": {
    environment: () => ({
      AWS_ACCESS_KEY_ID: "KEYOFLAMBDA",
      AWS_SECRET_ACCESS_KEY: "secret",
      AWS_SESSION_TOKEN: "session-of-lambda",
      AWS_LAMBDA_FUNCTION_NAME: "events",
      AWS_EXECUTION_ENV: "AWS_Lambda_nodejs20.x",
    }),
    accessKeyId: "KEYOFLAMBDA",
    sessionToken: "session-of-lambda",
  },
};

describe.each(Object.entries(SDKS))("on %s", (sdk, install) => {
  const at = join(folder, sdk.replaceAll(" ", "-"));
  const program = join(at, "program.mjs");
  let whyNot: string | undefined;

  beforeAll(async () => {
    mkdirSync(at);
    try {
      await install(at);
    } catch (error) {
      whyNot = `${sdk} cannot be installed here: ${(error as Error).message}`;
      console.warn(whyNot);
      return;
    }
    await build({
      entryPoints: [fileURLToPath(new URL("credentials-program.ts", import.meta.url))],
      outfile: program,
      bundle: true,
      platform: "node",
      format: "esm",
      external: ["@aws-sdk/*"],
      logLevel: "warning",
    });
  });

  test.for(Object.entries(SOURCES))(
    "uses the credentials of %s",
    async ([name, source], { skip }) => {
      if (whyNot !== undefined) skip(whyNot);
      const { stdout } = await run(
        process.execPath,
        ["--no-warnings", program, inject("endpoint"), await tableName, `${sdk} ${name}`],
        {
          env: {
            PATH: process.env.PATH,
            // Without the environment of the user who runs the tests.
            HOME: folder,
            AWS_CONFIG_FILE: join(folder, "no-such-file"),
            AWS_EC2_METADATA_DISABLED: "true",
            AWS_REGION: "local",
            ...source.environment(),
          },
        },
      );
      const { accessKeyId, sessionToken } = source;
      expect(JSON.parse(stdout)).toMatchObject({
        sdk: expect.stringMatching(sdk.endsWith("3.600.0") ? /^3\.600\.0$/ : /^3\./),
        accessKeyId,
        ...(sessionToken === undefined ? {} : { sessionToken }),
        sortKeys: ["a", "b"],
        taken: { code: "condition-failed", failures: [{ index: 0, item: { sk: "a" } }] },
        bytes: [0, 255],
        ended: { mayBeWritten: true, requests: 1, isAborted: true },
      });
    },
  );
});

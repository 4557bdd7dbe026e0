import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parse } from "yaml";
import { HOSTILE_TYPE, PLANS, printed, typesIn } from "./plans.js";

const TOOLS = fileURLToPath(new URL("..", import.meta.url));
const ROOT = join(TOOLS, "../..");
const plans = Object.keys(PLANS) as (keyof typeof PLANS)[];

/** Beside the packages that the constructs import. */
const folder = mkdtempSync(join(TOOLS, ".cdk-"));
afterAll(() => rmSync(folder, { recursive: true }));

interface Resource {
  readonly Type: string;
  readonly DeletionPolicy?: string;
  readonly Properties: Readonly<Record<string, unknown>>;
}

/** A program that synthesises the constructs of all plans, and prints their templates. */
const PROGRAM = `import { App, Stack } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import * as lambda from "aws-cdk-lib/aws-lambda";
${plans.map((plan) => `import { EventTable as ${plan} } from "./${plan}-table.js";`).join("\n")}

function synthesise(add: (stack: Stack, fn: (name: string) => lambda.IFunction) => unknown): object {
  const stack = new Stack(new App(), "Stack");
  const code = lambda.Code.fromInline("exports.handler = async () => {};");
  const runtime = lambda.Runtime.NODEJS_LATEST;
  add(stack, (name) => new lambda.Function(stack, name, { runtime, handler: "index.handler", code }));
  return Template.fromStack(stack).toJSON();
}
const templates = {
  least: synthesise((stack) => new least(stack, "Events")),
  table: synthesise((stack) => new table(stack, "Events")),
  hostile: synthesise((stack, fn) => new hostile(stack, "Events", { odd: fn("One") })),
  all: synthesise((stack, fn) => new all(stack, "Events", { shipping: fn("One"), orderViews: fn("Two") })),
};
console.log(JSON.stringify(templates));
`;

let templates: Readonly<Record<string, { readonly Resources: Readonly<Record<string, Resource>> }>>;
beforeAll(async () => {
  for (const plan of plans) {
    writeFileSync(join(folder, `${plan}-table.ts`), await printed(plan, "cdk"));
  }
  writeFileSync(join(folder, "program.ts"), PROGRAM);
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;
  const argv = ["--import", tsx, join(folder, "program.ts")];
  const { stdout } = await promisify(execFile)(process.execPath, argv);
  templates = JSON.parse(stdout.trim().split("\n").at(-1) ?? "");
});

function synthesised(plan: keyof typeof PLANS): readonly Resource[] {
  return Object.values(templates[plan]?.Resources ?? {});
}

test("the constructs compile under strict flags", async () => {
  const config = {
    compilerOptions: {
      ...{ module: "nodenext", target: "es2022", strict: true, noEmit: true, skipLibCheck: true },
      ...{ noUnusedLocals: true, exactOptionalPropertyTypes: true, types: ["node"] },
      typeRoots: [join(ROOT, "node_modules/@types")],
    },
    include: ["*.ts"],
  };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config));
  const tsc = createRequire(import.meta.url).resolve("typescript/package.json");
  const argv = [join(tsc, "../bin/tsc"), "-p", folder];
  const done = promisify(execFile)(process.execPath, argv);
  const { stdout } = await done.catch((error: Error & { stdout: string }) => error);
  expect(stdout).toBe("");
});

const ofType = (resources: readonly Resource[], type: string) =>
  resources.filter(({ Type }) => Type === type).map(({ Properties }) => Properties);

test.each(plans)("CDK synthesises the construct: %s", (plan) => {
  const resources = synthesised(plan);
  const [events] = resources.filter(({ Type }) => Type === "AWS::DynamoDB::Table");
  expect(events).toMatchObject({
    DeletionPolicy: "Retain",
    Properties: {
      BillingMode: "PAY_PER_REQUEST",
      DeletionProtectionEnabled: true,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    },
  });
});

test("a pattern has the text of the schema as it is", () => {
  const [mapping] = ofType(synthesised("hostile"), "AWS::Lambda::EventSourceMapping");
  const { Filters = [] } = (mapping?.FilterCriteria ?? {}) as {
    readonly Filters?: readonly { readonly Pattern: unknown }[];
  };
  const [filter] = Filters;
  expect(typesIn(String(filter?.Pattern))).toEqual([HOSTILE_TYPE]);
  expect(String(filter?.Pattern)).not.toContain("{{");
});

/** The actions of the policies, by their descriptions. */
function actionsOf(policies: readonly Readonly<Record<string, unknown>>[]) {
  const entries = policies.map(({ Description, PolicyDocument }) => {
    const { Statement } = PolicyDocument as { Statement: { Action: string | string[] }[] };
    return [Description, Statement.map(({ Action }) => [Action].flat())] as const;
  });
  return Object.fromEntries(entries);
}

test("CDK and CloudFormation declare the same", async () => {
  const constructs = synthesised("all");
  const template = parse(await printed("all", "cloudformation"));
  const resources = Object.values(template.Resources) as Resource[];
  const policies = (all: readonly Resource[]) => actionsOf(ofType(all, "AWS::IAM::ManagedPolicy"));
  expect(policies(constructs)).toEqual(policies(resources));

  const mappings = (all: readonly Resource[]) =>
    ofType(all, "AWS::Lambda::EventSourceMapping").map(
      ({ FunctionName: _, EventSourceArn: __, DestinationConfig: ___, ...settings }) => settings,
    );
  expect(mappings(constructs)).toEqual(mappings(resources));

  const tables = (all: readonly Resource[]) =>
    ofType(all, "AWS::DynamoDB::Table").map(({ SSESpecification: _, ...settings }) => settings);
  expect(tables(constructs)).toEqual(tables(resources));
  const queues = (all: readonly Resource[]) => ofType(all, "AWS::SQS::Queue");
  expect(queues(constructs)).toEqual(queues(resources));
});

import { execFile } from "node:child_process";
import { chmodSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, expect, test } from "vitest";
import { parse } from "yaml";
import { temporaryFolder } from "../../cli/support.js";
import { installPythonTools } from "../python/tools.js";
import { HOSTILE_TYPE, printed, typesIn } from "./plans.js";

/** A call of a service of AWS, as the AWS CLI sends it after it has checked its parameters. */
interface AwsCall {
  readonly name: string;
  readonly input: Readonly<Record<string, unknown>>;
}

const ARN = "arn:aws:dynamodb:eu-west-1:123456789012:table";

/** The parts of answers that the script reads, by the names of calls. */
const ANSWERS: Readonly<Record<string, (input: AwsCall["input"]) => object>> = {
  CreateKey: () => ({
    KeyMetadata: { KeyId: "k", Arn: "arn:aws:kms:eu-west-1:123456789012:key/k" },
  }),
  DescribeTable: ({ TableName }) => ({
    Table: {
      TableStatus: "ACTIVE",
      TableArn: `${ARN}/${TableName}`,
      LatestStreamArn: `${ARN}/${TableName}/stream/2026-01-31T00:00:00.000`,
    },
  }),
  CreateQueue: ({ QueueName }) => ({ QueueUrl: `https://sqs.example.com/1/${QueueName}` }),
  GetQueueAttributes: ({ QueueUrl }) => ({
    Attributes: { QueueArn: `arn:aws:sqs:eu-west-1:1:${String(QueueUrl).split("/").at(-1)}` },
  }),
};

const XML = {
  GetCallerIdentity:
    "<GetCallerIdentityResponse><GetCallerIdentityResult><Account>123456789012</Account></GetCallerIdentityResult></GetCallerIdentityResponse>",
  CreatePolicy:
    "<CreatePolicyResponse><CreatePolicyResult><Policy><Arn>arn:aws:iam::123456789012:policy/p</Arn></Policy></CreatePolicyResult></CreatePolicyResponse>",
  AttachRolePolicy: "<AttachRolePolicyResponse/>",
} as const;

const calls: AwsCall[] = [];
const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk) => chunks.push(chunk));
  request.on("end", () => {
    const body = Buffer.concat(chunks).toString();
    const target = String(request.headers["x-amz-target"] ?? "");
    const [, functionName] = /functions\/([\w-]+)\/configuration/.exec(request.url ?? "") ?? [];
    if (functionName !== undefined) {
      const Role = `arn:aws:iam::123456789012:role/service/${functionName}-role`;
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify({ Role }));
      return;
    }
    if (target === "" && !request.url?.includes("event-source-mappings")) {
      const { Action, ...input } = Object.fromEntries(new URLSearchParams(body));
      calls.push({ name: String(Action), input });
      response.setHeader("content-type", "text/xml");
      response.end(XML[Action as keyof typeof XML]);
      return;
    }
    const name = target.split(".").at(-1) || "CreateEventSourceMapping";
    const input = JSON.parse(body);
    calls.push({ name, input });
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify(ANSWERS[name]?.(input) ?? {}));
  });
});
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
afterAll(() => server.close());

test("the AWS CLI accepts each command of the script, and sends what it declares", async () => {
  const script = await printed("all", "aws-cli");
  const python = await installPythonTools();
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const aws = `#!/bin/sh\nexec "${python}" -m awscli --endpoint-url ${endpoint} "$@"\n`;
  const folder = temporaryFolder({ "table.sh": script, aws, sleep: "#!/bin/sh\n" });
  for (const program of ["aws", "sleep"]) chmodSync(join(folder, program), 0o755);
  const env = {
    PATH: `${folder}${delimiter}${process.env.PATH}`,
    AWS_DEFAULT_REGION: "eu-west-1",
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
    AWS_EC2_METADATA_DISABLED: "true",
    HOME: folder,
  };
  await promisify(execFile)("bash", [join(folder, "table.sh")], { env });

  const { Resources } = parse(await printed("all", "cloudformation"));
  const inputsOf = (name: string) =>
    calls.filter((call) => call.name === name).map(({ input }) => input);
  const [events, views] = inputsOf("CreateTable");
  const {
    PointInTimeRecoverySpecification,
    SSESpecification: _,
    ...declared
  } = Resources.EventTable.Properties;
  expect(events).toMatchObject({
    ...declared,
    StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_IMAGE" },
    SSESpecification: { Enabled: true, SSEType: "KMS" },
  });
  expect(views).not.toHaveProperty("DeletionProtectionEnabled");
  expect(inputsOf("UpdateContinuousBackups")).toEqual([
    { TableName: "events", PointInTimeRecoverySpecification },
  ]);

  const documents = inputsOf("CreatePolicy").map(({ PolicyDocument }) =>
    JSON.parse(String(PolicyDocument)),
  );
  const names = ["Writer", "Reader", "Consumer", "Operator"];
  for (const [index, name] of names.entries()) {
    const expected = Resources[`${name}Policy`].Properties.PolicyDocument.Statement;
    const actions = (statements: { Action: unknown }[]) => statements.map(({ Action }) => Action);
    expect(actions(documents[index].Statement)).toEqual(actions(expected));
  }
  expect(documents[0].Statement[0].Resource).toBe(`${ARN}/events`);
  expect(documents[2].Statement[0].Resource).toBe(`${ARN}/events/stream/*`);

  expect(inputsOf("AttachRolePolicy").map(({ RoleName }) => RoleName)).toEqual([
    "shipping-role",
    "order-views-role",
  ]);
  const [shipping] = inputsOf("CreateEventSourceMapping");
  const {
    FunctionName: __,
    EventSourceArn: ___,
    DestinationConfig: ____,
    ...mapping
  } = Resources.ShippingMapping.Properties;
  expect(shipping).toMatchObject({
    ...mapping,
    FunctionName: "shipping",
    EventSourceArn: `${ARN}/events/stream/2026-01-31T00:00:00.000`,
    DestinationConfig: {
      OnFailure: { Destination: "arn:aws:sqs:eu-west-1:1:events-shipping-failed" },
    },
  });
  const [key] = inputsOf("CreateKey");
  expect(JSON.parse(String(key?.Policy)).Statement[0].Principal.AWS).toBe(
    "arn:aws:iam::123456789012:root",
  );
});

test("bash passes the text of a schema as it is", async () => {
  const script = await printed("hostile", "aws-cli");
  // Prints the arguments of the commands; those of substitutions are read by the script.
  const aws = 'aws() { printf "%s\\0" "$@"; }\nsleep() { :; }\n';
  const { stdout } = await promisify(execFile)("bash", ["-c", aws + script]);
  const words = stdout.split("\0");
  const criteria = JSON.parse(words[words.indexOf("--filter-criteria") + 1] ?? "");
  expect(typesIn(criteria.Filters[0].Pattern)).toEqual([HOSTILE_TYPE]);
});

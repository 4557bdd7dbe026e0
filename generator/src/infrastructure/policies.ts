import { MAINTENANCE_ACTIONS } from "ddb-pattern-runtime/rules";
import type { Plan } from "./plan.js";

/** The kinds of programs, by what they do. */
export const POLICY_NAMES = ["writer", "reader", "consumer", "operator"] as const;

export type PolicyName = (typeof POLICY_NAMES)[number];

export const POLICY_MEANINGS: Readonly<Record<PolicyName, string>> = {
  writer: "Programs that save events, and read them.",
  reader: "Programs that read events.",
  consumer: "Programs that handle the change stream: Lambda functions, or runConsumer.",
  operator: "The commands release, reindex and verify, and rebuilds of projections.",
};

/** A resource that a policy names. Each format has its own words for its ARN. */
export type PolicyResource = "events" | "event-stream" | "projections" | "queues";

/** A statement of a policy. All statements allow. */
export interface Statement {
  readonly id: string;
  readonly actions: readonly string[];
  readonly resource: PolicyResource;
}

/**
 * The statements of a policy: the operations that the runtime calls for these programs, and no others. The actions of a
 * transaction need the permissions of the single calls. Source: "Using IAM with DynamoDB transactions", developer guide.
 */
export function statementsOf(name: PolicyName, plan: Plan): Statement[] {
  switch (name) {
    case "writer":
      return [events("SaveEvents", "ConditionCheckItem", "PutItem", "Query")];
    case "reader":
      return [events("ReadEvents", "Query")];
    case "consumer":
      return [
        // Lambda lists the streams of its mapping. Source: "IAM policy to allow an AWS Lambda function to access
        // DynamoDB stream records", developer guide.
        statement("ReadChangeStream", "event-stream", [
          "dynamodb:DescribeStream",
          "dynamodb:GetRecords",
          "dynamodb:GetShardIterator",
          "dynamodb:ListStreams",
        ]),
        events("ReadEvents", "DescribeTable", "Query", "Scan"),
        ...(plan.projections === undefined
          ? []
          : [projections("ApplyEvents", "BatchGetItem", "DeleteItem", "PutItem", "Query")]),
        ...(plan.consumers.length === 0
          ? []
          : [statement("KeepFailures", "queues", ["sqs:SendMessage"])]),
      ];
    case "operator":
      return [
        events("MaintainTable", ...new Set(Object.values(MAINTENANCE_ACTIONS).flat())),
        ...(plan.projections === undefined
          ? []
          : [
              projections(
                "RebuildProjections",
                ...["BatchGetItem", "BatchWriteItem", "DeleteItem", "PutItem", "Scan"],
              ),
            ]),
      ];
  }
}

function events(id: string, ...operations: readonly string[]): Statement {
  return statement(id, "events", operations.map(dynamodb));
}

function projections(id: string, ...operations: readonly string[]): Statement {
  return statement(id, "projections", operations.map(dynamodb));
}

function dynamodb(operation: string): string {
  return `dynamodb:${operation}`;
}

function statement(id: string, resource: PolicyResource, actions: readonly string[]): Statement {
  return { id, resource, actions: actions.toSorted() };
}

/**
 * A policy as a document of IAM.
 *
 * @param arnOf Says how the format of the document names a resource.
 */
export function policyDocument<Arn>(
  statements: readonly Statement[],
  arnOf: (resource: PolicyResource) => Arn,
) {
  return {
    Version: "2012-10-17",
    Statement: statements.map(({ id, actions, resource }) => ({
      Sid: id,
      Effect: "Allow",
      Action: actions,
      Resource: arnOf(resource),
    })),
  };
}

/** A policy as JSON, for a table that is declared elsewhere: of a name, those in any Region and account of the partition `aws`. */
export function policyJson(name: PolicyName, plan: Plan): string {
  const arn = (table: string) =>
    table.startsWith("arn:") ? table : `arn:aws:dynamodb:*:*:table/${table}`;
  const document = policyDocument(
    statementsOf(name, { ...plan, consumers: [] }),
    (resource): string => {
      switch (resource) {
        case "event-stream":
          return `${arn(plan.table)}/stream/*`;
        case "projections":
          return arn(plan.projections ?? "");
        default:
          return arn(plan.table);
      }
    },
  );
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** The operations by which DynamoDB uses a key for a program. */
const KEY_ACTIONS = [
  "kms:CreateGrant",
  "kms:Decrypt",
  "kms:DescribeKey",
  "kms:Encrypt",
  "kms:GenerateDataKey*",
  "kms:ReEncrypt*",
] as const;

/**
 * The statement of a key's policy by which all that may use DynamoDB in the account may use the key, through DynamoDB
 * alone. So the policies of programs need no permissions for the key. Source: the policy of the AWS managed key and
 * "Authorizing use of a customer managed key" in "DynamoDB encryption at rest: how it works", developer guide.
 *
 * @param account How the format names the account.
 */
export function keyUse<Text>(account: Text) {
  return {
    id: "UseKeyThroughDynamoDB",
    actions: KEY_ACTIONS,
    conditions: {
      StringEquals: { "kms:CallerAccount": account },
      StringLike: { "kms:ViaService": "dynamodb.*.amazonaws.com" },
    },
  } as const;
}

/**
 * The statements of a key's policy.
 *
 * @param root How the format names the principal of the account, who manages the key.
 */
export function keyStatements<Text>(root: Text, account: Text) {
  const { id, actions, conditions } = keyUse(account);
  return [
    { Sid: "ManageKey", Effect: "Allow", Principal: { AWS: root }, Action: "kms:*", Resource: "*" },
    {
      Sid: id,
      Effect: "Allow",
      Principal: { AWS: "*" },
      Action: actions,
      Resource: "*",
      Condition: conditions,
    },
  ] as const;
}

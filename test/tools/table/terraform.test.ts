import { parse } from "@cdktf/hcl2json";
import { expect, test } from "vitest";
import { parse as parseYaml } from "yaml";
import { type HclValue, hclText } from "../../../generator/src/infrastructure/hcl.js";
import { HOSTILE_TYPE, PLANS, printed, typesIn } from "./plans.js";

const plans = Object.keys(PLANS) as (keyof typeof PLANS)[];

test.each(plans)("Terraform's parser reads the configuration: %s", async (plan) => {
  const { resource } = await parse("main.tf", await printed(plan, "terraform"));
  expect(resource.aws_dynamodb_table.events[0]).toMatchObject({
    billing_mode: "PAY_PER_REQUEST",
    deletion_protection_enabled: true,
    point_in_time_recovery: [{ enabled: true }],
    lifecycle: [{ prevent_destroy: true }],
  });
  expect(Object.keys(resource.aws_iam_policy).sort()).toEqual([
    "consumer",
    "operator",
    "reader",
    "writer",
  ]);
});

test("the configuration declares what the template of CloudFormation declares", async () => {
  const { resource } = await parse("main.tf", await printed("all", "terraform"));
  const { Resources } = parseYaml(await printed("all", "cloudformation"));
  const { Properties } = Resources.ShippingMapping;
  const [mapping] = resource.aws_lambda_event_source_mapping.shipping;
  expect(mapping).toMatchObject({
    starting_position: Properties.StartingPosition,
    batch_size: Properties.BatchSize,
    maximum_retry_attempts: Properties.MaximumRetryAttempts,
    function_response_types: Properties.FunctionResponseTypes,
  });
  expect(
    mapping.filter_criteria[0].filter.map(({ pattern }: { pattern: string }) => pattern),
  ).toEqual(Properties.FilterCriteria.Filters.map(({ Pattern }: { Pattern: string }) => Pattern));
  const policies = ["writer", "reader", "consumer", "operator"] as const;
  for (const name of policies) {
    const id = `${name.charAt(0).toUpperCase()}${name.slice(1)}Policy`;
    const { Statement } = Resources[id].Properties.PolicyDocument;
    const actions = Statement.flatMap(({ Action }: { Action: string[] }) => Action);
    const code = String(resource.aws_iam_policy[name][0].policy);
    expect(Array.from(code.matchAll(/"((?:dynamodb|sqs):\w+)"/g), ([, action]) => action)).toEqual(
      actions,
    );
  }
});

test("a pattern has the text of the schema as it is", async () => {
  const { resource } = await parse("main.tf", await printed("hostile", "terraform"));
  const [mapping] = resource.aws_lambda_event_source_mapping.odd;
  expect(typesIn(mapping.filter_criteria[0].filter[0].pattern)).toEqual([HOSTILE_TYPE]);
});

test("strings and objects come back from Terraform's parser as they were given", async () => {
  const value: HclValue = {
    text: `a "quoted" \\ text\nwith $\{not.a.template} and %{if true}x%{endif}, $$\{x}, ü, \u2028 and \u0007`,
    list: ["", "$", "%", "${"],
    "a.b": { n: 1.5, yes: true, none: [] },
  };
  const text = hclText([
    { type: "locals", labels: [], members: [{ name: "value", value }] },
    { type: "resource", labels: ["a", 'b"$'], members: [] },
  ]);
  const { locals } = await parse("main.tf", text);
  const [{ value: read }] = locals;
  const literal = (part: string) => part.replace(/[$%](?=\{)/g, (sign) => sign + sign);
  // The parser leaves the doubled signs of literals, because the JSON of Terraform has templates, too.
  expect(read.list).toEqual((value.list as string[]).map(literal));
  expect(read.text).toBe(literal(String(value.text)));
  expect(read["a.b"]).toEqual(value["a.b"]);
});

import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { temporaryFolder } from "../../cli/support.js";
import { cfnLint } from "../python/tools.js";
import { HOSTILE_TYPE, PLANS, printed, typesIn } from "./plans.js";

const plans = Object.keys(PLANS) as (keyof typeof PLANS)[];

async function lint(template: string) {
  const folder = temporaryFolder({ "template.yaml": template });
  return cfnLint(["--include-checks", "I", "--", join(folder, "template.yaml")]);
}

test.each(plans)("the linter of CloudFormation finds nothing in the template: %s", async (plan) => {
  expect(await lint(await printed(plan, "cloudformation"))).toEqual({ exit: 0, stdout: "" });
});

test("the linter would find a mistake", async () => {
  const template = await printed("all", "cloudformation");
  const { exit, stdout } = await lint(template.replace("NEW_IMAGE", "NEW_PICTURE"));
  expect(exit).toBeGreaterThan(0);
  expect(stdout).toContain("NEW_PICTURE");
});

test("the tables have the settings that events require", async () => {
  const { Resources } = parse(await printed("all", "cloudformation"));
  expect(Resources.EventTable).toMatchObject({
    DeletionPolicy: "Retain",
    UpdateReplacePolicy: "Retain",
    Properties: {
      BillingMode: "PAY_PER_REQUEST",
      DeletionProtectionEnabled: true,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      // Not the AWS managed key.
      SSESpecification: { SSEType: "KMS", KMSMasterKeyId: { "Fn::GetAtt": ["Key", "Arn"] } },
      StreamSpecification: { StreamViewType: "NEW_IMAGE" },
    },
  });
  expect(Resources.ProjectionTable.Properties).not.toHaveProperty("StreamSpecification");
});

test("a pattern has the text of the schema as it is, and no reference that is resolved", async () => {
  const { Resources } = parse(await printed("hostile", "cloudformation"));
  const [{ Pattern }] = Resources.OddMapping.Properties.FilterCriteria.Filters;
  expect(typesIn(Pattern)).toEqual([HOSTILE_TYPE]);
  expect(Pattern).not.toContain("{{");
});

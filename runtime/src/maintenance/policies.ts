/** An IAM policy, as JSON. */
export interface PolicyDocument {
  readonly Version: "2012-10-17";
  readonly Statement: readonly {
    readonly Effect: "Allow";
    readonly Action: readonly string[];
    readonly Resource: string;
  }[];
}

/** The policies of a table's maintenance, by what is done. */
export interface MaintenancePolicies {
  /** For `readContract`. */
  readonly readContract: PolicyDocument;
  /** For `releaseContract`. */
  readonly release: PolicyDocument;
  /** For `planReindex`. */
  readonly planReindex: PolicyDocument;
  /** For `reindex`. */
  readonly reindex: PolicyDocument;
  /** For `verifyTable`. */
  readonly verify: PolicyDocument;
  /** For `verifyTable` with `repair`. */
  readonly repair: PolicyDocument;
}

/** The operations of each task, without a prefix. */
export const MAINTENANCE_ACTIONS: Readonly<Record<keyof MaintenancePolicies, readonly string[]>> = {
  readContract: ["Query"],
  release: ["PutItem", "Query", "Scan"],
  planReindex: ["BatchGetItem", "Query", "Scan"],
  reindex: ["BatchGetItem", "PutItem", "Query", "Scan"],
  verify: ["BatchGetItem", "Query", "Scan"],
  repair: ["BatchGetItem", "PutItem", "Query", "Scan"],
};

/**
 * The least permissions that the maintenance of a table requires. None allows to overwrite with
 * `UpdateItem`, or to delete; `PutItem` is sent only under the condition that no item has the key.
 *
 * @param tableArn - `arn:aws:dynamodb:eu-west-1:123456789012:table/events`.
 */
export function maintenancePolicies(tableArn: string): MaintenancePolicies {
  const policies = Object.entries(MAINTENANCE_ACTIONS).map(
    ([name, actions]): [string, PolicyDocument] => {
      const Action = actions.map((action) => `dynamodb:${action}`);
      const Statement = [{ Effect: "Allow", Action, Resource: tableArn }] as const;
      return [name, { Version: "2012-10-17", Statement }];
    },
  );
  return Object.fromEntries(policies) as unknown as MaintenancePolicies;
}

import type { DynamoDBClient, DynamoDBClientConfig } from "@aws-sdk/client-dynamodb";
import { loadPackages, type Packages } from "./runtime.js";
import { TableProblem } from "./table-problem.js";

/** The table that a command line names. */
export interface TableName {
  /** The name or the ARN. */
  readonly table: string;
  /** The address of a local engine; `undefined` for the one that the AWS SDK finds. */
  readonly endpoint: string | undefined;
}

/** A table with the package that reads and writes it. */
export interface Table extends Pick<Packages, "maintenance"> {
  readonly name: string;
  readonly client: DynamoDBClient;
}

/**
 * Connects to the table of a schema, calls a function, and closes the connection. Region, credentials and profile are
 * those that the AWS SDK finds.
 *
 * @throws TableProblem if packages are missing, or if the table does not do what the function asks for.
 */
export async function withTable<Result>(
  table: TableName,
  schema: string,
  cwd: string,
  use: (table: Table) => Promise<Result>,
): Promise<Result> {
  return withClient(table, schema, cwd, (client, { maintenance }) =>
    use({ name: table.table, client, maintenance }),
  );
}

/** {@link withTable} for a table that need not exist. */
export async function withClient<Result>(
  { endpoint }: TableName,
  schema: string,
  cwd: string,
  use: (client: DynamoDBClient, packages: Packages) => Promise<Result>,
): Promise<Result> {
  return withPackages(schema, cwd, async (packages) => {
    const { sdk } = packages;
    const client = new sdk.DynamoDBClient(
      endpoint === undefined ? {} : await localConfig(sdk, endpoint),
    );
    try {
      return await use(client, packages);
    } finally {
      client.destroy();
    }
  });
}

/**
 * Calls a function with the packages of the project of a schema.
 *
 * @throws TableProblem if packages are missing, or if the runtime refuses what the function asks for.
 */
export async function withPackages<Result>(
  schema: string,
  cwd: string,
  use: (packages: Packages) => Promise<Result>,
): Promise<Result> {
  const packages = loadPackages(schema, cwd);
  try {
    return await use(packages);
  } catch (error) {
    const { DdbPatternError } = packages.runtime;
    if (error instanceof DdbPatternError) throw new TableProblem(error.message);
    throw error;
  }
}

const LOCAL = "local";

/** Local engines take any Region and any credentials, but the SDK requires some. */
async function localConfig(
  { DynamoDBClient }: Packages["sdk"],
  endpoint: string,
): Promise<DynamoDBClientConfig> {
  const { config } = new DynamoDBClient({ endpoint });
  const region = await config.region().catch(() => LOCAL);
  const hasCredentials = await config.credentials().then(
    () => true,
    () => false,
  );
  if (hasCredentials) return { endpoint, region };
  return { endpoint, region, credentials: { accessKeyId: LOCAL, secretAccessKey: LOCAL } };
}

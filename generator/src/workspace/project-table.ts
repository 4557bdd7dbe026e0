import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import type { Contract, ContractDifferences, Descriptor } from "ddb-pattern-runtime/maintenance";
import { descriptorValues } from "../emit/typescript/descriptor-values.js";
import type { Model } from "../model/model.js";

type Maintenance = typeof import("ddb-pattern-runtime/maintenance");

/** A table, and what the project has installed to use it. */
export interface ProjectTable {
  readonly name: string;
  /** Reads the newest contract of a schema; `undefined` if the table has none. */
  readContract(schema: string): Promise<Contract | undefined>;
  /** Appends the contract of a release, unless the table has it. */
  releaseContract(
    model: Model,
    release: { readonly release: number; readonly shapes: string },
  ): ReturnType<Maintenance["releaseContract"]>;
  /** Compares a schema with a contract. */
  compareContract(contract: Contract, model: Model): ContractDifferences;
}

/** Why a table cannot be used. */
export interface TableProblem {
  /** One or more sentences. */
  readonly problem: string;
  readonly help?: string;
}

/**
 * Opens a table with the runtime and the AWS SDK that the project of a schema has installed. Region, credentials and
 * endpoint are those that the AWS SDK finds: in the environment, or in its files.
 */
export function openTable(name: string, schema: string, cwd: string): ProjectTable | TableProblem {
  const folders = [dirname(resolve(cwd, schema)), cwd];
  const maintenance = requireFrom<Maintenance>("ddb-pattern-runtime/maintenance", folders);
  const sdk = requireFrom<typeof import("@aws-sdk/client-dynamodb")>(
    "@aws-sdk/client-dynamodb",
    folders,
  );
  if (maintenance === undefined || sdk === undefined) {
    const names = [
      ...(maintenance === undefined ? ["ddb-pattern-runtime"] : []),
      ...(sdk === undefined ? ["@aws-sdk/client-dynamodb"] : []),
    ];
    return {
      problem: `The project does not have ${names.join(" and ")} installed.`,
      help: `Run: npm install ${names.join(" ")}`,
    };
  }
  const client = new sdk.DynamoDBClient({});
  return {
    name,
    readContract: (schemaName) => maintenance.readContract(client, name, schemaName),
    releaseContract: (model, release) =>
      maintenance.releaseContract(client, name, descriptorOf(model), release),
    compareContract: (contract, model) =>
      maintenance.compareContract(contract, descriptorOf(model)),
  };
}

/** The problem that an error of the runtime says. @throws any other error, which is a bug. */
export function tableProblem(error: unknown): TableProblem {
  if (!(error instanceof Error) || typeof (error as { code?: unknown }).code !== "string")
    throw error;
  return { problem: error.message };
}

function descriptorOf(model: Model): Descriptor {
  // Without the members that are undefined.
  return JSON.parse(JSON.stringify(descriptorValues(model))) as Descriptor;
}

/** The first package that one of the folders finds. */
function requireFrom<Exports>(name: string, folders: readonly string[]): Exports | undefined {
  for (const folder of folders) {
    const require = createRequire(join(folder, "package.json"));
    try {
      require.resolve(name);
    } catch {
      continue;
    }
    return require(name) as Exports;
  }
  return undefined;
}

import { type Contract, completeSince, contractOf, newerEvents } from "../contract/contract.js";
import { templateText } from "../contract/copy-template.js";
import { storedTemplates } from "../contract/next-contract.js";
import { ContractError } from "../errors.js";
import { streamNameOf } from "../keys/key.js";
import type { Descriptor } from "../schema/descriptor.js";
import type { TableItem } from "../storage/table.js";
import { quote } from "../util/quote.js";
import type { OtherSchemas } from "./classify.js";
import type { CopyKind } from "./event-places.js";

/** What the contracts of a table say. */
export interface TableContracts {
  readonly others: OtherSchemas;
  /** The kinds of copies of the schema that stored events can lack. */
  readonly incomplete: readonly CopyKind[];
}

/**
 * Reads what the contracts of a table say of a schema and of others. Without a contract of the
 * schema, all of its copies must exist.
 *
 * @param items - The items under the key of contracts.
 * @throws ContractError if the contract is of a newer release of the schema.
 */
export function readContracts(
  items: readonly TableItem[],
  descriptor: Descriptor,
  tableName: string,
): TableContracts {
  const newest = new Map<string, Contract>();
  for (const item of items) {
    const contract = contractOf(item, tableName);
    const known = newest.get(contract.schema);
    if (known === undefined || known.number < contract.number) {
      newest.set(contract.schema, contract);
    }
  }
  const own = newest.get(descriptor.name);
  newest.delete(descriptor.name);
  return {
    others: otherSchemas([...newest.values()]),
    incomplete: own === undefined ? [] : incompleteKinds(own, descriptor, tableName),
  };
}

function otherSchemas(contracts: readonly Contract[]): OtherSchemas {
  const keys = contracts.flatMap(({ copies }) => Object.values(copies).flatMap(Object.keys));
  return {
    types: new Set(contracts.flatMap(({ copies, former }) => [...Object.keys(copies), ...former])),
    streams: new Set(keys.flatMap((key) => streamNameIn(key) ?? [])),
  };
}

/** The name of the stream in a contract's key of copies. */
function streamNameIn(key: string): string | undefined {
  return streamNameOf(key.split("::").at(-1)?.split(" ")[0] ?? "");
}

function incompleteKinds(
  contract: Contract,
  descriptor: Descriptor,
  tableName: string,
): readonly CopyKind[] {
  const { types, versions } = newerEvents(contract, descriptor);
  if (types.length + versions.length > 0) {
    throw new ContractError(
      `The contract of ${quote(tableName)} is of a newer release of schema ${quote(descriptor.name)}: ` +
        `release ${contract.release}. Use that release.`,
    );
  }
  return storedTemplates(descriptor).flatMap(([storedType, templates]) =>
    templates
      .filter((template) => completeSince(contract, storedType, template) !== true)
      .map((template) => ({ storedType, key: templateText(template, storedType) })),
  );
}

import { ContractError } from "../errors.js";
import type { UnknownEvents } from "../events/decode.js";
import { decodeKey, streamNameOf } from "../keys/key.js";
import type { Descriptor } from "../schema/descriptor.js";
import {
  type CallOptions,
  type EventTable,
  type ItemPage,
  TableError,
  type WriteAction,
} from "../storage/table.js";
import { onAbort } from "../util/on-abort.js";
import { quote } from "../util/quote.js";
import {
  type Contract,
  completeSince,
  contractOf,
  contractQuery,
  newerEvents,
} from "./contract.js";
import { type CopyTemplate, storedTypesOf, templatesOf, templateText } from "./copy-template.js";

/** What a contract check is given by a client. */
export interface ContractCheckContext {
  readonly table: EventTable;
  readonly tableName: string;
  readonly descriptor: Descriptor;
  readonly unknownEvents: UnknownEvents;
}

/** The table of a client, refusing what the contract does not promise. */
export interface CheckedTables {
  /** For reads of lookups and streams. */
  readonly reads: EventTable;
  /** For saves, and for all calls on consistent streams. */
  readonly saves: EventTable;
}

/** The value of the client's option `contract`: `checkContract`. */
export type ContractCheck = (context: ContractCheckContext) => CheckedTables;

/**
 * For the client's option `contract`: the client reads the contract item of the table, with the
 * first call, and refuses calls with `ContractError`
 *
 * - if the table has no contract of the schema;
 * - if the contract has event types or versions that the schema does not have, because a newer
 *   release of the schema made it (with `unknownEvents: "skip"`, other event types are allowed);
 * - that read a lookup or a stream which is not complete: `ddb-pattern-gen reindex` completes it;
 * - that append to a consistent stream which is not complete, or expect something of it.
 *
 * Costs one strongly consistent query of one item. As long as something is incomplete, each call
 * that needs it costs another one.
 */
export const checkContract: ContractCheck = (context) => {
  const gate = new ContractGate(context);
  const { table } = context;
  const guarded = (isRead: boolean): EventTable => ({
    limits: table.limits,
    async write(actions, options) {
      await gate.admit(actions.map(keyOf), false, options);
      return table.write(actions, options);
    },
    async queryPage(query, options): Promise<ItemPage> {
      await gate.admit([query.pk], isRead, options);
      return table.queryPage(query, options);
    },
  });
  return { reads: guarded(true), saves: guarded(false) };
};

function keyOf(action: WriteAction): string {
  return action.kind === "insert" ? action.item.pk : action.key.pk;
}

/** A kind of copy that a call needs to be complete. */
interface Need {
  readonly storedType: string;
  readonly template: CopyTemplate;
}

class ContractGate {
  readonly #context: ContractCheckContext;
  /** The item that was read last. */
  #contract: Contract | undefined;
  /** Whether the contract promises all that the schema needs. A contract never promises less. */
  #isComplete = false;
  #reading: Promise<void> | undefined;
  #needs: readonly Need[] | undefined;

  constructor(context: ContractCheckContext) {
    this.#context = context;
  }

  /** @throws ContractError if the contract does not allow a call on these partition keys. */
  async admit(keys: readonly string[], isRead: boolean, options: CallOptions): Promise<void> {
    if (this.#isComplete) return;
    const needs = keys.flatMap((key) => this.#needsOf(key, isRead));
    if (this.#contract !== undefined && this.#problem(needs) === undefined) return;
    await this.#read(options);
    const problem = this.#problem(needs);
    if (problem !== undefined) throw new ContractError(problem);
  }

  /**
   * What a call on a key needs. Saves add copies to lookups and materialized streams, complete or
   * not, and to consistent streams only if they are complete.
   */
  #needsOf(key: string, isRead: boolean): Need[] {
    const { type = "", entities = [] } = decodeKey(key) ?? {};
    const stream = streamNameOf(type);
    return this.#allNeeds().filter(({ storedType, template }) => {
      if (stream !== undefined) {
        return template.stream?.name === stream && (isRead || template.stream.consistent === true);
      }
      return (
        isRead &&
        template.stream === undefined &&
        storedType === type &&
        template.steps.map(({ entity }) => entity).join() ===
          entities.map(({ entity }) => entity).join()
      );
    });
  }

  #allNeeds(): readonly Need[] {
    const { descriptor } = this.#context;
    this.#needs ??= Object.keys(descriptor.events).flatMap((type) =>
      templatesOf(descriptor, type).flatMap((template) =>
        storedTypesOf(descriptor, type).map((storedType) => ({ storedType, template })),
      ),
    );
    return this.#needs;
  }

  /** Reads the newest contract item. Calls that come meanwhile wait for the same request. */
  #read({ signal }: CallOptions): Promise<void> {
    this.#reading ??= this.#query().finally(() => {
      this.#reading = undefined;
    });
    const reading = this.#reading;
    return new Promise((resolve, reject) => {
      const end = () => {
        // The request may hang, so the next call makes its own.
        this.#reading = undefined;
        reject(endedError(signal?.reason));
      };
      const stop = signal && onAbort(signal, end);
      reading.then(resolve, reject).finally(stop);
    });
  }

  async #query(): Promise<void> {
    const { table, tableName, descriptor } = this.#context;
    const { items } = await table.queryPage(contractQuery(descriptor.name), {});
    const [item] = items;
    this.#contract = item && contractOf(item, tableName);
    this.#isComplete = this.#problem(this.#allNeeds()) === undefined;
  }

  /** Why the contract does not allow a call, in full sentences. */
  #problem(needs: readonly Need[]): string | undefined {
    const { tableName, descriptor, unknownEvents } = this.#context;
    const contract = this.#contract;
    const table = `Table ${quote(tableName)}`;
    const schema = `schema ${quote(descriptor.name)}`;
    if (contract === undefined) {
      return `${table} has no contract of ${schema}. Write it with "ddb-pattern-gen release --table".`;
    }
    const { types, versions } = newerEvents(contract, descriptor);
    const newer = [...(unknownEvents === "skip" ? [] : types), ...versions];
    if (newer.length > 0) {
      return (
        `${table} can hold newer events than this client knows, of release ${contract.release} of ${schema}: ` +
        `${listed(newer)}. Deploy that release here.`
      );
    }
    for (const { storedType, template } of needs) {
      const since = completeSince(contract, storedType, template);
      if (since === true) continue;
      const { stream } = template;
      const what =
        stream === undefined
          ? `the lookup ${quote(templateText(template, storedType))}`
          : `stream ${quote(stream.name)}`;
      return since === undefined
        ? `${table} has no contract for ${what}: release ${contract.release} of ${schema} does not have it. ` +
            'Release the schema of this client with "ddb-pattern-gen release --table", or deploy that release here.'
        : `${table} lacks events of ${quote(storedType)} in ${what} that were saved before ${since}. ` +
            'Add them with "ddb-pattern-gen reindex".';
    }
    return undefined;
  }
}

function listed(names: readonly string[]): string {
  const more = names.length > 10 ? ` and ${names.length - 10} more` : "";
  return names.slice(0, 10).map(quote).join(", ") + more;
}

/** The error of a call whose signal ended it while it waited for the contract. */
function endedError(cause: unknown): TableError {
  return new TableError("The call ended before the table's contract was read.", {
    reason: "unavailable",
    mayBeWritten: false,
    requests: 1,
    cause,
  });
}

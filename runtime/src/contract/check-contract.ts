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
  completeKeys,
  completeSince,
  contractOf,
  contractQuery,
  newerEvents,
} from "./contract.js";
import {
  type CopyTemplate,
  isSaved,
  storedTypesOf,
  templatesOf,
  templateText,
} from "./copy-template.js";

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
 * - that append to a consistent stream which is not complete, or expect something of it;
 * - that save an event of which the contract says that all stored ones have a copy that this client
 *   does not store, or of a type that is no longer in the schema: a newer release made the contract.
 *
 * Costs one strongly consistent query of one item. As long as something is incomplete, each call
 * that needs it costs another one, and so does each save that is refused.
 */
export const checkContract: ContractCheck = (context) => {
  const gate = new ContractGate(context);
  const { table } = context;
  const guarded = (isRead: boolean): EventTable => ({
    limits: table.limits,
    async write(actions, options) {
      await gate.admit(callOf(actions), options);
      return table.write(actions, options);
    },
    async queryPage(query, options): Promise<ItemPage> {
      await gate.admit({ keys: [query.pk], saved: [], isRead }, options);
      return table.queryPage(query, options);
    },
  });
  return { reads: guarded(true), saves: guarded(false) };
};

/** A call on the table. */
interface Call {
  readonly keys: readonly string[];
  /** The types of the events that it saves. */
  readonly saved: readonly string[];
  /** Whether it reads for the caller of the client. */
  readonly isRead: boolean;
}

function callOf(actions: readonly WriteAction[]): Call {
  const items = actions.flatMap((action) => (action.kind === "insert" ? [action.item] : []));
  // The item of a guard has no type.
  const types = items.flatMap(({ type }) => (typeof type === "string" ? [type] : []));
  return { keys: actions.map(keyOf), saved: [...new Set(types)], isRead: false };
}

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
  /** Whether the contract allows all calls. A contract never promises less. */
  #isComplete = false;
  #reading: Promise<void> | undefined;
  #needs: readonly Need[] | undefined;

  constructor(context: ContractCheckContext) {
    this.#context = context;
  }

  /** @throws ContractError if the contract does not allow a call. */
  async admit({ keys, saved, isRead }: Call, options: CallOptions): Promise<void> {
    if (this.#isComplete) return;
    const needs = keys.flatMap((key) => this.#needsOf(key, isRead));
    if (this.#contract !== undefined && this.#problem(needs, saved) === undefined) return;
    await this.#read(options);
    const problem = this.#problem(needs, saved);
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
    const types = Object.keys(descriptor.events);
    this.#isComplete = this.#problem(this.#allNeeds(), types) === undefined;
  }

  /** Why the contract does not allow a call, in full sentences. */
  #problem(needs: readonly Need[], saved: readonly string[]): string | undefined {
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
    for (const type of saved) {
      const reason = lossOf(contract, descriptor, type);
      if (reason === undefined) continue;
      return (
        `This client must not save ${quote(type)} in table ${quote(tableName)}: release ${contract.release} of ${schema} ${reason}. ` +
        "Deploy that release here. Or, if this client is newer, first release its schema with " +
        '"ddb-pattern-gen release --table".'
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

/** What an event would lack if the schema saved it, as a clause on the release of the contract. */
function lossOf(contract: Contract, descriptor: Descriptor, type: string): string | undefined {
  if (contract.former.includes(type)) return "does not have this event type any more";
  const templates = templatesOf(descriptor, type);
  const lost = completeKeys(contract, type).filter(
    (key) => !templates.some((template) => isSaved(key, template, type)),
  );
  if (lost.length === 0) return undefined;
  return `finds it also by copies that this client does not store: ${listed(lost)}`;
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

import type {
  AttributeValue,
  Put,
  PutItemCommandInput,
  TransactWriteItem,
} from "@aws-sdk/client-dynamodb";

type Item = Record<string, AttributeValue>;

/**
 * A client of the SDK whose tables are in memory: for more events than an engine applies in the time of a
 * test. It knows the calls that projections make, and their two conditions.
 */
export class ItemsInMemory {
  readonly items = new Map<string, Item>();
  calls = 0;
  /** The transactions that wrote something. */
  transactions = 0;
  /** Writes that a condition refused. */
  refused = 0;
  readonly #conflicts: () => boolean;

  /** @param conflicts - Whether a transaction meets another one, as on AWS. */
  constructor(conflicts: () => boolean = () => false) {
    this.#conflicts = conflicts;
  }

  async send(command: { readonly input: object }): Promise<object> {
    this.calls++;
    const { name } = command.constructor;
    switch (name) {
      case "BatchGetItemCommand":
        return this.#read(command.input as BatchGetInput);
      case "PutItemCommand":
        return this.#put(command.input as PutItemCommandInput);
      case "TransactWriteItemsCommand":
        return this.#transact((command.input as TransactInput).TransactItems);
      default:
        throw new Error(`${name} is not known here.`);
    }
  }

  #read({ RequestItems }: BatchGetInput): object {
    const [[tableName, { Keys }] = ["", { Keys: [] }]] = Object.entries(RequestItems);
    const found = Keys.map((key) => this.items.get(idOf(key))).filter((item) => item !== undefined);
    return { Responses: { [tableName]: found }, $metadata: METADATA };
  }

  #put(input: PutItemCommandInput): object {
    const stored = this.items.get(idOf(input.Item ?? {}));
    if (!holds(input, stored)) {
      this.refused++;
      throw failure("ConditionalCheckFailedException", { Item: stored });
    }
    this.items.set(idOf(input.Item ?? {}), input.Item ?? {});
    return { $metadata: METADATA };
  }

  #transact(writes: readonly TransactWriteItem[]): object {
    if (this.#conflicts()) {
      const CancellationReasons = writes.map(() => ({ Code: "TransactionConflict" }));
      throw failure("TransactionCanceledException", { CancellationReasons });
    }
    const ids = new Set(writes.map(keyOfWrite));
    if (ids.size < writes.length || writes.length > 100) throw failure("ValidationException", {});
    const reasons = writes.map((write) => {
      const stored = this.items.get(keyOfWrite(write));
      return holds(write.Put ?? write.Delete ?? {}, stored)
        ? { Code: "None" }
        : { Code: "ConditionalCheckFailed", Item: stored };
    });
    if (reasons.some(({ Code }) => Code !== "None")) {
      this.refused++;
      throw failure("TransactionCanceledException", { CancellationReasons: reasons });
    }
    for (const write of writes) {
      if (write.Put?.Item === undefined) this.items.delete(keyOfWrite(write));
      else this.items.set(keyOfWrite(write), write.Put.Item);
    }
    this.transactions++;
    return { $metadata: METADATA };
  }
}

interface BatchGetInput {
  readonly RequestItems: Readonly<Record<string, { readonly Keys: readonly Item[] }>>;
}

interface TransactInput {
  readonly TransactItems: readonly TransactWriteItem[];
}

const METADATA = { attempts: 1 };

function failure(name: string, members: object): Error {
  const $metadata = { attempts: 1, httpStatusCode: 400 };
  return Object.assign(new Error(name), { name, $fault: "client", $metadata, ...members });
}

function idOf({ pk, sk }: Item): string {
  return `${pk?.S}\n${sk?.S}`;
}

function keyOfWrite({ Put, Delete }: TransactWriteItem): string {
  return idOf(Put?.Item ?? Delete?.Key ?? {});
}

function holds(
  { ConditionExpression, ExpressionAttributeNames, ExpressionAttributeValues }: Partial<Put>,
  stored: Item | undefined,
): boolean {
  if (ConditionExpression === undefined) return true;
  if (ConditionExpression === "attribute_not_exists(pk)") return stored === undefined;
  if (ConditionExpression !== "#a = :a") throw new Error("An unknown condition.");
  const value = stored?.[ExpressionAttributeNames?.["#a"] ?? ""];
  return JSON.stringify(value) === JSON.stringify(ExpressionAttributeValues?.[":a"]);
}

import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";

/** One operation of the SDK, as it went over the wire. */
export interface RecordedOperation {
  /** `PutItem`, `TransactWriteItems`, `Query`… */
  readonly name: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** HTTP requests that it took, the SDK's retries included. */
  requests: number;
  /** Read or write units that the engine says it consumed. */
  units: number;
}

/** Records every operation of the client from now on, and asks the engine what each consumed. */
export function recordOperations(client: DynamoDBDocumentClient): RecordedOperation[] {
  const operations: RecordedOperation[] = [];
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const input = { ...args.input, ReturnConsumedCapacity: "TOTAL" };
      const name = String(context.commandName).replace(/Command$/, "");
      const operation: RecordedOperation = { name, input, requests: 0, units: 0 };
      operations.push(operation);
      try {
        const result = await next({ ...args, input });
        const { ConsumedCapacity, $metadata } = result.output as CapacityOutput;
        operation.requests = $metadata.attempts ?? 1;
        operation.units = [ConsumedCapacity ?? []]
          .flat()
          .reduce((sum, { CapacityUnits }) => sum + (CapacityUnits ?? 0), 0);
        return result;
      } catch (error) {
        operation.requests = (error as Partial<CapacityOutput>).$metadata?.attempts ?? 1;
        throw error;
      }
    },
    { step: "initialize", name: "recordOperations", priority: "high" },
  );
  return operations;
}

interface CapacityOutput {
  readonly ConsumedCapacity?: Capacity | readonly Capacity[];
  readonly $metadata: { readonly attempts?: number };
}

interface Capacity {
  readonly CapacityUnits?: number;
}

/** The partition key that a Query asked for. */
export function queriedKey(operation: RecordedOperation): string {
  const values = operation.input.ExpressionAttributeValues as Record<string, { S?: string }>;
  return String(values[":pk"]?.S);
}

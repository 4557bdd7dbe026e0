import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import { type Fault, type FaultProxy, refuse, startProxy } from "./proxy.js";

/** An item of a table, without the types of DynamoDB. */
type StubItem = Readonly<Record<string, unknown>>;

/**
 * Answers for tables that have these items, by their names; there is no other table. For tests of words, which must run
 * without an engine. A query finds the last item, a scan all, and a write adds one.
 */
export function startStubTables(
  tables: () => Readonly<Record<string, StubItem[]>>,
): Promise<FaultProxy> {
  const answerTo: Fault = (exchange) => {
    const { operation } = exchange;
    const { TableName, Item } = JSON.parse(exchange.body.toString());
    const items = tables()[TableName];
    if (items === undefined) return refuse("ResourceNotFoundException")(exchange);
    if (operation === "PutItem") items.push(unmarshall(Item));
    const found = (operation === "Query" ? items.slice(-1) : items).map((item) => marshall(item));
    const body = JSON.stringify({ Items: found, Count: found.length });
    const headers = { "content-type": "application/x-amz-json-1.0", "x-amzn-requestid": "stub" };
    exchange.answer({ status: 200, headers, body });
  };
  return startProxy("http://127.0.0.1:9").then((proxy) => {
    proxy.always(answerTo);
    return proxy;
  });
}

/** The item of a contract with one lookup, which is complete, or since when it is. */
export function contractOf(
  schema: string,
  release: number,
  shapes: string,
  complete: true | string = true,
): StubItem {
  return {
    pk: "@contract",
    sk: `${schema}#0000000000000001`,
    format: 1,
    release,
    shapes,
    time: "2026-01-01T00:00:00.000Z",
    events: { PRICE_LOWERED: 1 },
    former: [],
    copies: { PRICE_LOWERED: { "PRODUCT::{product_id}::PRICE_LOWERED": complete } },
  };
}

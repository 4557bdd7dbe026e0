import { inject } from "vitest";
import { connect, newTable } from "../../engines/connect.js";
import { Figures } from "./figures.js";
import { isClean } from "./findings.js";
import { pairOf } from "./pairs.js";
import { prove } from "./proof.js";

/** Proves the rules with random pairs of schemas, each on a table of its own. */
export async function proveRules(firstSeed: number, pairs: number): Promise<Figures> {
  const connection = connect(inject("endpoint"));
  const openTable = async () => {
    return { documents: connection.documents, tableName: await newTable(connection) };
  };
  const figures = new Figures();
  for (let seed = firstSeed; figures.pairs < pairs; seed++) {
    const pair = await pairOf(seed, isClean, figures.share);
    if (pair !== undefined) figures.add(await prove(pair, openTable));
  }
  connection.client.destroy();
  return figures;
}

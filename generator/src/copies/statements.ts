import type { Copy } from "./copy.js";

/** Ways to read the items of one partition key by hand. */
export interface Statements {
  /** For the PartiQL editor of the AWS console. */
  readonly partiql: string;
  /** A command for a POSIX shell. */
  readonly awsCli: string;
}

/** The beginning of the sort keys of guards: the items of a consistent stream that are no events sort after it. */
const GUARDS = "id#";

/**
 * The statements that read the copies under a partition key, in the order of their sort keys.
 *
 * @param quote Makes one word of a POSIX shell.
 */
export function statementsOf(
  table: string,
  pk: string,
  sk: Copy["sk"],
  quote: (word: string) => string,
): Statements {
  const isByRevision = sk === "{revision}";
  const guards = isByRevision ? ` AND "sk" < ${partiqlString(GUARDS)}` : "";
  const condition = isByRevision ? "pk = :pk AND sk < :guards" : "pk = :pk";
  const values = { ":pk": { S: pk }, ...(isByRevision ? { ":guards": { S: GUARDS } } : {}) };
  return {
    partiql: `SELECT * FROM "${table}" WHERE "pk" = ${partiqlString(pk)}${guards}`,
    awsCli: [
      "aws dynamodb query --table-name",
      quote(table),
      "--key-condition-expression",
      quote(condition),
      "--expression-attribute-values",
      quote(JSON.stringify(values)),
    ].join(" "),
  };
}

/** A string literal of PartiQL, in which a quote is doubled. */
function partiqlString(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

import type { Copy } from "../../copies/copy.js";
import { count } from "../../util/count.js";
import type { EventEntry, SchemaEntry } from "../catalogue.js";
import { foundBy } from "../found-by.js";
import { storedWords } from "../words.js";
import { type Html, html, join } from "./escape.js";
import { codes } from "./fields.js";
import { badge } from "./prose.js";

/** The stored items of an event, and the queries that find it by them. */
export function copyTable(event: EventEntry, schema: SchemaEntry): Html {
  const { copies, guard } = event.cost.copies;
  return html`<h4>Stored as ${storedWords(event)}</h4><ul class=k>${copies.map((copy) => copyItem(copy, event, schema))}${
    guard !== undefined &&
    html`<li>${keyHtml(guard.pks[0] ?? "", guard.sk)} <p>The guard of the id: only if the caller gives the id.`
  }</ul>`;
}

function copyItem(copy: Copy, event: EventEntry, schema: SchemaEntry): Html {
  const { pk, sk, isCanonical, isCertain, max, earlierPks } = copy;
  const { lookup, streams } = foundBy(copy, event, schema);
  const readers = [
    ...(lookup === undefined ? [] : [lookup]),
    ...streams.map(({ model }) => `stream ${model.name}`),
  ];
  return html`<li>${keyHtml(pk, sk)}${isCanonical && badge("canonical")}<p>Found by ${join(readers, ", ")}${
    max > 1 && `; up to ${count(max, "copy", "copies")}`
  }${!isCertain && "; none without the id"}${
    earlierPks.length > 0 && html`; earlier events under ${codes(earlierPks)}`
  }`;
}

/** A key that can be copied. */
function keyHtml(pk: string, sk: string): Html {
  return html`<code class=c>${pk}</code> <code>${sk}</code>`;
}

import type { StreamKind } from "../../copies/stream-kind.js";
import type { EntityUse, EventEntry, SchemaEntry } from "../catalogue.js";
import { entitiesIn } from "../entities.js";
import { fragment, type Html, html, join, link } from "./escape.js";

/** The words and the class of a cell: the style draws a mark in place of the words, which screen readers read. */
interface Cell {
  readonly kind: string;
  readonly words: string;
}

const ENTITY_CELLS: Readonly<Record<EntityUse["how"], Cell>> = {
  always: { kind: "a", words: "always" },
  optional: { kind: "o", words: "optional" },
  list: { kind: "se", words: "several" },
};

const STREAM_CELLS: Readonly<Record<StreamKind, Cell>> = {
  consistent: { kind: "co", words: "consistent" },
  materialized: { kind: "ma", words: "materialized" },
  plain: { kind: "pl", words: "plain" },
};

const LEGEND: readonly (readonly [Cell, string])[] = [
  [ENTITY_CELLS.always, "names the entity, always"],
  [ENTITY_CELLS.optional, "names it if the id is given"],
  [ENTITY_CELLS.list, "can name several"],
  [STREAM_CELLS.consistent, "in a consistent stream, with a revision"],
  [STREAM_CELLS.materialized, "in a materialized stream"],
  [STREAM_CELLS.plain, "in a plain stream"],
];

/** The diagram of events × entities × streams, as a table with a row for each event type. */
export function matrix(schema: SchemaEntry): Html | undefined {
  const entities = entitiesIn(schema);
  const { streams } = schema;
  if (entities.length + streams.length === 0) return undefined;
  const label = `Events, entities and streams of ${schema.model.name}`;
  const rows = schema.sections.flatMap(({ events }) => events);
  return html`<section><h2>Diagram</h2>
<p class="lg">${LEGEND.map(([cell, words]) => html`<span><span class="${cell.kind}" aria-hidden="true"></span> ${words}</span> `)}</p>
<div class="mx" role="region" aria-label="${label}" tabindex="0"><table>
<thead><tr><td>${groupHeading("Entities", entities.length)}${groupHeading("Streams", streams.length)}<tr><th scope=col>Event${entities.map((entity) => html`<th scope=col><span>${entity}</span>`)}${streams.map(({ anchor, model }) => html`<th scope=col><span>${link(anchor, model.name)}</span>`)}
<tbody>
${join(
  rows.map((event) => rowHtml(event, cellsOf(event, entities, schema))),
  "\n",
)}
</table></div>
</section>
`;
}

/** The heading of columns of one kind. */
function groupHeading(title: string, columns: number): Html | undefined {
  if (columns === 0) return undefined;
  return html`<th scope=colgroup colspan="${columns}">${title}`;
}

function rowHtml({ anchor, model }: EventEntry, cells: readonly (Cell | undefined)[]): Html {
  return html`<tr><th scope=row>${link(anchor, model.type)}${cellRuns(cells)}`;
}

function cellsOf(
  event: EventEntry,
  entities: readonly string[],
  { streams }: SchemaEntry,
): (Cell | undefined)[] {
  return [
    ...entities.map((name) => {
      const use = event.entities.find(({ entity }) => entity === name);
      return use && ENTITY_CELLS[use.how];
    }),
    ...streams.map((stream) =>
      event.streams.includes(stream) ? STREAM_CELLS[stream.kind] : undefined,
    ),
  ];
}

/** Empty cells that follow each other are one: a schema can have a thousand events and a hundred columns. */
function cellRuns(cells: readonly (Cell | undefined)[]): Html {
  const parts: Html[] = [];
  let empty = 0;
  const flush = () => {
    if (empty === 1) parts.push(html`<td>`);
    if (empty > 1) parts.push(html`<td colspan="${empty}">`);
    empty = 0;
  };
  for (const cell of cells) {
    if (cell === undefined) empty++;
    else {
      flush();
      parts.push(html`<td class=${fragment(cell.kind)}>${cell.words}`);
    }
  }
  flush();
  return join(parts);
}

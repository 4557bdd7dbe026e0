import { streamCall } from "../../copies/calls.js";
import type {
  Catalogue,
  EntityUse,
  EventEntry,
  GroupEntry,
  SchemaEntry,
  StreamEntry,
  TypeEntry,
} from "../catalogue.js";
import { entitiesIn } from "../entities.js";
import { MARKS } from "../marks.js";
import { NOTES, readWords, STREAM_KINDS } from "../words.js";
import { cellCode, code, paragraphs, text } from "./escape.js";
import { eventBlocks, heading, link } from "./event.js";
import { fieldTable, typeText } from "./fields.js";
import { table } from "./tables.js";

/** A catalogue as one file of Markdown, in GitHub's dialect. */
export function markdownPage({ title, schemas }: Catalogue): string {
  const blocks = [
    MARKS.markdown,
    `# ${text(title)}`,
    ...schemas.flatMap((schema) => schemaBlocks(schema, schemas.length === 1)),
  ];
  return `${blocks.join("\n\n")}\n`;
}

function schemaBlocks(schema: SchemaEntry, isOnly: boolean): string[] {
  const { model, anchor, file, streams, types, groups, metadata } = schema;
  return [
    ...(isOnly ? [] : [heading(1, model.name, anchor)]),
    ...(model.description === undefined ? [] : paragraphs(model.description)),
    `From ${code(file)}.${model.partition === undefined ? "" : ` Everything is within one ${code(model.partition)}, the partition.`} ${NOTES.map(text).join(" ")}`,
    "## Diagram",
    ...diagram(schema),
    ...chapter("Streams", streams.flatMap(streamBlocks)),
    ...schema.sections.flatMap(({ stream, events }) => [
      stream === undefined
        ? "## Events in no stream"
        : `## Events of ${link(stream.model.name, stream.anchor)}`,
      ...events.flatMap((event) => eventBlocks(event, schema)),
    ]),
    ...chapter("Types", types.flatMap(typeBlocks)),
    ...chapter("Groups", groups.flatMap(groupBlocks)),
    ...chapter("Metadata", fieldTable(metadata)),
    ...chapter("Retired events", retired(schema)),
    ...chapter("Reserved names", reserved(schema)),
  ];
}

function chapter(title: string, blocks: readonly string[]): string[] {
  return blocks.length === 0 ? [] : [`## ${title}`, ...blocks];
}

const USES: Readonly<Record<EntityUse["how"], string>> = {
  always: "id",
  optional: "id?",
  list: "ids",
};

/** Events × entities × streams. */
function diagram(schema: SchemaEntry): string[] {
  const { streams, sections } = schema;
  const entities = entitiesIn(schema);
  const row = (event: EventEntry) => [
    link(event.model.type, event.anchor),
    ...entities.map((name) => {
      const use = event.entities.find(({ entity }) => entity === name);
      return use === undefined ? "" : USES[use.how];
    }),
    ...streams.map((stream) => (event.streams.includes(stream) ? stream.kind : "")),
  ];
  return table(
    [
      "event",
      ...entities.map(text),
      ...streams.map(({ model, anchor }) => link(model.name, anchor)),
    ],
    sections.flatMap(({ events }) => events).map(row),
  );
}

function streamBlocks(stream: StreamEntry): string[] {
  const { model, anchor, kind, ids, events } = stream;
  const selected =
    ids.length === 0 ? "one for the whole table" : `by ${ids.map(code).join(" and ")}`;
  return [
    heading(3, model.name, anchor),
    ...(model.description === undefined ? [] : paragraphs(model.description)),
    `A ${kind} stream, selected ${selected}. ${STREAM_KINDS[kind]} ${readWords(stream)}`,
    `Read by ${code(streamCall(model).code)}. Events: ${links(events)}.`,
  ];
}

function typeBlocks(type: TypeEntry): string[] {
  const { name, anchor, description, deprecated, parts, rules, fields, examples } = type;
  const facts = [typeText(parts), ...rules.map(cellCode)].join(", ");
  const such = examples.length === 0 ? "" : `, such as ${examples.map(code).join(", ")}`;
  return [
    heading(3, name, anchor),
    ...(description === undefined ? [] : paragraphs(description)),
    ...(deprecated === undefined ? [] : [`> **Deprecated.** ${text(deprecated)}`]),
    `${facts}${such}`,
    ...fieldTable(fields),
  ];
}

function groupBlocks({ name, anchor, fields, events }: GroupEntry): string[] {
  return [
    heading(3, name, anchor),
    ...fieldTable(fields),
    ...(events.length === 0 ? [] : [`Events: ${links(events)}.`]),
  ];
}

function links(events: GroupEntry["events"]): string {
  return events.map(({ type, anchor }) => link(type, anchor)).join(", ");
}

function retired({ model }: SchemaEntry): string[] {
  return table(
    ["event", "stored as", "reason"],
    model.retired.map(({ type, storedType, reason }) => {
      return [cellCode(type), cellCode(storedType), text(reason)];
    }),
  );
}

function reserved({ model }: SchemaEntry): string[] {
  return table(
    ["of", "names"],
    model.reserved.map(({ owner, names }) => [cellCode(owner), names.map(cellCode).join(", ")]),
  );
}

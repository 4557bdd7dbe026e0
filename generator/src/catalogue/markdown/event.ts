import type { Copy } from "../../copies/copy.js";
import type { EventEntry, PreviousEntry, SchemaEntry, StreamEntry } from "../catalogue.js";
import { foundBy } from "../found-by.js";
import { storedWords } from "../words.js";
import { cellCode, code, codeBlock, paragraphs, text } from "./escape.js";
import { fieldTable } from "./fields.js";
import { table } from "./tables.js";

/** A heading that links of the page lead to, whatever the site makes of headings. */
export function heading(level: number, title: string, anchor: string): string {
  return `<a id="${anchor}"></a>\n\n${"#".repeat(level)} ${text(title)}`;
}

/** The blocks about one event type. */
export function eventBlocks(event: EventEntry, schema: SchemaEntry): string[] {
  const { model, anchor, fields, example, previous } = event;
  return [
    heading(3, model.type, anchor),
    ...(model.description === undefined ? [] : paragraphs(model.description)),
    ...(model.deprecated === undefined ? [] : [`> **Deprecated.** ${text(model.deprecated)}`]),
    ...metaLines(event, schema),
    ...(fields.length === 0 ? ["No data."] : fieldTable(fields)),
    ...(model.isOpen ? ["Data may have other fields."] : []),
    codeBlock("json", example),
    ...copyBlocks(event, schema),
    ...previous.flatMap(previousBlocks),
  ];
}

function metaLines({ model, streams }: EventEntry, { groups }: SchemaEntry): string[] {
  const { type, storedType, aliases, version, isDraft } = model;
  const included = groups.filter(({ name }) => model.groups.includes(name));
  const lines = [
    ...(isDraft ? ["Draft: it may still change in any way"] : []),
    ...(version > 1 ? [`Version: ${version}`] : []),
    ...(streams.length === 0 ? [] : [`Streams: ${streams.map(streamLink).join(", ")}`]),
    ...(included.length === 0
      ? []
      : [`Groups: ${included.map(({ name, anchor }) => link(name, anchor)).join(", ")}`]),
    ...(storedType === type ? [] : [`Stored as ${code(storedType)}`]),
    ...(aliases.length === 0 ? [] : [`Formerly ${aliases.map(code).join(", ")}`]),
  ];
  return lines.length === 0 ? [] : [lines.map((line) => `- ${line}`).join("\n")];
}

export function link(name: string, anchor: string): string {
  return `[${text(name)}](#${anchor})`;
}

function streamLink({ model, anchor, kind }: StreamEntry): string {
  return `${link(model.name, anchor)} (${kind})`;
}

function copyBlocks(event: EventEntry, schema: SchemaEntry): string[] {
  const { copies, guard } = event.cost.copies;
  const rows = copies.map((copy) => copyRow(copy, event, schema));
  const guards = (guard?.pks ?? []).map((pk) => [
    cellCode(pk),
    cellCode(guard?.sk ?? ""),
    "the guard",
    "saves of the same id, if the caller gives the id",
  ]);
  return [
    `Stored as ${storedWords(event)}:`,
    ...table(["`pk`", "`sk`", "copies", "found by"], [...rows, ...guards]),
  ];
}

function copyRow(copy: Copy, event: EventEntry, schema: SchemaEntry): string[] {
  const { pk, sk, min, max, isCanonical } = copy;
  const { lookup, streams } = foundBy(copy, event, schema);
  const readers = [
    ...(lookup === undefined ? [] : [text(lookup)]),
    ...streams.map(({ model, anchor }) => `stream ${link(model.name, anchor)}`),
  ];
  const number = min === max ? `${max}` : `${min} to ${max}`;
  return [
    cellCode(pk),
    cellCode(sk),
    isCanonical ? `${number}, canonical` : number,
    readers.join(", "),
  ];
}

function previousBlocks({ version, fields, needsUpcaster }: PreviousEntry): string[] {
  const step = `an upcaster from ${version} to ${version + 1} is ${needsUpcaster ? "required" : "not needed"}`;
  return [`**Version ${version}**; ${step}.`, ...fieldTable(fields)];
}

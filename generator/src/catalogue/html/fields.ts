import type { FieldRow } from "../field-rows.js";
import { type Html, html, join } from "./escape.js";
import { badge } from "./prose.js";
import { type TypeAnchors, typeHtml } from "./types.js";

/** A list of fields. End tags are left out where HTML allows it: a page can have thousands of fields. */
export function fieldList(rows: readonly FieldRow[], anchors: TypeAnchors): Html {
  return html`<ul class=f>${rows.map((row) => fieldItem(row, anchors))}</ul>`;
}

function fieldItem(row: FieldRow, anchors: TypeAnchors): Html {
  const { name, parent, type, isOptional, isPii, modelKey, deprecated, description } = row;
  const path = parent === "" ? undefined : html`<i>${parent}</i>`;
  return html`<li><b>${path}${name}</b> <var>${typeHtml(type, anchors)}</var>${join([
    isOptional && badge("optional"),
    modelKey !== undefined && badge("id", "id"),
    isPii && badge("personal data", "pii"),
    deprecated !== undefined && badge("deprecated", "dep"),
  ])}${description !== undefined && html`<p>${description.trim()}`}${deprecated !== undefined && html`<p>Deprecated: ${deprecated}`}${factList(row)}`;
}

/** Rules, default, examples, former names and so on, as far as there are any. */
function factList(row: FieldRow): Html | undefined {
  const { rules, examples, aliases, modelKey, name, group } = row;
  const facts: Html[] = [
    ...rules.map((rule) => html`${rule}`),
    ...(row.default === undefined ? [] : [html`default <code>${row.default}</code>`]),
    ...(examples.length === 0 ? [] : [html`such as ${codes(examples)}`]),
    ...(aliases.length === 0 ? [] : [html`formerly ${codes(aliases)}`]),
    ...(modelKey === undefined || modelKey === name
      ? []
      : [html`queried as <code>${modelKey}</code>`]),
    ...(group === undefined ? [] : [html`from the group ${group}`]),
  ];
  if (facts.length === 0) return undefined;
  return html`<p class=r>${join(facts, " · ")}`;
}

/** Strings as code, with commas between them. */
export function codes(texts: readonly string[]): Html {
  return join(
    texts.map((text) => html`<code>${text}</code>`),
    ", ",
  );
}

import type { GroupEntry, SchemaEntry, TypeEntry } from "../catalogue.js";
import { fragment, type Html, html, join, link } from "./escape.js";
import { codes, fieldList } from "./fields.js";
import { deprecation, prose } from "./prose.js";
import { eventLinks } from "./streams.js";
import { type TypeAnchors, typeAnchors, typeHtml } from "./types.js";

/** Types, groups, metadata, and names that are not used again, as far as the schema has them. */
export function otherSections(schema: SchemaEntry): Html {
  const anchors = typeAnchors(schema);
  const { types, groups, metadata, model } = schema;
  return join([
    section(
      "Types",
      types.map((type) => typeArticle(type, anchors)),
    ),
    section(
      "Groups",
      groups.map((group) => groupArticle(group, anchors)),
    ),
    section(
      "Metadata",
      metadata.length === 0
        ? []
        : [
            html`<p>Can be stored beside the data of any event. Fields that are not optional must be given.${fieldList(metadata, anchors)}`,
          ],
    ),
    section("Retired events", model.retired.length === 0 ? [] : [retiredList(schema)]),
    section("Reserved names", model.reserved.length === 0 ? [] : [reservedList(schema)]),
  ]);
}

function section(title: string, parts: readonly Html[]): Html | undefined {
  if (parts.length === 0) return undefined;
  return html`<section><h2>${title}</h2>
${join(parts, "\n")}
</section>
`;
}

function typeArticle(type: TypeEntry, anchors: TypeAnchors): Html {
  const { name, anchor, description, deprecated, parts, rules, fields, examples } = type;
  const ruleList = rules.length > 0 && html` · ${codes(rules)}`;
  return html`<article class=ty id=${fragment(anchor)}><h3>${link(anchor, name)}</h3>${prose(description)}${deprecation(deprecated)}<p class=m>${typeHtml(parts, anchors)}${ruleList}${
    examples.length > 0 && html` · such as ${codes(examples)}`
  }${fields.length > 0 && fieldList(fields, anchors)}</article>`;
}

function groupArticle({ name, anchor, fields, events }: GroupEntry, anchors: TypeAnchors): Html {
  return html`<article class=gr id=${fragment(anchor)}><h3>${link(anchor, name)}</h3>${fieldList(fields, anchors)}<p class=l>${eventLinks(events)}</article>`;
}

function retiredList({ model }: SchemaEntry): Html {
  return html`<p>These event types are no longer saved. Reads leave out their stored events.<ul class=f>${model.retired.map(
    ({ type, storedType, reason }) =>
      html`<li><b>${type}</b>${storedType !== type && html` <var>stored as ${storedType}</var>`}<p>${reason}`,
  )}</ul>`;
}

function reservedList({ model }: SchemaEntry): Html {
  return html`<p>Stored events may have other values under these names, so they are not used again.<ul class=f>${model.reserved.map(
    ({ owner, names }) => html`<li><b>${owner}</b><p>${codes(names)}`,
  )}</ul>`;
}

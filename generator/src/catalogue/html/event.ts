import type { EventEntry, EventSection, PreviousEntry, SchemaEntry } from "../catalogue.js";
import { copyTable } from "./copies.js";
import { fragment, type Html, html, join, link } from "./escape.js";
import { codes, fieldList } from "./fields.js";
import { badge, deprecation, prose } from "./prose.js";
import { type TypeAnchors, typeAnchors } from "./types.js";

/** The events of a schema, section by section. */
export function eventSections(schema: SchemaEntry): Html {
  const anchors = typeAnchors(schema);
  return join(schema.sections.map((section) => sectionHtml(section, schema, anchors)));
}

function sectionHtml({ stream, events }: EventSection, schema: SchemaEntry, anchors: TypeAnchors) {
  const title =
    stream === undefined
      ? "Events in no stream"
      : html`Events of ${link(stream.anchor, stream.model.name)}`;
  return html`<section><h2>${title}</h2>
${join(
  events.map((event) => eventArticle(event, schema, anchors)),
  "\n",
)}
</section>
`;
}

function eventArticle(event: EventEntry, schema: SchemaEntry, anchors: TypeAnchors): Html {
  const { model, anchor, fields, example, previous } = event;
  return html`<article class=ev id=${fragment(anchor)}><h3>${link(anchor, model.type)}${eventBadges(event)}</h3>${prose(model.description)}${deprecation(model.deprecated)}<p class=m>${metaLine(event, schema)}<div class=g><div>${
    fields.length === 0 ? html`<p class=r>No data` : fieldList(fields, anchors)
  }${model.isOpen && html`<p class=r>Data may have other fields`}${previous.map((version) => previousHtml(version, anchors))}${copyTable(event, schema)}</div><pre>${example}</pre></div></article>`;
}

function eventBadges({ model }: EventEntry): Html {
  return join([
    model.version > 1 && badge(`version ${model.version}`),
    model.isDraft && badge("draft", "dra"),
    model.deprecated !== undefined && badge("deprecated", "dep"),
  ]);
}

/** Streams, groups and stored names, in one line. */
function metaLine({ model, streams }: EventEntry, schema: SchemaEntry): Html {
  const { type, storedType, aliases, groups } = model;
  const links = streams.map(
    ({ anchor, model: { name }, kind }) => html`${link(anchor, name)} (${kind})`,
  );
  const parts: Html[] = [
    ...(links.length === 0 ? [] : [html`Streams: ${join(links, ", ")}`]),
    ...(groups.length === 0 ? [] : [html`Groups: ${groupLinks(groups, schema)}`]),
    ...(storedType === type ? [] : [html`Stored as <code>${storedType}</code>`]),
    ...(aliases.length === 0 ? [] : [html`Formerly ${codes(aliases)}`]),
  ];
  return join(parts, " · ");
}

function groupLinks(names: readonly string[], { groups }: SchemaEntry): Html {
  const links = groups.filter(({ name }) => names.includes(name));
  return join(
    links.map(({ name, anchor }) => link(anchor, name)),
    ", ",
  );
}

function previousHtml(
  { version, fields, needsUpcaster }: PreviousEntry,
  anchors: TypeAnchors,
): Html {
  const step = `An upcaster from ${version} to ${version + 1} is ${needsUpcaster ? "required" : "not needed"}.`;
  return html`<details><summary>Version ${version}</summary><p class=r>${step}${fieldList(fields, anchors)}</details>`;
}

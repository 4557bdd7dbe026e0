import { createHash } from "node:crypto";
import { SCRIPT, STYLE } from "../../../generated/page.js";
import type { EventModel } from "../../model/model.js";
import { count } from "../../util/count.js";
import type { Catalogue, SchemaEntry } from "../catalogue.js";
import { entitiesIn } from "../entities.js";
import { MARKS } from "../marks.js";
import { NOTES } from "../words.js";
import { fragment, type Html, html, join, rawSource } from "./escape.js";
import { eventSections } from "./event.js";
import { matrix } from "./matrix.js";
import { navigation } from "./navigation.js";
import { otherSections } from "./parts.js";
import { prose } from "./prose.js";
import { streamSection } from "./streams.js";

/** A catalogue as one page, which loads nothing, stores nothing, and can be read without its script. */
export function htmlPage(catalogue: Catalogue): string {
  const { title, schemas } = catalogue;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
${rawSource(MARKS.html)}
<title>${title}: event catalogue</title>
<link rel="icon" href="data:,">
<style>${rawSource(STYLE)}</style>
</head>
<body>
<a class="skip" href="#main">Skip to content</a>
<header>
<button type="button" id="menu" class="js" aria-controls="nav" aria-expanded="false">Contents</button>
<p><a href="#main">${title}</a></p>
${SEARCH}
<button type="button" id="theme" class="js" aria-pressed="false">Dark</button>
</header>
<div class="page">
${navigation(catalogue)}
<main id="main" tabindex="-1">
<h1>${title}</h1>
${schemas.map((schema) => schemaHtml(schema, schemas.length === 1))}
<footer><p>Written by <code>ddb-pattern-gen docs</code> from ${schemas.map(({ file }) => file).join(", ")}.</footer>
</main>
</div>
<script>${rawSource(SCRIPT)}</script>
</body>
</html>
`.text;
}

/** Nothing may be loaded, and no script or style runs but the page's own. */
const POLICY = [
  "default-src 'none'",
  `script-src '${hashOf(SCRIPT)}'`,
  `style-src '${hashOf(STYLE)}'`,
  "img-src data:",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

function hashOf(source: string): string {
  return `sha256-${createHash("sha256").update(source).digest("base64")}`;
}

/** A combobox, as the ARIA Authoring Practices Guide describes it: the options are found without moving the focus. */
const SEARCH: Html = html`<div class="js find" role="search">
<input id="find" type="search" placeholder="Search" aria-label="Search events, fields, streams and types" role="combobox" aria-expanded="false" aria-controls="found" aria-autocomplete="list" autocomplete="off" spellcheck="false"><kbd aria-hidden="true">/</kbd>
<div id="found" role="listbox" aria-label="Results" hidden></div>
<p id="says" class="vh" role="status"></p>
</div>`;

function schemaHtml(schema: SchemaEntry, isOnly: boolean): Html {
  const { model, anchor } = schema;
  const { events, streams, types, partition } = model;
  const counts = [
    count(events.length, "event"),
    count(streams.length, "stream"),
    count(entitiesIn(schema).length, "entity", "entities"),
    count(types.length, "type"),
    ...notesOf(events),
  ];
  const scope =
    partition === undefined ? "" : `. Everything is within one ${partition}, the partition`;
  return html`<section id=${fragment(anchor)}>${isOnly ? html`<h2 class="vh">Overview</h2>` : html`<h2 class="sn">${model.name}</h2>`}${prose(model.description)}<p class=m>${counts.join(" · ")}${scope}.
<details><summary>How to read this page</summary>${NOTES.map((note) => html`<p class=m>${note}`)}</details>
</section>
${matrix(schema)}${join([streamSection(schema), eventSections(schema), otherSections(schema)])}`;
}

/** The numbers of events that a reader looks for first, as far as there are any. */
function notesOf(events: readonly EventModel[]): string[] {
  const notes: readonly (readonly [string, (event: EventModel) => boolean])[] = [
    ["with personal data", ({ fields }) => fields.some(({ isPii }) => isPii)],
    ["deprecated", ({ deprecated }) => deprecated !== undefined],
    ["in draft", ({ isDraft }) => isDraft],
  ];
  return notes.flatMap(([words, has]) => {
    const number = events.filter(has).length;
    return number === 0 ? [] : [`${number.toLocaleString("en-US")} ${words}`];
  });
}

import type { Catalogue, SchemaEntry } from "../catalogue.js";
import { type Html, html, link } from "./escape.js";

/** With more events, the lists of a schema are closed at first. */
const MAX_OPEN = 120;

interface Link {
  readonly anchor: string;
  readonly name: string;
  readonly isStruck?: boolean;
}

/** The links to everything on the page, in its order. */
export function navigation({ schemas }: Catalogue): Html {
  return html`<nav id="nav" aria-label="Contents">${schemas.map(
    (schema) => html`<p class=ns>${link(schema.anchor, schema.model.name)}</p>${lists(schema)}`,
  )}</nav>`;
}

function lists(schema: SchemaEntry): Html[] {
  const { streams, sections, types, groups, model } = schema;
  const isOpen = model.events.length <= MAX_OPEN;
  const named = ({ anchor, model: { name } }: (typeof streams)[number]) => ({ anchor, name });
  return [
    list("Streams", streams.map(named), isOpen),
    ...sections.map(({ stream, events }) => {
      const links = events.map(({ anchor, model: { type, deprecated } }) => {
        return { anchor, name: type, isStruck: deprecated !== undefined };
      });
      return list(
        stream === undefined ? "Events in no stream" : `Events of ${stream.model.name}`,
        links,
        isOpen,
      );
    }),
    list("Types", types, isOpen),
    list("Groups", groups, isOpen),
  ].filter((part) => part !== undefined);
}

function list(title: string, links: readonly Link[], isOpen: boolean): Html | undefined {
  if (links.length === 0) return undefined;
  const items = links.map(({ anchor, name, isStruck }) =>
    isStruck ? html`<li>${link(anchor, html`<s>${name}</s>`)}` : html`<li>${link(anchor, name)}`,
  );
  const start = isOpen ? html`<details open>` : html`<details>`;
  return html`${start}<summary>${title}</summary><ul>${items}</ul></details>`;
}

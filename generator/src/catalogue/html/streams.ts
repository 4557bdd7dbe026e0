import { streamCall } from "../../copies/calls.js";
import type { SchemaEntry, StreamEntry } from "../catalogue.js";
import { readWords, STREAM_KINDS } from "../words.js";
import { fragment, type Html, html, join, link } from "./escape.js";
import { badge, prose } from "./prose.js";

export function streamSection({ streams }: SchemaEntry): Html | undefined {
  if (streams.length === 0) return undefined;
  return html`<section><h2>Streams</h2>
${join(streams.map(streamArticle), "\n")}
</section>
`;
}

function streamArticle(stream: StreamEntry): Html {
  const { model, anchor, kind, ids, events } = stream;
  const selected = ids.length === 0 ? "one for the whole table" : `by ${ids.join(" and ")}`;
  return html`<article class=st id=${fragment(anchor)}><h3>${link(anchor, model.name)}${badge(kind, kind)}</h3>${prose(model.description)}<p class=m>Selected ${selected}. ${STREAM_KINDS[kind]} ${readWords(stream)}<p><code class=c>${streamCall(model).code}</code><p class=l>${eventLinks(events)}</article>`;
}

export function eventLinks(events: StreamEntry["events"]): Html {
  return join(
    events.map((event) => link(event.anchor, event.type)),
    " ",
  );
}

import { fragment, type Html, html, join } from "./escape.js";

/** A description as paragraphs. It is plain text: nothing in it becomes a link or a tag. */
export function prose(text: string | undefined): Html | undefined {
  if (text === undefined) return undefined;
  const paragraphs = text.trim().split(/\n{2,}/);
  return join(paragraphs.map((paragraph) => html`<p class=d>${paragraph}`));
}

/** A label that stands out: "deprecated". */
export function badge(text: string, kind?: string): Html {
  return kind === undefined
    ? html` <small>${text}</small>`
    : html` <small class=${fragment(kind)}>${text}</small>`;
}

/** A note about what should no longer be used. */
export function deprecation(reason: string | undefined): Html | undefined {
  return reason === undefined ? undefined : html`<p class=n><b>Deprecated.</b> ${reason}`;
}

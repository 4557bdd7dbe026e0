import type { Model } from "../model/model.js";

/** What anchors begin with, but for those of event types, which are their names. */
export type AnchorKind = "schema" | "stream" | "type" | "group";

/**
 * The anchors of a catalogue: `PRICE_LOWERED`, `stream-product_prices`, `type-Money`. A name that several schemas
 * have is preceded by that of its schema: `Store.PRICE_LOWERED`.
 */
export class Anchors {
  /** Anchor without the name of a schema → the number of schemas that have it. */
  readonly #uses = new Map<string, number>();
  /** Schema names that are not unique get a number. */
  readonly #prefixes = new Map<Model, string>();

  constructor(models: readonly Model[]) {
    const names = models.map(({ name }) => name);
    models.forEach((model, index) => {
      const isFirst = names.indexOf(model.name) === index;
      this.#prefixes.set(model, isFirst ? model.name : `${model.name}.${index + 1}`);
      for (const anchor of anchorsOf(model)) {
        this.#uses.set(anchor, (this.#uses.get(anchor) ?? 0) + 1);
      }
    });
  }

  event(model: Model, type: string): string {
    return this.#unique(type, model);
  }

  part(kind: Exclude<AnchorKind, "schema">, model: Model, name: string): string {
    return this.#unique(`${kind}-${name}`, model);
  }

  schema(model: Model): string {
    return `schema-${this.#prefixes.get(model)}`;
  }

  #unique(anchor: string, model: Model): string {
    const isShared = (this.#uses.get(anchor) ?? 0) > 1;
    return isShared ? `${this.#prefixes.get(model)}.${anchor}` : anchor;
  }
}

function anchorsOf({ events, streams, types, groups }: Model): string[] {
  return [
    ...events.map(({ type }) => type),
    ...streams.map(({ name }) => `stream-${name}`),
    ...types.map(({ name }) => `type-${name}`),
    ...groups.map(({ name }) => `group-${name}`),
  ];
}

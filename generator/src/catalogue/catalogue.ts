import type { StreamKind } from "../copies/stream-kind.js";
import type { EventCost } from "../cost/event-cost.js";
import type { ReadCost } from "../cost/units.js";
import type { EventModel, Model, StreamModel } from "../model/model.js";
import type { FieldRow } from "./field-rows.js";
import type { TypePart } from "./type-parts.js";

/** Everything that the pages of a catalogue show, as data. HTML and Markdown are made of it alone. */
export interface Catalogue {
  /** "Orders", or "Orders and Carts". */
  readonly title: string;
  readonly schemas: readonly SchemaEntry[];
}

/** One schema of a catalogue. */
export interface SchemaEntry {
  readonly model: Model;
  /** The path of its file from the catalogue, with forward slashes. */
  readonly file: string;
  /** A link within the page; unique in the catalogue, as all anchors are. */
  readonly anchor: string;
  /** All event types once, in the order of the page. */
  readonly sections: readonly EventSection[];
  readonly streams: readonly StreamEntry[];
  readonly types: readonly TypeEntry[];
  readonly groups: readonly GroupEntry[];
  readonly metadata: readonly FieldRow[];
}

/** Event types under one heading. */
export interface EventSection {
  /** The stream that its events are in first; `undefined` for events that are in no stream. */
  readonly stream: StreamEntry | undefined;
  readonly events: readonly EventEntry[];
}

export interface EventEntry {
  readonly model: EventModel;
  readonly anchor: string;
  readonly fields: readonly FieldRow[];
  /** The data of earlier versions, the newest first. */
  readonly previous: readonly PreviousEntry[];
  readonly streams: readonly StreamEntry[];
  readonly entities: readonly EntityUse[];
  /** With its copies. */
  readonly cost: EventCost;
  /** An event as `saveEvent` takes it, as JSON. */
  readonly example: string;
}

/** The data of an earlier version of an event type. */
export interface PreviousEntry {
  readonly version: number;
  readonly fields: readonly FieldRow[];
  /** Whether code of the user's converts its data to the next version. */
  readonly needsUpcaster: boolean;
}

/** An entity that an event type names. */
export interface EntityUse {
  /** As it is spelled in keys: `PRODUCT`. */
  readonly entity: string;
  /** "always": each event names it. "list": each event can name several. */
  readonly how: "always" | "optional" | "list";
  /** The fields with its ids. */
  readonly fields: readonly string[];
}

export interface StreamEntry {
  readonly model: StreamModel;
  readonly anchor: string;
  readonly kind: StreamKind;
  /** The id fields that select one stream, outermost first. */
  readonly ids: readonly string[];
  /** A read of `STREAM_LENGTH` events. */
  readonly read: ReadCost;
  /** In the order of the schema. */
  readonly events: readonly { readonly type: string; readonly anchor: string }[];
}

export interface TypeEntry {
  readonly name: string;
  readonly anchor: string;
  readonly description: string | undefined;
  readonly deprecated: string | undefined;
  readonly parts: readonly TypePart[];
  readonly rules: readonly string[];
  /** The members of an object or a union. */
  readonly fields: readonly FieldRow[];
  readonly examples: readonly string[];
}

/** Fields that several event types share. */
export interface GroupEntry {
  readonly name: string;
  readonly anchor: string;
  readonly fields: readonly FieldRow[];
  /** The event types that include it. */
  readonly events: readonly { readonly type: string; readonly anchor: string }[];
}

import type { EventModel, Model } from "../../model/model.js";
import type { ExportedChannel } from "../asyncapi/channels.js";
import type { ExportOptions } from "../export-file.js";

/** By which another resource of EventCatalog names a resource. */
export interface Pointer {
  readonly id: string;
  readonly version: string;
}

/** A version of EventCatalog, which is semantic. A version of data is one that stored events of the one before do not fit. */
export function semanticVersion(version: number): string {
  return `${version}.0.0`;
}

export function eventPointer({ type, version }: EventModel, { name }: Model): Pointer {
  return { id: `${name}.${type}`, version: semanticVersion(version) };
}

export function channelId({ id }: ExportedChannel, { name }: Model): string {
  return `${name}.${id}`;
}

export function channelPointer(
  channel: ExportedChannel,
  model: Model,
  { documentVersion }: ExportOptions,
): Pointer {
  return { id: channelId(channel, model), version: documentVersion };
}

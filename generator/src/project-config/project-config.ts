import type { Location } from "../diagnostics/diagnostic.js";
import type { EnumStyle } from "../emit/typescript/event-types.js";

/** The config of a project, as its file says it. Paths count from the folder of the file. */
export interface ProjectConfig {
  readonly schemas: readonly ConfigEntry[];
}

/** An item of `schemas`: one schema, or those that match a glob, with their options. */
export interface ConfigEntry {
  /** A path or a glob. */
  readonly file: string;
  /** The folder of the modules; `undefined`: each is beside its schema. */
  readonly out?: string;
  readonly enum?: EnumStyle;
  /** The name or the ARN of the table with the events. */
  readonly table?: string;
  /** The location of the value of `file`. */
  readonly location: Location;
  /** The index of the item. */
  readonly index: number;
}

/** What a config says of one schema. */
export interface SchemaSettings {
  /** The folder of the module, as a path from the working folder. */
  readonly out: string | undefined;
  readonly enumStyle: EnumStyle | undefined;
  readonly table: string | undefined;
}

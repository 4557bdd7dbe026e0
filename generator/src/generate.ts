import { type Analyzed, analyze } from "./analyze.js";
import type { EnumStyle } from "./emit/typescript/event-types.js";
import type { ImportReader } from "./language/imports.js";
import type { SourceFile } from "./language/source-file.js";

export interface Generated extends Analyzed {
  /** The module without its header; `undefined` if there is no model. */
  readonly body: string | undefined;
}

/** Text → document → model → module. */
export async function generate(
  source: SourceFile,
  enumStyle: EnumStyle,
  reader?: ImportReader,
): Promise<Generated> {
  const analyzed = await analyze(source, reader);
  const { model } = analyzed;
  if (model === undefined) return { ...analyzed, body: undefined };
  // The emitter is slow to load, and reports of mistakes do not need it.
  const { emitModule } = await import("./emit/typescript/module.js");
  return { ...analyzed, body: emitModule(model, enumStyle) };
}

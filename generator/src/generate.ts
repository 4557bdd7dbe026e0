import type { Finding } from "./diagnostics/finding.js";
import { emitModule } from "./emit/emit.js";
import type { EnumStyle } from "./emit/event-types.js";
import { build } from "./model/build.js";
import { load } from "./schema/load.js";
import type { SourceFile } from "./schema/source-file.js";

export interface Generated {
  /** The module without its header; `undefined` where there are findings. */
  readonly body: string | undefined;
  readonly findings: readonly Finding[];
}

/** load → build → emit: a schema's text to a module's. Slow to import; see `isSealedFor`. */
export function generate(source: SourceFile, enumStyle: EnumStyle): Generated {
  const { checked, findings: structural } = load(source);
  if (checked === undefined) return { body: undefined, findings: structural };
  const { model, findings: semantic } = build(checked);
  const findings = [...structural, ...semantic];
  return { body: findings.length === 0 ? emitModule(model, enumStyle) : undefined, findings };
}

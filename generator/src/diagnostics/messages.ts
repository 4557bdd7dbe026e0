import type { Diagnostic, Location, RelatedLocation, YamlPath } from "./diagnostic.js";
import { config } from "./messages/config.js";
import { cost } from "./messages/cost.js";
import { evolution } from "./messages/evolution.js";
import { files } from "./messages/files.js";
import { ids } from "./messages/ids.js";
import { importing } from "./messages/importing.js";
import { imports } from "./messages/imports.js";
import { locks } from "./messages/locks.js";
import type { Message } from "./messages/message.js";

import { output } from "./messages/output.js";
import { streams } from "./messages/streams.js";
import { structure } from "./messages/structure.js";
import { tables } from "./messages/tables.js";
import { types } from "./messages/types.js";
import { warnings } from "./messages/warnings.js";
import { yaml } from "./messages/yaml.js";

/** Every message by its code, but for those of lint rules, which carry their own words; see `lint/rule.ts`. */
export const messages = {
  ...files,
  ...config,
  ...yaml,
  ...structure,
  ...types,
  ...imports,
  ...importing,
  ...ids,
  ...streams,
  ...evolution,
  ...output,
  ...locks,
  ...tables,
  ...cost,
  ...warnings,
} as const;

/** A stable name of a message: tests, `--format json` and docs/reference/codes.md use it. */
export type Code = keyof typeof messages;

type ParametersOf<C extends Code> = Parameters<(typeof messages)[C]["words"]>[0];

/** The location of a diagnostic, and the related ones. */
interface At {
  readonly file: string;
  readonly location?: Location | undefined;
  readonly path?: YamlPath;
  readonly related?: readonly RelatedLocation[];
}

/** A diagnostic with the words of its code. */
export function newDiagnostic<C extends Code>(
  code: C,
  { file, location, path = [], related = [] }: At,
  parameters: ParametersOf<C>,
): Diagnostic {
  const { severity, words } = messages[code] as unknown as Message<ParametersOf<C>>;
  const { message, help } = words(parameters);
  return { code, severity, message, help, file, location, path, related };
}

import type { Diagnostic, Location, YamlPath } from "../diagnostics/diagnostic.js";
import { type Code, newDiagnostic } from "../diagnostics/messages.js";
import type { CheckedDocument } from "../language/document.js";
import { keyLocationAt, type Located, locationAt } from "../language/located.js";

/** Another part of the document that a diagnostic is about, with a word about it. */
export interface RelatedPath {
  readonly path: YamlPath;
  readonly message: string;
  /** Whether the part's key or its value is shown. Default: as for the diagnostic's own part. */
  readonly at?: "key" | "value";
  /** The reporter of the part's document, if that is another one. */
  readonly within?: Reporter;
}

/** A key or a value of a document. */
export interface Part {
  readonly path: YamlPath;
  readonly at: "key" | "value";
}

/** What a diagnostic of a code is about. */
export type ParametersOf<C extends Code> = Parameters<typeof newDiagnostic<C>>[2];

type DiagnosticArguments<C extends Code> = [
  locationIn: (root: Located, path: YamlPath) => Location,
  code: C,
  path: YamlPath,
  parameters: ParametersOf<C>,
  related: readonly RelatedPath[],
];

const LOCATION_AT = { key: keyLocationAt, value: locationAt } as const;

/** Collects the mistakes in the meaning of one document, each with its location. */
export class Reporter {
  readonly diagnostics: Diagnostic[] = [];
  readonly #checked: CheckedDocument;

  constructor(checked: CheckedDocument) {
    this.#checked = checked;
  }

  /** The file of the document. */
  get file(): string {
    return this.#checked.source.file;
  }

  /** Reports a key or a value. */
  at<C extends Code>(
    { path, at }: Part,
    code: C,
    parameters: ParametersOf<C>,
    related: readonly RelatedPath[] = [],
  ): void {
    this.#report(LOCATION_AT[at], code, path, parameters, related);
  }

  /** Reports the value at the path. */
  atValue<C extends Code>(
    code: C,
    path: YamlPath,
    parameters: ParametersOf<C>,
    related: readonly RelatedPath[] = [],
  ): void {
    this.#report(locationAt, code, path, parameters, related);
  }

  /** Reports the key at the path. */
  atKey<C extends Code>(
    code: C,
    path: YamlPath,
    parameters: ParametersOf<C>,
    related: readonly RelatedPath[] = [],
  ): void {
    this.#report(keyLocationAt, code, path, parameters, related);
  }

  /** The diagnostic that `atValue` would report. */
  valueDiagnostic<C extends Code>(
    code: C,
    path: YamlPath,
    parameters: ParametersOf<C>,
  ): Diagnostic {
    return this.#diagnostic(locationAt, code, path, parameters, []);
  }

  #report<C extends Code>(...about: DiagnosticArguments<C>): void {
    this.diagnostics.push(this.#diagnostic(...about));
  }

  #diagnostic<C extends Code>(
    ...[locationIn, code, path, parameters, related]: DiagnosticArguments<C>
  ): Diagnostic {
    const { root, source } = this.#checked;
    const at = {
      file: source.file,
      location: locationIn(root, path),
      path,
      related: related.map(({ path: otherPath, message, at: part, within = this }) => ({
        location: (part === undefined ? locationIn : LOCATION_AT[part])(
          within.#checked.root,
          otherPath,
        ),
        message,
      })),
    };
    return newDiagnostic(code, at, parameters);
  }
}

/** A path as a key of a set. */
export function pathKey(path: YamlPath): string {
  return JSON.stringify(path);
}

import type { Finding, Place, YamlPath } from "../diagnostics/diagnostic.js";
import { type Code, finding } from "../diagnostics/messages.js";
import type { CheckedDocument } from "../language/document.js";
import { keyPlaceAt, type Located, placeAt } from "../language/located.js";

/** Another part of the document that a diagnostic is about, with a word about it. */
export interface RelatedPath {
  readonly path: YamlPath;
  readonly message: string;
  /** The reporter of the part's document, if that is another one. */
  readonly within?: Reporter;
}

type ParametersOf<C extends Code> = Parameters<typeof finding<C>>[2];

type FindingArguments<C extends Code> = [
  placeIn: (root: Located, path: YamlPath) => Place,
  code: C,
  path: YamlPath,
  parameters: ParametersOf<C>,
  related: readonly RelatedPath[],
];

/** Collects the mistakes in the meaning of one document, each with its location. */
export class Reporter {
  readonly findings: Finding[] = [];
  readonly #checked: CheckedDocument;

  constructor(checked: CheckedDocument) {
    this.#checked = checked;
  }

  /** The file of the document. */
  get file(): string {
    return this.#checked.source.file;
  }

  /** Reports the value at the path; related paths are of values, too. */
  atValue<C extends Code>(
    code: C,
    path: YamlPath,
    parameters: ParametersOf<C>,
    related: readonly RelatedPath[] = [],
  ): void {
    this.#report(placeAt, code, path, parameters, related);
  }

  /** Reports the key at the path; related paths are of keys, too. */
  atKey<C extends Code>(
    code: C,
    path: YamlPath,
    parameters: ParametersOf<C>,
    related: readonly RelatedPath[] = [],
  ): void {
    this.#report(keyPlaceAt, code, path, parameters, related);
  }

  /** The diagnostic that `atValue` would report. */
  valueFinding<C extends Code>(code: C, path: YamlPath, parameters: ParametersOf<C>): Finding {
    return this.#finding(placeAt, code, path, parameters, []);
  }

  #report<C extends Code>(...about: FindingArguments<C>): void {
    this.findings.push(this.#finding(...about));
  }

  #finding<C extends Code>(
    ...[placeIn, code, path, parameters, related]: FindingArguments<C>
  ): Finding {
    const { root, source } = this.#checked;
    const at = {
      file: source.file,
      place: placeIn(root, path),
      path,
      related: related.map(({ path: otherPath, message, within = this }) => ({
        place: placeIn(within.#checked.root, otherPath),
        message,
      })),
    };
    return finding(code, at, parameters);
  }
}

/** A path as a key of a set. */
export function pathKey(path: YamlPath): string {
  return JSON.stringify(path);
}

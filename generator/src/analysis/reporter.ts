import { type Finding, isError, type Place, type YamlPath } from "../diagnostics/diagnostic.js";
import { type Code, finding } from "../diagnostics/messages.js";
import type { CheckedDocument } from "../language/document.js";
import { itemPath, keyPlaceAt, type Located, placeAt } from "../language/located.js";

/** Another part of the document that a finding is about, and what stands there. */
export interface RelatedPath {
  readonly path: YamlPath;
  readonly message: string;
  /** The reporter of the document that it stands in, if that is another one. */
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

/** Collects what is wrong with the meaning of one document, each finding at its place. */
export class Reporter {
  readonly findings: Finding[];
  readonly #checked: CheckedDocument;
  readonly #isWanted: (code: Code) => boolean;

  constructor(
    checked: CheckedDocument,
    findings: Finding[] = [],
    isWanted: (code: Code) => boolean = () => true,
  ) {
    this.#checked = checked;
    this.findings = findings;
    this.#isWanted = isWanted;
  }

  /** A reporter to the same findings that leaves out what is not wanted. */
  withFilter(isWanted: (code: Code) => boolean): Reporter {
    return new Reporter(this.#checked, this.findings, isWanted);
  }

  /** All errors in the document that are known by now, those of its structure included. */
  get errors(): readonly Finding[] {
    return [...this.#checked.findings, ...this.findings].filter(isError);
  }

  /** Where something is wrong, as keys for a look-up; see `pathKey`. */
  get errorKeys(): Set<string> {
    return new Set(this.errors.map(({ path }) => pathKey(path)));
  }

  /** What was taken out of the document, as its structure is wrong. */
  get missing(): ReadonlySet<string> {
    return this.#checked.missing;
  }

  /** The file that findings are about. */
  get file(): string {
    return this.#checked.source.file;
  }

  /** The path of an item of a list, as the list stands in the file. */
  itemPath(path: YamlPath, item: unknown): YamlPath {
    return itemPath(this.#checked.root, path, item);
  }

  /** Reports what the value at the path says; related paths are of values, too. */
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

  /** What `atValue` would report. */
  valueFinding<C extends Code>(code: C, path: YamlPath, parameters: ParametersOf<C>): Finding {
    return this.#finding(placeAt, code, path, parameters, []);
  }

  #report<C extends Code>(...about: FindingArguments<C>): void {
    const code = about[1];
    if (this.#isWanted(code)) this.findings.push(this.#finding(...about));
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

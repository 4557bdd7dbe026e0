import { type Code, finding } from "../diagnostics/catalogue.js";
import type { Finding, YamlPath } from "../diagnostics/finding.js";
import type { CheckedDocument } from "../schema/document.js";
import { keyPlaceAt, placeAt } from "../schema/located.js";

type ParametersOf<C extends Code> = Parameters<typeof finding<C>>[2];

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

  /** The file that findings are about. */
  get file(): string {
    return this.#checked.source.file;
  }

  /** Reports what the value at the path says. */
  atValue<C extends Code>(code: C, path: YamlPath, parameters: ParametersOf<C>): void {
    if (this.#isWanted(code)) this.findings.push(this.valueFinding(code, path, parameters));
  }

  /** Reports the key at the path. */
  atKey<C extends Code>(code: C, path: YamlPath, parameters: ParametersOf<C>): void {
    if (!this.#isWanted(code)) return;
    const { root, source } = this.#checked;
    const place = keyPlaceAt(root, path);
    this.findings.push(finding(code, { file: source.file, place, path }, parameters));
  }

  /** What `atValue` would report. */
  valueFinding<C extends Code>(code: C, path: YamlPath, parameters: ParametersOf<C>): Finding {
    const { root, source } = this.#checked;
    return finding(code, { file: source.file, place: placeAt(root, path), path }, parameters);
  }
}

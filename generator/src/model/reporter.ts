import { type Code, finding } from "../diagnostics/catalogue.js";
import type { Finding, YamlPath } from "../diagnostics/finding.js";
import type { CheckedDocument } from "../schema/document.js";
import { keyPlaceAt, placeAt } from "../schema/located.js";

type ParametersOf<C extends Code> = Parameters<typeof finding<C>>[2];

/** Collects what is wrong with the meaning of one document, each finding at its place. */
export class Reporter {
  readonly findings: Finding[] = [];
  readonly #checked: CheckedDocument;

  constructor(checked: CheckedDocument) {
    this.#checked = checked;
  }

  /** Reports what the value at the path says. */
  atValue<C extends Code>(code: C, path: YamlPath, parameters: ParametersOf<C>): void {
    const { root, source } = this.#checked;
    const place = placeAt(root, path);
    this.findings.push(finding(code, { file: source.file, place, path }, parameters));
  }

  /** Reports the key at the path. */
  atKey<C extends Code>(code: C, path: YamlPath, parameters: ParametersOf<C>): void {
    const { root, source } = this.#checked;
    const place = keyPlaceAt(root, path);
    this.findings.push(finding(code, { file: source.file, place, path }, parameters));
  }
}

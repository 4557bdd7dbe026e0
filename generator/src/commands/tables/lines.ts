import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { diagnosticOf, escapeUnprintable } from "../../diagnostics/render/json.js";
import { printable } from "../../diagnostics/render/printable.js";
import type { Sources } from "../../diagnostics/source-map.js";
import { reportOf } from "../../diagnostics/summary.js";
import { codeLink } from "../../project/links.js";
import { EXIT, type ExitCode } from "../../terminal/exit-code.js";
import { type Reporting, report } from "../../terminal/report.js";
import { Progress, type Terminal } from "../../terminal/terminal.js";

/**
 * The output of a command that reads a whole table, line by line: as text on stderr, or as JSON on stdout, where each
 * line is an object with one member, which says what the line is. So readers need no more memory than a line takes.
 */
export class Lines {
  readonly isJson: boolean;
  readonly #terminal: Terminal;
  readonly #reporting: Reporting;
  readonly #progress: Progress;

  constructor(terminal: Terminal, reporting: Reporting) {
    this.#terminal = terminal;
    this.#reporting = reporting;
    this.isJson = reporting.format === "json";
    this.#progress = new Progress(terminal);
  }

  /** A line of JSON; nothing in text. */
  json(member: string, value: unknown): void {
    if (!this.isJson) return;
    const line = escapeUnprintable(JSON.stringify({ [member]: value }));
    this.#terminal.stdout.write(`${line}\n`);
  }

  /** A line of text; nothing in JSON. */
  text(line: string): void {
    if (this.isJson) return;
    this.#progress.clear();
    this.#terminal.stderr.write(`${printable(line)}\n`);
  }

  /** A line of text that `--quiet` leaves out. */
  note(line: string): void {
    if (!this.#reporting.isQuiet) this.text(line);
  }

  /** The line on a terminal that each call replaces. */
  progress(line: string): void {
    if (!this.#reporting.isQuiet) this.#progress.show(printable(line));
  }

  report(diagnostics: readonly Diagnostic[], sources: Sources): ExitCode {
    this.endProgress();
    if (!this.isJson) return report(diagnostics, sources, this.#reporting, this.#terminal);
    const { shown, errors } = reportOf(diagnostics);
    for (const diagnostic of shown) {
      this.json("diagnostic", diagnosticOf(diagnostic, sources, codeLink(diagnostic.code)));
    }
    return errors > 0 ? EXIT.errors : EXIT.ok;
  }

  endProgress(): void {
    this.#progress.clear();
  }
}

import { relative, resolve, sep } from "node:path";
import { type Diagnostic, isError } from "../diagnostics/diagnostic.js";
import { githubReport } from "../diagnostics/render/github.js";
import { jsonReport } from "../diagnostics/render/json.js";
import { withColor, withoutColor } from "../diagnostics/render/paint.js";
import { textReport } from "../diagnostics/render/text.js";
import type { Sources } from "../diagnostics/source-map.js";
import { reportOf } from "../diagnostics/summary.js";
import { codeLink } from "../project/links.js";
import { type ColorChoice, usesColor } from "./color.js";
import { EXIT, type ExitCode } from "./exit-code.js";
import type { Terminal } from "./terminal.js";

/** How diagnostics are reported. */
export interface Reporting {
  readonly format: "text" | "json" | "github";
  readonly color: ColorChoice;
  /** Whether warnings are left out. */
  readonly isQuiet: boolean;
}

/** Reports diagnostics in the requested format. The exit code is that of success if none is an error. */
export function report(
  diagnostics: readonly Diagnostic[],
  sources: Sources,
  { format, color, isQuiet }: Reporting,
  terminal: Terminal,
): ExitCode {
  const summary = reportOf(isQuiet ? diagnostics.filter(isError) : diagnostics);
  switch (format) {
    case "text": {
      const { stderr, env } = terminal;
      const paint = usesColor(color, stderr, env) ? withColor : withoutColor;
      stderr.write(textReport(summary, sources, paint));
      break;
    }
    case "json":
      terminal.stdout.write(jsonReport(summary, sources, codeLink));
      break;
    case "github":
      terminal.stdout.write(githubReport(summary, sources, nameInRepository(terminal)));
      break;
  }
  return summary.errors > 0 ? EXIT.errors : EXIT.ok;
}

/** Names a file from the root of the repository, as GitHub's runner does, wherever the step works. */
function nameInRepository({ cwd, env }: Terminal): (file: string) => string {
  const root = env.GITHUB_WORKSPACE;
  return (file) => {
    const name = root ? relative(root, resolve(cwd, file)) : file;
    return name.split(sep).join("/");
  };
}

import { relative, resolve, sep } from "node:path";
import { type Finding, isError } from "../diagnostics/diagnostic.js";
import { githubReport } from "../diagnostics/render/github.js";
import { jsonReport } from "../diagnostics/render/json.js";
import { withColor, withoutColor } from "../diagnostics/render/paint.js";
import { textReport } from "../diagnostics/render/text.js";
import type { Sources } from "../diagnostics/source-map.js";
import { reportOf } from "../diagnostics/summary.js";
import type { Reporting } from "./arguments.js";
import { usesColor } from "./color.js";
import { EXIT, type ExitCode } from "./exit-code.js";
import type { Terminal } from "./terminal.js";

/** Tells what was found, in the format asked for; warnings alone are no failure. */
export function report(
  findings: readonly Finding[],
  sources: Sources,
  { format, color, isQuiet }: Reporting,
  terminal: Terminal,
): ExitCode {
  const told = reportOf(isQuiet ? findings.filter(isError) : findings);
  switch (format) {
    case "text": {
      const { stderr, env } = terminal;
      const paint = usesColor(color, stderr, env) ? withColor : withoutColor;
      stderr.write(textReport(told, sources, paint));
      break;
    }
    case "json":
      terminal.stdout.write(jsonReport(told, sources));
      break;
    case "github":
      terminal.stdout.write(githubReport(told, sources, nameInRepository(terminal)));
      break;
  }
  return told.errors > 0 ? EXIT.findings : EXIT.ok;
}

/** Names a file as the runner does, which knows nothing of the folder that a step works in. */
function nameInRepository({ cwd, env }: Terminal): (file: string) => string {
  const root = env.GITHUB_WORKSPACE;
  return (file) => {
    const name = root ? relative(root, resolve(cwd, file)) : file;
    return name.split(sep).join("/");
  };
}

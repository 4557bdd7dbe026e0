import { readFileSync } from "node:fs";
import { printable } from "../diagnostics/render/printable.js";
import { parseArguments, type Request } from "./arguments.js";
import { EXIT, type ExitCode } from "./exit-code.js";
import type { Sink, Terminal } from "./terminal.js";

/** The command line: arguments to an exit code. Everything that is said goes through the terminal. */
export async function main(argv: readonly string[], streams: Terminal): Promise<ExitCode> {
  const request = parseArguments(argv);
  const terminal = streams.env.GITHUB_ACTIONS ? withoutCommands(streams, request) : streams;
  switch (request.kind) {
    case "help": {
      const { HELP } = await import("./help.js");
      terminal.stdout.write(HELP);
      return EXIT.ok;
    }
    case "version":
      terminal.stdout.write(`${version()}\n`);
      return EXIT.ok;
    case "usage-error":
      terminal.stderr.write(`${printable(request.message)}\nTry: ddb-pattern-gen --help\n`);
      return EXIT.usage;
    case "generate": {
      const { runGenerate } = await import("../commands/generate.js");
      return runGenerate(request, terminal);
    }
    case "lint": {
      const { runLint } = await import("../commands/lint.js");
      return runLint(request, terminal);
    }
  }
}

/** GitHub's runner takes commands of its older syntax wherever they stand in a line. */
function withoutCommands(terminal: Terminal, request: Request): Terminal {
  const guarded = (sink: Sink): Sink => ({
    write: (text) => sink.write(text.replaceAll("##[", "#\u{fffd}[")),
    isTTY: sink.isTTY,
  });
  const { stdout, stderr } = terminal;
  // What another program reads is left as it is.
  const isData =
    ("format" in request && request.format === "json") ||
    (request.kind === "generate" && request.mode === "stdout");
  return { ...terminal, stdout: isData ? stdout : guarded(stdout), stderr: guarded(stderr) };
}

function version(): string {
  const manifest = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
  return (JSON.parse(manifest) as { version: string }).version;
}

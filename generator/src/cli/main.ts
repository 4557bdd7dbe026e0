import { readFileSync } from "node:fs";
import { printable } from "../diagnostics/printable.js";
import { parseArguments } from "./arguments.js";
import { EXIT, type ExitCode } from "./exit-code.js";
import type { Terminal } from "./terminal.js";

/** The command line: arguments to an exit code. Everything that is said goes through the terminal. */
export async function main(argv: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const request = parseArguments(argv);
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
      const { runGenerate } = await import("./generate.js");
      return runGenerate(request, terminal);
    }
    case "lint": {
      const { runLint } = await import("./lint.js");
      return runLint(request, terminal);
    }
  }
}

function version(): string {
  const manifest = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
  return (JSON.parse(manifest) as { version: string }).version;
}

import { applyConfig } from "../commands/apply-config.js";
import type { Command } from "../commands/command.js";
import { printable } from "../diagnostics/render/printable.js";
import { PACKAGE_NAME } from "../project/links.js";
import { EXIT, type ExitCode } from "../terminal/exit-code.js";
import type { Sink, Terminal } from "../terminal/terminal.js";
import { parseArguments, type Request } from "./arguments.js";

/** The command line: arguments to an exit code. All output goes through the terminal. */
export async function main(argv: readonly string[], streams: Terminal): Promise<ExitCode | number> {
  const request = await parseArguments(argv);
  const terminal = streams.env.GITHUB_ACTIONS ? withoutCommands(streams, request) : streams;
  switch (request.kind) {
    case "help": {
      const { helpText } = await import("./help.js");
      terminal.stdout.write(await helpText(request.command));
      return EXIT.ok;
    }
    case "version": {
      const { versionText } = await import("./version.js");
      terminal.stdout.write(versionText(request.options.format === "json"));
      return EXIT.ok;
    }
    case "usage-error":
      return usageError(request.message, request.command, terminal);
    case "run": {
      const { command, isNamed, given } = request;
      const applied = await applyConfig(command, { ...request.call, given }, terminal);
      if (applied.kind === "end") return applied.exit;
      if (applied.kind === "call") return command.run(applied.call, terminal);
      return usageError(applied.message, isNamed ? command : undefined, terminal);
    }
  }
}

function usageError(message: string, command: Command | undefined, terminal: Terminal): ExitCode {
  const name = command === undefined ? "" : ` ${command.name}`;
  const help = `Run "${PACKAGE_NAME}${name} --help" for the usage.`;
  terminal.stderr.write(`${printable(message)}\n${help}\n`);
  return EXIT.usage;
}

/** GitHub's runner obeys commands of its older syntax anywhere in a line. */
function withoutCommands(terminal: Terminal, request: Request): Terminal {
  const guarded = (sink: Sink): Sink => ({
    write: (text) => sink.write(text.replaceAll("##[", "#\u{fffd}[")),
    isTTY: sink.isTTY,
  });
  const { stdout, stderr } = terminal;
  return {
    ...terminal,
    stdout: printsData(request) ? stdout : guarded(stdout),
    stderr: guarded(stderr),
  };
}

/** Whether another program reads stdout, which must then stay as it is. */
function printsData(request: Request): boolean {
  if (request.kind !== "run") return false;
  const { command, call } = request;
  return call.options.format === "json" || command.printsData?.(call.options) === true;
}

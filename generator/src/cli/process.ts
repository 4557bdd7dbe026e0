import { EXIT } from "./exit-code.js";
import { main } from "./main.js";
import type { Sink } from "./terminal.js";

/** Runs the command in this process. Called by the bin file, and by nothing else. */
export async function runProcess(): Promise<void> {
  try {
    const terminal = {
      stdout: sink(process.stdout),
      stderr: sink(process.stderr),
      cwd: process.cwd(),
      env: process.env,
    };
    process.exitCode = await main(process.argv.slice(2), terminal);
  } catch (error) {
    const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    process.stderr.write(`This is a bug of ddb-pattern-gen, please report it: ${message}\n`);
    if (process.env.DDB_PATTERN_GEN_DEBUG) process.stderr.write(`${(error as Error).stack}\n`);
    else process.stderr.write("DDB_PATTERN_GEN_DEBUG=1 tells where it happened.\n");
    process.exitCode = EXIT.bug;
  }
}

function sink(stream: NodeJS.WriteStream): Sink {
  // A reader that has seen enough, as `head` does, closes the pipe.
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
  return { write: (text) => stream.write(text), isTTY: stream.isTTY === true };
}

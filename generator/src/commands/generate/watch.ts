import { EXIT, type ExitCode } from "../../terminal/exit-code.js";
import type { Terminal } from "../../terminal/terminal.js";
import { FileWatcher } from "../../workspace/file-watcher.js";
import { codeOf } from "../../workspace/system-errors.js";
import type { Applied } from "../apply-config.js";
import type { GenerateRequest } from "../generate.js";
import { Changes } from "./changes.js";
import { Passes } from "./passes.js";
import { isSchemaOrFolder, watchedFiles } from "./watched-files.js";

/** What a run that watches takes besides its first request. */
export interface Watching {
  /** The request as the config says it now; else the mistakes in the config, which were reported. */
  readonly reload: () => Promise<GenerateRequest | (Applied & { readonly kind: "end" })>;
  /** Ends the run, with this exit code. */
  readonly until: Promise<ExitCode>;
}

/**
 * Generates modules, and again whenever a file that they depend on has changed. What is wrong is reported, and ends
 * nothing. Ends as `until` says.
 */
export async function watchModules(
  first: GenerateRequest,
  { reload, until }: Watching,
  terminal: Terminal,
): Promise<ExitCode> {
  const { stderr, cwd } = terminal;
  const passes = new Passes(first, terminal);
  const changes = new Changes();
  const watcher = new FileWatcher(() => changes.notify(), isSchemaOrFolder);
  let end: ExitCode | undefined;
  until.then((code) => {
    end = code;
    changes.notify();
  });
  /** Whether changes may have been missed, since a folder is watched anew. */
  const watchAll = (others: readonly string[] = []) => {
    const { files, folders } = watchedFiles(passes.request, passes.remembered, cwd);
    return watcher.update({ files: [...files, ...others], folders });
  };
  try {
    watchAll();
    await passes.run(first);
    const count = passes.remembered.length;
    stderr.write(`watching   ${count} schema${count === 1 ? "" : "s"}\n`);
    let seen = 0;
    let isMissed = watchAll();
    while (end === undefined) {
      if (!isMissed) await changes.after(seen);
      if (end === undefined) seen = await changes.settle();
      if (end !== undefined) break;
      const request = await reload();
      if ("kind" in request) {
        isMissed = watchAll(request.files);
      } else {
        await passes.run(request);
        isMissed = watchAll();
      }
    }
    return end;
  } catch (error) {
    if (!["ENOSPC", "EMFILE"].includes(codeOf(error) ?? "")) throw error;
    stderr.write(
      "The system watches no more folders. Raise its limit, on Linux: sysctl fs.inotify.max_user_watches=524288\n",
    );
    return EXIT.errors;
  } finally {
    watcher.close();
  }
}

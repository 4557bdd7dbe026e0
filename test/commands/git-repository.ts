import { execFileSync } from "node:child_process";
import { type Files, temporaryFolder, write } from "../cli/support.js";

/** A repository in a temporary folder, and what tests do with it. */
export interface Repository {
  readonly folder: string;
  git(...args: readonly string[]): string;
  /** Writes files, and commits all there are. */
  commit(files: Files): void;
}

/** A repository with one commit on the branch `main`. */
export function repository(files: Files): Repository {
  const opened = open(temporaryFolder());
  opened.git("init", "--quiet", "--initial-branch=main");
  opened.commit(files);
  return opened;
}

/** A clone with the last commit of one branch, as CI makes it. */
export function shallowClone(from: Repository, branch: string): Repository {
  const opened = open(temporaryFolder());
  opened.git("clone", "--quiet", "--depth=1", `--branch=${branch}`, `file://${from.folder}`, ".");
  return opened;
}

function open(folder: string): Repository {
  // The configuration of the machine changes nothing.
  const env = {
    ...process.env,
    GIT_CONFIG_GLOBAL: "/dev/null",
    GIT_CONFIG_SYSTEM: "/dev/null",
    GIT_AUTHOR_NAME: "A",
    GIT_AUTHOR_EMAIL: "a@example.com",
    GIT_COMMITTER_NAME: "A",
    GIT_COMMITTER_EMAIL: "a@example.com",
  };
  const git = (...args: readonly string[]) =>
    execFileSync("git", args, { cwd: folder, env, stdio: ["ignore", "pipe", "ignore"] }).toString();
  return {
    folder,
    git,
    commit(files) {
      for (const [name, text] of Object.entries(files)) write(folder, name, text);
      git("add", "--all");
      git("commit", "--quiet", "--allow-empty", "--message=A change");
    },
  };
}

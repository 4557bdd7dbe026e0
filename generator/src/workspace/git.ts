import { execFileSync } from "node:child_process";
import { dirname, isAbsolute, join, relative, sep } from "node:path";
import { MAX_FILE_BYTES } from "../language/limits.js";
import { realPath } from "./regular-file.js";
import { codeOf } from "./system-errors.js";
import { shellWord } from "./targets.js";

/** Why something cannot be read from Git. */
export interface GitProblem {
  /** A clause: "it is no branch, tag or commit of this repository". */
  readonly problem: string;
  /** A sentence. */
  readonly help?: string | undefined;
}

/** A commit of the repository that a folder is in. */
export interface Revision {
  /** As the user named it: "main". */
  readonly ref: string;
  readonly commit: string;
  /** The real path of the top folder of the repository. */
  readonly top: string;
}

/** Finds the commit of a branch, tag or other name. A branch may be one of the remote repository only. */
export function findRevision(ref: string, folder: string): Revision | GitProblem {
  const top = git(["rev-parse", "--show-toplevel"], folder);
  if ("problem" in top) return top;
  const remote = remoteOf(folder);
  const branch = ref.replace(/^refs\/heads\//, "");
  const names = remote === undefined ? [ref] : [ref, `refs/remotes/${remote}/${branch}`];
  for (const name of names) {
    const args = ["rev-parse", "--verify", "--quiet", "--end-of-options", `${name}^{commit}`];
    const commit = git(args, folder);
    if ("output" in commit) return { ref, commit: textOf(commit), top: textOf(top) };
  }
  return {
    problem: "it is no branch, tag or commit of this repository",
    help: fetchHelp(ref, remote, folder),
  };
}

/** The path of a file in its repository, with forward slashes; `undefined` for a file outside of it. */
export function pathInRepository({ top }: Revision, file: string): string | undefined {
  const folder = realPath(dirname(file)) ?? dirname(file);
  const path = relative(realPath(top) ?? top, join(folder, file.slice(dirname(file).length)));
  const parts = path.split(sep);
  // From one drive of Windows to another, there is no relative path.
  return parts[0] === ".." || isAbsolute(path) ? undefined : parts.join("/");
}

/** The bytes of a file at a commit, through the links of the commit; `undefined` if there is no such file. */
export function readAtRevision(
  { commit, top }: Revision,
  path: string,
): { readonly bytes: Buffer } | GitProblem | undefined {
  if (/[\n\r]/.test(path)) return { problem: "its path has a line break" };
  const input = `${commit}:${path}\n`;
  const read = git(["cat-file", "--batch", "--follow-symlinks"], top, input);
  if ("problem" in read) return read;
  const { output } = read;
  const end = output.indexOf("\n");
  const line = output.subarray(0, end).toString();
  const [, kind, size] = / (\w+) (\d+)$/.exec(line) ?? [];
  if (kind === "blob") return { bytes: output.subarray(end + 1, end + 1 + Number(size)) };
  if (kind === "tree") return { problem: "it is a folder" };
  if (kind === "commit") return { problem: "it is a submodule" };
  // Git names the kind of a link that leads nowhere first.
  const link = /^(dangling|symlink|loop) \d+$/.exec(line);
  return link === null
    ? undefined
    : { problem: "it is a link that leads to no file of the commit" };
}

/** How to get a name that this repository has not: clones of CI have one commit of one branch. */
function fetchHelp(ref: string, remote: string | undefined, folder: string): string | undefined {
  // Git would read such a name as an option.
  if (remote === undefined || ref.startsWith("-")) return undefined;
  const shallow = git(["rev-parse", "--is-shallow-repository"], folder);
  const isShallow = "output" in shallow && textOf(shallow) === "true";
  const isCommit = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/.test(ref);
  // A part of the history, or of the name of a commit: nothing that a remote repository can be asked for.
  if (/[~^@:]/.test(ref) || (!isCommit && /^[0-9a-f]{7,}$/.test(ref))) {
    return isShallow ? `Fetch the history. Run: git fetch --unshallow ${remote}` : undefined;
  }
  const name = ref.replace(/^refs\/(?:heads|remotes)\//, "");
  const branch = name.startsWith(`${remote}/`) ? name.slice(remote.length + 1) : name;
  const isTag = name.startsWith("refs/");
  const target = isTag ? name : `refs/remotes/${remote}/${branch}`;
  const wanted = isCommit ? ref : `${branch}:${target}`;
  const depth = isShallow ? "--depth=1 " : "";
  return `Fetch it. Run: git fetch ${depth}${shellWord(remote)} ${shellWord(wanted)}`;
}

function remoteOf(folder: string): string | undefined {
  const found = git(["remote"], folder);
  const remotes = "output" in found ? textOf(found).split("\n") : [];
  return remotes.find((name) => name === "origin") ?? (remotes[0] || undefined);
}

/** Variables that Git sets for hooks. They name a repository, which need not be that of the folder. */
const OF_HOOKS = [
  "GIT_DIR",
  "GIT_WORK_TREE",
  "GIT_INDEX_FILE",
  "GIT_COMMON_DIR",
  "GIT_PREFIX",
] as const;

/** Runs Git in a folder. No shell reads the arguments. */
function git(
  args: readonly string[],
  folder: string,
  input?: string,
): { readonly output: Buffer } | GitProblem {
  const env: NodeJS.ProcessEnv = { ...process.env, LC_ALL: "C", GIT_TERMINAL_PROMPT: "0" };
  for (const name of OF_HOOKS) delete env[name];
  try {
    const output = execFileSync("git", ["-C", folder, ...args], {
      env,
      input: input ?? "",
      maxBuffer: MAX_FILE_BYTES + 1000,
      stdio: ["pipe", "pipe", "pipe"],
      windowsHide: true,
    });
    return { output };
  } catch (error) {
    return problemOf(error);
  }
}

function problemOf(error: unknown): GitProblem {
  const code = codeOf(error);
  if (code === "ENOENT") return { problem: "Git is not installed" };
  if (code === "ENOBUFS") return { problem: `it has more than ${MAX_FILE_BYTES} bytes` };
  const { stderr } = error as { readonly stderr?: Buffer };
  const [line = ""] = (stderr?.toString() ?? "").trim().split("\n");
  const words = line.replace(/^(?:fatal|error): /, "").replace(/\.$/, "");
  return { problem: words === "" ? "Git failed" : `Git says "${words}"` };
}

function textOf({ output }: { readonly output: Buffer }): string {
  return output.toString().replace(/\n$/, "");
}

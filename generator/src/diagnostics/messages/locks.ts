import { error, warning } from "./message.js";

/** What to do after a merge of two branches that both have a release. */
function redo(release: string): string {
  return `Keep the releases of the branch that is merged into, and drop yours. Then run "${release}".`;
}

/** The releases of a schema: `events.lock.yaml`. */
export const locks = {
  "lock-conflict": error((p: { release: string }) => ({
    message: "The lock has unresolved conflict markers.",
    help: redo(p.release),
  })),
  "lock-invalid": error((p: { reason: string; help?: string | undefined }) => ({
    message: `The lock cannot be read: ${p.reason}.`,
    help:
      p.help ??
      "Restore the file as version control has it; only `ddb-pattern-gen release` changes it.",
  })),
  "lock-order": error(
    (p: { number: string; expected: number; isRepeated: boolean; release: string }) => ({
      message: `The lock has release ${p.number} where release ${p.expected} belongs.`,
      help: p.isRepeated
        ? redo(p.release)
        : `Restore release ${p.expected} as version control has it; no release is ever removed.`,
    }),
  ),
  "lock-as-schema": error((p: { schema: string }) => ({
    message: "The file is the lock of a schema, not a schema.",
    help: `Name the schema, ${p.schema}.`,
  })),
  "lock-clash": error((p: { lock: string; other: string }) => ({
    message: `${p.other} has the same lock, ${p.lock}.`,
    help: "Rename one of the schemas, or move it to another folder.",
  })),
  "baseline-unreadable": error(
    (p: { what: string; reason: string; help?: string | undefined }) => ({
      message: `The schema cannot be compared with "${p.what}": ${p.reason}.`,
      help:
        p.help ??
        'Give --against a branch, tag or commit of Git, a file or a folder, as in "--against main".',
    }),
  ),
  "baseline-invalid": error((p: { what: string; reason: string }) => ({
    message: `The schema cannot be compared with ${p.what}, which has a mistake: ${p.reason.replace(/\.$/, "")}.`,
    help: "Compare with a version that has no mistakes.",
  })),
  "unused-accept": error((p: { rule: string; part: string; since: string }) => ({
    message: `"accept" lists ${p.part} under ${p.rule}, but no such change was made since ${p.since}.`,
    help: `Remove ${p.part} from "accept", or write the path as \`ddb-pattern-gen breaking\` prints it.`,
  })),
  "breaking-changes": warning((p: { count: number; since: string; command: string }) => ({
    message: `The schema has ${p.count} breaking change${p.count === 1 ? "" : "s"} since ${p.since}.`,
    help: `Run: ${p.command}`,
  })),
  "lock-outdated": error((p: { lock: string; isMissing: boolean; release: string }) => ({
    message: p.isMissing
      ? `The schema has never been released: ${p.lock} does not exist.`
      : `The schema has changed since the last release in ${p.lock}.`,
    help: `Run: ${p.release}`,
  })),
};

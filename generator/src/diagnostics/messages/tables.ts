import { error } from "./message.js";

/** Commands on tables. */
export const tables = {
  "table-unusable": error((p: { reason: string; help?: string | undefined }) => ({
    message: p.reason,
    help: p.help,
  })),
  "upcasters-unusable": error((p: { reason: string; help?: string | undefined }) => ({
    message: p.reason,
    help: p.help,
  })),
  "contract-outdated": error(
    (p: { table: string; schema: string; found?: number; wanted?: number; command: string }) => ({
      message:
        p.found === undefined
          ? `The table "${p.table}" has no contract of ${p.schema}.`
          : `The table "${p.table}" has the contract of release ${p.found} of ${p.schema}, not that of release ${p.wanted}.`,
      help: `Run: ${p.command}`,
    }),
  ),
  "contract-unknown": error((p: { table: string; release: number; lock: string }) => ({
    message: `The table "${p.table}" has the contract of a release ${p.release} that ${p.lock} does not have.`,
    help: "Use the lock from which the table was released: get the newest one from version control.",
  })),
  "copies-missing": error((p: { table: string; event: string; keys: string; command: string }) => ({
    message: `In the table "${p.table}", stored events of ${p.event} may lack copies: ${p.keys}.`,
    help: `Run: ${p.command}`,
  })),
};

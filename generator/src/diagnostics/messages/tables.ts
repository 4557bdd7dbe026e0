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
    (p: {
      table: string;
      schema: string;
      found?: number;
      wanted?: number;
      /** The draft event types that differ. */
      drafts?: string;
      command: string;
    }) => ({
      message:
        p.found === undefined
          ? `The table "${p.table}" has no contract of ${p.schema}.`
          : p.found === p.wanted && p.drafts
            ? `The table "${p.table}" has the contract of release ${p.found} of ${p.schema} with other drafts than the schema: ${p.drafts}.`
            : `The table "${p.table}" has the contract of release ${p.found} of ${p.schema}, not that of release ${p.wanted}.`,
      help: `Run: ${p.command}`,
    }),
  ),
  "contract-unknown": error(
    (p: { table: string; release: number; lock: string; newest: number | undefined }) => ({
      message:
        p.newest === undefined
          ? `The table "${p.table}" has the contract of release ${p.release}, and ${p.lock} is missing.`
          : p.newest < p.release
            ? `The table "${p.table}" has the contract of release ${p.release}, and the newest release in ${p.lock} is ${p.newest}.`
            : `The table "${p.table}" has the contract of another release ${p.release} than that in ${p.lock}.`,
      help: "Restore the lock from which the table was released from version control, and release the schema again.",
    }),
  ),
  "copies-missing": error((p: { table: string; event: string; keys: string; command: string }) => ({
    message: `In the table "${p.table}", stored events of ${p.event} may lack copies: ${p.keys}.`,
    help: `Run: ${p.command}`,
  })),
};

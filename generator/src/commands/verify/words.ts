import type { CopyKind, Finding, FindingKind, VerifyResult } from "ddb-pattern-runtime/maintenance";
import { count } from "../../util/count.js";
import { kindLines } from "../tables/copy-kinds.js";

/** More faults of one kind are not shown. */
const MAX_SHOWN = 10;

/** The lines of faults: those of the first faults of each kind. */
export class FaultLines {
  readonly #shown = new Map<FindingKind, number>();

  add(finding: Finding): string[] {
    const shown = this.#shown.get(finding.kind) ?? 0;
    if (shown > MAX_SHOWN) return [];
    this.#shown.set(finding.kind, shown + 1);
    if (shown === MAX_SHOWN) return [`${finding.kind}  more are counted below`];
    return [lineOf(finding)];
  }
}

/** `missing-copy  USER::u::TAKEN  01H…  TAKEN: there is no such copy` */
function lineOf({ kind, pk, sk, eventId, type, detail, repaired }: Finding): string {
  const key = sk === undefined ? pk : `${pk} ${sk}`;
  const event = eventId === undefined || eventId === sk ? [] : [eventId];
  const about = [...event, ...(type === undefined ? [] : [type])].join(" ");
  const outcome = repaired === true ? " (repaired)" : "";
  return [kind, key, `${about === "" ? "" : `${about}: `}${detail}${outcome}`].join("  ");
}

/** @param repair The command that adds what is missing. */
export function resultLines(result: VerifyResult, repair: string | undefined): string[] {
  const { kinds, events, items, findings, repaired } = result;
  const found = Object.entries(kinds).filter(([, number]) => number > 0);
  const width = Math.max(0, ...found.map(([kind]) => kind.length));
  const remaining = findings - repaired;
  const faults =
    findings === 0
      ? "no faults"
      : repaired === 0
        ? count(findings, "fault")
        : `${count(findings, "fault")}, of which ${remaining} remain`;
  return [
    ...found.map(([kind, number]) => `  ${kind.padEnd(width)}  ${number.toLocaleString("en-US")}`),
    `${count(events, "event")} in ${count(items, "item")} read: ${faults}.`,
    ...(kinds["missing-copy"] > 0 && repair !== undefined
      ? [`To add what is missing, run: ${repair}`]
      : []),
  ];
}

/** @param reindex The command that completes them; `undefined` for an export. */
export function incompleteLines(
  incomplete: readonly CopyKind[],
  reindex: string | undefined,
): string[] {
  if (incomplete.length === 0) return [];
  return [
    "Not looked for, because the contract says that stored events may lack these copies:",
    ...kindLines(incomplete, () => ""),
    ...(reindex === undefined ? [] : [`To add them, run: ${reindex}`]),
  ];
}

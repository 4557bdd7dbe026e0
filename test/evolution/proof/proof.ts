import type { DocumentClient } from "ddb-pattern-runtime/codegen/v1";
import { MemoryTable } from "ddb-pattern-runtime/memory";
import { type Attempt, attemptsOf, Clients, save } from "./attempts.js";
import { Draws } from "./draws.js";
import { everyPath, someOf } from "./every-path.js";
import { explains, type Finding, findingsOf, isHarm } from "./findings.js";
import { observe } from "./observe.js";
import { type Pair, withEdits } from "./pairs.js";
import { described, type Problem } from "./problem.js";
import type { Release } from "./release.js";

/** A table of the engine. */
export interface Table {
  readonly documents: DocumentClient;
  readonly tableName: string;
}

export type OpenTable = () => Promise<Table>;

/** What the rules say of a pair, and what is true of it. */
export interface Verdict {
  readonly pair: Pair;
  readonly findings: readonly Finding[];
  /** What readers of the new schema cannot do although the rules find no harm, or though no rule can explain it. */
  readonly failures: readonly string[];
  /** The findings of harm, each with a problem that shows it. */
  readonly witnesses: readonly (readonly [Finding, Problem | undefined])[];
  readonly rolling: Rolling;
  /** The events that were saved and read on the engine. */
  readonly saved: number;
}

/** Programs on the old schema, beside those on the new one. */
export interface Rolling {
  readonly isClean: boolean;
  /** What the old schema's readers cannot read although the rules find nothing. */
  readonly failures: readonly string[];
  readonly witnesses: readonly (readonly [Finding, Problem | undefined])[];
}

export async function prove(pair: Pair, openTable: OpenTable): Promise<Verdict> {
  const draws = new Draws(pair.seed);
  const findings = findingsOf(pair);
  const harm = findings.filter(isHarm);
  const attempts = pair.releases.flatMap((writer) => attemptsOf(writer, pair.next, harm, draws));
  const problems = await tryInMemory(attempts, pair);
  const wrong = problems.filter(({ kind }) => kind === "wrong").map(described);
  const rolling = await proveRolling(pair, findings, problems, draws, openTable);
  const common = { pair, findings, rolling };
  if (harm.length === 0) {
    const failed = problems.filter(({ kind }) => !MEANT.has(kind) && kind !== "wrong");
    const some = someOf(attempts, draws);
    const { failures, saved } = await everyPath(pair.next, some, await openTable());
    return {
      ...common,
      failures: [...wrong, ...failed.map(described), ...failures],
      witnesses: [],
      saved,
    };
  }
  const witnesses: (readonly [Finding, Problem | undefined])[] = [];
  for (const finding of harm)
    witnesses.push([finding, await witnessOf(finding, pair, problems, draws, openTable)]);
  return { ...common, failures: wrong, witnesses, saved: witnesses.length };
}

/** What readers of the new schema are meant to see otherwise. */
const MEANT: ReadonlySet<Problem["kind"]> = new Set(["left-out", "unlisted"]);

/** Saves events to a table in memory, and reads each by every path of the new schema. */
async function tryInMemory(
  attempts: readonly Attempt[],
  { old, next }: Pick<Pair, "old" | "next">,
): Promise<Problem[]> {
  const clients = new Clients(new MemoryTable(), "events");
  const problems: Problem[] = [];
  for (const attempt of attempts) problems.push(...(await observed(attempt, clients, old, next)));
  return problems;
}

async function observed(
  attempt: Attempt,
  clients: Clients,
  old: Release,
  next: Release,
): Promise<readonly Problem[]> {
  const written = await save(attempt, clients.of(attempt.writer));
  return written === undefined ? [] : observe(written, old, next, clients.of(next));
}

/** How many problems are tried on the engine, at most, to show one finding. */
const MAX_TRIES = 3;

/** The values of one field that are tried where fewer did not show a finding. */
const MOST = 600;

/**
 * A problem that a finding is about, shown on the engine. If no problem was found, more events are tried for this
 * finding alone: with upcasters that make up all that they can, and then without the edits that may hide it, such as
 * the removal of the event type.
 */
async function witnessOf(
  finding: Finding,
  pair: Pair,
  problems: readonly Problem[],
  draws: Draws,
  openTable: OpenTable,
): Promise<Problem | undefined> {
  const witness = await onEngine(finding, pair, problems, openTable);
  if (witness !== undefined) return witness;
  for (const other of [await withEdits(pair, pair.edits), await reducedTo(finding, pair)]) {
    if (other === undefined) continue;
    const attempts = other.releases.flatMap((one) =>
      attemptsOf(one, other.next, [finding], draws, MOST),
    );
    const found = await onEngine(finding, other, await tryInMemory(attempts, other), openTable);
    if (found !== undefined) return found;
  }
  return undefined;
}

async function onEngine(
  finding: Finding,
  { old, next }: Pair,
  problems: readonly Problem[],
  openTable: OpenTable,
): Promise<Problem | undefined> {
  const explained = problems.filter((problem) => explains(finding, problem)).slice(0, MAX_TRIES);
  if (explained.length === 0) return undefined;
  const { documents, tableName } = await openTable();
  const clients = new Clients(documents, tableName);
  for (const { written } of explained) {
    const again = await observed(written, clients, old, next);
    const witness = again.find((problem) => explains(finding, problem));
    if (witness !== undefined) return witness;
  }
  throw new Error(
    `The engine does not show what a table in memory shows: ${described(explained[0] as Problem)}`,
  );
}

/** The pair with only the edits that a finding needs; `undefined` if it needs all. */
async function reducedTo(finding: Finding, pair: Pair): Promise<Pair | undefined> {
  let reduced = pair;
  for (const edit of pair.edits) {
    const fewer = reduced.edits.filter((one) => one !== edit);
    const candidate = await withEdits(pair, fewer);
    if (candidate === undefined) continue;
    const isFound = findingsOf(candidate).some(
      ({ rule, path }) => rule === finding.rule && path === finding.path,
    );
    if (isFound) reduced = candidate;
  }
  return reduced === pair ? undefined : reduced;
}

/** Readers of the old schema ignore members that it does not list, and only some check the limits of values. */
const MEANT_IN_ROLLING: ReadonlySet<Problem["kind"]> = new Set(["limit", "lost", "unlisted"]);

/** @param stored - What readers of the new schema cannot do with stored events. */
async function proveRolling(
  pair: Pair,
  findings: readonly Finding[],
  stored: readonly Problem[],
  draws: Draws,
  openTable: OpenTable,
): Promise<Rolling> {
  const { old, next } = pair;
  const harm = findings.filter(({ category }) => category !== "SOURCE");
  const attempts = attemptsOf(next, old, harm, draws);
  const problems = await tryInMemory(attempts, { old: next, next: old });
  const isClean = harm.length === 0;
  const failed = problems.filter(
    ({ kind }) => kind === "wrong" || (isClean && !MEANT_IN_ROLLING.has(kind)),
  );
  const rolling = findings.filter(({ category }) => category === "ROLLING");
  // Programs on the old schema may still save events that readers of the new one leave out.
  const all = [...problems, ...stored.filter(({ kind }) => kind === "left-out")];
  const onEngine = isClean ? await readByOld(pair, attempts, draws, openTable) : [];
  return {
    isClean,
    failures: [...failed.map(described), ...onEngine],
    witnesses: rolling.map((finding) => [finding, all.find((one) => explains(finding, one))]),
  };
}

/** Saves events of the new schema, and reads them by every path of the old one. */
async function readByOld(
  { old, next }: Pair,
  attempts: readonly Attempt[],
  draws: Draws,
  openTable: OpenTable,
): Promise<readonly string[]> {
  const readable: Attempt[] = [];
  for (const attempt of someOf(attempts, draws)) {
    const problems = await tryInMemory([attempt], { old: next, next: old });
    // One of these events would hide all others of a query.
    if (!problems.some(({ kind }) => kind === "limit")) readable.push(attempt);
  }
  return (await everyPath(old, readable, await openTable())).failures;
}

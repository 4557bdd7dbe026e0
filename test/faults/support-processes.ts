import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import {
  type AppendCondition,
  type ConflictingStream,
  type PlainEvent,
  StreamConflictError,
} from "ddb-pattern-runtime";
import { expect } from "vitest";
import { type BundledProgram, bundleProgram } from "../engines/bundle-program.js";
import type { Call, ReportedEvent } from "./support-journal.js";
import type { LedgerEvent } from "./support-ledger.js";

/** The task of a writer process. */
export interface WriterSettings {
  readonly endpoint: string;
  readonly tableName: string;
  readonly name: string;
  readonly seed: number;
  /** The number of concurrent saves. */
  readonly lanes: number;
  /** The number of saves of each lane. */
  readonly saves: number;
  /** The shared accounts that all writers append to. */
  readonly accounts: readonly string[];
  readonly kinds: readonly Kind[];
  /**
   * Whether events have given ids, so that another process can repeat saves with unknown outcomes.
   */
  readonly identified: boolean;
}

export type Kind = "interest" | "withClerk" | "deposit" | "transfer" | "batch" | "expected";

/**
 * The messages of a writer, one on each line. Times are nanoseconds of a clock that all processes
 * share.
 */
export type Line =
  | {
      readonly word: "saving";
      readonly call: string;
      readonly begun: number;
      readonly events: readonly LedgerEvent[];
      readonly expect: readonly AppendCondition[];
    }
  | {
      readonly word: "saved";
      readonly call: string;
      readonly ended: number;
      readonly stored: readonly PlainEvent[];
    }
  | {
      readonly word: "refused";
      readonly call: string;
      readonly ended: number;
      readonly eventIds: readonly string[];
      readonly conflict: ConflictingStream & {
        readonly expectedRevision: number;
        readonly foundEventId?: string | undefined;
      };
    }
  | { readonly word: "failed"; readonly message: string }
  | ({ readonly word: "ended" } & Writes);

/**
 * The number of writes of a writer, of writes that found a taken key, and the write units of the
 * latter.
 */
export interface Writes {
  readonly requests: number;
  readonly refused: number;
  readonly refusedUnits: number;
}

/** The run of one writer. */
export interface Life {
  readonly calls: readonly Call[];
  /** The saves without an outcome when it was killed. */
  readonly open: readonly (readonly LedgerEvent[])[];
  /** Reported only by a writer that was not killed. */
  readonly writes?: Writes;
}

/** Bundles `writer-process.ts`. */
export function buildWriter(): Promise<BundledProgram> {
  return bundleProgram(new URL("writer-process.ts", import.meta.url));
}

/**
 * Runs a writer, and returns its reported outcomes.
 *
 * @param death - The number of lines, and then of milliseconds, after which the writer is killed.
 */
export async function runWriter(
  program: string,
  settings: WriterSettings,
  death?: { readonly lines: number; readonly ms: number },
): Promise<Life> {
  const args = [program, JSON.stringify(settings)];
  const writer = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  const closed = once(writer, "close");
  const calls: Call[] = [];
  const open = new Map<string, Line & { word: "saving" }>();
  let writes: Writes | undefined;
  let lines = 0;
  for await (const text of createInterface(writer.stdout)) {
    if (++lines === death?.lines) setTimeout(() => writer.kill("SIGKILL"), death.ms);
    const line = JSON.parse(text) as Line;
    if (line.word === "failed") throw new Error(`A writer failed: ${line.message}`);
    if (line.word === "ended") {
      writes = line;
    } else if (line.word === "saving") {
      open.set(line.call, line);
    } else {
      const begun = open.get(line.call);
      if (begun !== undefined) calls.push(callOf(begun, line));
      open.delete(line.call);
    }
  }
  const [code, signal] = await closed;
  // A writer that ended before it was killed has failed or finished its task.
  if (signal === null)
    expect({ code, isDone: writes !== undefined }).toEqual({ code: 0, isDone: true });
  const left = [...open.values()];
  return {
    calls: [...calls, ...left.map((begun) => callOf(begun, undefined))],
    open: left.map(({ events }) => events),
    ...(writes === undefined ? {} : { writes }),
  };
}

function callOf(
  { begun, events, expect: conditions }: Line & { word: "saving" },
  reported: (Line & { word: "saved" | "refused" }) | undefined,
): Call {
  const call = { begun, expect: conditions, ended: reported?.ended ?? Number.POSITIVE_INFINITY };
  if (reported === undefined) {
    const unknown = events.map(
      (event): ReportedEvent => ({ event, status: "unknown", id: event.id }),
    );
    return { ...call, reported: unknown, error: new Error("killed") };
  }
  if (reported.word === "saved") {
    const saved = events.map((event, index): ReportedEvent => {
      const stored = reported.stored[index];
      return { event, status: "saved", id: stored?.id, stored };
    });
    return { ...call, reported: saved };
  }
  const { conflict, eventIds } = reported;
  const { expectedRevision, foundEventId: eventId } = conflict;
  const found = eventId === undefined ? undefined : { eventId, revision: expectedRevision + 1 };
  const error = new StreamConflictError(conflict, expectedRevision, found);
  const refused = events.map((event, index): ReportedEvent => {
    return { event, status: "not-written", id: eventIds[index] };
  });
  return { ...call, reported: refused, error };
}

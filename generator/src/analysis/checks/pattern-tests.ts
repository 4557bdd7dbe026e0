import { Worker } from "node:worker_threads";

/**
 * How long all patterns of a schema together may take, in milliseconds. A pattern that does not backtrack takes
 * microseconds for a value that a person wrote; one that does takes years.
 */
const DEADLINE_MS = 3_000;

/** How long a thread may take to start, in milliseconds, on a machine that is busy. */
const START_MS = 60_000;

/** As many steps as take no noticeable time. */
const FEW_STEPS = 100_000;

/** States of a test in the memory that both threads share. */
const [OPEN, MATCHES, DIFFERS] = [0, 1, 2];

interface PatternTest {
  readonly pattern: string;
  readonly text: string;
}

/**
 * Matches strings with patterns, some of which could take for ever. Only another thread can be ended while it
 * matches, so these are collected, and matched there all at once by `run`.
 */
export class PatternTests {
  /** The tests that were not decided at once, by their keys. */
  readonly #tests = new Map<string, PatternTest>();
  readonly #results = new Map<string, boolean>();
  #slow: string | undefined;
  /** How many tests with an open result were asked for. */
  openCount = 0;
  /** Whether a test was asked for that had not ended at the deadline. */
  metSlow = false;

  /** Whether the pattern matches; `true` as long as that is open. */
  readonly matches = (pattern: string, text: string): boolean => {
    if (isQuick(pattern, text)) return new RegExp(pattern, "u").test(text);
    const key = JSON.stringify([pattern, text]);
    const result = this.#results.get(key);
    if (result !== undefined) return result;
    if (key === this.#slow) this.metSlow = true;
    this.#tests.set(key, { pattern, text });
    this.openCount++;
    return true;
  };

  /** Decides what is open, up to the test that has not ended at the deadline. */
  run(): void {
    const keys = [...this.#tests.keys()];
    const states = matchInThread([...this.#tests.values()]);
    keys.forEach((key, index) => {
      const state = states[index];
      if (state !== OPEN) this.#results.set(key, state === MATCHES);
      else this.#slow ??= key;
    });
  }
}

/**
 * Whether a pattern is matched in few steps: without groups and alternatives, it has at most one way to match
 * for each choice of a length for each quantifier and, if it can match anywhere, of a start.
 */
function isQuick(pattern: string, text: string): boolean {
  if (/[()|]/.test(pattern)) return false;
  const quantifiers = pattern.match(/[*+?{]/g)?.length ?? 0;
  const choices = quantifiers + (pattern.startsWith("^") ? 0 : 1);
  return (text.length + 1) ** choices <= FEW_STEPS;
}

/** The thread's program. `states[0]` says that it has begun, the last one that it has ended. */
const PROGRAM = `
const { tests, states } = require("node:worker_threads").workerData;
const set = (index, state) => {
  Atomics.store(states, index, state);
  Atomics.notify(states, index);
};
set(0, 1);
tests.forEach(({ pattern, text }, index) => {
  let isMatch = false;
  // A pattern can be too large to be compiled.
  try { isMatch = new RegExp(pattern, "u").test(text); } catch {}
  set(index + 1, isMatch ? ${MATCHES} : ${DIFFERS});
});
set(tests.length + 1, 1);
`;

/** The states of the tests at the deadline, or earlier if all have ended. */
function matchInThread(tests: readonly PatternTest[]): readonly number[] {
  const bytes = Int32Array.BYTES_PER_ELEMENT * (tests.length + 2);
  const states = new Int32Array(new SharedArrayBuffer(bytes));
  const worker = new Worker(PROGRAM, {
    eval: true,
    execArgv: [],
    workerData: { tests, states },
  });
  Atomics.wait(states, 0, OPEN, START_MS);
  Atomics.wait(states, tests.length + 1, OPEN, DEADLINE_MS);
  void worker.terminate();
  return Array.from(tests, (_, index) => Atomics.load(states, index + 1));
}

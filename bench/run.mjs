/** Usage: node run.mjs [turns] [cases, joined by commas] */
import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { CASES } from "./cases.mjs";
import { generateClient } from "./prepare.mjs";

const [turns = "25", chosen = Object.keys(CASES).join()] = process.argv.slice(2);
const BASE = "raw-lib";
/** The contenders by name. Each runs in a separate process. */
const CONTENDERS = {
  [BASE]: BASE,
  control: BASE,
  "raw-tuned": "raw-tuned",
  "ddb-pattern": "ddb-pattern",
  "ddb-pattern-plain": "ddb-pattern-plain",
};

async function start(contender, caseName) {
  const worker = fork(
    fileURLToPath(new URL("worker.mjs", import.meta.url)),
    [contender, caseName],
    // V8's helper threads would add to the measured CPU time of the process.
    { execArgv: ["--no-warnings", "--single-threaded"] },
  );
  await answerOf(worker);
  return worker;
}

async function answerOf(worker) {
  const end = new AbortController();
  try {
    return await Promise.race([
      once(worker, "message", { signal: end.signal }).then(([message]) => message),
      once(worker, "exit", { signal: end.signal }).then(([code]) => {
        throw new Error(`A contender ended with exit code ${code}.`);
      }),
    ]);
  } finally {
    end.abort();
  }
}

async function slice(worker) {
  worker.send("slice");
  return answerOf(worker);
}

/** Measures the least CPU time of a call, in microseconds, for each contender. */
async function measure(caseName) {
  const workers = new Map();
  try {
    for (const [name, contender] of Object.entries(CONTENDERS)) {
      workers.set(name, await start(contender, caseName));
    }
    const least = new Map();
    for (let turn = 0; turn < Number(turns); turn++) {
      // The order is reversed every turn, so that no contender always follows the same one.
      const order = turn % 2 === 0 ? [...workers] : [...workers].reverse();
      for (const [name, worker] of order) {
        least.set(name, Math.min(least.get(name) ?? Number.POSITIVE_INFINITY, await slice(worker)));
      }
    }
    return [...workers.keys()].map((name) => [name, least.get(name)]);
  } finally {
    for (const worker of workers.values()) worker.kill();
  }
}

generateClient();
console.log("case    contender            least µs   ratio");
for (const caseName of chosen.split(",")) {
  const results = await measure(caseName);
  const [[, base]] = results;
  for (const [name, us] of results) {
    console.log(
      `${caseName.padEnd(7)} ${name.padEnd(20)} ${us.toFixed(0).padStart(8)}   ${(us / base).toFixed(2)}`,
    );
  }
}

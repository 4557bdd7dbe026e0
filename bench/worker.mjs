/** Runs one contender on one case: warms up, then measures a slice for each message. */
import { CASES } from "./cases.mjs";
import { newEvent, TYPES } from "./model.mjs";
import { StubHandler } from "./stub-handler.mjs";

const [contenderName, caseName] = process.argv.slice(2);
const { itemsPerKey, call } = CASES[caseName];
const { open } = await import(`./contenders/${contenderName}.mjs`);

const handler = new StubHandler();
const contender = open({
  region: "us-east-1",
  endpoint: "http://127.0.0.1:1",
  credentials: { accessKeyId: "local", secretAccessKey: "local" },
  requestHandler: handler,
});
for (const type of TYPES) await contender.save(newEvent(type));
handler.startAnswering(itemsPerKey);

const WARM_UP_US = 1_500_000;
const SLICE_US = 50_000;

function cpuUs() {
  const { user, system } = process.cpuUsage();
  return user + system;
}

/** Measures the CPU time of a call in microseconds, averaged over this many calls. */
async function measure(calls) {
  const start = cpuUs();
  for (let done = 0; done < calls; done++) await call(contender);
  return (cpuUs() - start) / calls;
}

const warmUntil = cpuUs() + WARM_UP_US;
while (cpuUs() < warmUntil) await measure(10);
const calls = Math.max(1, Math.round(SLICE_US / (await measure(10))));

process.on("message", async () => process.send(await measure(calls)));
process.send("ready");

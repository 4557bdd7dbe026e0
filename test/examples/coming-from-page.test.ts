import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { newEventId } from "ddb-pattern-runtime";
import { MemoryTable } from "ddb-pattern-runtime/memory";
import { expect, test } from "vitest";
import { generate } from "../../generator/src/index.js";
import type { UntypedClient } from "../client/support.js";
import { STRICT_FLAGS, tsc } from "../emit/compilers.js";
import { temporaryPackage } from "../emit/support.js";
import { Page } from "../packages/page.js";

const PAGE = new Page("docs/guide/coming-from.md");

interface Modules {
  createSchoolEventClient(client: object, tableName: string): UntypedClient;
  enrol(school: UntypedClient, course: string, student: string): Promise<boolean>;
}

async function compiledPage(): Promise<Modules> {
  const { module, diagnostics } = await generate({ text: PAGE.block("events.yaml") });
  expect(diagnostics).toEqual([]);
  const folder = temporaryPackage({ name: "school", private: true, type: "module" });
  writeFileSync(join(folder, "events.generated.ts"), String(module));
  writeFileSync(join(folder, "enrol.ts"), PAGE.block("enrol.ts"));
  const options = { ...STRICT_FLAGS, module: "nodenext", verbatimModuleSyntax: true };
  expect(await tsc("7", folder, options, ["enrol.ts"])).toEqual({ output: "", isSuccess: true });
  const load = (file: string) => import(pathToFileURL(join(folder, file)).href);
  return { ...(await load("events.generated.js")), ...(await load("enrol.js")) };
}

test("a seat is taken once, even if several customers ask for it at the same time", async () => {
  const { createSchoolEventClient, enrol } = await compiledPage();
  const school = createSchoolEventClient(new MemoryTable({ latencyMs: 1 }), "events");
  const [course, one, two] = [newEventId(), newEventId(), newEventId()];
  await school.saveEvent({ type: "COURSE_OPENED", data: { course_id: course, seats: 1 } });
  for (const student_id of [one, two]) {
    await school.saveEvent({ type: "STUDENT_ADMITTED", data: { student_id, max_courses: 1 } });
  }
  const results = await Promise.allSettled([
    enrol(school, course, one),
    enrol(school, course, two),
  ]);
  const taken = results.filter((result) => result.status === "fulfilled" && result.value);
  expect(taken).toHaveLength(1);
  const refused = results.find((result) => result.status === "rejected");
  if (refused !== undefined) expect(refused.reason).toMatchObject({ code: "stream-conflict" });
  expect(await enrol(school, course, two)).toBe(false);
  expect(await enrol(school, newEventId(), one)).toBe(false);
});

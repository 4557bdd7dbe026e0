import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { format } from "prettier";
import { expect, test } from "vitest";
import { propertyName } from "../../generator/src/emit/typescript/escape.js";
import { STRICT_FLAGS, tsc } from "./compilers.js";
import { temporaryPackage } from "./support.js";

const names: string[] = [];
for (let point = 0x80; point < 0x10000; point++) {
  const character = String.fromCharCode(point);
  if (/\p{ID_Start}/u.test(character)) names.push(character);
  else if (/\p{ID_Continue}/u.test(character)) names.push(`a${character}`);
}
const members = names.map((name) => `  ${propertyName(name)}: 1;`);
const text = `export type Names = {\n${members.join("\n")}\n};\n`;

test("names have quotes exactly where Prettier leaves them", async () => {
  const formatted = (await format(text, { parser: "typescript" })).split("\n");
  expect(text.split("\n").filter((line, index) => line !== formatted[index])).toEqual([]);
  expect(members.filter((member) => member.includes('"')).length).toBeGreaterThan(300);
});

test("names without quotes are names to the oldest compiler, too", async () => {
  const folder = temporaryPackage({ type: "module" });
  writeFileSync(join(folder, "names.ts"), text);
  const options = { ...STRICT_FLAGS, module: "nodenext", noEmit: true };
  expect((await tsc("5.4", folder, options, ["names.ts"])).output).toBe("");
});

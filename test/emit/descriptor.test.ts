import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { analyze } from "../../generator/src/analyze.js";
import { sourceFile } from "../../generator/src/language/source-file.js";
import { descriptorOf } from "../../generator/src/tables/descriptor.js";
import { importReader } from "../../generator/src/workspace/import-reader.js";
import { descriptorOf as descriptorOfModule } from "../properties/modules.js";
import { EXAMPLES, ROOT, schemaOf } from "./support.js";

const EVOLVED = "test/cases/evolution/events.yaml";

test.each([...EXAMPLES.map(schemaOf), EVOLVED])(
  "commands on tables describe %s to the runtime as its module does",
  async (file) => {
    const text = readFileSync(`${ROOT}${file}`, "utf8");
    const { model } = await analyze(sourceFile(file, text), importReader(file, ROOT));
    if (model === undefined) throw new Error(`${file} has errors`);
    expect(descriptorOf(model)).toStrictEqual(descriptorOfModule(model));
  },
);

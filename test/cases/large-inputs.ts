import { MAX_FILE_BYTES } from "../../generator/src/language/limits.js";
import type { Files } from "../cli/support.js";

const lines = (count: number, line: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => line(index)).join("");

const schema = (fields: string) =>
  `version: 1\nname: Store\nlookups: [entity]\nevents:\n  PRICE_LOWERED:\n    data:\n      product_id: ulid\n${fields}`;

/** Case → the input that would be too large to be read by anybody, and so is made. */
export const LARGE_INPUTS: Readonly<Record<string, Files>> = {
  "file-too-large": { "events.yaml": schema("# ".padEnd(MAX_FILE_BYTES, "x")) },
  "too-many-parts": { "events.yaml": schema(lines(1000, (index) => `      f${index}: string\n`)) },
  "too-many-imports": {
    "types/all.yaml": `version: 1\nimports:\n${lines(100, (index) => `  - ./t${index}.yaml\n`)}`,
    ...Object.fromEntries(
      Array.from({ length: 100 }, (_, index) => [
        `types/t${index}.yaml`,
        `version: 1\ntypes: { T${index}: string }\n`,
      ]),
    ),
  },
};

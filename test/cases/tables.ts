import { contractOf } from "../engines/stub-tables.js";

/** The digest of the schema of the cases about tables. */
const SHAPES = "f2c5b84379fba9e6";

/** The tables that cases use, by their names, with all items. */
export const TABLES = {
  empty: [],
  incomplete: [contractOf("Store", 1, SHAPES, "2026-01-01T00:00:00.000Z")],
  "of-another-branch": [contractOf("Store", 2, "0123456789abcdef")],
};

import { expect, test } from "vitest";
import { similarNames } from "../../generator/src/lint/similar-names.js";

test.each<[string[], [string, string][]]>([
  [["price_low", "priceLow"], [["priceLow", "price_low"]]],
  [["LOCCKED", "LOCKED"], [["LOCKED", "LOCCKED"]]],
  [["LOCKED", "LOKCED"], [["LOKCED", "LOCKED"]]],
  // An extra letter at an end, or an extra digit, makes another word.
  [["LOCKED", "BLOCKED", "LOCKEDS"], []],
  [["PHASE1X", "PHASEX"], []],
  // The first owner of a spelling does not match; a later one does.
  [["BLOCKED", "LOCCKED", "LOCKED"], [["LOCKED", "LOCCKED"]]],
])("similar names of %j are %j", (names, similar) => {
  expect([...similarNames(names)]).toEqual(similar);
});

import { expect, test } from "vitest";
import { similarNames } from "../../generator/src/lint/similar-name/similar-names.js";

test.each<[string[], [string, string][]]>([
  [["price_low", "priceLow"], [["priceLow", "price_low"]]],
  [["LOCCKED", "LOCKED"], [["LOCKED", "LOCCKED"]]],
  [["LOCKED", "LOKCED"], [["LOKCED", "LOCKED"]]],
  // An extra letter at an end, or an extra digit, makes another word.
  [["LOCKED", "BLOCKED", "LOCKEDS"], []],
  [["PHASE1X", "PHASEX"], []],
  [["order12_id", "order21_id", "order112_id"], []],
  [["LINE1A", "LINEA1"], []],
  // The same letters, encoded otherwise: as one character or as two, and in full width.
  [["caf\u00e9", "cafe\u0301"], [["cafe\u0301", "caf\u00e9"]]],
  [["\uff4eame", "name"], [["name", "\uff4eame"]]],
  [["café", "cafè"], []],
  // Separators between words do not count, those of numbers do.
  [["_price-low", "price_low"], [["price_low", "_price-low"]]],
  [["item_1", "item1"], [["item1", "item_1"]]],
  [["1", "-1", "+1"], []],
  [["tax_7_5", "tax_75"], []],
  [["v1-1", "v11"], []],
  // The first owner of a spelling does not match; a later one does.
  [["BLOCKED", "LOCCKED", "LOCKED"], [["LOCKED", "LOCCKED"]]],
])("similar names of %j are %j", (names, similar) => {
  expect([...similarNames(names)]).toEqual(similar);
});

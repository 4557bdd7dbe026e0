import { expect, test } from "vitest";
import { diagnosticsOf } from "./support.js";

const messageFor = (field: string) =>
  diagnosticsOf(
    `version: 1\nname: Store\nlookups: [entity]\nevents:\n  A:\n    data:\n      a_id: ulid\n      x: ${field}\n`,
  ).map(({ message }) => message);

test.each([
  ["{ type: string, const: x, default: y }", 'it must be "x"'],
  ["{ type: string, maxLength: 1, default: ab }", "it must have at most 1 character"],
  ["{ type: string, minLength: 3, default: ab }", "it must have at least 3 characters"],
  ["{ type: array, items: string, minItems: 1, default: [] }", "it must have at least 1 item"],
  [
    "{ type: array, items: string, maxItems: 2, default: [a, b, c] }",
    "it must have at most 2 items",
  ],
  [
    "{ type: timestamp, default: today }",
    "it is not a date and time with its offset, such as 2026-12-31T23:59:59Z",
  ],
  ["{ type: time, default: 7pm }", "it is not a time of day, such as 19:30 or 19:30:00Z"],
  ["{ type: duration, default: 2h }", "it is not a duration, such as P1DT2H or PT0.5S"],
])("%s: a value that does not fit is told in our words", (field, reason) => {
  expect(messageFor(field)).toEqual([`The value does not fit its field: ${reason}.`]);
});

test("a pattern that is wrong is told by its reason alone", () => {
  expect(messageFor('{ type: string, pattern: "a/u: (" }')).toEqual([
    "The pattern is not a valid regular expression: Unterminated group.",
  ]);
});

test("an id that may be null is told so, at what says it", () => {
  const text = (head: string) =>
    `version: 1\nname: Store\n${head}events:\n  A:\n    data:\n      a_id: ulid\n      p_id: { type: ulid, nullable: true }\n`;
  const [found] = diagnosticsOf(text("lookups: [entity]\n"));
  expect(found).toMatchObject({
    code: "id-field-not-string",
    message: '"p_id" names an entity, so it must not be null.',
    help: 'Remove "nullable: true"; for an id that can be absent, write "p_id?:".',
    path: ["events", "A", "data", "p_id", "nullable"],
  });
  const [ofPartition] = diagnosticsOf(text("partition: p_id\n"));
  expect(ofPartition?.help).toBe('Remove "nullable: true".');
});

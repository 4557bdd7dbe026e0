import { fullFormats } from "ajv-formats/dist/formats.js";
import { newEventId } from "ddb-pattern-runtime";
import { isDate, isDateTime, isEmail, isUlid, isUri, isUuid } from "ddb-pattern-runtime/rules";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

const formats = {
  ulid: isUlid,
  uuid: isUuid,
  date: isDate,
  "date-time": isDateTime,
  email: isEmail,
  uri: isUri,
};

type Name = keyof typeof formats;

const pick = (...texts: string[]) => fc.constantFrom(...texts);
const joined = (...parts: fc.Arbitrary<string>[]) => fc.tuple(...parts).map((p) => p.join(""));
const maybe = (part: fc.Arbitrary<string>) => fc.option(part, { nil: "" });
const list = (part: fc.Arbitrary<string>, separator: string, maxLength = 9) =>
  fc.array(part, { maxLength }).map((parts) => parts.join(separator));
const digits = (count: number) =>
  fc.nat(10 ** count - 1).map((n) => String(n).padStart(count, "0"));
const hex = fc.string({ unit: fc.constantFrom(..."0123456789abcdefABCDEF"), maxLength: 5 });

const date = joined(digits(4), pick("-", "-", "/"), digits(2), pick("-"), digits(2));
const realDate = fc
  .date({ min: new Date("0000-01-01"), max: new Date("9999-12-31"), noInvalidDate: true })
  .map((day) => day.toISOString().slice(0, 10));
const nearMonthEnd = joined(
  pick("1900", "2000", "2023", "2024"),
  pick("-00-", "-02-", "-04-", "-12-", "-13-"),
  pick("00", "01", "28", "29", "30", "31", "32"),
);
const time = joined(
  pick("00", "12", "22", "23", "24"),
  pick(":00", ":01", ":30", ":59", ":59", ":60"),
  pick(":00", ":59", ":60", ":61"),
  maybe(joined(pick("."), fc.string({ unit: fc.constantFrom(..."09"), maxLength: 20 }))),
);
const offset = fc.oneof(
  pick("", "Z", "z", "+01", "-0100"),
  joined(
    pick("+", "-"),
    pick("00", "01", "23", "24"),
    pick(":"),
    pick("00", "01", "30", "59", "60"),
  ),
);

const ipv4 = list(fc.oneof(fc.nat(300).map(String), pick("00", "007", "")), ".", 5);
const ipv6 = joined(list(hex, ":"), maybe(pick("::", ":")), list(hex, ":"), maybe(ipv4));
const text = fc.string({
  unit: fc.constantFrom(..."aZ0_-.~!$&'()*+,;=:@/?#[]%41\"^ é"),
  maxLength: 12,
});
const host = fc.oneof(
  text,
  ipv4,
  fc.ipV4(),
  joined(pick("["), fc.oneof(ipv6, fc.ipV6(), pick("v1.a", "vG.a", "V1.")), pick("]")),
);

/** Strings that have the format, or almost have it. */
const CLOSE: { readonly [Each in Name]: fc.Arbitrary<string> } = {
  ulid: fc.oneof(
    fc.ulid(),
    fc.ulid().map((id) => id.toLowerCase()),
  ),
  uuid: fc.oneof(
    fc.uuid(),
    fc.uuid().map((id) => `urn:uuid:${id}`),
  ),
  date: fc.oneof(date, realDate, nearMonthEnd),
  "date-time": joined(realDate, pick("T", "t", " ", "\n", "\u00a0", "TT", ""), time, offset),
  email: fc.oneof(
    fc.emailAddress(),
    joined(list(text, ".", 3), pick("@", ""), list(text, ".", 3)),
    joined(
      pick("a", "a.b", ".a", "a..b", "a."),
      pick("@"),
      list(pick("a", "a-b", "-a", "a-", ""), ".", 3),
    ),
  ),
  uri: fc.oneof(
    fc.webUrl({ withFragments: true, withQueryParameters: true }),
    joined(
      pick("http", "a", "1", "a+.-1", ""),
      pick(":", ""),
      pick("//", "/", "", "///"),
      maybe(joined(text, pick("@"))),
      host,
      maybe(joined(pick(":"), fc.oneof(digits(3), text))),
      text,
    ),
  ),
};

/** The string with one character changed, removed or inserted. */
function mutated(texts: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const inserted = fc.string({ unit: "binary", maxLength: 1 });
  return fc.tuple(texts, fc.nat(), inserted, fc.nat(1)).map(([text, at, character, width]) => {
    const position = at % (text.length + 1);
    return text.slice(0, position) + character + text.slice(position + width);
  });
}

function peerAccepts(name: Exclude<Name, "ulid">, text: string): boolean {
  const format: unknown = fullFormats[name];
  if (format instanceof RegExp) return format.test(text);
  if (typeof format === "function") return format(text);
  return (format as { validate: (text: string) => boolean }).validate(text);
}

/** The strings that ajv-formats accepts beyond the RFCs, as the docs of formats.ts list them. */
const BEYOND: { readonly [Each in Name]?: RegExp } = {
  uuid: /^urn:/,
  "date-time": /[^\S ]|[+-]\d\d(?:\d\d)?$|^.{10}.(?:2[4-9]|[3-9]\d|\d\d:[6-9])/s,
};

describe.each(["uuid", "date", "date-time", "email", "uri"] as const)("%s", (name) => {
  test("agrees with ajv-formats", () => {
    const outcomes = { accepted: 0, refused: 0 };
    const texts = fc.oneof(
      { weight: 6, arbitrary: CLOSE[name] },
      { weight: 3, arbitrary: mutated(CLOSE[name]) },
      { weight: 1, arbitrary: fc.string({ unit: "binary" }) },
    );
    fc.assert(
      fc.property(texts, (text) => {
        const expected = peerAccepts(name, text) && BEYOND[name]?.test(text) !== true;
        outcomes[expected ? "accepted" : "refused"]++;
        expect([text, formats[name](text)]).toEqual([text, expected]);
      }),
      { numRuns: 20_000 },
    );
    // The strings must include valid ones, or the comparison would prove little.
    expect(outcomes.accepted).toBeGreaterThan(500);
    expect(outcomes.refused).toBeGreaterThan(500);
  });
});

test("a ULID is canonical: upper case, with a valid time", () => {
  fc.assert(fc.property(fc.ulid(), (id) => formats.ulid(id)));
  const id = newEventId();
  for (const other of [
    id.toLowerCase(),
    `8${id.slice(1)}`,
    `${id}\n`,
    id.slice(1),
    `${id.slice(1)}U`,
  ]) {
    expect(formats.ulid(other)).toBe(false);
  }
});

test.each<[Name, string, boolean]>([
  ["date-time", "2016-12-31T23:59:60Z", true],
  ["date-time", "2016-12-31T15:59:60.5-08:00", true],
  ["date-time", "2016-12-31T23:59:60+01:00", false],
  ["date-time", "2026-01-01T00:00:00", false],
  ["date-time", "2026-01-01T24:59:30+01:00", false],
  ["date", "2100-02-29", false],
  ["uri", "https://[::ffff:1.2.3.4]:443/a?b#c", true],
  ["uri", "mailto:someone@example.com", true],
  ["uri", "/relative", false],
  ["email", "someone@localhost", false],
])("%s: %s is %s", (name, text, isOne) => {
  expect(formats[name](text)).toBe(isOne);
});

// Strings that make an ambiguous pattern backtrack exponentially.
const HOSTILE = [
  "a",
  "0",
  "-",
  ".",
  "a-",
  "a.",
  ":",
  "1:",
  "::",
  "@",
  "a@",
  "%41",
  "%",
  "/",
  "[",
  "é",
  "\n",
];

test("a string of 100 kB is checked quickly", () => {
  const start = performance.now();
  for (const check of Object.values(formats)) {
    for (const prefix of ["", "a@", "http://", "http://[", "2026-01-01T00:00:00.", "a:"]) {
      for (const unit of HOSTILE) {
        check(`${prefix}${unit.repeat(100_000 / unit.length)}`);
        check(`${prefix}${unit.repeat(100_000 / unit.length)}\u0000`);
      }
    }
  }
  // Over a thousand checks of some tenths of a millisecond; quadratic time would take minutes.
  expect(performance.now() - start).toBeLessThan(10_000);
});

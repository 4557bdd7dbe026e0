import { fullFormats } from "ajv-formats/dist/formats.js";
import { newEventId } from "ddb-pattern-runtime";
import {
  isDate,
  isDateTime,
  isDuration,
  isEmail,
  isLocalDateTime,
  isTime,
  isUlid,
  isUri,
  isUuid,
} from "ddb-pattern-runtime/rules";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

const formats = {
  ulid: isUlid,
  uuid: isUuid,
  date: isDate,
  "date-time": isDateTime,
  time: isTime,
  "local-date-time": isLocalDateTime,
  duration: isDuration,
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

/** Without seconds, too. */
const clock = fc.oneof(
  time,
  joined(pick("00", "19", "23", "24"), pick(":00", ":30", ":59", ":60")),
);
const amount = fc.oneof(fc.nat(99).map(String), pick("", "0.5", "1,5", "-1", "1.", ".5"));
const units = (names: string) =>
  fc
    .tuple(...[...names].map((unit) => maybe(joined(amount, pick(unit)))))
    .map((parts) => parts.join(""));

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
  time: joined(clock, fc.oneof(offset, pick("+02:00", "-12:00", "Z", ""))),
  "local-date-time": joined(realDate, pick("T", "T", "T", "t", " ", ""), clock, pick("", "", "Z")),
  duration: fc.oneof(
    joined(
      pick("P", "P", "P", "p", "-P", ""),
      units("YMD"),
      maybe(joined(pick("T"), units("HMS"))),
    ),
    fc.stringMatching(/^P([0-9]{1,2}[YMDWTHS]){0,4}$/),
    fc.stringMatching(
      /^P([0-9]Y)?([0-9]M)?([0-9]D)?(T([0-9]H)?([0-9]M)?([0-9]{1,2}(\.[0-9]{1,9})?S)?)?$/,
    ),
  ),
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

type Peer = keyof typeof fullFormats;

function peerAccepts(name: Peer, text: string): boolean {
  const format: unknown = fullFormats[name];
  if (format instanceof RegExp) return format.test(text);
  if (typeof format === "function") return format(text);
  return (format as { validate: (text: string) => boolean }).validate(text);
}

const WITHOUT_SECONDS = /^((?:.{10}T)?\d\d:\d\d)(?=$|Z|[+-])/s;

/** What ajv-formats is asked: the name that it has for the format, and the string with the seconds that it requires. */
const ASKED: { readonly [Each in Name]?: readonly [Peer, ((text: string) => string)?] } = {
  uuid: ["uuid"],
  date: ["date"],
  "date-time": ["date-time"],
  time: ["iso-time", (text) => text.replace(WITHOUT_SECONDS, "$1:00")],
  "local-date-time": ["iso-date-time", (text) => text.replace(WITHOUT_SECONDS, "$1:00")],
  duration: ["duration", (text) => text.replace(/(\d)\.\d+S$/, "$1S")],
  email: ["email"],
  uri: ["uri"],
};

/** The strings that ajv-formats accepts beyond the specifications, as the docs of formats.ts list them. */
const BEYOND: { readonly [Each in Name]?: RegExp } = {
  uuid: /^urn:/,
  "date-time": /[^\S ]|[+-]\d\d(?:\d\d)?$|^.{10}.(?:2[4-9]|[3-9]\d|\d\d:[6-9])/s,
  // Small letters, leap seconds, and an offset without minutes or without a colon.
  time: /z$|:60|:\d\d[^:]*[+-]\d\d(?:\d\d)?$|^(?:2[4-9]|[3-9]\d|\d\d:[6-9])/,
  // The same, any offset, and another separator than T.
  "local-date-time":
    /[zZ]$|:60|:\d\d[^:]*[+-]\d\d(?::?\d\d)?$|^.{10}(?:[^T]|.2[4-9]|.[3-9]\d|.\d\d:[6-9])/s,
};

describe.each(Object.entries(ASKED))("%s", (format, [peer, asked = String]) => {
  const name = format as Name;

  test("agrees with ajv-formats", () => {
    const outcomes = { accepted: 0, refused: 0 };
    const texts = fc.oneof(
      { weight: 6, arbitrary: CLOSE[name] },
      { weight: 3, arbitrary: mutated(CLOSE[name]) },
      { weight: 1, arbitrary: fc.string({ unit: "binary" }) },
    );
    fc.assert(
      fc.property(texts, (text) => {
        const expected = peerAccepts(peer, asked(text)) && BEYOND[name]?.test(text) !== true;
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

const ACCEPTED: { readonly [Each in Name]?: readonly string[] } = {
  time: [
    ...[
      "00:00",
      "19:30",
      "23:59",
      "19:30:00",
      "23:59:59",
      "19:30:00.5",
      `00:00:00.${"0".repeat(99)}`,
    ],
    ...["19:30Z", "19:30:00Z", "19:30:00.123456789Z"],
    ...["19:30+02:00", "19:30:00-11:30", "00:00+00:00", "00:00-00:00", "00:00+23:59"],
  ],
  "local-date-time": [
    ...["2026-01-31T19:30", "2026-01-31T19:30:00", "2026-01-31T19:30:00.25", "0000-01-01T00:00"],
    ...["2024-02-29T00:00:00", "2000-02-29T00:00:00", "2026-12-31T23:59:59.999999999"],
  ],
  duration: [
    ...["P1Y", "P1M", "P1D", "P1W", "P52W", "PT1H", "PT1M", "PT1S", "P0D", "PT0S", "PT36H"],
    ...["P1DT2H", "P1Y2M3DT4H5M6S", "P1Y3D", "P1YT1S", "PT1H1S", "P007D", "P1MT1M"],
    ...["PT0.5S", "PT1M0.25S", "P1DT0.000001S", `P${"9".repeat(99)}D`],
  ],
};

const REFUSED: { readonly [Each in Name]?: readonly string[] } = {
  time: [
    ...[
      "",
      "Z",
      "+02:00",
      "19",
      "19Z",
      "19:",
      "1930",
      "193000",
      "T19:30",
      "9:30",
      "19:3",
      "19:30:0",
    ],
    ...["24:00", "24:00:00", "25:00", "19:60", "19:30:60", "23:59:60", "23:59:60Z", "-1:00"],
    ...["19:30.5", "19:30:00.", "19:30:00,5", "19:30:", "19:30:00:00", "19.5:30"],
    ...[
      "19:30z",
      "19:30ZZ",
      "19:30 Z",
      "19:30+",
      "19:30+2",
      "19:30+02",
      "19:30+0200",
      "19:30+24:00",
    ],
    ...["19:30+02:60", "19:30+02:00:00", "19:30Z+02:00", "19:30\u221202:00", "19:30 +02:00"],
    ...[
      " 19:30",
      "19:30 ",
      "19:30\n",
      "7:30 PM",
      "19:30[UTC]",
      "\u0661\u0669:30",
      "2026-01-31T19:30",
    ],
  ],
  "local-date-time": [
    ...[
      "",
      "T",
      "2026-01-31",
      "2026-01-31T",
      "19:30",
      "T19:30",
      "2026-01-31T19",
      "20260131T193000",
    ],
    ...[
      "2026-01-31T19:30Z",
      "2026-01-31T19:30:00Z",
      "2026-01-31T19:30:00+02:00",
      "2026-01-31T19:30-01",
    ],
    ...["2026-01-31 19:30", "2026-01-31t19:30", "2026-01-31TT19:30", "2026-01-31\u00a019:30"],
    ...[
      "2026-02-29T00:00",
      "2100-02-29T00:00",
      "2026-04-31T00:00",
      "2026-00-01T00:00",
      "2026-13-01T00:00",
    ],
    ...["2026-01-31T24:00", "2026-01-31T24:00:00", "2026-01-31T19:60", "2026-12-31T23:59:60"],
    ...["2026-01-31T19:30.5", "2026-01-31T19:30:00.", "2026-01-31T19:30:00,5", "2026-01-31T9:30"],
    ...[
      "26-01-31T19:30",
      "+002026-01-31T19:30",
      "-0001-01-01T00:00",
      "2026-W05-6T19:30",
      "2026-031T19:30",
    ],
    ...[
      " 2026-01-31T19:30",
      "2026-01-31T19:30 ",
      "2026-01-31T19:30\n",
      "2026-01-31T19:30[Europe/Berlin]",
    ],
  ],
  duration: [
    ...["", "P", "PT", "P1DT", "T1H", "1D", "PD", "P1", "PT1", "p1d", "P1d", "P1DT2h", "1 day"],
    ...[
      "P1M2Y",
      "P1D1M",
      "P1DT1M1H",
      "PT1S1M",
      "P1H",
      "PT1D",
      "PT1Y",
      "P1DT1H1DT1H",
      "P1D1D",
      "PT1H1H",
    ],
    ...["P1W2D", "P1Y1W", "P1WT1H", "PT1W", "P1W1W"],
    ...[
      "P0.5D",
      "P1.5W",
      "PT1.5H",
      "PT0.5M1S",
      "PT0,5S",
      "PT.5S",
      "PT1.S",
      "PT1.5",
      "PT1.2.3S",
      "PT1e3S",
    ],
    ...["-P1D", "+P1D", "P-1D", "PT-1S", "P+1D", "--P1D"],
    ...[" P1D", "P1D ", "P1D\n", "P 1D", "P1D T1H", "P1D/P1D", "P0003-06-04T12:30:05", "P\u0661D"],
  ],
};

test.each(Object.entries(ACCEPTED))("%s: accepts each of these strings", (name, texts) => {
  expect(texts.filter((text) => !formats[name as Name](text))).toEqual([]);
});

test.each(Object.entries(REFUSED))("%s: accepts none of these strings", (name, texts) => {
  expect(texts.filter((text) => formats[name as Name](text))).toEqual([]);
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
  "1Y",
  "1M1",
];

const PREFIXES = [
  ...["", "a@", "http://", "http://[", "a:"],
  ...["2026-01-01T00:00:00.", "00:00:00.", "P", "PT", "PT0.", "P1DT"],
];

test("a string of 100 kB is checked quickly", () => {
  const start = performance.now();
  for (const check of Object.values(formats)) {
    for (const prefix of PREFIXES) {
      for (const unit of HOSTILE) {
        check(`${prefix}${unit.repeat(100_000 / unit.length)}`);
        check(`${prefix}${unit.repeat(100_000 / unit.length)}\u0000`);
      }
    }
  }
  // Some thousand checks of some tenths of a millisecond; quadratic time would take minutes.
  expect(performance.now() - start).toBeLessThan(10_000);
});

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { STRICT_FLAGS, tsc } from "../emit/compilers.js";
import { type Editor, openEditor } from "../emit/language-service.js";
import { emitBody, readRepositoryFile, temporaryPackage } from "../emit/support.js";

const STYLES = ["native", "erasable"] as const;

const HEAD = `import { type HotelEventClient, HotelEventTypes as E } from "./hotel.generated.js";
declare const store: HotelEventClient;
const of = { tenant_id: "t", booking_id: "b" };
const partitionId = "t";
export {};
`;

const EVENT_TYPES = [
  "BOOKING_CANCELLED",
  "BOOKING_CONFIRMED",
  "BOOKING_REQUESTED",
  "GUEST_CHECKED_IN",
  "GUEST_CHECKED_OUT",
  "GUEST_MOVED",
  "ROOM_ADDED",
  "ROOM_CLOSED",
];

/** What is offered first at the `|`, where the rest is every name of the program. */
const FIRST_COMPLETIONS: readonly [code: string, names: readonly string[]][] = [
  ["store.saveEvent({ type: | })", EVENT_TYPES.map((type) => `"${type}"`)],
  ["store.getLatestEvent({ eventType: | })", EVENT_TYPES.map((type) => `"${type}"`)],
  ["store.getEventStream({ eventTypes: [|] })", EVENT_TYPES.map((type) => `"${type}"`)],
  [
    "store.getLatestEvent({ eventType: E.BOOKING_REQUESTED, partitionId, modelKey: | })",
    ['"booking_id"', '"guest_id"', '"room_id"'],
  ],
];

/** All that is offered at the `|`. */
const COMPLETIONS: readonly [code: string, names: readonly string[]][] = [
  ["store.saveEvent({ type: '|' })", EVENT_TYPES],
  ["store.saveEvents([{ type: '|' }])", EVENT_TYPES],
  ["store.getLatestEvent({ eventType: '|' })", EVENT_TYPES],
  ["store.getLatestEvent({ eventType: E.| })", EVENT_TYPES],
  ["store.getEventStream({ eventTypes: ['|'] })", EVENT_TYPES],
  [
    "store.saveEvent({ type: E.BOOKING_CONFIRMED, data: { | } })",
    ["booking_id", "confirmed_at", "tenant_id"],
  ],
  [
    "store.saveEvent({ type: 'BOOKING_CONFIRMED', data: { tenant_id: 't', booking_id: 'b', | } })",
    ["confirmed_at"],
  ],
  [
    "store.saveEvent({ type: E.BOOKING_REQUESTED, data: { price: { | } } })",
    ["amount", "currency"],
  ],
  [
    "store.saveEvent({ type: E.BOOKING_REQUESTED, data: { price: { amount: 1, currency: '|' } } })",
    ["EUR", "USD"],
  ],
  [
    "store.saveEvent({ type: E.ROOM_CLOSED, data: { tenant_id: 't', room_id: 'r' }, metadata: { | } })",
    ["request_id", "user_id"],
  ],
  [
    "store.getLatestEvent({ eventType: E.BOOKING_REQUESTED, | })",
    [
      ...["after", "before", "consistentRead", "modelId"],
      ...["modelKey", "partitionId", "signal", "unknownEvents"],
    ],
  ],
  [
    "store.getLatestEvent({ eventType: E.BOOKING_REQUESTED, partitionId, modelKey: '|' })",
    ["booking_id", "guest_id", "room_id"],
  ],
  [
    "store.getLatestEvent({ eventType: E.BOOKING_REQUESTED, partitionId, modelKey: '|', modelId: 'b' })",
    ["booking_id", "guest_id", "room_id"],
  ],
  [
    "store.getEventStream({ eventTypes: [E.ROOM_ADDED, E.GUEST_MOVED], partitionId, modelKey: '|' })",
    ["room_id"],
  ],
  ["store.streams.|", ["booking", "room"]],
  ["store.streams.booking({ | })", ["booking_id", "tenant_id"]],
];

const CONFIRMED = "type: E.BOOKING_CONFIRMED, data: { ...of, confirmed_at: 'x' }";

const messageForList = (type: string) =>
  `Argument of type '{ type: ${type}; data: { confirmed_at: string; tenant_id: string; booking_id: string; }; }[]' is not assignable to parameter of type '{ type: "BOOKING_REQUESTED"; data: { tenant_id: string; booking_id: string; room_id: string; guest_id: string; from: string; price: Money; }; id?: string; metadata?: HotelMetadata; } | ... 6 more ... | { ...; }'.`;

interface Mistake {
  readonly name: string;
  readonly code: string;
  /** The last line of each message, which says what is wrong. Event types stand in it as strings. */
  readonly says: readonly string[] | Readonly<Record<(typeof STYLES)[number], readonly string[]>>;
  /** Whether other versions of TypeScript say it in other words, or list types in another order. */
  readonly isOf59?: true;
}

const MISTAKES: readonly Mistake[] = [
  {
    name: "a field of another type",
    code: "store.saveEvent({ type: E.BOOKING_CONFIRMED, data: { ...of, confirmed_at: 7 } });",
    says: ["Type 'number' is not assignable to type 'string'."],
  },
  {
    name: "a misspelt field",
    code: "store.saveEvent({ type: E.BOOKING_CONFIRMED, data: { ...of, confirmd_at: 'x' } });",
    says: [
      "Object literal may only specify known properties, but 'confirmd_at' does not exist in type '{ tenant_id: string; booking_id: string; confirmed_at: string; }'. Did you mean to write 'confirmed_at'?",
    ],
  },
  {
    name: "an id that is missing",
    code: "store.saveEvent({ type: E.BOOKING_CONFIRMED, data: { tenant_id: 't', confirmed_at: 'x' } });",
    says: [
      "Property 'booking_id' is missing in type '{ tenant_id: string; confirmed_at: string; }' but required in type '{ tenant_id: string; booking_id: string; confirmed_at: string; }'.",
    ],
  },
  {
    name: "a value that an enum does not list",
    code: "store.saveEvent({ type: E.BOOKING_REQUESTED, data: { ...of, room_id: 'r', guest_id: 'g', from: 'x', price: { amount: 1, currency: 'GBP' } } });",
    says: [`Type '"GBP"' is not assignable to type '"EUR" | "USD"'.`],
  },
  {
    name: "the data of another event type",
    code: "store.saveEvent({ type: E.ROOM_CLOSED, data: { ...of, confirmed_at: 'x' } });",
    says: [
      "Object literal may only specify known properties, and 'confirmed_at' does not exist in type '{ tenant_id: string; room_id: string; }'.",
    ],
  },
  {
    name: "misspelt metadata",
    code: "store.saveEvent({ type: E.ROOM_CLOSED, data: { tenant_id: 't', room_id: 'r' }, metadata: { user: 'u' } });",
    says: [
      "Object literal may only specify known properties, and 'user' does not exist in type 'HotelMetadata'.",
    ],
  },
  {
    name: "a misspelt stream",
    code: "store.streams.bookings({ tenant_id: 't', booking_id: 'b' });",
    says: ["Property 'bookings' does not exist on type 'HotelStreams'. Did you mean 'booking'?"],
  },
  {
    name: "an id that the event does not have",
    code: "store.getLatestEvent({ eventType: E.BOOKING_CONFIRMED, partitionId, modelKey: 'room_id', modelId: 'r' });",
    says: [`Type '"room_id"' is not assignable to type '"booking_id"'.`],
  },
  {
    name: "a query without its partition",
    code: "store.getLatestEvent({ eventType: E.BOOKING_CONFIRMED });",
    says: [
      `Property 'partitionId' is missing in type '{ eventType: "BOOKING_CONFIRMED"; }' but required in type 'PartitionLookup<"tenant_id", "Hotel">'.`,
    ],
  },
  {
    name: "a query of an entity without its partition",
    code: "store.getLatestEvent({ eventType: E.BOOKING_CONFIRMED, modelKey: 'booking_id', modelId: 'b' });",
    says: [
      `Property 'partitionId' is missing in type '{ eventType: "BOOKING_CONFIRMED"; modelKey: "booking_id"; modelId: string; }' but required in type 'PartitionEntityLookup<"booking_id">'.`,
    ],
  },
  {
    name: "modelKey without modelId",
    code: "store.getLatestEvent({ eventType: E.BOOKING_CONFIRMED, partitionId, modelKey: 'booking_id' });",
    says: [
      `Property 'modelId' is missing in type '{ eventType: "BOOKING_CONFIRMED"; partitionId: string; modelKey: "booking_id"; }' but required in type 'PartitionEntityLookup<"booking_id">'.`,
    ],
  },
  {
    name: "modelId without modelKey",
    code: "store.getLatestEvent({ eventType: E.BOOKING_CONFIRMED, partitionId, modelId: 'b' });",
    says: ["Type 'string' is not assignable to type 'NoModelId'."],
  },
  {
    name: "a page without its size",
    code: "store.getEventPage({ eventTypes: [E.ROOM_ADDED, E.ROOM_CLOSED], partitionId });",
    says: [
      `Property 'limit' is missing in type '{ eventTypes: ("ROOM_ADDED" | "ROOM_CLOSED")[]; partitionId: string; }' but required in type 'PageOptions'.`,
    ],
  },
  {
    name: "a page of an entity without its size",
    code: "store.getEventPage({ eventTypes: [E.ROOM_ADDED, E.ROOM_CLOSED], partitionId, modelKey: 'room_id', modelId: 'r' });",
    says: [
      `Property 'limit' is missing in type '{ eventTypes: ("ROOM_ADDED" | "ROOM_CLOSED")[]; partitionId: string; modelKey: "room_id"; modelId: string; }' but required in type 'PageOptions'.`,
    ],
  },
  {
    name: "the field of the partition in place of partitionId",
    code: "store.getLatestEvent({ eventType: E.BOOKING_CONFIRMED, tenant_id: 't' });",
    says: [
      `Object literal may only specify known properties, and 'tenant_id' does not exist in type '{ eventType: "BOOKING_CONFIRMED"; } & ((PartitionEntityLookup<"booking_id"> | PartitionLookup<"tenant_id", "Hotel">) & LatestReadOptions)'.`,
    ],
    isOf59: true,
  },
  {
    name: "event types that have no lookup in common",
    code: "store.getEventStream({ eventTypes: [E.BOOKING_CONFIRMED, E.ROOM_ADDED], partitionId, modelKey: 'room_id', modelId: 'r' });",
    says: [
      "Type 'string' is not assignable to type 'never'.",
      "Type 'string' is not assignable to type 'NoModelId'.",
    ],
  },
  {
    name: "no mistake: an event type as a string",
    code: "store.saveEvent({ type: 'BOOKING_CONFIRMED', data: { ...of, confirmed_at: 'x' } });",
    says: [],
  },
  {
    name: "a misspelt event type",
    code: "store.saveEvent({ type: 'BOOKING_CONFIRMD', data: { ...of, confirmed_at: 'x' } });",
    says: [
      `Type '"BOOKING_CONFIRMD"' is not assignable to type '"BOOKING_REQUESTED" | "BOOKING_CONFIRMED" | "BOOKING_CANCELLED" | "ROOM_ADDED" | "ROOM_CLOSED" | "GUEST_CHECKED_IN" | "GUEST_CHECKED_OUT" | "GUEST_MOVED"'. Did you mean '"BOOKING_CONFIRMED"'?`,
    ],
    isOf59: true,
  },
  {
    name: "an event in a variable, which is a mistake with native event types",
    code: `const event = { ${CONFIRMED} }; store.saveEvent(event);`,
    says: {
      native: [`Type 'HotelEventTypes' is not assignable to type '"GUEST_MOVED"'.`],
      erasable: [],
    },
    isOf59: true,
  },
  {
    name: "an event in a variable, with a string for its type",
    code: "const event = { type: 'BOOKING_CONFIRMED', data: { ...of, confirmed_at: 'x' } }; store.saveEvent(event);",
    says: [`Type 'string' is not assignable to type '"GUEST_MOVED"'.`],
    isOf59: true,
  },
  {
    name: "one condition in place of a list",
    code: `store.saveEvent({ ${CONFIRMED} }, { expect: store.streams.booking(of).empty() });`,
    says: [
      "Type 'AppendCondition' is missing the following properties from type 'readonly AppendCondition[]': length, concat, join, slice, and 26 more.",
    ],
  },
  {
    name: "a list of events for saveEvent",
    code: `store.saveEvent([{ ${CONFIRMED} }]);`,
    says: {
      native: [messageForList("HotelEventTypes")],
      erasable: [messageForList('"BOOKING_CONFIRMED"')],
    },
    isOf59: true,
  },
];

/** The name of a value at the `^`, what is shown of it, and the tags below. */
const HOVERS: readonly [code: string, shown: string, tags: readonly string[]][] = [
  [
    "const ^latest = await store.getLatestEvent({ eventType: E.BOOKING_CONFIRMED, partitionId });",
    "const latest: BookingConfirmed | undefined",
    [],
  ],
  [
    "const ^two = await store.getEventStream({ eventTypes: [E.BOOKING_CONFIRMED, E.BOOKING_CANCELLED], partitionId });",
    "const two: (BookingConfirmed | BookingCancelled)[]",
    [],
  ],
  [
    "const ^page = await store.getEventPage({ eventTypes: [E.ROOM_ADDED], partitionId, limit: 5 });",
    "const page: EventPage<RoomAdded>",
    [],
  ],
  [`const ^saved = await store.saveEvent({ ${CONFIRMED} });`, "const saved: BookingConfirmed", []],
  [
    `const saved = await store.saveEvent({ ${CONFIRMED} }); saved.data.^confirmed_at;`,
    "(property) confirmed_at: string",
    ["@format date-time"],
  ],
  [
    "store.saveEvent({ type: E.ROOM_ADDED, data: { tenant_id: 't', room_id: 'r', ^beds: 2 } });",
    "(property) beds: number",
    ["@format integer", "@minimum 1"],
  ],
];

/** A message with the members of a native enum as strings, as the other style has them. */
const plain = (message: string) =>
  message.replace(/\b(?:E|HotelEventTypes)\.([A-Z_]+)/g, '"$1"').trim();

const lastLine = (message: string) => plain(message.split("\n").at(-1) ?? "");

const folders = Object.fromEntries(
  STYLES.map((style) => [style, temporaryPackage({ type: "module" }, afterAll)]),
);

beforeAll(async () => {
  const yaml = readRepositoryFile("test/types/hotel.yaml");
  for (const style of STYLES) {
    const file = join(folders[style] ?? "", "hotel.generated.ts");
    writeFileSync(file, await emitBody(yaml, style));
  }
});

const saysOf = ({ says }: Mistake, style: (typeof STYLES)[number]): readonly string[] =>
  "native" in says ? says[style] : says;

describe.each(STYLES)("in an editor, with %s event types", (style) => {
  let editor: Editor;
  beforeAll(() => {
    editor = openEditor(join(folders[style] ?? "", "program.ts"));
  });

  test.each(COMPLETIONS)("all that is offered in %s", (code, names) => {
    expect(editor.completions(HEAD + code).sort()).toEqual(names);
  });

  test.each(FIRST_COMPLETIONS)("what is offered first in %s", (code, names) => {
    expect(
      editor
        .completions(HEAD + code)
        .slice(0, names.length)
        .sort(),
    ).toEqual(names);
  });

  test.each(MISTAKES)("the message for $name", (mistake) => {
    const messages = editor.errors(HEAD + mistake.code);
    expect(messages.map(lastLine)).toEqual(saysOf(mistake, style));
  });

  test.each(HOVERS)("what is shown in %s", (code, shown, tags) => {
    expect(editor.hover(HEAD + code)).toEqual({ code: shown, tags });
  });
});

test.each(["5.4", "6", "7"] as const)(
  "TypeScript %s says the same",
  { timeout: 600_000 },
  async (version) => {
    const folder = folders.native ?? "";
    const mistakes = MISTAKES.filter(({ isOf59 }) => !isOf59);
    const files = mistakes.map(({ code }, index) => {
      const file = `mistake${index}.ts`;
      writeFileSync(
        join(folder, file),
        `${HEAD}${code}\nvoid E; void store; void of; void partitionId;\n`,
      );
      return file;
    });
    const options = { ...STRICT_FLAGS, module: "nodenext", noEmit: true };
    const { output } = await tsc(version, folder, options, files, "--pretty", "false");
    const messages = output.split(/^(?=mistake\d)/m).filter((message) => message !== "");
    const said = files.map((file) =>
      messages
        .filter((message) => message.startsWith(`${file}(`))
        .map((message) => lastLine(message.trimEnd()).replace(/^mistake.*?: error TS\d+: /, "")),
    );
    expect(said).toEqual(mistakes.map((mistake) => saysOf(mistake, "native")));
  },
);

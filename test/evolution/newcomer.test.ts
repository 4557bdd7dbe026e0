import { describe, expect, test } from "vitest";
import { run, temporaryFolder, write } from "../cli/support.js";

const EVENTS = {
  BOOKING_REQUESTED: "{ booking_id: ulid, room_id: ulid, from: date, to: date }",
  BOOKING_CONFIRMED: "{ booking_id: ulid, room_id: ulid }",
  BOOKING_CANCELLED: "{ booking_id: ulid, room_id: ulid, reason?: string }",
};

type Kind = "plain" | "materialized" | "consistent";

interface Booking {
  readonly events?: Readonly<Record<string, string>>;
  readonly kind?: Kind;
  readonly members?: readonly string[];
}

function booking({
  events = EVENTS,
  kind = "consistent",
  members = Object.keys(events),
}: Booking = {}): string {
  const data = Object.entries(events).map(([type, fields]) => `  ${type}: { data: ${fields} }`);
  return [
    "version: 1",
    "name: Bookings",
    "lookups: [entity]",
    "events:",
    ...data,
    "streams:",
    "  booking:",
    "    by: booking_id",
    ...(kind === "plain" ? [] : [`    ${kind}: true`]),
    `    events: [${members.join(", ")}]`,
    "  room:",
    "    by: room_id",
    `    events: [${Object.keys(events).join(", ")}]`,
    "",
  ].join("\n");
}

const NO_SHOW = { ...EVENTS, BOOKING_NO_SHOW: "{ booking_id: ulid, room_id: ulid }" };
const { BOOKING_CANCELLED: _, ...WITHOUT_CANCELLED } = EVENTS;
const TWO = ["BOOKING_REQUESTED", "BOOKING_CONFIRMED"];

type Row = readonly [change: string, before: Booking, after: Booking, finding: string];

const RENAMED = {
  ...EVENTS,
  BOOKING_REQUESTED: "{ booking_id: ulid, room_id: ulid, check_in: date, to: date }",
};
const WITH_AGENT = {
  ...EVENTS,
  BOOKING_CONFIRMED: "{ booking_id: ulid, room_id: ulid, agent_id: ulid }",
};

/** Changes by which stored events are lost or read as something else. */
const BREAKING: readonly Row[] = [
  [
    "another name of a field",
    {},
    { events: RENAMED },
    "FIELD_NO_RENAME events.BOOKING_REQUESTED.data.check_in",
  ],
  [
    "a new required id",
    {},
    { events: WITH_AGENT },
    "FIELD_NO_ADD_REQUIRED events.BOOKING_CONFIRMED.data.agent_id",
  ],
  ["an event type that is gone", {}, { events: WITHOUT_CANCELLED }, "EVENT_NO_DELETE events"],
  [
    "an event type that leaves a consistent stream",
    {},
    { members: TWO },
    "STREAM_EVENT_REMOVED streams.booking.events",
  ],
  [
    "an event type that leaves a plain stream",
    { kind: "plain" },
    { members: TWO, kind: "plain" },
    "STREAM_EVENT_REMOVED streams.booking.events",
  ],
  [
    "an event type that leaves a materialized stream",
    { kind: "materialized" },
    { members: TWO, kind: "materialized" },
    "STREAM_EVENT_REMOVED streams.booking.events",
  ],
  [
    "a plain stream that becomes materialized",
    { kind: "plain" },
    { kind: "materialized" },
    "STREAM_MATERIALIZED_CHANGED streams.booking.materialized",
  ],
  [
    "a plain stream that becomes consistent, for the first time or again",
    { kind: "plain" },
    {},
    "STREAM_CONSISTENT_CHANGED streams.booking.consistent",
  ],
  [
    "an event type that joins a consistent stream later",
    { members: TWO },
    {},
    "STREAM_EVENT_ADDED streams.booking.events.BOOKING_CANCELLED",
  ],
];

/** Changes by which programs on the old schema fail, or miss events, beside those on the new one. */
const ROLLING: readonly Row[] = [
  [
    "a new event type in a consistent stream",
    {},
    { events: NO_SHOW },
    "EVENT_ADDED events.BOOKING_NO_SHOW",
  ],
  [
    "a new event type in a plain stream",
    { kind: "plain" },
    { events: NO_SHOW, kind: "plain" },
    "EVENT_ADDED events.BOOKING_NO_SHOW",
  ],
  [
    "a new event type in a materialized stream",
    { kind: "materialized" },
    { events: NO_SHOW, kind: "materialized" },
    "EVENT_ADDED events.BOOKING_NO_SHOW",
  ],
  [
    "a consistent stream that becomes plain",
    {},
    { kind: "plain" },
    "STREAM_COPIES_STOPPED streams.booking.consistent",
  ],
];

/** A folder with a schema that was released, and changed since. */
async function changed(before: Booking, after: Booking): Promise<string> {
  const folder = temporaryFolder();
  write(folder, "events.yaml", booking(before));
  expect(await run(["release", "events.yaml"], folder)).toMatchObject({ exit: 0 });
  write(folder, "events.yaml", booking(after));
  return folder;
}

async function findingsIn(folder: string) {
  const { stdout, exit } = await run(["breaking", "events.yaml", "--format", "json"], folder);
  const { diagnostics } = JSON.parse(stdout) as {
    diagnostics: readonly { readonly code: string; readonly path: readonly string[] }[];
  };
  return { exit, findings: diagnostics.map(({ code, path }) => `${code} ${path.join(".")}`) };
}

// Each of these is what a newcomer did to a schema with stored bookings. The generator said "generated" to all of them.
describe("changes that break", () => {
  test.each(BREAKING)("%s", async (_, before, after, finding) => {
    const folder = await changed(before, after);
    expect(await findingsIn(folder)).toEqual({ exit: 1, findings: [finding] });
    const generated = await run(["events.yaml"], folder);
    expect(generated).toMatchObject({ exit: 0 });
    expect(generated.stderr).toContain("The schema has 1 breaking change since release 1.");
    const refused = await run(["release", "events.yaml"], folder);
    expect(refused).toMatchObject({ exit: 1 });
  });
});

describe("changes that need readers first", () => {
  test.each(ROLLING)("%s", async (_, before, after, finding) => {
    const folder = await changed(before, after);
    expect(await findingsIn(folder)).toEqual({ exit: 0, findings: [finding] });
    expect(await run(["release", "events.yaml"], folder)).toMatchObject({ exit: 0 });
  });
});

test("an event type that moves to another file is missed in the first", async () => {
  const folder = await changed({}, { events: WITHOUT_CANCELLED });
  const other = booking().replace("name: Bookings", "name: Cancellations");
  write(folder, "cancellations.yaml", other);
  expect(await findingsIn(folder)).toMatchObject({ exit: 1 });
});

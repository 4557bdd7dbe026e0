const THINGS = [
  "order", "invoice", "parcel", "customer", "product", "voucher", "payment", "refund", "basket", "supplier",
  "warehouse", "shelf", "carrier", "route", "driver", "campaign", "coupon", "ticket", "contract", "invitation",
]; // biome-ignore format: a list of words

const DEEDS = [
  "CREATED", "RENAMED", "PRICED", "ASSIGNED", "SUSPENDED", "RESUMED", "MERGED", "SPLIT", "ARCHIVED", "CLOSED",
]; // biome-ignore format: a list of words

/** A schema as a large company has it: things of which each has ten event types and a consistent stream. */
export function wideSchema(events: number): string {
  const things = Array.from({ length: events / DEEDS.length }, (_, index) => {
    const round = Math.floor(index / THINGS.length);
    return `${THINGS[index % THINGS.length]}${round === 0 ? "" : `_${round + 1}`}`;
  });
  return `version: 1
name: Company
description: Everything that happens in a large company.
partition: tenant_id
lookups: [partition-entity]
types:
  Money: { type: object, properties: { amount: decimal, currency: { type: string, enum: [EUR, USD] } }, required: [amount, currency] }
events:
${things.flatMap((thing, index) => DEEDS.map((deed, at) => eventOf(thing, deed, at, things, index))).join("")}streams:
${things.map(streamsOf).join("")}`;
}

function eventOf(
  thing: string,
  deed: string,
  at: number,
  things: readonly string[],
  index: number,
): string {
  const other = things[(index + 1 + at) % things.length];
  return `  ${thing.toUpperCase()}_${deed}:
    description: A person or a program of the company has ${deed.toLowerCase()} the ${thing}, and says why.
    data:
      tenant_id: ulid
      ${thing}_id: { type: ulid, description: "The ${thing}." }
${at % 3 === 0 ? `      ${other}_id?: { type: ulid, description: The ${other} that it belongs to. }\n` : ""}      amount: { type: Money, description: "What it costs, without taxes." }
      changed_at: timestamp
      reason: { type: string, maxLength: 200, description: Why it was done. }
${at % 5 === 0 ? "      changed_by: { type: email, pii: true }\n" : ""}`;
}

function streamsOf(thing: string): string {
  const types = (deeds: readonly string[]) =>
    deeds.map((deed) => `${thing.toUpperCase()}_${deed}`).join(", ");
  return `  ${thing}: { by: ${thing}_id, consistent: true, description: The history of one ${thing}., events: [${types(DEEDS)}] }
  ${thing}_prices: { by: ${thing}_id, events: [${types(["PRICED", "SPLIT"])}] }
`;
}

import Big from "big.js";
import { newEventId } from "ddb-pattern-runtime";
import {
  type HotelEventClient,
  HotelEventTypes,
  type HotelGuestStayEvents,
} from "./events.generated.js";

const { GUEST_CHECKED_IN, CHARGE_RECORDED, PAYMENT_RECORDED, GROUP_CHECKED_OUT } = HotelEventTypes;

/** A stay as the desk sees it: made from events, and never stored. */
export interface GuestStay {
  readonly hasLeft: boolean;
  /** What the guest still owes. */
  readonly balance: Big;
}

const NEW_STAY: GuestStay = { hasLeft: false, balance: new Big(0) };

/** One step of a stay. */
export function apply(stay: GuestStay, event: HotelGuestStayEvents): GuestStay {
  switch (event.type) {
    case GUEST_CHECKED_IN:
      return stay;
    case CHARGE_RECORDED:
      return { ...stay, balance: stay.balance.plus(event.data.amount) };
    case PAYMENT_RECORDED:
      return { ...stay, balance: stay.balance.minus(event.data.amount) };
    case GROUP_CHECKED_OUT:
      return { ...stay, hasLeft: true };
  }
}

async function readStay(client: HotelEventClient, guestStayId: string) {
  const stream = client.streams.guestStay({ guestStayId });
  const { events, head } = await stream.read();
  return { ...events.reduce(apply, NEW_STAY), events, unchanged: stream.unchangedSince(head) };
}

/**
 * Checks a group out if all of its guests have paid. The one event is saved in the stream of each guest,
 * and only if none of them has a new charge since.
 */
async function checkOut(client: HotelEventClient, guestStayIds: string[], at: string) {
  const stays = await Promise.all(guestStayIds.map((id) => readStay(client, id)));
  if (stays.some(({ hasLeft, balance }) => hasLeft || !balance.eq(0))) return undefined;
  return client.saveEvent(
    { type: GROUP_CHECKED_OUT, data: { groupId: newEventId(), guestStayIds, at } },
    { expect: stays.map(({ unchanged }) => unchanged) },
  );
}

/** What the program found out. */
export interface HotelStory {
  readonly leftWithDebts: boolean;
  readonly leftTogether: boolean;
  /** The events of each guest's stay, as `type at`. */
  readonly stays: readonly (readonly string[])[];
}

/** Two guests arrive together, and leave once both have paid. */
export async function hotelStory(client: HotelEventClient): Promise<HotelStory> {
  const [ada, ben] = [newEventId(), newEventId()];
  const group = [ada, ben];

  await client.saveEvents([
    {
      type: GUEST_CHECKED_IN,
      data: { guestStayId: ada, at: "2026-05-01T15:10", room: "204", guestName: "Ada" },
    },
    {
      type: GUEST_CHECKED_IN,
      data: { guestStayId: ben, at: "2026-05-01T15:10", room: "205", guestName: "Ben" },
    },
  ]);
  await client.saveEvent({
    type: CHARGE_RECORDED,
    data: { guestStayId: ada, at: "2026-05-03T09:00", amount: "257.80", reason: "Two nights" },
  });

  const early = await checkOut(client, group, "2026-05-03T09:45");
  await client.saveEvent({
    type: PAYMENT_RECORDED,
    data: { guestStayId: ada, at: "2026-05-03T09:50", amount: "257.80" },
  });
  const left = await checkOut(client, group, "2026-05-03T09:55");

  const stays = await Promise.all(group.map((id) => readStay(client, id)));
  return {
    leftWithDebts: early !== undefined,
    leftTogether: left !== undefined,
    stays: stays.map(({ events }) => events.map(({ type, data }) => `${type} ${data.at}`)),
  };
}

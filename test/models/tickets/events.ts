import { randomUUID } from "node:crypto";
import { type TicketsEventInput, TicketsEventTypes as Types } from "./events.generated.js";

const [concertId, customerId] = [randomUUID(), randomUUID()];

export const events: readonly TicketsEventInput[] = [
  {
    type: Types.CONCERT_SCHEDULED,
    data: {
      concertId,
      showDateTime: "2026-11-21T20:00",
      doorsTime: "19:00",
      artist: "The Sea and Cake",
      ticketPrice: "35.00",
      maxCapacity: 100,
      maxTicketsPerPurchase: 4,
      runningTime: "PT1H45M",
    },
  },
  {
    type: Types.CONCERT_RESCHEDULED,
    data: { concertId, showDateTime: "2026-11-22T20:00:00", doorsTime: "19:00:00+01:00" },
  },
  { type: Types.TICKETS_SOLD, data: { concertId, quantity: 4, totalPaid: "140.00" } },
  { type: Types.TICKET_SALES_STOPPED, data: { concertId } },
  {
    type: Types.CUSTOMER_REGISTERED,
    data: { customerId, customerName: "Ada", email: "ada@example.com" },
  },
  {
    type: Types.TICKETS_PURCHASED,
    data: {
      customerId,
      concertId,
      ticketOrderId: randomUUID(),
      quantity: 4,
      amountPaid: "140.00",
    },
  },
];

import { newEventId } from "ddb-pattern-runtime";
import {
  type GroupCheckoutEventInput,
  GroupCheckoutEventTypes as Types,
} from "./events.generated.js";

const groupCheckoutId = newEventId();
const [ada, ben] = [newEventId(), newEventId()];
const metadata = { correlationId: groupCheckoutId };
const at = "2026-05-03T09:55:00Z";

export const events: readonly GroupCheckoutEventInput[] = [
  { type: Types.GUEST_CHECKED_IN, data: { guestStayAccountId: ada, checkedInAt: at }, metadata },
  {
    type: Types.CHARGE_RECORDED,
    data: { guestStayAccountId: ada, amount: "257.80", recordedAt: at },
    metadata,
  },
  {
    type: Types.PAYMENT_RECORDED,
    data: { guestStayAccountId: ada, amount: "257.80", recordedAt: at },
    metadata,
  },
  {
    type: Types.GROUP_CHECKOUT_INITIATED,
    data: {
      groupCheckoutId,
      clerkId: "desk-2",
      guestStayAccountIds: [ada, ben, ada],
      initiatedAt: at,
    },
    metadata,
  },
  {
    type: Types.GUEST_CHECKED_OUT,
    data: { guestStayAccountId: ada, checkedOutAt: at, groupCheckoutId },
    metadata,
  },
  {
    type: Types.GUEST_CHECKOUT_FAILED,
    data: { guestStayAccountId: ben, reason: "NotOpened", failedAt: at, groupCheckoutId },
    metadata: { ...metadata, causationId: "c-1" },
  },
  { type: Types.GUEST_CHECKED_OUT, data: { guestStayAccountId: ben, checkedOutAt: at }, metadata },
  {
    type: Types.GUEST_CHECKOUT_COMPLETION_RECORDED,
    data: { groupCheckoutId, guestStayAccountId: ada, completedAt: at },
    metadata,
  },
  {
    type: Types.GUEST_CHECKOUT_FAILURE_RECORDED,
    data: { groupCheckoutId, guestStayAccountId: ben, failedAt: at },
    metadata,
  },
  {
    type: Types.GROUP_CHECKOUT_COMPLETED,
    data: { groupCheckoutId: newEventId(), completedCheckouts: [ada], completedAt: at },
    metadata,
  },
  {
    type: Types.GROUP_CHECKOUT_FAILED,
    data: { groupCheckoutId, completedCheckouts: [ada], failedCheckouts: [ben], failedAt: at },
    metadata,
  },
];

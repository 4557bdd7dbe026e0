import { randomUUID } from "node:crypto";
import { type BankAccountEventInput, BankAccountEventTypes as Types } from "./events.generated.js";

const [accountId, ownerId] = [randomUUID(), randomUUID()];
const metadata = { transactionId: randomUUID() };
/** 2^53 + 1, which a number of JavaScript cannot hold. */
const balance = "9007199254740993";

export const events: readonly BankAccountEventInput[] = [
  { type: Types.ACCOUNT_OPENED, data: { accountId, sequenceNumber: "1", ownerId }, metadata },
  {
    type: Types.MONEY_DEPOSITED,
    data: {
      accountId,
      sequenceNumber: "2",
      balance,
      amountDeposited: balance,
      interestRate: "0.0125",
    },
    metadata,
  },
  {
    type: Types.MONEY_WITHDRAWN,
    data: { accountId, sequenceNumber: "3", balance: "-7", amountWithdrawn: "9007199254741000" },
    metadata,
  },
  {
    type: Types.MONEY_TRANSFERRED,
    data: { sourceAccountId: accountId, targetAccountId: randomUUID(), amount: "7" },
    metadata,
  },
  {
    type: Types.ACCOUNT_SNAPSHOT,
    data: { accountId, sequenceNumber: "4", balance: "0", ownerId, open: true },
    metadata,
  },
  { type: Types.ACCOUNT_CLOSED, data: { accountId, sequenceNumber: "5" }, metadata },
];

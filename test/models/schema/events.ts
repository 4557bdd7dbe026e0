import { type GitHubEventInput, type Hook, GitHubEventTypes as Types } from "./events.generated.js";

const hook: Hook = {
  conclusion: null,
  environment_url: "",
  customData: { retries: 2 },
  source: "../sources/7",
  performed_via: { id: 7 },
  doors: "19:00:00Z",
  duration: "PT90S",
  host: "ci.example.com",
  ip: "127.0.0.1",
  pos: [59.9, 10.7],
  pre: [59.9, 10.7],
  balance: "9007199254740993",
  big: "-9223372036854775808",
  price: "12.50",
  blob: "AAEC",
  id: 4711,
};

export const events: readonly GitHubEventInput[] = [
  {
    type: Types.OPENED,
    data: {
      hook,
      customer_id: "ada",
      account_id: "a-1",
      org_id: "o-1",
      product_ids: ["tea", "cup", "tea"],
      customer: { customer_id: "ada" },
    },
  },
  {
    type: Types.OPENED,
    data: {
      hook: { conclusion: "success", performed_via: null, id: "h-2" },
      customer_id: "ada",
      account_id: "a-1",
      product_ids: [],
      customer: {},
    },
  },
];

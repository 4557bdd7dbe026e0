import { type GitHubEventInput, GitHubEventTypes as Types } from "./events.generated.js";

export const events: readonly GitHubEventInput[] = [
  { type: Types.ISSUES_OPENED, data: { action: "opened", number: 7 } },
  { type: Types.DEV_CDEVENTS_PIPELINERUN_FINISHED_0_3_0, data: { pipelinerun_id: "/runs/4711" } },
  { type: Types.ORDER_PLACED, data: { order_id: "o-1" } },
  { type: Types.ORDER_PLACED_V1, data: { order_id: "o-1" } },
];

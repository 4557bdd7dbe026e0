import { randomUUID } from "node:crypto";
import { type CiEventsEventInput, CiEventsEventTypes as Types } from "./events.generated.js";

const chainId = randomUUID();
const pipelineRunId = "/ci/runs/4711:1%";
const [image, report] = ["pkg:oci/shop@sha256%3Aab12", "pkg:generic/report@1"];
const context = { chainId, subject: { id: pipelineRunId, source: "/ci" } };
const metadata = { source: "/ci" };

export const events: readonly CiEventsEventInput[] = [
  {
    type: Types.CHANGE_MERGED,
    data: { ...context, changeId: "refs/changes/7", repository: null },
    metadata: { source: "/git", schemaUri: "https://cdevents.dev/schema/change-merged" },
  },
  { type: Types.PIPELINERUN_QUEUED, data: { ...context, pipelineRunId }, metadata },
  {
    type: Types.PIPELINERUN_STARTED,
    data: { ...context, pipelineRunId, url: "https://ci.example.com/4711", customData: "AAEC" },
    metadata,
  },
  {
    type: Types.PIPELINERUN_FINISHED,
    data: {
      ...context,
      pipelineRunId,
      pipelineName: "release",
      outcome: "success",
      artifactIds: [image, report],
      customData: { attempt: 2, labels: ["nightly"] },
    },
    metadata,
  },
  {
    type: Types.ARTIFACT_PUBLISHED,
    data: {
      ...context,
      subject: { id: image },
      artifactId: image,
      sbom: { uri: "https://example.com/sbom" },
    },
    metadata,
  },
];

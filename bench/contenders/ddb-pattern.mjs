import { createDocumentClient } from "ddb-pattern-runtime";
import { createBenchEventClient } from "../dist/events.generated.mjs";
import { STORE, TABLE } from "../model.mjs";

/** The generated client over the package's document client. */
export function open(config) {
  return openOver(createDocumentClient(config));
}

export function openOver(documentClient) {
  const client = createBenchEventClient(documentClient, TABLE);
  return {
    save: (event) => client.saveEvent(event),
    read: (eventType) => client.getLatestEvents({ eventType, partitionId: STORE }),
    readStream: (eventTypes) => client.getEventStream({ eventTypes, partitionId: STORE }),
  };
}

import type { StreamExplanation } from "../../copies/explain/stream.js";
import { bulleted, type Section, section } from "./sections.js";

const KINDS: Readonly<Record<StreamExplanation["type"], string>> = {
  plain:
    "A plain stream: it has no copies of its own, and is read from the lookups of its event types.",
  materialized: "A materialized stream: each event has a copy under the stream's key.",
  consistent:
    "A consistent stream: each event has a copy under the stream's key, sorted by its revision.",
};

/** A stream, in sections for people. */
export function streamSections(stream: StreamExplanation): Section[] {
  const { name, schema, description, type, call, events, keys } = stream;
  const paragraphs = [...(description === undefined ? [] : [description]), KINDS[type]];
  return [
    { title: `${name} (stream of ${schema})`, paragraphs, lines: [] },
    section("Read by", [call]),
    section("Event types", events),
    ...keys.map((key, index) =>
      section(`Key ${index + 1}${type === "plain" ? `: ${key.events.join(", ")}` : ""}`, [
        `pk  ${key.pk}`,
        `sk  ${key.sk}`,
        "In the PartiQL editor of the AWS console",
        ...bulleted([key.partiql]),
        "With the AWS CLI",
        ...bulleted([key.awsCli]),
      ]),
    ),
    section("Cost of a read", [costLine(stream)]),
  ];
}

function costLine({ type, requests, consistentRequests }: StreamExplanation): string {
  const queries = (number: number) => (number === 1 ? "1 query" : `${number} queries`);
  if (type === "consistent")
    return "1 query, strongly consistent: 1 read unit for each started 4 KB.";
  return `${queries(requests)}: half a read unit for each started 4 KB of each. With consistentRead: ${queries(consistentRequests)}, at a whole unit.`;
}

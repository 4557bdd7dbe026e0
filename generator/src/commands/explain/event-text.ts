import type { EventExplanation, ExplainedCopy, SaveCost } from "../../copies/explain/event.js";
import { count } from "../../util/count.js";
import { bulleted, type Section, section } from "./sections.js";

/** An event type, in sections for people. */
export function eventSections(event: EventExplanation): Section[] {
  const { name, storedType, schema, description, deprecated, copies, guard, misses, cost } = event;
  const stored = storedType === name ? "" : `, stored as ${storedType}`;
  return [
    {
      title: `${name} (event of ${schema}${stored})`,
      lines: [],
      paragraphs: [
        ...(description === undefined ? [] : [description]),
        ...(deprecated === undefined ? [] : [`Deprecated: ${deprecated}`]),
      ],
    },
    ...copies.map(copySection),
    ...(guard === undefined
      ? []
      : [
          section("Guard of the id", [
            `pk  ${guard.pk}`,
            `sk  ${guard.sk}`,
            "Only if a save is given the id, and all copies are in consistent streams.",
          ]),
        ]),
    ...(misses.length === 0
      ? []
      : [
          section(
            "Not found by",
            misses.flatMap(({ code, reason }) => [code, ...bulleted([reason])]),
          ),
        ]),
    section("Cost of a save", [costLine(cost)]),
  ];
}

function copySection(copy: ExplainedCopy, index: number): Section {
  const { items, missingIds, earlierPks, calls } = copy;
  const title = `${index + 1}. ${titleOf(copy)}`;
  if (missingIds.length > 0) {
    return section(title, [`No item: the event has no ${missingIds.join(" and no ")}.`]);
  }
  return section(title, [
    ...items.flatMap(({ pk, sk }) => [`pk  ${pk}`, `sk  ${sk}`]),
    ...earlierPks.map((pk) => `pk  ${pk} (saved under an earlier name)`),
    "Found by",
    ...bulleted(calls),
    "In the PartiQL editor of the AWS console",
    ...bulleted(items.map(({ partiql }) => partiql)),
    "With the AWS CLI",
    ...bulleted(items.map(({ awsCli }) => awsCli)),
  ]);
}

function titleOf({ source, stream, by, certain, canonical }: ExplainedCopy): string {
  const ids = by.length === 0 ? "by event type alone" : `by ${by.join(" + ")}`;
  const what = stream === undefined ? `Lookup ${ids}` : `Copy in the ${source} ${stream}`;
  const marks = [...(canonical ? ["canonical"] : []), ...(certain ? [] : ["only with the id"])];
  return marks.length === 0 ? what : `${what} (${marks.join(", ")})`;
}

function costLine({ minItems, maxItems, isSinglePut }: SaveCost): string {
  if (isSinglePut) return "1 item by PutItem: 1 write unit for each started KB.";
  const items =
    minItems === maxItems ? count(maxItems, "item") : `${minItems} to ${maxItems} items`;
  const units =
    minItems === maxItems
      ? `${2 * maxItems}`
      : `${minItems < 2 ? minItems : 2 * minItems} to ${2 * maxItems}`;
  return `${items} in one transaction: ${units} write units for each started KB.`;
}

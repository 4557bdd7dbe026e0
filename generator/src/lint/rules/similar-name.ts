import { fieldPath } from "../../analysis/events.js";
import type { YamlPath } from "../../diagnostics/diagnostic.js";
import type { Model } from "../../model/model.js";
import { isIdField } from "../../model/names.js";
import type { Rule } from "../rule.js";
import { similarNames } from "../similar-names.js";

export const similarName: Rule = {
  code: "similar-name",
  summary: "Two names look like two spellings of one name.",
  help: "Spell both alike, or make them differ more",
  readsLookups: false,
  *check({ model, hasError }) {
    for (const paths of [eventTypes(model), fields(model)]) {
      for (const [name, other] of similarNames([...paths.keys()])) {
        const [path, otherPath] = [paths.get(name) as YamlPath, paths.get(other) as YamlPath];
        if (isReported(name, other) || hasError(path) || hasError(otherPath)) continue;
        const related = { path: otherPath, message: "the other is here" };
        const message = `"${name}" and "${other}" look like two spellings of one name.`;
        yield { path, message, related };
      }
    }
  },
};

/** The rule id-like-name is about a name that is nearly an id; ids that differ in case alone are an error. */
function isReported(name: string, other: string): boolean {
  if (isIdField(name) !== isIdField(other)) return true;
  return isIdField(name) && name.toUpperCase() === other.toUpperCase();
}

/** The path of each event type, by its name. */
function eventTypes({ events }: Model): ReadonlyMap<string, YamlPath> {
  return new Map(events.map(({ type }) => [type, ["events", type]]));
}

/** The path of the first field of each name. */
function fields({ events }: Model): ReadonlyMap<string, YamlPath> {
  const paths = new Map<string, YamlPath>();
  for (const event of events) {
    for (const field of event.fields) {
      if (!paths.has(field.name)) paths.set(field.name, fieldPath(event.type, field));
    }
  }
  return paths;
}

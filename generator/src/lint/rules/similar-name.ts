import { entityOf } from "ddb-pattern-runtime/rules";
import type { YamlPath } from "../../diagnostics/diagnostic.js";
import { memberName } from "../../emit/typescript/names.js";
import type { Model } from "../../model/model.js";
import { type IdSuffix, isIdField } from "../../model/names.js";
import type { LintedSchema, Rule } from "../rule.js";
import { similarNames } from "../similar-name/similar-names.js";

export const similarName: Rule = {
  code: "similar-name",
  summary: "Two names look like two spellings of one name.",
  help: "Spell both alike, or make them differ more",
  readsLookups: false,
  *check(schema) {
    const { model, hasError } = schema;
    const lookedUp = new Set(schema.fields.map(({ field }) => field.modelKey));
    for (const namesOf of KINDS) {
      const paths = namesOf(schema);
      for (const [name, other] of similarNames([...paths.keys()])) {
        const [path, otherPath] = [paths.get(name) as YamlPath, paths.get(other) as YamlPath];
        if (hasError(path) || hasError(otherPath)) continue;
        if (isReported(name, other, model.idSuffix, lookedUp)) continue;
        // An error says that two streams would be one member of the client.
        if (path[0] === "streams" && memberName({ name }) === memberName({ name: other })) continue;
        const related = { path: otherPath, message: "the other is here" };
        const message = `"${name}" and "${other}" look like two spellings of one name.`;
        yield { path, message, related };
      }
    }
  },
};

/** The kinds of names that are compared with each other: the path of each, by its name. */
const KINDS: readonly ((schema: LintedSchema) => ReadonlyMap<string, YamlPath>)[] = [
  ({ model }) => eventTypes(model),
  fields,
  ({ model }) => groups(model),
  types,
  ({ model }) => streams(model),
];

/**
 * The rule id-like-name is about a name that is nearly an id; two ids of one entity are an error, if queries find events
 * by both.
 */
function isReported(
  name: string,
  other: string,
  suffix: IdSuffix,
  lookedUp: ReadonlySet<string | undefined>,
): boolean {
  const isId = isIdField(name, suffix);
  if (isId !== isIdField(other, suffix)) return true;
  const areLookedUp = lookedUp.has(name) && lookedUp.has(other);
  return isId && areLookedUp && entityOf(name, suffix) === entityOf(other, suffix);
}

/** The path of each event type, by its name. */
function eventTypes({ events }: Model): ReadonlyMap<string, YamlPath> {
  return new Map(events.map(({ type }) => [type, ["events", type]]));
}

/** The path of the first field of each name. */
function fields({ fields }: LintedSchema): ReadonlyMap<string, YamlPath> {
  const paths = new Map<string, YamlPath>();
  for (const { field, path } of fields) {
    if (!paths.has(field.name)) paths.set(field.name, path);
  }
  return paths;
}

/** The path of each group, by its name. */
function groups({ groups }: Model): ReadonlyMap<string, YamlPath> {
  return new Map(groups.map(({ name }) => [name, ["groups", name]]));
}

/** The path of each type that the schema declares itself, by its name. */
function types({ model, valueAt }: LintedSchema): ReadonlyMap<string, YamlPath> {
  const paths = model.types.map(({ name }): [string, YamlPath] => [name, ["types", name]]);
  return new Map(paths.filter(([, path]) => valueAt(path) !== undefined));
}

/** The path of each stream, by its name. */
function streams({ streams }: Model): ReadonlyMap<string, YamlPath> {
  return new Map(streams.map(({ name }) => [name, ["streams", name]]));
}

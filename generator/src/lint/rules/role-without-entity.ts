import { fieldPath } from "../../analysis/fields.js";
import { entityName } from "../../analysis/id-names.js";
import { wordsOf } from "../../diagnostics/suggest/suggest.js";
import { type Field, lookupPath, type Model } from "../../model/model.js";
import { withoutSuffix } from "../../model/names.js";
import type { Rule } from "../rule.js";

/** Words before an entity that say its role. Most other words make another entity of it: `gift_card`. */
const ROLE =
  /^(?:.+ )?(?:by|to|from|for|with)$|^(?:parent|previous|next|old|new|original|source|target|origin|destination|sender|receiver|recipient|owner|related|merged|other)$/;

export const roleWithoutEntity: Rule = {
  code: "role-without-entity",
  summary:
    "An id has the name of a role, and queries by the entity in this role do not find the event.",
  help: 'Add the "entity" to the field',
  readsLookups: true,
  *check({ model, fields }) {
    const { events, idSuffix } = model;
    const known = new Set(fields.map(({ field }) => field.modelKey));
    const inStreams = new Set(model.streams.flatMap(({ lookup }) => lookupPath(lookup)));
    // Where neither an "entity:" nor a stream says which entity a field names.
    const isUndecided = ({ name, modelKey }: Field) => modelKey === name && !inStreams.has(name);
    const reported = new Set<string>();
    for (const event of events) {
      // An event that is found by the entity already can have its other roles apart.
      const found = new Set(event.fields.map(({ modelKey }) => modelKey));
      for (const field of event.fields) {
        const { name } = field;
        if (reported.has(name) || !isUndecided(field)) continue;
        const entity = entitiesInRole(field, model).find((one) => known.has(`${one}${idSuffix}`));
        if (entity === undefined || found.has(`${entity}${idSuffix}`)) continue;
        reported.add(name);
        const message = `Queries by "${entity}${idSuffix}" do not find ${event.type}: "${name}" names an entity of its own.`;
        yield {
          path: fieldPath(event.type, field),
          message,
          help: `Add "entity: ${entity}" to it`,
        };
      }
    }
  },
};

/** What the name of a field can be the role of, the longest first: `user` for `assigned_to_user_id`. */
function entitiesInRole({ name }: Field, { idSuffix }: Model): readonly string[] {
  const words = wordsOf(withoutSuffix(name, idSuffix));
  return words.flatMap((_, index) =>
    ROLE.test(words.slice(0, index).join(" ").toLowerCase())
      ? [entityName(words.slice(index), idSuffix)]
      : [],
  );
}

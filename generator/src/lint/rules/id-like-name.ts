import { fieldPath } from "../../analysis/fields.js";
import type { Field } from "../../model/model.js";
import { type IdSuffix, isIdField } from "../../model/names.js";
import { idWord, legalIdName } from "../id-names.js";
import { type NestedId, nestedIds } from "../nested-ids.js";
import type { Rule, Warning } from "../rule.js";

export const idLikeName: Rule = {
  code: "id-like-name",
  summary: "A name looks like that of an id, and no query finds events by it.",
  help: 'Rename it so that it ends in _id, such as "order_id"',
  readsLookups: false,
  *check({ model, valueAt }) {
    const idsInside = nestedIds(model, (type) => valueAt(["types", type]) !== undefined);
    const reported = new Set<string>();
    const isNew = ({ name }: { readonly name: string }) =>
      !reported.has(name) && reported.add(name);

    for (const event of model.events) {
      const names = new Set(event.fields.map(({ name }) => name));
      for (const field of event.fields) {
        const path = fieldPath(event.type, field);
        if (isIdLike(field, model.idSuffix) && isNew(field)) yield { path, ...wordsOfField(field) };
        for (const id of idsInside({ path, name: field.name, type: field.type })) {
          const legal = legalIdName(id.name, id.owner);
          const isLifted = legal !== undefined && names.has(legal);
          if (!isLifted && isNew(id)) yield { path: id.path, ...wordsOfNested(id, legal) };
        }
      }
    }
  },
};

type Words = Pick<Warning, "message" | "help">;

function isIdLike({ name, modelKey }: Field, suffix: IdSuffix): boolean {
  return modelKey === undefined && !isIdField(name, suffix) && idWord(name) !== undefined;
}

function wordsOfField({ name }: Field): Words {
  const legal = legalIdName(name);
  if (idWord(name) === "ids") {
    const message = `"${name}" looks like a list of ids, but no query finds events by them.`;
    return { message, help: helpForList(legal) };
  }
  const message = `"${name}" looks like an id, but no query finds events by it: its name does not end in _id.`;
  return { message, help: `Rename it to ${idNamed(legal)}` };
}

function wordsOfNested({ name }: NestedId, legal: string | undefined): Words {
  const message = `"${name}" is not directly under "data", so no query finds events by it.`;
  const help =
    idWord(name) === "ids"
      ? helpForList(legal)
      : `Add ${idNamed(legal)} to the data of the event type`;
  return { message, help };
}

function helpForList(legal: string | undefined): string {
  return `Add ${idNamed(legal)} to the data of an event type that is to be found by one of them`;
}

function idNamed(legal: string | undefined): string {
  return legal === undefined ? '"<entity>_id", such as "order_id"' : `"${legal}"`;
}

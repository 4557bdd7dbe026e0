import type { Json } from "../../util/json.js";
import type { Base, Documents, Located } from "../json-schema/documents.js";
import { listMember, memberOf, objectMember, textMember } from "../json-schema/json-object.js";

/** References that lead to references. */
const MAX_CHAIN = 50;

/** The messages of a document, each once: those of its channels, then others of its components. */
export function messagesOf(base: Base, documents: Documents): Located[] {
  const { root } = base;
  const found = new Map<Json, Located>();
  const add = (value: Json | undefined, name: string) => {
    if (value === undefined) return;
    const message = followed({ value, base, identity: "", name }, documents);
    const list = listMember(message.value, "oneOf");
    const parts = list ?? [message.value];
    parts.forEach((part, index) => {
      const partName = list === undefined ? message.name : `${message.name}_${index + 1}`;
      const one = followed({ ...message, value: part, name: partName }, documents);
      if (!found.has(one.value)) found.set(one.value, one);
    });
  };
  for (const [channel, value] of Object.entries(objectMember(root, "channels") ?? {})) {
    const target = followed({ value, base, identity: "", name: channel }, documents);
    for (const [name, message] of Object.entries(objectMember(target.value, "messages") ?? {})) {
      add(message, name);
    }
    for (const operation of ["publish", "subscribe"]) {
      add(memberOf(objectMember(target.value, operation), "message"), `${channel}_${operation}`);
    }
  }
  const components = objectMember(memberOf(root, "components"), "messages") ?? {};
  for (const [name, message] of Object.entries(components)) add(message, name);
  return [...found.values()];
}

/** What a value is, through references. Its name is that of the last one. */
export function followed(start: Located, documents: Documents): Located {
  let at = start;
  for (let count = 0; count < MAX_CHAIN; count++) {
    const reference = textMember(at.value, "$ref");
    const next = reference === undefined ? undefined : documents.resolve(reference, at.base);
    if (next === undefined) return at;
    at = next;
  }
  return at;
}

import type { Json } from "../../util/json.js";
import type { DraftEvent } from "../draft/draft.js";
import { schemaTree } from "../draft/schema-tree.js";
import { ImportError, type Imported } from "../imported.js";
import type { Documents, Located } from "../json-schema/documents.js";
import { eventFrom, type ReadEvent } from "../json-schema/event-from.js";
import { CLOSED, draftOf, nameOfFile } from "../json-schema/import-json-schema.js";
import { listMember, memberOf, objectMember, textMember } from "../json-schema/json-object.js";
import { SchemaConverter } from "../json-schema/schema-converter.js";
import { followed, messagesOf } from "./messages.js";

/**
 * The schema of the messages of an AsyncAPI document of version 2 or 3.
 *
 * @param file - The absolute path of the document.
 * @throws ImportError for any other document.
 */
export function importAsyncApi(file: string, documents: Documents): Imported {
  const base = documents.open(file);
  const version = textMember(base?.root, "asyncapi") ?? "";
  if (base === undefined || !/^[23]\./.test(version)) {
    throw new ImportError(
      version === ""
        ? "it is not an AsyncAPI document"
        : `AsyncAPI ${version.slice(0, 20)} is not known`,
      "Give a document that begins with `asyncapi: 3.0.0` or `asyncapi: 2.6.0`.",
    );
  }
  const converter = new SchemaConverter(documents, new Set());
  const notes: string[] = [];
  const read = messagesOf(base, documents).flatMap((message) => {
    const { event, problem } = eventOf(message, converter, documents);
    if (problem !== undefined) notes.push(`Not imported: the message ${message.name}: ${problem}.`);
    return event === undefined ? [] : [event];
  });
  const info = objectMember(base.root, "info");
  const name = textMember(info, "title") ?? nameOfFile(file);
  const draft = draftOf(name, read, converter, textMember(info, "description"), notes);
  const reasons = notes.length === 0 ? "" : `; ${notes[0]?.replace(/\.$/, "")}`;
  return {
    schema: schemaTree(draft),
    heading: [CLOSED],
    reasonForNone: `it has no messages with payloads that are objects${reasons}`,
    helpForNone: "Give a document whose messages have payloads in JSON Schema.",
  };
}

interface ReadMessage {
  readonly event?: ReadEvent;
  readonly problem?: string;
}

function eventOf(message: Located, converter: SchemaConverter, documents: Documents): ReadMessage {
  const { value, base } = message;
  const { schema, format } = payloadOf(value);
  if (schema === undefined) return { problem: "it has no payload" };
  if (format !== undefined && !isJsonSchema(format)) {
    return { problem: `its payload is in ${JSON.stringify(format.slice(0, 100))}` };
  }
  const name = textMember(value, "messageId") ?? textMember(value, "name") ?? message.name;
  const read = eventFrom(schema, base, name, converter);
  if (read === undefined) return { problem: "its payload is no object" };
  const texts = ["description", "summary", "title"].map((key) => textMember(value, key));
  const names = read.hasOwnType ? {} : { name, storedType: textMember(value, "name") ?? name };
  const event: DraftEvent = {
    ...read.event,
    ...names,
    description: read.event.description || (read.hasOwnType ? undefined : texts.find(isText)),
    notes: [
      ...read.event.notes,
      ...(hasHeaders(message, documents) ? ["Not imported: the headers of the message."] : []),
    ],
  };
  return { event: { ...read, event } };
}

function isText(text: string | undefined): boolean {
  return text !== undefined;
}

/** Whether a message has headers, of its own or of its traits. */
function hasHeaders({ value, base, identity, name }: Located, documents: Documents): boolean {
  const traits = (listMember(value, "traits") ?? []).map(
    (trait) => followed({ value: trait, base, identity, name }, documents).value,
  );
  return [value, ...traits].some((one) => memberOf(one, "headers") !== undefined);
}

/** AsyncAPI 3 has a schema of another format, and its format, in the payload; 2 has the format beside it. */
function payloadOf(message: Json): {
  readonly schema: Json | undefined;
  readonly format: string | undefined;
} {
  const payload = memberOf(message, "payload");
  const inner = textMember(payload, "schemaFormat");
  if (inner !== undefined) return { schema: memberOf(payload, "schema"), format: inner };
  return { schema: payload, format: textMember(message, "schemaFormat") };
}

function isJsonSchema(format: string): boolean {
  return /^application\/(?:vnd\.aai\.asyncapi|schema)[+;]|^application\/vnd\.aai\.asyncapi$/.test(
    format,
  );
}

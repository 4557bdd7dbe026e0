import { Parser } from "@asyncapi/parser";
import { describe, expect, test } from "vitest";
import { asyncApiExporter } from "../../../generator/src/exporters/asyncapi/asyncapi-exporter.js";
import { dataOf, metadataOf, OPTIONS, SCHEMAS, sourceOf } from "../../exporters/support.js";

const parser = new Parser();

/** Recommendations of the parser. A schema knows nothing of owners and licences. */
const IRRELEVANT = [
  // Fewer tools read 3.1 than 3.0.
  "asyncapi-latest-version",
  "asyncapi-id",
  "asyncapi3-tags",
  "asyncapi-info-contact",
  "asyncapi-info-license",
  "asyncapi-info-description",
];

describe.each(SCHEMAS)("%s", async (file) => {
  const source = await sourceOf(file);

  test("AsyncAPI's parser accepts the document", async () => {
    const text = asyncApiExporter.document?.(source, OPTIONS) ?? "";
    const { document, diagnostics } = await parser.parse(text);
    const relevant = diagnostics.filter(({ code }) => !IRRELEVANT.includes(String(code)));
    expect(relevant.map(({ code, message, path }) => ({ code, message, path }))).toEqual([]);
    expect(document?.version()).toBe("3.0.0");
    const messages = document?.components().messages().all() ?? [];
    expect(messages.map((message) => message.name())).toEqual(
      source.model.events.map(({ storedType }) => storedType),
    );
    expect(document?.channels().all()).toHaveLength(1 + source.model.streams.length);
  });
});

test("AsyncAPI's parser refuses a document with a mistake", async () => {
  const source = await sourceOf(SCHEMAS[0]);
  const text = asyncApiExporter.document?.(source, { ...OPTIONS, isJson: true }) ?? "";
  const { diagnostics } = await parser.parse(text.replace('"action": "send"', '"action": "sent"'));
  expect(diagnostics.filter(({ severity }) => severity === 0)).not.toEqual([]);
});

test("examples of messages that the parser checks fit their payloads", async () => {
  const { model, file } = await sourceOf("test/cases/whole-language/events.yaml");
  const text = asyncApiExporter.document?.({ model, file }, { ...OPTIONS, isJson: true }) ?? "";
  const document = JSON.parse(text);
  const [metadata] = metadataOf(model);
  for (const event of model.events) {
    const payloads = dataOf(event, model).map((data) => ({
      payload: {
        id: "01K0000000000000000000000A",
        type: event.storedType,
        timestamp: "2026-11-30T12:00:00.000Z",
        data,
        metadata,
      },
    }));
    document.components.messages[event.type].examples = payloads;
  }
  const { diagnostics } = await parser.parse(JSON.stringify(document));
  const wrong = diagnostics.filter(({ code }) => String(code).includes("example"));
  expect(wrong).toEqual([]);
});

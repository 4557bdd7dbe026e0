import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import { CloudEvent, HTTP } from "cloudevents";
import { describe, expect, test } from "vitest";
import { cloudEventsExporter } from "../../../generator/src/exporters/cloudevents/cloudevents-exporter.js";
import { dataOf, metadataOf, OPTIONS, SCHEMAS, sourceOf } from "../../exporters/support.js";

describe.each(SCHEMAS)("%s", async (file) => {
  const source = await sourceOf(file);
  const { model } = source;

  test("the schemas take the CloudEvents that the SDK of CloudEvents makes of our events", () => {
    const ajv = new Ajv2020({ allowUnionTypes: true, strictRequired: false, allErrors: true });
    formats.default(ajv);
    const files = cloudEventsExporter.files(source, OPTIONS);
    for (const { text } of files) ajv.addSchema(JSON.parse(text));
    const documents = new Map(files.map(({ path, text }) => [path, JSON.parse(text)]));
    for (const event of model.events) {
      const path = `${model.name}/${event.type}.v${event.version}.cloudevent.json`;
      const envelope = documents.get(path);
      const validate = ajv.getSchema(`${OPTIONS.base}${path}`);
      const metadata = model.metadata.length === 0 ? [] : metadataOf(model);
      for (const [index, data] of dataOf(event, model).entries()) {
        const attributes = {
          id: "01K0000000000000000000000A",
          source: "urn:aws:dynamodb:events",
          type: event.storedType,
          time: "2026-11-30T12:00:00.000Z",
          datacontenttype: "application/json",
          dataschema: envelope.properties.dataschema.const,
          ...(envelope.properties.subject && { subject: "p-1" }),
          ...(envelope.properties.sequence && { sequence: "0000000000000001" }),
          ...extensionsOf(metadata[index], envelope.properties),
          data,
        };
        // The constructor checks the event with the JSON Schema of the specification.
        const made = new CloudEvent(attributes);
        const sent = JSON.parse(String(HTTP.structured(made).body));
        validate?.(sent);
        expect(validate?.errors, JSON.stringify(sent)).toBeNull();
        const checkData = ajv.getSchema(String(made.dataschema));
        expect(checkData?.(data)).toBe(true);
        expect(validate?.({ ...sent, specversion: "0.3" })).toBe(false);
        expect(validate?.({ ...sent, source: "" })).toBe(false);
      }
    }
  });
});

/** The metadata of an event under the names of attributes. */
function extensionsOf(
  metadata: Record<string, unknown> = {},
  properties: Record<string, unknown>,
): Record<string, unknown> {
  const named = Object.entries(metadata).map(
    ([name, value]) => [name.toLowerCase().replace(/[^a-z0-9]/g, ""), value] as const,
  );
  return Object.fromEntries(
    named.filter(([name]) => name !== "data" && Object.hasOwn(properties, name)),
  );
}

import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import { describe, expect, test } from "vitest";
import { jsonSchemaExporter } from "../../generator/src/exporters/json-schema/json-schema-exporter.js";
import { versionPath } from "../../generator/src/exporters/schema/documents.js";
import { versionsOf } from "../../generator/src/exporters/schema/event-schema.js";
import { dataOf, metadataOf, OPTIONS, SCHEMAS, sourceOf } from "./support.js";

const ID = "01K0000000000000000000000A";

function newAjv(): Ajv2020 {
  const ajv = new Ajv2020({ allowUnionTypes: true, strictRequired: false, allErrors: true });
  formats.default(ajv);
  return ajv;
}

describe.each(SCHEMAS)("%s", async (file) => {
  const source = await sourceOf(file);
  const { model } = source;
  const files = new Map(
    jsonSchemaExporter.files(source, OPTIONS).map(({ path, text }) => [path, JSON.parse(text)]),
  );

  test("each document is a JSON Schema that takes the events that readers see", () => {
    const ajv = newAjv();
    for (const [path, schema] of files) {
      expect(schema.$id).toBe(`https://example.com/schemas/${path}`);
      expect(ajv.validateSchema(schema), path).toBe(true);
      ajv.addSchema(schema);
    }
    expect(files.size).toBe(model.events.flatMap(versionsOf).length);
    for (const version of model.events.flatMap(versionsOf)) {
      const validate = ajv.getSchema(`${OPTIONS.base}${versionPath(version, model)}`);
      const metadata = metadataOf(model);
      for (const [index, data] of dataOf(version, model).entries()) {
        const event = {
          id: ID,
          type: version.event.storedType,
          timestamp: "2026-11-30T12:00:00.000Z",
          data,
        };
        const v = version.isNewest || version.version === 1 ? {} : { v: version.version };
        const whole = model.metadata.length === 0 ? event : { ...event, metadata: metadata[index] };
        validate?.({ ...whole, ...v });
        expect(validate?.errors, JSON.stringify(data)).toBeNull();
        expect(validate?.({ ...whole, ...v, type: "ANOTHER_TYPE" })).toBe(false);
        if (!version.isOpen)
          expect(validate?.({ ...whole, data: { ...data, " unknown": 1 } })).toBe(false);
        for (const { name } of version.fields.filter(({ isOptional }) => !isOptional)) {
          const { [name]: _, ...rest } = data;
          expect(validate?.({ ...whole, ...v, data: rest })).toBe(false);
        }
      }
    }
  });

  test("the document for all event types takes an event of each", () => {
    const text = jsonSchemaExporter.document?.(source, OPTIONS) ?? "";
    const validate = newAjv().compile(JSON.parse(text));
    for (const event of model.events) {
      const [data] = dataOf(event, model);
      const [metadata] = model.metadata.length === 0 ? [] : metadataOf(model);
      const whole = { id: ID, type: event.storedType, timestamp: "2026-11-30T12:00:00.000Z", data };
      validate(metadata === undefined ? whole : { ...whole, metadata });
      expect(validate.errors).toBeNull();
    }
  });
});

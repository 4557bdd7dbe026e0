import { describe, expect, test } from "vitest";
import { asyncApiExporter } from "../../generator/src/exporters/asyncapi/asyncapi-exporter.js";
import { jsonSchemaExporter } from "../../generator/src/exporters/json-schema/json-schema-exporter.js";
import { DOCUMENT } from "../../generator/src/exporters/schema/documents.js";
import {
  dataSchema,
  metadataSchema,
  newestVersions,
  typeSchemas,
  typesOf,
} from "../../generator/src/exporters/schema/event-schema.js";
import type { Model } from "../../generator/src/model/model.js";
import { run, temporaryFolder } from "../cli/support.js";
import { OPTIONS, SCHEMAS, sourceOf } from "../exporters/support.js";
import { modelOf } from "./support.js";

/** What a reader sees of the events: an export says no more. */
function seen(model: Model) {
  const versions = newestVersions(model);
  return {
    data: versions.map((version) => [
      version.event.type,
      version.event.storedType,
      version.event.description?.trim() || undefined,
      version.event.deprecated?.trim(),
      dataSchema(version, DOCUMENT),
    ]),
    metadata: metadataSchema(model, DOCUMENT),
    types: typeSchemas(typesOf(versions, model), DOCUMENT),
  };
}

describe.each(SCHEMAS.filter((file) => !file.includes("hostile")))("%s", async (file) => {
  const source = await sourceOf(file);

  test.each([
    ["json-schema", jsonSchemaExporter],
    ["asyncapi", asyncApiExporter],
  ] as const)("an export as %s is imported with the same events", async (kind, exporter) => {
    const text = exporter.document?.(source, { ...OPTIONS, isJson: true }) ?? "";
    const cwd = temporaryFolder({ "document.json": text });
    const { exit, stdout, stderr } = await run(["import", `--${kind}`, "document.json"], cwd);
    expect(exit, stderr).toBe(0);
    expect(stdout).not.toContain("# Not imported");
    expect(seen(await modelOf(stdout))).toEqual(seen(source.model));
  });
});

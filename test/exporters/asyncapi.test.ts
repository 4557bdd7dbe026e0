import { expect, test } from "vitest";
import { parse } from "yaml";
import { asyncApiExporter } from "../../generator/src/exporters/asyncapi/asyncapi-exporter.js";
import { OPTIONS, SCHEMAS, sourceOf } from "./support.js";

test.each(SCHEMAS)(
  "%s: the document is the same as YAML 1.1, as YAML 1.2 and as JSON",
  async (file) => {
    const source = await sourceOf(file);
    const yaml = asyncApiExporter.document?.(source, OPTIONS) ?? "";
    const json = asyncApiExporter.document?.(source, { ...OPTIONS, isJson: true }) ?? "";
    expect(parse(yaml)).toEqual(JSON.parse(json));
    expect(parse(yaml, { version: "1.1" })).toEqual(JSON.parse(json));
  },
);

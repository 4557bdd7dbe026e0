import { writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { util } from "prettier";
import { describe, expect, test } from "vitest";
import { isError } from "../../generator/src/diagnostics/diagnostic.js";
import type { EnumStyle } from "../../generator/src/emit/typescript/event-types.js";
import { fieldRules, metadataRules, typeRule } from "../../generator/src/emit/typescript/rules.js";
import { generate } from "../../generator/src/generate.js";
import type { SchemaDocument } from "../../generator/src/language/document.js";
import { sourceFile } from "../../generator/src/language/source-file.js";
import { ownFields } from "../../generator/src/model/model.js";
import { displayWidth } from "../../generator/src/util/display-width.js";
import { STRICT_FLAGS, tsc } from "../emit/compilers.js";
import { longLines } from "../emit/lines.js";
import { temporaryPackage } from "../emit/support.js";
import { benign } from "./emit-benign.js";
import { legalSchema, yamlOf } from "./emit-schemas.js";
import { shapeOf } from "./emit-shape.js";
import { storableText } from "./emit-texts.js";
import { BY_CHANCE, descriptorOf, modelOf } from "./modules.js";
import { schemaWithValues } from "./schema-values.js";

const enumStyle = fc.constantFrom<EnumStyle>("native", "erasable");

async function emit(document: SchemaDocument, style: EnumStyle): Promise<string> {
  const generated = await generate(sourceFile("events.yaml", yamlOf(document)), style);
  const { body } = generated;
  const diagnostics = generated.diagnostics.filter(isError);
  fc.pre(diagnostics.length === 0 || diagnostics.some(({ code }) => !BY_CHANCE.has(code)));
  expect(diagnostics).toEqual([]);
  return body ?? "";
}

describe("any legal schema", () => {
  test("becomes a module of short lines", async () => {
    await fc.assert(
      fc.asyncProperty(schemaWithValues, enumStyle, async (document, style) => {
        expect(longLines(await emit(document, style))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  test("becomes a module of the same shape, whatever its texts say", async () => {
    await fc.assert(
      fc.asyncProperty(legalSchema, enumStyle, async (document, style) => {
        const hostile = shapeOf(await emit(document, style));
        const texts = { literals: new Set<string>(), names: new Set<string>(), patterns: [] };
        const harmless = shapeOf(await emit(benign(document, texts), style));
        expect(hostile.nodes).toEqual(harmless.nodes);
        expect([...texts.literals].filter((text) => !hostile.literals.has(text))).toEqual([]);
        expect([...texts.names].filter((name) => !hostile.members.has(name))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  test("becomes a module of the same shape, whatever its values say", async () => {
    const shape = async (text: string, style: EnumStyle) => {
      const value = { [`a${text}`]: [text] };
      const json = { type: "json", default: value, examples: [value, text] };
      const data = { a_id: "ulid", "b?": { type: "string", default: text, pii: true }, json };
      const metadata = { note: { type: "string", examples: [text] } };
      const events = { A: { data, deprecated: `a${text}` } };
      return shapeOf(await emit({ version: 1, name: "S", metadata, events } as const, style)).nodes;
    };
    const harmless = { native: await shape("a", "native"), erasable: await shape("a", "erasable") };
    await fc.assert(
      fc.asyncProperty(storableText, enumStyle, async (text, style) => {
        expect(await shape(text, style)).toEqual(harmless[style]);
      }),
      { numRuns: 100 },
    );
  });

  test("hands its words to the runtime as they are, whatever they say", async () => {
    const plain = (value: unknown) => JSON.parse(JSON.stringify(value));
    await fc.assert(
      fc.asyncProperty(schemaWithValues, async (document) => {
        const model = await modelOf(document);
        fc.pre(model !== undefined);
        const { name, partition, groups = {}, events, metadata, types = {} } = descriptorOf(model);
        expect([name, partition]).toEqual([model.name, model.partition]);
        expect(new Set(Object.keys(events))).toEqual(
          new Set(model.events.map(({ storedType }) => storedType)),
        );
        for (const event of model.events) {
          const { data, include = [] } = events[event.storedType] ?? {};
          expect(plain(data)).toEqual(plain(fieldRules(ownFields(event), model.idSuffix)));
          expect(include).toEqual(event.groups);
        }
        for (const { name: group, fields } of model.groups) {
          expect(plain(groups[group])).toEqual(plain(fieldRules(fields, model.idSuffix)));
        }
        expect(plain(metadata ?? {})).toEqual(plain(metadataRules(model.metadata)));
        for (const { name: typeName, type } of model.types) {
          if (Object.hasOwn(types, typeName)) {
            expect(plain(types[typeName])).toEqual(plain(typeRule(type)));
          }
        }
      }),
      { numRuns: 100 },
    );
  });

  test("becomes a module that compiles", async () => {
    const folder = temporaryPackage({ type: "module" });
    const samples = fc.sample(fc.tuple(schemaWithValues, enumStyle), 80);
    const modules: string[] = [];
    for (const [document, style] of samples) {
      const { body } = await generate(sourceFile("events.yaml", yamlOf(document)), style);
      if (body !== undefined) modules.push(body);
    }
    expect(modules.length).toBeGreaterThan(70);
    const files = modules.map((text, index) => {
      const file = `module${index}.generated.ts`;
      writeFileSync(join(folder, file), text);
      return file;
    });
    const options = {
      ...STRICT_FLAGS,
      module: "nodenext",
      verbatimModuleSyntax: true,
      isolatedDeclarations: true,
      declaration: true,
      noEmit: true,
    };
    const { output } = await tsc("7", folder, options, files);
    const wrong = modules[Number(/module(\d+)/.exec(output)?.[1])];
    expect({ output, wrong }).toEqual({ output: "", wrong: undefined });
  });
});

test("columns are counted as Prettier counts them", () => {
  const wrong: string[] = [];
  for (let point = 0x20; point <= 0x10ffff; point++) {
    const character = String.fromCodePoint(point);
    // The others are escaped, or belong to a later Unicode.
    if (/[\p{Cc}\p{Cf}\p{Cs}\p{Cn}\p{Zl}\p{Zp}]/u.test(character)) continue;
    if (displayWidth(character) !== util.getStringWidth(character)) wrong.push(character);
  }
  expect(wrong).toEqual([]);
  for (const sequence of ["☃\ufe0f", "👍🏽", "🇩🇪", "1\ufe0f\u20e3", "e\u0301"]) {
    expect(displayWidth(sequence)).toBe(util.getStringWidth(sequence));
  }
});

import { _, type Ajv, type CodeKeywordDefinition, str, stringify } from "ajv";
import type { Json } from "../language/document.js";
import { isMultipleOf } from "./multiple-of.js";

/** 19.99 is a multiple of 0.01 in decimals, though not in what numbers are made of. */
const MULTIPLE_OF: CodeKeywordDefinition = {
  keyword: "multipleOf",
  type: "number",
  schemaType: "number",
  error: {
    message: ({ schemaCode }) => str`must be multiple of ${schemaCode}`,
    params: ({ schemaCode }) => _`{multipleOf: ${schemaCode}}`,
  },
  code(context) {
    const { gen, data, schema } = context;
    if (Number.isInteger(schema)) {
      context.fail(_`${data} % ${schema} !== 0`);
      return;
    }
    const isMultiple = gen.scopeValue("func", { ref: isMultipleOf, code: _`runtime.isMultipleOf` });
    context.fail(_`!${isMultiple}(${data}, ${schema})`);
  },
};

/** ajv compares each item with each, and calls members that are named `valueOf` or `toString`. */
const UNIQUE_ITEMS: CodeKeywordDefinition = {
  keyword: "uniqueItems",
  type: "array",
  schemaType: "boolean",
  error: {
    message: "must not hold equal items",
    params: ({ params }) => _`{i: ${params.same}[0], j: ${params.same}[1]}`,
  },
  code(context) {
    const { gen, data, schema } = context;
    if (schema !== true) return;
    const find = gen.scopeValue("func", { ref: equalItems, code: _`runtime.equalItems` });
    const same = gen.const("same", _`${find}(${data})`);
    context.setParams({ same });
    context.fail(_`${same} !== undefined`);
  },
};

/** What a schema says under `discriminator`: the values of the tag that mean each branch of `oneOf`, in its order. */
export interface Discriminator {
  readonly propertyName: string;
  readonly kinds: readonly (readonly string[])[];
}

/**
 * ajv writes each branch out for each of its values, and looks for these in the branch itself. It needs no error
 * of its own: the schema says beside it that the tag must be there, and which values there are.
 */
const DISCRIMINATOR: CodeKeywordDefinition = {
  keyword: "discriminator",
  type: "object",
  schemaType: "object",
  code(context) {
    const { gen, data, schema } = context;
    const { propertyName, kinds } = schema as Discriminator;
    const tag = gen.const("tag", _`${data}[${propertyName}]`);
    kinds.forEach((values, index) => {
      const isMeant =
        values.length === 1 ? _`${tag} === ${values[0]}` : _`${stringify(values)}.includes(${tag})`;
      if (index === 0) gen.if(isMeant);
      else gen.elseIf(isMeant);
      context.subschema({ keyword: "oneOf", schemaProp: index }, gen.name("valid"));
    });
    gen.endIf();
  },
};

/** Puts our meaning of some keywords in the place of ajv's: for checks of our own, and in what is generated. */
export function replaceKeywords(ajv: Ajv): void {
  for (const definition of [MULTIPLE_OF, UNIQUE_ITEMS, DISCRIMINATOR]) {
    ajv.removeKeyword(definition.keyword as string);
    ajv.addKeyword(definition);
  }
}

/** The indexes of two items that are equal. The runtime has the same for generated validators. */
function equalItems(items: readonly Json[]): [number, number] | undefined {
  const seen = new Map<string, number>();
  for (const [index, item] of items.entries()) {
    const text = canonicalText(item);
    const first = seen.get(text);
    if (first !== undefined) return [index, first];
    seen.set(text, index);
  }
  return undefined;
}

/** Equal values have equal texts, whatever the order of their members. */
function canonicalText(value: Json): string {
  return JSON.stringify(value, (_name, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

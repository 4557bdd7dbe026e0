import { _, type Ajv, type CodeKeywordDefinition, str } from "ajv";
import type { Json } from "../schema/document.js";

/** Far above what three roundings can make of a quotient, far below any step that a schema has. */
const ROUNDING: number = 4 * Number.EPSILON;

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
    const quotient = gen.const("quotient", _`${data} / ${schema}`);
    const off = _`Math.abs(${quotient} - Math.round(${quotient}))`;
    context.fail(_`${off} > ${ROUNDING} * Math.abs(${quotient})`);
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

/** Puts our meaning of two keywords in the place of ajv's: for checks of our own, and in what is generated. */
export function replaceKeywords(ajv: Ajv): void {
  for (const definition of [MULTIPLE_OF, UNIQUE_ITEMS]) {
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

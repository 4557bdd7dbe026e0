import {
  _,
  type Ajv,
  type CodeKeywordDefinition,
  type FuncKeywordDefinition,
  str,
  stringify,
} from "ajv";
import { equalItems, isMultipleOf } from "ddb-pattern-runtime/rules";

/** Compares decimals as they are written: 19.99 is a multiple of 0.01, though not in binary. */
const MULTIPLE_OF: FuncKeywordDefinition = {
  keyword: "multipleOf",
  type: "number",
  schemaType: "number",
  validate: (step: number, value: number) => isMultipleOf(value, step),
  error: { message: ({ schemaCode }) => str`must be multiple of ${schemaCode}` },
};

/** Takes linear time. ajv's own compares each item with each, and calls members that are named `valueOf`. */
const UNIQUE_ITEMS: FuncKeywordDefinition = {
  keyword: "uniqueItems",
  type: "array",
  schemaType: "boolean",
  validate: (isWanted: boolean, items: readonly unknown[]) =>
    !isWanted || equalItems(items) === undefined,
};

/** `discriminator` of a schema: for each branch of `oneOf`, in its order, the values of the tag that select it. */
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

/** Replaces keywords of ajv by those of this language. */
export function replaceKeywords(ajv: Ajv): void {
  for (const definition of [MULTIPLE_OF, UNIQUE_ITEMS, DISCRIMINATOR]) {
    ajv.removeKeyword(definition.keyword as string);
    ajv.addKeyword(definition);
  }
}

/** Matches patterns with a function instead of ajv's own code, which cannot be stopped. */
export function replacePattern(
  ajv: Ajv,
  matches: (pattern: string, text: string) => boolean,
): void {
  ajv.removeKeyword("pattern");
  ajv.addKeyword({
    keyword: "pattern",
    type: "string",
    schemaType: "string",
    validate: matches,
    error: { message: ({ schemaCode }) => str`must match pattern "${schemaCode}"` },
  });
}

import { ts } from "ts-morph";
import { expect, test } from "vitest";
import { type Bindings, rewritten } from "../../generator/src/emit/typescript/rewrite.js";

const BINDINGS: Bindings = {
  schemas: new Map<string, unknown>([
    ["schema1", { enum: ["a", "b"], properties: { a: true, b: true } }],
  ]),
  replaced: new Map([
    ["formats0", "runtime.isUlid"],
    ["validate2", "type_A"],
    ["wrapper0", "type_A"],
    ["func0", "==="],
  ]),
};

function rewrite(body: string): string {
  const source = ts.createSourceFile(
    "v.js",
    `function f(data) {${body}}`,
    ts.ScriptTarget.Latest,
    true,
  );
  const [statement] = source.statements;
  if (statement === undefined || !ts.isFunctionDeclaration(statement) || !statement.body) {
    throw new Error("A function is one statement");
  }
  return rewritten(statement.body, BINDINGS, new Map());
}

const ERROR = 'const err0 = {instancePath,schemaPath:"#/x",keyword:"x",params:{}};';
const PUSH = "if(vErrors === null){vErrors = [err0];}else {vErrors.push(err0);}";

test.each([
  ["a call", "if(!(formats0(data))){}", "{if(!(runtime.isUlid(data))){}}"],
  [
    "an error",
    `let vErrors = null;${ERROR}${PUSH}`,
    '{let vErrors: runtime.Unchecked = null;(vErrors ??= []).push({ instancePath, keyword:"x", params:{} });}',
  ],
  [
    "the errors of another",
    "let vErrors = null;vErrors = vErrors === null ? validate2.errors : vErrors.concat(validate2.errors);",
    "{let vErrors: runtime.Unchecked = null;for (const error of type_A.errors ?? []) (vErrors ??= []).push(error);}",
  ],
  ["a wrapper", "wrapper0.validate(data)", "{type_A(data)}"],
  ["a part of the schema", "return schema1.enum;", '{return ["a", "b"];}'],
  ["a comparison", "if(func0(data, schema1.enum[0])){}", '{if(data==="a"){}}'],
])("what is known of ajv becomes ours: %s", (_, code, expected) => {
  expect(rewrite(code).replace(/\s+/g, "")).toBe(expected.replace(/\s+/g, ""));
});

test.each([
  ["a name from nowhere", "other(data);"],
  ["a schema as a whole", "return schema1;"],
  ["a part of it that is asked for by a variable", "let i = 0; return schema1[i];"],
  [
    "an error that is added in another way",
    `let vErrors = null;${ERROR}(vErrors ??= []).push(err0);`,
  ],
  ["an error that is never added", ERROR],
  [
    "an error that is added under another condition",
    `let vErrors = null;${ERROR}${PUSH.replace("vErrors === null", "data")}`,
  ],
  [
    "an error that has something else beside it",
    `let vErrors = null;${ERROR}${PUSH.replace("vErrors.push(err0);", "vErrors.pop();")}`,
  ],
  ["a comparison as a function", "return [1].some(func0);"],
  ["a regular expression", "return /x/.test(data);"],
  ["a template", "return `x`;"],
  ["a sign behind a sign", "let a = 1; return a - -a;"],
])("what is not known stops the generator: %s", (_, code) => {
  expect(() => rewrite(code)).toThrow(/ajv emitted what is not known here/);
});

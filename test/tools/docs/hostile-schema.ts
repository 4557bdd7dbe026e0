/** Strings that would run, load or hide something if a page took them for more than text. */
export const HOSTILE: readonly string[] = [
  "</script><script>alert(1)</script>",
  '"><img src=x onerror=alert(1)>',
  "'><svg onload=alert(1)>",
  "</style><link rel=stylesheet href=//evil.example/x.css>",
  "<!-- <script> --> ]]> <![CDATA[",
  '[click](javascript:alert(1)) <a href="javascript:alert(1)">here</a>',
  "https://evil.example/?x=1&amp;y=2",
  "\u202eright to left\u2066 \u2028 \u2029 \u0085 \ufeff",
  "{{constructor.constructor('alert(1)')()}} `alert(1)`",
  "&lt;b&gt; &#60; &copy",
  `long ${"description ".repeat(800)}`,
  "x".repeat(10_000),
];

const json = JSON.stringify;

/** A schema with strings wherever the language takes any: a type, an event and a stream for each. */
export function hostileSchema(texts: readonly string[]): string {
  const parts = (each: (text: string, index: number) => string) => texts.map(each).join("");
  return `version: 1
name: Hostile
description: ${json(texts[0])}
metadata:
${parts((text, index) => `  actor${index}: { type: string, description: ${json(text)} }\n`)}types:
${parts(typeWith)}events:
${parts(eventWith)}streams:
${parts((text, index) => `  things${index}: { by: thing_id, description: ${json(text)}, events: [THING_DONE_${index}] }\n`)}retired:
${parts((text, index) => `  THING_LOST_${index}: ${json(text.slice(0, 900))}\n`)}`;
}

/** Names of fields have no control characters, and "?" only at their end. */
function fieldNameOf(text: string): string {
  const printable = text.replace(/[^ -~]|[?!]/g, "").trim();
  return printable.slice(0, 80).trim();
}

function typeWith(text: string, index: number): string {
  return `  Thing${index}:
    type: object
    description: ${json(text)}
    deprecated: ${json(text)}
    properties:
      ${json(fieldNameOf(text))}: { type: string, description: ${json(text)}, examples: [${json(text)}] }
      kind: { type: string, enum: [${json(text)}, other] }
`;
}

function eventWith(text: string, index: number): string {
  const pattern = text.slice(0, 80).replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
  return `  THING_DONE_${index}:
    description: ${json(text)}
    deprecated: ${json(text)}
    data:
      thing_id: { type: ulid, description: ${json(text)} }
      ${json(`${fieldNameOf(text)}?`)}: { type: string, description: ${json(text)}, default: ${json(text)}, examples: [${json(text)}] }
      note: { type: string, pattern: ${json(pattern)} }
      thing: { type: Thing${index}, deprecated: ${json(text)} }
`;
}

import { escapeUnits, UNPRINTABLE } from "../util/code-units.js";

/** A value of Terraform's language. */
export type HclValue =
  | string
  | number
  | boolean
  | readonly HclValue[]
  | HclExpression
  | { readonly [name: string]: HclValue };

/** Code that is no literal, such as `aws_kms_key.events.arn`. It is written by this package, never by a user. */
export class HclExpression {
  readonly code: string;

  constructor(code: string) {
    this.code = code;
  }
}

/** A member of a block: an attribute, or a block in it. */
export type HclMember = { readonly name: string; readonly value: HclValue } | HclBlock;

export interface HclBlock {
  readonly type: string;
  readonly labels: readonly string[];
  readonly members: readonly HclMember[];
}

/**
 * Blocks as text, in the layout of `terraform fmt`. Source of the syntax: "Configuration Syntax" and "Strings and
 * Templates" in Terraform's documentation.
 */
export function hclText(blocks: readonly HclBlock[]): string {
  return blocks.map((block) => `${blockLines(block, "").join("\n")}\n`).join("\n");
}

function blockLines({ type, labels, members }: HclBlock, indent: string): string[] {
  const head = [type, ...labels.map(hclString)].join(" ");
  const inner = `${indent}  `;
  const lines = members.flatMap((member, index) => {
    if ("value" in member) {
      const width = widthOfRun(members, index);
      return [`${inner}${member.name.padEnd(width)} = ${valueText(member.value, inner)}`];
    }
    const space = index === 0 ? [] : [""];
    return [...space, ...blockLines(member, inner)];
  });
  return lines.length === 0
    ? [`${indent}${head} {}`]
    : [`${indent}${head} {`, ...lines, `${indent}}`];
}

/** The width of the names of neighbouring attributes on one line each, whose signs are aligned. */
function widthOfRun(members: readonly HclMember[], index: number): number {
  const isShort = (member: HclMember | undefined) =>
    member !== undefined && "value" in member && !isLong(member.value);
  if (!isShort(members[index])) return 0;
  let [start, end] = [index, index];
  while (isShort(members[start - 1])) start--;
  while (isShort(members[end + 1])) end++;
  return Math.max(
    ...members.slice(start, end + 1).map((member) => ("value" in member ? member.name.length : 0)),
  );
}

function isLong(value: HclValue): boolean {
  return valueText(value, "").includes("\n");
}

function valueText(value: HclValue, indent: string): string {
  if (typeof value === "string") return hclString(value);
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (value instanceof HclExpression) return value.code.replaceAll("\n", `\n${indent}`);
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    const items = value.map((item) => valueText(item, inner));
    if (items.length <= 1 && !items.some((item) => item.includes("\n")))
      return `[${items.join("")}]`;
    return ["[", ...items.map((item) => `${inner}${item},`), `${indent}]`].join("\n");
  }
  const members = Object.entries(value as Readonly<Record<string, HclValue>>);
  const lines = members.map(([name, member]) => {
    const key = /^[A-Za-z]\w*$/.test(name) ? name : hclString(name);
    return `${inner}${key} = ${valueText(member, inner)}`;
  });
  return ["{", ...lines, `${indent}}`].join("\n");
}

/** A string literal, in which nothing is a template. */
function hclString(text: string): string {
  return JSON.stringify(text)
    .replace(UNPRINTABLE, (unit) => escapeUnits(unit, "\\u"))
    .replace(/([$%])(?=\{)/g, "$1$1");
}

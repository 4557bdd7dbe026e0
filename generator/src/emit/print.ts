import {
  type EnumDeclarationStructure,
  type InterfaceDeclarationStructure,
  type ModuleDeclarationStructure,
  printStructure,
  StructureKind,
  type TypeAliasDeclarationStructure,
} from "ts-morph";
import { identifier } from "./escape.js";
import { displayWidth, INDENT, WIDTH } from "./layout.js";

/**
 * Declarations as data, and their text. This file alone knows ts-morph; all names and types in the data
 * have passed the escaping door.
 */
export type Declaration =
  | InterfaceDeclaration
  | {
      readonly kind: "alias";
      readonly comment: string;
      readonly name: string;
      readonly type: string;
    }
  | {
      readonly kind: "enum";
      readonly comment: string;
      readonly name: string;
      readonly members: readonly EnumMember[];
    }
  | { readonly kind: "namespace"; readonly name: string; readonly aliases: readonly EnumMember[] };

export interface InterfaceDeclaration {
  readonly kind: "interface";
  /** A documentation comment with its line break, or nothing. */
  readonly comment: string;
  readonly name: string;
  readonly extends?: string;
  readonly members: readonly InterfaceMember[];
}

export interface InterfaceMember {
  readonly comment: string;
  /** As it stands before the colon, a `?` included. */
  readonly key: string;
  readonly type: string;
}

export interface EnumMember {
  readonly comment: string;
  readonly name: string;
  /** As TypeScript. */
  readonly value: string;
}

/**
 * ts-morph moves every line of a type after the first right by one step more than it should stand, and
 * loses the comma before a commented enum member. Comments of members, and line breaks inside types,
 * therefore pass through it on one line, with a character for the breaks that nothing emitted can hold.
 */
const HIDDEN_BREAK = "\0";

const OPTIONS = { indentNumberOfSpaces: INDENT };

export function printDeclarations(declarations: readonly Declaration[]): string {
  return declarations.map(printDeclaration).join("\n");
}

function printDeclaration(declaration: Declaration): string {
  const text = printStructure(structureOf(declaration), OPTIONS);
  return `${breakHeritage(showBreaks(text)).trimEnd()}\n`;
}

function structureOf(declaration: Declaration) {
  switch (declaration.kind) {
    case "interface":
      return interfaceStructure(declaration);
    case "alias":
      return aliasStructure(declaration.comment, declaration.name, declaration.type);
    case "enum":
      return enumStructure(declaration.comment, declaration.name, declaration.members);
    case "namespace":
      return namespaceStructure(declaration.name, declaration.aliases);
  }
}

function interfaceStructure(declaration: InterfaceDeclaration): InterfaceDeclarationStructure {
  return {
    kind: StructureKind.Interface,
    isExported: true,
    leadingTrivia: declaration.comment,
    name: identifier(declaration.name),
    ...(declaration.extends === undefined ? {} : { extends: [declaration.extends] }),
    properties: declaration.members.map(({ comment, key, type }) => ({
      name: hideBreaks(comment + key),
      type: hideBreaks(type),
    })),
  };
}

function aliasStructure(
  comment: string,
  name: string,
  type: string,
  isExported = true,
): TypeAliasDeclarationStructure {
  return {
    kind: StructureKind.TypeAlias,
    isExported,
    leadingTrivia: comment,
    name: identifier(name),
    type: hideBreaks(type),
  };
}

function enumStructure(
  comment: string,
  name: string,
  members: readonly EnumMember[],
): EnumDeclarationStructure {
  return {
    kind: StructureKind.Enum,
    isExported: true,
    leadingTrivia: comment,
    name: identifier(name),
    members: members.map((member, index) => ({
      name: hideBreaks(member.comment + identifier(member.name)),
      initializer: member.value,
      ...(index === members.length - 1 ? { trailingTrivia: "," } : {}),
    })),
  };
}

function namespaceStructure(
  name: string,
  aliases: readonly EnumMember[],
): ModuleDeclarationStructure {
  return {
    kind: StructureKind.Module,
    isExported: true,
    hasDeclareKeyword: true,
    name: identifier(name),
    statements: aliases.map((alias) =>
      aliasStructure(alias.comment, alias.name, alias.value, false),
    ),
  };
}

function hideBreaks(text: string): string {
  return text.replaceAll("\n", HIDDEN_BREAK);
}

/** Puts the line breaks back, each line moved right as far as the line that they started on. */
function showBreaks(text: string): string {
  return text
    .split("\n")
    .map((line) => {
      const indentation = line.slice(0, line.length - line.trimStart().length);
      return line.replaceAll(HIDDEN_BREAK, `\n${indentation}`).replace(/[ ]+$/gm, "");
    })
    .join("\n");
}

/** Prettier moves what an interface extends to a line of its own where the line is too long. */
function breakHeritage(text: string): string {
  return text.replace(/^(export interface \S+) (extends .*\{\}?)$/m, (line, head, rest) =>
    displayWidth(line) > WIDTH ? `${head}\n${" ".repeat(INDENT)}${rest}` : line,
  );
}

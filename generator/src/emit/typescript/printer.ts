import {
  type EnumDeclarationStructure,
  type InterfaceDeclarationStructure,
  type ModuleDeclarationStructure,
  printStructure,
  StructureKind,
  type TypeAliasDeclarationStructure,
} from "ts-morph";
import { identifier } from "./escape.js";
import { INDENT } from "./layout.js";

/**
 * Declarations as data, and their text. This file alone prints by ts-morph; all names and types in the data
 * have passed the escaping door.
 */
export type Declaration =
  | InterfaceDeclaration
  | AliasDeclaration
  | EnumDeclaration
  | NamespaceDeclaration;

export interface InterfaceDeclaration {
  readonly kind: "interface";
  /** What its documentation comment says, escaped; empty for none. */
  readonly doc: string;
  readonly name: string;
  readonly extends?: string;
  readonly members: readonly InterfaceMember[];
}

export interface InterfaceMember {
  readonly doc: string;
  /** As it stands before the colon, a `?` included. */
  readonly key: string;
  readonly type: string;
}

export interface AliasDeclaration {
  readonly kind: "alias";
  readonly doc: string;
  readonly name: string;
  readonly type: string;
}

export interface EnumDeclaration {
  readonly kind: "enum";
  readonly doc: string;
  readonly name: string;
  readonly members: readonly EnumMember[];
}

export interface NamespaceDeclaration {
  readonly kind: "namespace";
  readonly name: string;
  readonly aliases: readonly AliasDeclaration[];
}

export interface EnumMember {
  readonly doc: string;
  readonly name: string;
  /** As TypeScript. */
  readonly value: string;
}

/**
 * ts-morph moves every line of a type after the first right by one step more than it should stand. Line
 * breaks inside types therefore pass through it as a character that nothing emitted can hold.
 */
const HIDDEN_BREAK = "\0";

const OPTIONS = { indentNumberOfSpaces: INDENT };

export function printDeclarations(declarations: readonly Declaration[]): string {
  return declarations.map(printDeclaration).join("\n");
}

function printDeclaration(declaration: Declaration): string {
  const text = printStructure(structureOf(declaration), OPTIONS);
  return `${showBreaks(text)
    .trimEnd()
    .replace(/\{\n\}$/, "{}")}\n`;
}

function structureOf(declaration: Declaration) {
  switch (declaration.kind) {
    case "interface":
      return interfaceStructure(declaration);
    case "alias":
      return { ...aliasStructure(declaration), isExported: true };
    case "enum":
      return enumStructure(declaration);
    case "namespace":
      return namespaceStructure(declaration);
  }
}

function interfaceStructure(declaration: InterfaceDeclaration): InterfaceDeclarationStructure {
  const { doc, name, members } = declaration;
  return {
    kind: StructureKind.Interface,
    isExported: true,
    docs: docsOf(doc),
    name: identifier(name),
    ...(declaration.extends === undefined ? {} : { extends: [declaration.extends] }),
    properties: members.map((member) => ({
      docs: docsOf(member.doc),
      name: member.key,
      type: hideBreaks(member.type),
    })),
  };
}

function aliasStructure({ doc, name, type }: AliasDeclaration): TypeAliasDeclarationStructure {
  return {
    kind: StructureKind.TypeAlias,
    docs: docsOf(doc),
    name: identifier(name),
    type: hideBreaks(type),
  };
}

function enumStructure({ doc, name, members }: EnumDeclaration): EnumDeclarationStructure {
  return {
    kind: StructureKind.Enum,
    isExported: true,
    docs: docsOf(doc),
    name: identifier(name),
    members: members.map((member) => ({
      docs: docsOf(member.doc),
      name: identifier(member.name),
      initializer: member.value,
      // ts-morph separates members by commas, and puts none where one stands; Prettier ends with one.
      trailingTrivia: ",",
    })),
  };
}

function namespaceStructure({ name, aliases }: NamespaceDeclaration): ModuleDeclarationStructure {
  return {
    kind: StructureKind.Module,
    isExported: true,
    hasDeclareKeyword: true,
    name: identifier(name),
    statements: aliases.map(aliasStructure),
  };
}

function docsOf(doc: string): string[] {
  return doc === "" ? [] : [doc];
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

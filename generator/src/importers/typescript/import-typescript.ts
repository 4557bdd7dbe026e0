import { basename } from "node:path";
import type { Node, SourceFile, Type, ts } from "ts-morph";
import type { Draft, DraftEvent, DraftMember } from "../draft/draft.js";
import { schemaTree } from "../draft/schema-tree.js";
import { ImportError, type Imported } from "../imported.js";
import { findDescriptor, importModule } from "../module/import-module.js";
import { NotConstantError } from "../module/read-literal.js";
import { readComment } from "./doc-comment.js";
import { type FoundEvent, findEvents } from "./find-events.js";
import type { Morph } from "./load-morph.js";
import { loadMorph } from "./load-morph.js";
import { openSource } from "./open-project.js";
import { TypeConverter } from "./type-converter.js";

/**
 * The schema of a TypeScript file: of a generated module, or of a program that is written by hand.
 *
 * @param path - Absolute.
 * @param cwd - The folder from which ts-morph is looked for.
 * @throws ImportError if the file has errors of syntax, or ts-morph is not installed.
 */
export async function importTypeScript(
  path: string,
  cwd: string,
  load: typeof loadMorph = loadMorph,
): Promise<Imported> {
  if (/\.(?:json|ya?ml)$/i.test(path)) {
    throw new ImportError(
      "it is not a TypeScript file",
      "Give a JSON Schema with --json-schema, or an AsyncAPI document with --asyncapi.",
    );
  }
  const morph = await load(cwd);
  if (morph === undefined) {
    throw new ImportError(
      "ts-morph, which reads TypeScript, is not installed",
      "Install it: npm i -D ts-morph. Or run: npx -p ts-morph -p ddb-pattern-gen ddb-pattern-gen import <file>",
    );
  }
  try {
    return read(openSource(path, morph), morph);
  } catch (error) {
    // The parser and the checker of TypeScript call themselves for each level.
    if (!(error instanceof RangeError)) throw error;
    throw new ImportError("its code nests too deeply", "Give a file with fewer levels.");
  }
}

function read(source: SourceFile, morph: Morph): Imported {
  checkSyntax(source, morph);
  const descriptor = findDescriptor(source);
  const none = {
    reasonForNone: "it has no event types",
    helpForNone:
      "Give a file that calls createEventFunctions<Types, Events>(…), or that declares types with a literal `type` and an object `data`.",
  };
  if (descriptor === undefined) {
    const draft = importProgram(source, morph);
    return { schema: schemaTree(draft), heading: headingOf(draft), ...none };
  }
  const heading = [
    "A module does not hold stability, reserved, allow, accept, and the reasons of retired event types.",
  ];
  try {
    return { schema: importModule(source, descriptor, morph), heading, ...none };
  } catch (error) {
    if (!(error instanceof NotConstantError)) throw error;
    throw new ImportError(
      `its descriptor was changed: in line ${error.line}, ${error.message}`,
      "Restore the module as it was generated.",
    );
  }
}

/** With a partition, the source library made copies that no query of a usual schema reads. */
function headingOf({ partition }: Draft): readonly string[] {
  if (partition === undefined) return [];
  return [
    "To keep all queries of @status-machina/ddb-pattern, add: lookups: [type, partition, partition-entity, entity]",
  ];
}

/** A file with errors of syntax would be read as another program. */
function checkSyntax(source: SourceFile, { ts }: Morph): void {
  const file = source.compilerNode as {
    readonly parseDiagnostics?: readonly ts.DiagnosticWithLocation[];
  };
  const [first] = file.parseDiagnostics ?? [];
  if (first === undefined) return;
  const { line, column } = source.getLineAndColumnAtPos(first.start);
  const words = ts.flattenDiagnosticMessageText(first.messageText, " ").replace(/\.$/, "");
  throw new ImportError(
    `TypeScript reports in line ${line}, column ${column}: ${words}`,
    "Check this part of the file, and import it again.",
  );
}

/** The events of a program that is written by hand. */
export function importProgram(source: SourceFile, morph: Morph): Draft {
  const { events, partition, notes } = findEvents(source, morph);
  const converter = new TypeConverter(morph, new Set());
  const drafts = events.map((event) => draftOf(event, converter, morph));
  const [first] = events;
  return {
    name: basename(source.getFilePath()).replace(/(?:\.generated)?\.[cm]?tsx?$/, ""),
    partition,
    metadata: first === undefined ? [] : metadataOf(first, converter),
    types: converter.types,
    events: drafts,
    notes,
  };
}

/** The members of every event, which the runtime makes. */
const ENVELOPE = ["id", "type", "timestamp", "data", "metadata", "pk", "sk"];

function draftOf(found: FoundEvent, converter: TypeConverter, morph: Morph): DraftEvent {
  const { type, at, name, storedType, notes } = found;
  const declared = type.getAliasSymbol() ?? type.getSymbol();
  const own = readComment(declared?.getDeclarations() ?? [], morph);
  const ofMember = found.member === undefined ? undefined : readComment([found.member], morph);
  const others = type
    .getProperties()
    .map((property) => property.getName())
    .filter((property) => !ENVELOPE.includes(property))
    .map((property) => `Not imported: the member ${JSON.stringify(property)} beside data.`);
  const data = typeOfMember(type, "data", at);
  const isObject = data !== undefined && (data.isObject() || data.isIntersection());
  return {
    name,
    storedType,
    description: own.description || ofMember?.description,
    deprecated: own.deprecated ?? ofMember?.deprecated,
    fields: isObject ? converter.members(data, at) : [],
    isOpen: data !== undefined && (!isObject || converter.isOpen(data)),
    notes: [
      ...notes,
      ...others,
      ...(isObject
        ? []
        : [`Not imported: data is ${data?.getText(at).slice(0, 200)}, which is no object.`]),
    ],
  };
}

function metadataOf({ type, at }: FoundEvent, converter: TypeConverter): DraftMember[] {
  const metadata = typeOfMember(type, "metadata", at)?.getNonNullableType();
  if (metadata === undefined || !metadata.isObject()) return [];
  return converter.members(metadata, at);
}

function typeOfMember(type: Type, name: string, at: Node): Type | undefined {
  const property = type.getProperty(name);
  return property?.getTypeAtLocation(property.getDeclarations()[0] ?? at);
}

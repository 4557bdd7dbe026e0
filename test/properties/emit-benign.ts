import type { SchemaDocument } from "../../generator/src/schema/document.js";

/** The texts of a schema that may be anything, as they are to come out of the generated module. */
export interface Texts {
  readonly literals: Set<string>;
  readonly names: Set<string>;
}

type Mapping = Record<string, unknown>;

/** The same schema with harmless words for every text that may be anything; `texts` gathers those. */
export function benign(document: SchemaDocument, texts: Texts): SchemaDocument {
  return value(document, texts) as SchemaDocument;
}

function value(given: unknown, texts: Texts): unknown {
  if (typeof given !== "object" || given === null || Array.isArray(given)) return given;
  const mapping = given as Mapping;
  const entries = Object.entries(mapping).map(([key, part]): [string, unknown] => {
    switch (key) {
      case "description":
        return [key, String(part).trim() === "" ? "" : "Benign."];
      case "deprecated":
        return [key, "Benign."];
      case "enum":
        return [key, (part as unknown[]).map((literal, index) => word(literal, index, texts))];
      case "const":
        return [key, word(part, 0, texts)];
      case "types":
      case "events":
      case "streams":
        // A stream lists its event types under the same key.
        return [key, Array.isArray(part) ? part : eachOf(part as Mapping, texts)];
      case "data":
      case "properties":
        return [key, renamed(part as Mapping, texts)];
      case "required":
        return [
          key,
          (part as string[]).map((name) => newName(name, mapping.properties as Mapping)),
        ];
      default:
        return [key, value(part, texts)];
    }
  });
  return Object.fromEntries(entries);
}

function word(literal: unknown, index: number, { literals }: Texts): unknown {
  if (typeof literal !== "string") return literal;
  literals.add(literal);
  return `word${index}`;
}

function eachOf(mapping: Mapping, texts: Texts): Mapping {
  return Object.fromEntries(
    Object.entries(mapping).map(([key, part]) => [key, value(part, texts)]),
  );
}

function renamed(members: Mapping, texts: Texts): Mapping {
  const entries = Object.entries(members).map(([name, part]) => {
    texts.names.add(name.replace(/\?$/, ""));
    return [newName(name, members), value(part, texts)];
  });
  return Object.fromEntries(entries);
}

/** Id fields keep their names: they are questions too. */
function newName(name: string, members: Mapping): string {
  if (/_id\??$/.test(name)) return name;
  return `member${Object.keys(members).indexOf(name)}${name.endsWith("?") ? "?" : ""}`;
}

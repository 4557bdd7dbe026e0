import type { SchemaDocument } from "../../generator/src/language/document.js";

/** The texts of a schema that may be anything, as they are to come out of the generated module. */
export interface Texts {
  readonly literals: Set<string>;
  readonly names: Set<string>;
  readonly patterns: string[];
}

type Mapping = Record<string, unknown>;

/** The same schema with harmless words for every text that may be anything; `texts` gathers those. */
export function benign(document: SchemaDocument, texts: Texts): SchemaDocument {
  return value(document, texts) as SchemaDocument;
}

function value(given: unknown, texts: Texts): unknown {
  if (Array.isArray(given)) return given.map((part) => value(part, texts));
  if (typeof given !== "object" || given === null) return given;
  const mapping = given as Mapping;
  const entries = Object.entries(mapping).map(([key, part]): [string, unknown] => {
    switch (key) {
      case "description":
        return [key, String(part).trim() === "" ? "" : "Benign."];
      case "deprecated":
        return [key, "Benign."];
      case "enum":
        return [key, (part as unknown[]).map((literal) => word(literal, texts))];
      case "const":
        return [key, word(part, texts)];
      case "wire":
        return [key, `stored.${word(part, texts)}`];
      case "groups":
        return [key, eachGroup(part as Mapping, texts)];
      case "types":
      case "events":
      case "streams":
        // A stream lists its event types under the same key.
        return [key, Array.isArray(part) ? part : eachOf(part as Mapping, texts)];
      case "pattern":
        return [key, pattern(String(part), texts)];
      case "discriminator":
        return [key, { propertyName: newTag(mapping) }];
      case "allow":
        return [key, Object.fromEntries(Object.keys(part as Mapping).map((code) => [code, "x"]))];
      case "data":
      case "metadata":
      case "properties":
        return [key, renamed(part as Mapping, texts)];
      case "required":
        return [
          key,
          // Of a field of metadata, it says whether the field is required.
          Array.isArray(part)
            ? part.map((name: string) => newName(name, mapping.properties as Mapping))
            : part,
        ];
      default:
        return [key, value(part, texts)];
    }
  });
  return Object.fromEntries(entries);
}

/** Equal texts stay equal, and different ones different: branches are told apart by them. */
function word(literal: unknown, { literals }: Texts): unknown {
  if (typeof literal !== "string") return literal;
  literals.add(literal);
  // Tags that are numbers come first among the branches, wherever they stand.
  if (/^\d+$/.test(literal)) return literal;
  return `word${[...literals].indexOf(literal)}`;
}

/** Equal patterns stay equal: they become one constant. */
function pattern(given: string, { patterns }: Texts): string {
  const known = patterns.indexOf(given);
  return `p${known === -1 ? patterns.push(given) - 1 : known}`;
}

function eachOf(mapping: Mapping, texts: Texts): Mapping {
  return Object.fromEntries(
    Object.entries(mapping).map(([key, part]) => [key, value(part, texts)]),
  );
}

function eachGroup(groups: Mapping, texts: Texts): Mapping {
  const entries = Object.entries(groups).map(([name, fields], index) => {
    const own = renamed(fields as Mapping, texts, `group${index}_`);
    return [name, own] as const;
  });
  return Object.fromEntries(entries);
}

function renamed(members: Mapping, texts: Texts, prefix = ""): Mapping {
  const entries = Object.entries(members).map(([name, part]) => {
    texts.names.add(name.replace(/\?$/, ""));
    return [newName(name, members, prefix), value(part, texts)];
  });
  return Object.fromEntries(entries);
}

/** All branches have the tag at the same place. */
function newTag({ oneOf, discriminator }: Mapping): string {
  const [first] = oneOf as readonly { properties: Mapping }[];
  const { propertyName } = discriminator as { propertyName: string };
  return newName(propertyName, first?.properties ?? {});
}

/** Id fields keep their names: they are parts of queries too. */
function newName(name: string, members: Mapping, prefix = ""): string {
  if (/(?:_id|Id|ID)\??$/.test(name)) return name;
  // So do those that every object has, as a validator looks twice at them; and numbers, which come first.
  if (/^\d+\??$/.test(name) || name.replace(/\?$/, "") in Object.prototype) return name;
  return `${prefix}member${Object.keys(members).indexOf(name)}${name.endsWith("?") ? "?" : ""}`;
}

import type { Finding, Place, RelatedPlace, Severity, YamlPath } from "./diagnostic.js";
import { listed } from "./render/list.js";

/** What an entry of the catalogue says for its parameters. */
interface Text {
  readonly message: string;
  /** The way out. */
  readonly help?: string | undefined;
}

interface Entry<Parameters> {
  readonly severity: Severity;
  readonly text: (parameters: Parameters) => Text;
}

function error<Parameters>(text: (parameters: Parameters) => Text): Entry<Parameters> {
  return { severity: "error", text };
}

/** An entry that stops nothing: what is legal, and most likely not meant. */
export function warning<Parameters>(text: (parameters: Parameters) => Text): Entry<Parameters> {
  return { severity: "warning", text };
}

function didYouMean(suggestion: string | undefined, otherwise?: string): string | undefined {
  return suggestion === undefined ? otherwise : `did you mean "${suggestion}"?`;
}

/** What a field holds whose values are all multiples of one number. */
function stepName(step: number | undefined): string {
  if (step === undefined) return "value";
  return step === 1 ? "integer" : `multiple of ${step}`;
}

/** A way out of a warning, and the way to live with it. */
function allowing(code: string, wayOut: string): string {
  return `${wayOut}; or say why it is meant, under "allow: { ${code}: … }".`;
}

/** Every message that the tool can give about its input or its output, and nothing else. */
export const catalogue = {
  "file-unreadable": error((p: { reason: string | undefined; wayOut: string | undefined }) =>
    p.reason === undefined
      ? { message: "No file matches this pattern.", help: "check its folders and its extension." }
      : {
          message: `The file cannot be read: ${p.reason}.`,
          help: p.wayOut ?? "check the path and its permissions.",
        },
  ),
  "file-too-large": error((p: { limit: number }) => ({
    message: `The file has more than ${p.limit} bytes, which is the most that is read.`,
    help: "give each part of the store a schema of its own.",
  })),
  "not-utf8": error((_: object) => ({
    message: "The file is not UTF-8.",
    help: "save it as UTF-8.",
  })),
  "yaml-syntax": error((p: { reason: string; help?: string | undefined }) => ({
    message: `${p.reason}.`,
    help: p.help ?? "the file must be one document of YAML 1.2.",
  })),
  "duplicate-key": error((p: { key: string }) => ({
    message: `"${p.key}" stands in this mapping already.`,
    help: "remove or rename one of them.",
  })),
  "too-slow": error((p: { seconds: number }) => ({
    message: `The file takes more than ${p.seconds} seconds to read.`,
    help: "make it shorter: give each part of the store a schema of its own.",
  })),
  "too-many-values": error((p: { limit: number; what: string }) => ({
    message: `With its aliases written out, the file holds over ${p.limit} ${p.what}.`,
    help: "use fewer aliases; a type that is used often can be named under types:.",
  })),
  "too-many-parts": error((p: { what: string; count: number; limit: number }) => ({
    message: `${p.what} has ${p.count} parts, and code is generated for up to ${p.limit}.`,
    help: "split it; event types, fields, properties, items, branches, values of an enum and streams count.",
  })),
  "too-deep": error((p: { limit: number; alias?: string }) => ({
    message:
      p.alias === undefined
        ? `The file nests deeper than ${p.limit} levels.`
        : `The alias *${p.alias} stands inside of what it repeats, which has no end.`,
    help: p.alias === undefined ? "move inner objects to types:." : "name the type instead.",
  })),

  "unknown-key": error(
    (p: {
      key: string;
      allowed: readonly string[];
      suggestion: string | undefined;
      /** Whether it stands alone in { }, or is a whole line: what was meant for a key and its value. */
      isNoPair: boolean;
      /** The way out, where the key is known from elsewhere. */
      hint: string | undefined;
    }) => ({
      message: `"${p.key}" is not a key of this mapping.`,
      help: didYouMean(
        p.suggestion,
        p.isNoPair
          ? "put a space after a colon, and quotes around a text with a comma."
          : (p.hint ?? `the keys here are ${p.allowed.join(", ")}.`),
      ),
    }),
  ),
  "missing-key": error(
    (p: {
      key: string;
      /** What is right for it. */
      value?: string | undefined;
    }) => ({
      message: `"${p.key}" is missing.`,
      help:
        p.value === undefined ? `add "${p.key}:" to this mapping.` : `add "${p.key}: ${p.value}".`,
    }),
  ),
  "wrong-type": error(
    (p: {
      expected: string;
      actual: string;
      isEmpty: boolean;
      /** The way out, where it is known what was meant. */
      hint: string | undefined;
      /** What should stand here, as the language's JSON Schema describes it. */
      description: string | undefined;
    }) => ({
      message: `This must be ${p.expected}, and is ${p.actual}.`,
      help:
        p.hint ??
        (p.isEmpty ? "write it after the colon and a space, or indented below." : p.description),
    }),
  ),
  "invalid-name": error((p: { name: string; rule: string; suggestion: string | undefined }) => ({
    message: `"${p.name}" is not a legal name here: ${p.rule}.`,
    help: didYouMean(p.suggestion, "rename it."),
  })),
  "invalid-value": error(
    (p: { reason: string; suggestion: string | undefined; hint?: string | undefined }) => ({
      message: `This value is not allowed: it ${p.reason}.`,
      help: didYouMean(p.suggestion, p.hint),
    }),
  ),

  "unknown-field-type": error(
    (p: {
      type: string;
      known: readonly string[];
      suggestion: string | undefined;
      hint: string | undefined;
    }) => ({
      message: `"${p.type}" is not a field type.`,
      help: didYouMean(
        p.suggestion,
        p.hint ?? `there are ${listed(p.known)}, and lists of each: string[].`,
      ),
    }),
  ),
  "keyword-without-effect": error((p: { keyword: string; type: string; isNamed: boolean }) => ({
    message: p.isNamed
      ? `"${p.keyword}" cannot be added to the named type ${p.type}.`
      : `"${p.keyword}" says nothing about a field of type ${p.type}.`,
    help: p.isNamed
      ? 'a named type is what it is wherever it is used; put the rule there, under "types:".'
      : "remove it, or change the type.",
  })),
  "missing-items": error((_: object) => ({
    message: 'A field of type array needs "items".',
    help: 'say what the list holds: items: string. Or write the type as "string[]".',
  })),
  "enum-type-mismatch": error((p: { value: string; type: string; needsQuotes: boolean }) => ({
    message: `${p.value} is no value of type ${p.type}.`,
    help: p.needsQuotes
      ? "put it in quotes, which make it a text; or change the type."
      : "change the value or the type.",
  })),
  "empty-range": error((p: { low: string; high: string; step: number | undefined }) => ({
    message: `No ${stepName(p.step)} is legal between this "${p.low}" and "${p.high}".`,
    help: `raise "${p.high}", or lower "${p.low}".`,
  })),
  "invalid-pattern": error((p: { reason: string }) => ({
    message: `The pattern is not a regular expression: ${p.reason}.`,
    help: "patterns are JavaScript's, with the flag u. In YAML, single quotes keep a backslash.",
  })),
  "unknown-required": error((p: { name: string; suggestion: string | undefined }) => ({
    message: `"${p.name}" is required, and is not among the properties.`,
    help: didYouMean(p.suggestion, 'add it to "properties".'),
  })),
  "circular-type": error((p: { name: string }) => ({
    message: `The type "${p.name}" is defined as itself.`,
    help: "put the inner one into a property of an object, or into a list.",
  })),
  "duplicate-field": error((p: { name: string }) => ({
    message: `The field "${p.name}" stands here both with and without "?".`,
    help: "keep one of them.",
  })),

  "endless-type": error((p: { name: string }) => ({
    message: `Each "${p.name}" holds another one, without end.`,
    help: "make a property on the way optional or nullable, or put it into a list.",
  })),
  "duplicate-type": error((p: { name: string; file: string }) => ({
    message: `The type "${p.name}" is declared in ${p.file} already.`,
    help: "rename one of them, or import only one of the two.",
  })),
  "union-branch": error((_: object) => ({
    message: "Each branch of oneOf must be an object with properties, and not be nullable.",
    help: "name a type of that kind, or write one here: { type: object, properties: … }.",
  })),
  "union-tag": error(
    (p: { tag: string } & ({ problem: string } | { suggestion: string | undefined })) => {
      const property = `the property "${p.tag}: { type: string, const: … }", and name that under "required".`;
      if ("problem" in p) {
        return {
          message: `The branches are told apart by "${p.tag}", and this one ${p.problem}.`,
          help: `give it ${property}`,
        };
      }
      return {
        message: `The branches are told apart by "${p.tag}", and none of them has it.`,
        help: didYouMean(p.suggestion, `give each branch ${property}`),
      };
    },
  ),
  "union-tag-clash": error((p: { tag: string; values: readonly string[] }) => ({
    message: `Another branch has the same "${p.tag}", ${listed(p.values.map((value) => `"${value}"`))}.`,
    help: "give each branch a value of its own.",
  })),
  "value-mismatch": error((p: { reason: string }) => ({
    message: `This value does not fit its own field: ${p.reason}.`,
    help: "change the value, or what the field allows.",
  })),
  "slow-pattern": error((_: object) => ({
    message: "A pattern takes too long to match this value: it backtracks without end.",
    help: "write the pattern without a repetition inside of a repetition, as (a+)+ is one.",
  })),
  "default-for-id": error((p: { name: string }) => ({
    message: `"${p.name}" names an entity, so it can have no default.`,
    help: "remove it: events that lack the id are not found by it, whatever a reader is told.",
  })),

  "import-path": error((p: { path: string; reason: string }) => ({
    message: `"${p.path}" cannot be imported: ${p.reason}.`,
    help: "name a file below the folder of the nearest package.json, by its way from here: ./shared/money.yaml.",
  })),
  "import-unreadable": error(
    (p: { path: string; reason: string; suggestion: string | undefined }) => ({
      message: `"${p.path}" cannot be read: ${p.reason}.`,
      help: didYouMean(p.suggestion, "check the path; it begins at the folder of this file."),
    }),
  ),
  "import-cycle": error((p: { files: readonly string[] }) =>
    p.files.length === 2
      ? { message: "This file imports itself.", help: "remove it here." }
      : {
          message: `These files import each other: ${p.files.join(" → ")}.`,
          help: "move the types that both need to a file that imports neither.",
        },
  ),
  "import-without-types": error((p: { file: string }) => ({
    message: `${p.file} has no types to import.`,
    help: 'remove it here, or declare types there under "types:".',
  })),
  "too-many-imports": error((p: { limit: string }) => ({
    message: `More than ${p.limit} are imported.`,
    help: "put types that belong together into one file, and import what is used.",
  })),

  "id-field-name": error((p: { name: string }) => ({
    message: `"${p.name}" ends in _id, and is no legal name of an id field.`,
    help: "an id field starts with a letter and has only letters, digits and underscores: product_id.",
  })),
  "id-field-not-string": error(
    (p: {
      name: string;
      /** Whether null is all that is wrong with it. */
      isNullable: boolean;
      isPartition: boolean;
    }) => {
      if (!p.isNullable) {
        return {
          message: `"${p.name}" ends in _id, so it names an entity and must be a string.`,
          help: "use ulid, uuid or string; or rename the field.",
        };
      }
      const message = `"${p.name}" names an entity, so it must not be null.`;
      const help = 'remove "nullable: true"';
      if (p.isPartition) return { message, help: `${help}.` };
      return { message, help: `${help}; for an id that can be absent, write "${p.name}?:".` };
    },
  ),
  "not-an-id-field": error((p: { name: string; keyword: string }) => ({
    message: `"${p.keyword}" is only for id fields, and "${p.name}" does not end in _id.`,
    help: `remove "${p.keyword}", or rename the field.`,
  })),
  "entity-clash": error((p: { first: string; second: string; entity: string }) => ({
    message: `"${p.first}" and "${p.second}" would share the entity ${p.entity}.`,
    help: "spell them alike; or, if they name one kind of thing, give both the same entity:.",
  })),
  "unknown-partition": error((p: { partition: string; suggestion: string | undefined }) => ({
    message: `No event type has the partition field "${p.partition}".`,
    help: didYouMean(p.suggestion, `add "${p.partition}: ulid" to the data of each event type.`),
  })),
  "partition-field-missing": error(
    (p: { partition: string; event: string; suggestion: string | undefined }) => ({
      message: `${p.event} lacks the partition field "${p.partition}".`,
      help: didYouMean(
        p.suggestion,
        `add "${p.partition}: ulid" to its data; every event must lie in a partition.`,
      ),
    }),
  ),
  "partition-field-optional": error((p: { partition: string }) => ({
    message: `The partition field "${p.partition}" must not be optional.`,
    help: 'remove the "?"; every event must lie in a partition.',
  })),
  "partition-field-option": error((p: { partition: string; keyword: string }) => ({
    message: `"${p.keyword}" cannot be given for the partition field "${p.partition}".`,
    help: `remove "${p.keyword}".`,
  })),
  "lookup-without-partition": error((p: { lookup: string }) => ({
    message: `The lookup "${p.lookup}" needs a partition, and this schema has none.`,
    help: 'name one under "partition:", or use "type" and "entity".',
  })),
  "event-not-stored": error((p: { event: string }) => ({
    message: `${p.event} could be stored nowhere: no lookup or stream holds it for certain.`,
    help: "give it a lookup that does not hang on an optional id, or name it in a stream.",
  })),
  "too-many-copies": error((p: { event: string; items: number; limit: number }) => ({
    message: `Saving one ${p.event} writes up to ${p.items} items; one transaction takes ${p.limit}.`,
    help: 'mark id fields that nobody asks for with "lookup: false".',
  })),

  "unknown-event-type": error((p: { type: string; suggestion: string | undefined }) => ({
    message: `"${p.type}" is no event type of this schema.`,
    help: didYouMean(p.suggestion, 'add it under "events:", or remove it here.'),
  })),
  "unknown-stream-field": error((p: { by: string; suggestion: string | undefined }) => ({
    message: `None of this stream's event types can be found by "${p.by}".`,
    help: didYouMean(
      p.suggestion,
      'a stream is by an id field that its event types share, or by "<entity>_id" of their entity:.',
    ),
  })),
  "stream-field-missing": error(
    (p: { type: string; by: string; suggestion: string | undefined }) => ({
      message: `${p.type} cannot be found by "${p.by}", which this stream is by.`,
      help: didYouMean(
        p.suggestion,
        `give ${p.type} such an id field, without "lookup: false"; or take ${p.type} out of the stream.`,
      ),
    }),
  ),
  "stream-without-partition": error((_: object) => ({
    message: '"across_partitions" needs a partition, and this schema has none.',
    help: 'remove it, or name a partition under "partition:".',
  })),
  "stream-materialized-and-consistent": error((_: object) => ({
    message: "A consistent stream stores its own copy of each event, so it cannot be materialized.",
    help: 'remove "materialized".',
  })),

  "name-clash": error(
    (p: { name: string; first: string; second: string; isInSchema: boolean }) => ({
      message: `"${p.name}" would be the generated name of ${p.first}, and of ${p.second}.`,
      help: p.isInSchema ? "rename one of them." : `rename ${p.second}.`,
    }),
  ),

  "event-without-stream": warning((p: { event: string }) => ({
    message: `${p.event} is in no stream.`,
    help: allowing("event-without-stream", "name it in a stream"),
  })),
  "id-without-lookup": warning((p: { name: string }) => ({
    message: `No lookup or stream finds this event by "${p.name}".`,
    help: allowing("id-without-lookup", 'add a lookup, or mark the field with "lookup: false"'),
  })),
  "similar-name": warning((p: { name: string; other: string }) => ({
    message: `"${p.name}" and "${p.other}" look like one name in two spellings.`,
    help: allowing("similar-name", "spell them alike, or make them differ more"),
  })),
  "many-copies": warning((p: { event: string; copies: number; limit: number }) => ({
    message: `Each ${p.event} is stored up to ${p.copies} times; above ${p.limit} that is rarely meant.`,
    help: allowing("many-copies", 'mark ids that nobody asks for with "lookup: false"'),
  })),
  "hot-key": warning((_: object) => ({
    message:
      'The lookup "type" stores all events of a type under one key of the whole table, which takes about 500 a second.',
    help: allowing("hot-key", 'name a partition, or give "lookups:" without "type"'),
  })),
  "pii-in-key": warning((p: { name: string }) => ({
    message: `"${p.name}" is personal data, and becomes a part of keys.`,
    help: allowing("pii-in-key", 'use an id that says nothing, or mark it with "lookup: false"'),
  })),
  "unused-allow": warning((p: { code: string }) => ({
    message: `There is no "${p.code}" in this file that would have to be allowed.`,
    help: "remove it.",
  })),

  "duplicate-schema-name": error((p: { name: string; other: string }) => ({
    message: `The schema of ${p.other} is called "${p.name}", too.`,
    help: "rename one of them; or, if no program uses both, generate them by two commands.",
  })),
  "output-clash": error((p: { output: string; other: string }) => ({
    message: `${p.other} would be generated into the same file, ${p.output}.`,
    help: "rename one of the inputs, or generate them into different folders.",
  })),
  "output-not-generated": error((p: { output: string }) => ({
    message: `${p.output} exists and was not generated by this tool; it is left alone.`,
    help: "move or remove it, or generate into another folder with --out.",
  })),
  "output-unwritable": error((p: { output: string; reason: string }) => ({
    message: `${p.output} cannot be written: ${p.reason}.`,
    help: "check the folder and its permissions.",
  })),
  "output-missing": error((p: { output: string; command: string }) => ({
    message: `${p.output} has not been generated.`,
    help: `run: ${p.command}`,
  })),
  "output-changed": error((p: { output: string; command: string }) => ({
    message: `${p.output} is not what the schema generates.`,
    help: `run: ${p.command}`,
  })),
  "output-orphan": error((p: { output: string; source: string; problem: string }) => ({
    message: `${p.output} was generated from ${p.source}, which ${p.problem}.`,
    help: `remove ${p.output}, or bring back what it was generated from.`,
  })),
} as const;

export type Code = keyof typeof catalogue;

type ParametersOf<C extends Code> = Parameters<(typeof catalogue)[C]["text"]>[0];

/** Where a finding stands, and the other places that it is about. */
interface At {
  readonly file: string;
  readonly place?: Place | undefined;
  readonly path?: YamlPath;
  readonly related?: readonly RelatedPlace[];
}

/** A finding of the catalogue, at its place. */
export function finding<C extends Code>(
  code: C,
  { file, place, path = [], related = [] }: At,
  parameters: ParametersOf<C>,
): Finding {
  const { severity, text } = catalogue[code] as unknown as Entry<ParametersOf<C>>;
  const { message, help } = text(parameters);
  return { code, severity, message, help, file, place, path, related };
}

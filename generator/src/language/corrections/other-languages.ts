/** Types of other languages, and the same types here: the help of messages, and tables of docs/reference/language.md. */

/** A type of another language that has parts, such as `Array<string>`. */
export interface Notation {
  readonly text: string;
  /** The first group that matches is the part, such as the type of the items. */
  readonly pattern: RegExp;
}

/** A type of another language that is a mapping. */
export interface TypeAtLength {
  /** As YAML. */
  readonly text: string;
  /** The keys by which to recognise it, with their values. The first is the key to report. */
  readonly when: Readonly<Record<string, RegExp>>;
}

/** Some types of other languages that are one type here. */
export interface ForeignType {
  /** A string is a name, or a type at length that the rows of `habits/` recognise. */
  readonly there: readonly (string | Notation | TypeAtLength)[];
  /**
   * The type of this language, as YAML. Of a notation, `$type` is the part as a type, `$types` a list of types,
   * `$strings` the strings in it, `$words` its words if they are no types, and `$part` the part as it is. Of a type at length, `$value` is the value of the key to report.
   */
  readonly here?: string;
  /** A sentence about `here`; or the help, where no type here is the same. */
  readonly note?: string;
}

/** The types of one language, or of some that are alike. */
export interface OtherLanguage {
  readonly title: string;
  readonly types: readonly ForeignType[];
}

const NO_DIGIT_LOST = "It is a string, as a number of JavaScript loses digits.";
const STRING_IN_JSON = "It is a string, as in JSON.";
const BASE64 = '{ type: string, pattern: "^[A-Za-z0-9+/]*={0,2}$" }';
const IN_BASE64 = "The bytes are in base64.";
const MAP = "{ type: object, additionalProperties: $type }";
const NULLABLE = "{ type: $type, nullable: true }";
const ENUM = "{ type: string, enum: [$strings] }";
const WORDS = "{ type: string, enum: [$words] }";
const OF_NO_FORM = "Of ids, only ulid and uuid have a form that is checked.";
const OPTIONAL =
  'Put the "?" after the name of the field, or write "nullable: true" beside the type.';
export const ONE_OBJECT = "Write all properties out in one object: types cannot be combined.";
const OBJECT = "Write { type: object, properties: { a: string }, required: [a] }.";
const UNION = "{ oneOf: [$types], discriminator: { propertyName: kind } }";

const A_MAP = "Write { type: object, additionalProperties: string }, with the type of the values.";
const A_LIST = 'Write the type of the items with "[]" after it: "string[]".';
const ANY = /^/;

const TYPESCRIPT: readonly ForeignType[] = [
  { there: ["any", "unknown"], here: "json" },
  { there: ["bigint"], here: "int64", note: NO_DIGIT_LOST },
  { there: ["Date"], here: "timestamp", note: STRING_IN_JSON },
  { there: ["URL"], here: "uri" },
  { there: ["Buffer", "Uint8Array"], here: BASE64, note: IN_BASE64 },
  {
    there: [
      { text: "Array<string>", pattern: /^(?:readonly)?array<(.+)>$/i },
      { text: "string []", pattern: /^(.+?) *\[\]$/ },
    ],
    here: "$type[]",
  },
  {
    there: [{ text: "Set<string>", pattern: /^(?:readonly)?set<(.+)>$/i }],
    here: "{ type: array, items: $type, uniqueItems: true }",
  },
  {
    there: [{ text: "Record<string, number>", pattern: /^(?:record|map|dict)<[^,<>]+,(.+)>$/i }],
    here: MAP,
  },
  {
    there: [
      { text: "string | null", pattern: /^([^|]+)\|\s*null$/ },
      { text: "null | string", pattern: /^null\s*\|([^|]+)$/ },
    ],
    here: NULLABLE,
  },
  {
    there: [
      { text: "string | undefined", pattern: /\|\s*undefined$/ },
      { text: "string?", pattern: /\?$/ },
    ],
    note: OPTIONAL,
  },
  { there: ["enum", "Enum"], note: 'Write "type: string", and the values under "enum:".' },
  {
    there: [
      {
        text: "'open' | 'closed'",
        pattern: /^((?:'[^']*'|"[^"]*"|null)(?:\s*\|\s*(?:'[^']*'|"[^"]*"|null))+)$/,
      },
    ],
    here: ENUM,
  },
  {
    there: [
      {
        text: "open | closed",
        pattern: /^([\w-]+(?:\s*[|,]\s*[\w-]+)+|[A-Z\d_]+(?:\/[A-Z\d_]+)+)$/,
      },
    ],
    here: WORDS,
  },
  {
    there: [{ text: "Card | Cash", pattern: /^([A-Z]\w*(?:\s*\|\s*[A-Z]\w*)+)$/ }],
    here: UNION,
  },
  {
    there: [{ text: "string | number", pattern: /\|/ }],
    here: "json",
    note: "It takes any value.",
  },
  { there: [{ text: "Base & Audit", pattern: /&/ }], note: ONE_OBJECT },
];

const ZOD: readonly ForeignType[] = [
  { there: ["z.string()", "z.coerce.string()"], here: "string" },
  {
    there: [{ text: "z.string().max(80)", pattern: /^z\.string\(\)\.max\((\d{1,9})\)$/ }],
    here: "{ type: string, maxLength: $part }",
  },
  {
    there: [{ text: "z.string().min(1)", pattern: /^z\.string\(\)\.min\((\d{1,9})\)$/ }],
    here: "{ type: string, minLength: $part }",
  },
  { there: ["z.number()", "z.coerce.number()", "z.float64()"], here: "number" },
  { there: ["z.int()", "z.int32()", "z.number().int()"], here: "integer" },
  {
    there: ["z.bigint()", "z.coerce.bigint()", "z.int64()"],
    here: "int64",
    note: NO_DIGIT_LOST,
  },
  { there: ["z.boolean()", "z.coerce.boolean()"], here: "boolean" },
  {
    there: ["z.date()", "z.coerce.date()", "z.iso.datetime()", "z.string().datetime()"],
    here: "timestamp",
    note: STRING_IN_JSON,
  },
  { there: ["z.iso.date()", "z.string().date()"], here: "date" },
  { there: ["z.iso.time()", "z.string().time()"], here: "time" },
  { there: ["z.iso.duration()", "z.string().duration()"], here: "duration" },
  { there: ["z.email()", "z.string().email()"], here: "email" },
  { there: ["z.url()", "z.string().url()"], here: "uri" },
  { there: ["z.uuid()", "z.guid()", "z.string().uuid()"], here: "uuid" },
  { there: ["z.ulid()", "z.string().ulid()"], here: "ulid" },
  { there: ["z.any()", "z.unknown()", "z.json()"], here: "json" },
  {
    there: [
      { text: "z.array(z.string())", pattern: /^z\.array\((.+)\)$/ },
      { text: "z.string().array()", pattern: /^(z\..+)\.array\(\)$/ },
    ],
    here: "$type[]",
  },
  {
    there: [{ text: "z.set(z.string())", pattern: /^z\.set\((.+)\)$/ }],
    here: "{ type: array, items: $type, uniqueItems: true }",
  },
  {
    there: [
      {
        text: "z.record(z.string(), z.number())",
        pattern: /^z\.record\(z\.string\(\),(.+)\)$/,
      },
    ],
    here: MAP,
  },
  {
    there: [
      { text: "z.nullable(z.string())", pattern: /^z\.nullable\((.+)\)$/ },
      { text: "z.string().nullable()", pattern: /^(z\..+)\.nullable\(\)$/ },
    ],
    here: NULLABLE,
  },
  {
    there: [
      { text: "z.optional(z.string())", pattern: /^z\.(?:optional|nullish)\(/ },
      { text: "z.string().optional()", pattern: /^z\..+\.(?:optional|nullish)\(\)$/ },
    ],
    note: OPTIONAL,
  },
  {
    there: [{ text: "z.enum(['open', 'closed'])", pattern: /^z\.enum\(\[(.+)\]\)$/ }],
    here: ENUM,
  },
  {
    there: [{ text: "z.literal('open')", pattern: /^z\.literal\(((?:'[^']*'|"[^"]*"))\)$/ }],
    here: "{ type: string, const: $strings }",
  },
  {
    there: [
      {
        text: "z.discriminatedUnion('kind', [Card, Cash])",
        pattern: /^z\.discriminatedUnion\([^,]+,\s*\[(.+)\]\)$/,
      },
      { text: "z.union([Card, Cash])", pattern: /^z\.union\(\[([A-Z]\w*(?:,\s*[A-Z]\w*)+)\]\)$/ },
    ],
    here: UNION,
  },
  { there: [{ text: "z.object({ a: z.string() })", pattern: /^z\.\w*[oO]bject\(/ }], note: OBJECT },
  {
    there: [{ text: "z.intersection(Base, Audit)", pattern: /^z\.intersection\(/ }],
    note: ONE_OBJECT,
  },
  {
    there: [
      {
        text: "z.number().int().positive()",
        pattern: /^(z\.(?:coerce\.)?\w+\(\)(?:\.int\(\))?)(?:\.\w+\([\w, .-]*\))+$/,
      },
    ],
    here: "$type",
    note: "Its rules are keywords beside the type, as in { type: integer, exclusiveMinimum: 0 }.",
  },
];

const PRISMA: readonly ForeignType[] = [
  { there: ["Int"], here: "integer" },
  { there: ["Float"], here: "number" },
  { there: ["BigInt"], here: "int64", note: NO_DIGIT_LOST },
  { there: ["Decimal"], here: "decimal", note: NO_DIGIT_LOST },
  { there: ["DateTime"], here: "timestamp", note: STRING_IN_JSON },
  { there: ["Json"], here: "json" },
  { there: ["Bytes"], here: BASE64, note: IN_BASE64 },
  { there: ["String[]"], here: "string[]" },
  { there: ["String?"], note: OPTIONAL },
  { there: [{ text: "String @id", pattern: /^(.+?)\s+@.+$/ }], here: "$type" },
];

const SQL: readonly ForeignType[] = [
  { there: ["text", "varchar", "char", "nvarchar", "citext"], here: "string" },
  {
    there: [{ text: "varchar(80)", pattern: /^n?(?:var)?char2?\((\d{1,9})\)$/i }],
    here: "{ type: string, maxLength: $part }",
  },
  {
    there: [
      "int",
      "smallint",
      "tinyint",
      "mediumint",
      "int2",
      "int4",
      "serial",
      { text: "int(11)", pattern: /^(?:small|medium|tiny)?int(?:eger)?\s*\(\d{1,3}\)$/i },
    ],
    here: "integer",
  },
  {
    there: ["bigint", "bigserial", { text: "bigint(20)", pattern: /^bigint\s*\(\d{1,3}\)$/i }],
    here: "int64",
    note: NO_DIGIT_LOST,
  },
  { there: ["real", "float", "double precision"], here: "number" },
  {
    there: [
      "numeric",
      "money",
      { text: "decimal(10, 2)", pattern: /^(?:decimal|numeric|number)\([\d\s,]*\)$/i },
    ],
    here: "decimal",
    note: NO_DIGIT_LOST,
  },
  { there: ["bool"], here: "boolean" },
  {
    there: [
      "datetime",
      "datetimeoffset",
      "timestamptz",
      "timestamp with time zone",
      {
        text: "timestamp(3)",
        pattern: /^(?:datetime2?|timestamp|timestamptz)\s*\(\d\)(?:\s+with time zone)?$/i,
      },
    ],
    here: "timestamp",
  },
  { there: ["timestamp without time zone"], here: "local-date-time" },
  { there: ["timetz", "time with time zone", "time without time zone"], here: "time" },
  { there: ["interval"], here: "duration" },
  { there: ["uniqueidentifier"], here: "uuid" },
  { there: ["jsonb"], here: "json" },
  { there: ["blob", "bytea", "varbinary"], here: BASE64, note: IN_BASE64 },
  {
    there: [
      { text: "enum('open', 'closed')", pattern: /^enum\s*\((.+)\)$/i },
      { text: "enum [open, closed]", pattern: /^enum\s*\[(.+)\]$/i },
      { text: "enum { open, closed }", pattern: /^enum\s*\{(.+)\}$/i },
      { text: "enum<open, closed>", pattern: /^enum\s*<(.+)>$/i },
    ],
    here: ENUM,
  },
  {
    there: [
      {
        text: "text NOT NULL",
        pattern: /^(.+?)\s+(?:not null|primary key|unique|unsigned|default)\b.*$/i,
      },
    ],
    here: "$type",
  },
  { there: [{ text: "text NULL", pattern: /^(.+?)\s+null$/i }], here: NULLABLE },
];

const AVRO: readonly ForeignType[] = [
  { there: ["int"], here: "integer" },
  { there: ["long"], here: "int64", note: NO_DIGIT_LOST },
  { there: ["float", "double"], here: "number" },
  { there: ["bytes", "fixed"], here: BASE64, note: IN_BASE64 },
  {
    there: [
      {
        text: "{ type: bytes, logicalType: decimal, precision: 10, scale: 2 }",
        when: { logicalType: /^decimal$/ },
      },
    ],
    here: "decimal",
    note: NO_DIGIT_LOST,
  },
  {
    there: [
      {
        text: "{ type: long, logicalType: timestamp-millis }",
        when: { logicalType: /^timestamp-/ },
      },
    ],
    here: "timestamp",
    note: STRING_IN_JSON,
  },
  {
    there: ["timestamp-millis", "timestamp-micros"],
    here: "timestamp",
    note: STRING_IN_JSON,
  },
  { there: ["local-timestamp-millis", "local-timestamp-micros"], here: "local-date-time" },
  { there: ["time-millis", "time-micros"], here: "time" },
  {
    there: [
      {
        text: "{ type: long, logicalType: local-timestamp-millis }",
        when: { logicalType: /^local-timestamp-/ },
      },
    ],
    here: "local-date-time",
  },
  {
    there: [{ text: "{ type: int, logicalType: date }", when: { logicalType: /^date$/ } }],
    here: "date",
  },
  {
    there: [{ text: "{ type: int, logicalType: time-millis }", when: { logicalType: /^time-/ } }],
    here: "time",
  },
  {
    there: [
      { text: "{ type: fixed, logicalType: duration }", when: { logicalType: /^duration$/ } },
    ],
    here: "duration",
  },
  {
    there: [{ text: "{ type: string, logicalType: uuid }", when: { logicalType: /^uuid$/ } }],
    here: "uuid",
  },
  { there: ['["null", string]'], here: "{ type: string, nullable: true }" },
  {
    there: [
      {
        text: "{ type: map, values: integer }",
        when: { values: ANY, type: /^(?:map|record|dict)$/i },
      },
    ],
    here: "{ type: object, additionalProperties: $value }",
  },
  {
    there: [{ text: "{ type: list, items: integer }", when: { items: ANY, type: /^list$/i } }],
    note: 'Write "type: array".',
  },
  {
    there: [
      { text: "{ type: enum, symbols: [open, closed] }", when: { symbols: ANY } },
      { text: "{ type: enum, values: [open, closed] }", when: { values: ANY, type: /^enum$/i } },
    ],
    here: "{ type: string, enum: $value }",
  },
  {
    there: [{ text: "{ type: record, fields: [] }", when: { fields: ANY, type: /^record$/ } }],
    note: OBJECT,
  },
];

const PROTOBUF: readonly ForeignType[] = [
  { there: ["int32", "sint32", "uint32", "fixed32", "sfixed32"], here: "integer" },
  {
    there: ["sint64", "uint64", "fixed64", "sfixed64"],
    here: "int64",
    note: NO_DIGIT_LOST,
  },
  { there: ["float", "double"], here: "number" },
  { there: ["bool"], here: "boolean" },
  { there: ["bytes"], here: BASE64, note: IN_BASE64 },
  { there: ["google.protobuf.Timestamp"], here: "timestamp", note: STRING_IN_JSON },
  { there: ["google.protobuf.Duration"], here: "duration" },
  { there: ["google.type.Date"], here: "date" },
  { there: ["google.type.TimeOfDay"], here: "time" },
  { there: ["google.type.Decimal"], here: "decimal", note: NO_DIGIT_LOST },
  { there: ["google.protobuf.Any", "google.protobuf.Value"], here: "json" },
  { there: ["google.protobuf.Struct"], here: "object" },
  {
    there: ["google.protobuf.StringValue"],
    here: "{ type: string, nullable: true }",
  },
  { there: [{ text: "repeated string", pattern: /^repeated (.+)$/ }], here: "$type[]" },
  { there: [{ text: "optional string", pattern: /^optional / }], note: OPTIONAL },
  { there: [{ text: "map<string, int32>", pattern: /^map<[^,<>]+,(.+)>$/ }], here: MAP },
];

const PROGRAMMING: readonly ForeignType[] = [
  { there: ["str"], here: "string" },
  { there: ["num", "f32", "f64", "float32", "float64"], here: "number" },
  {
    there: ["short", "byte", "i8", "i16", "i32", "u8", "u16", "u32", "int16", "uint8", "uint16"],
    here: "integer",
  },
  { there: ["int8"], here: "integer", note: "In PostgreSQL it has 64 bits: there it is int64." },
  { there: ["i64", "u64"], here: "int64", note: NO_DIGIT_LOST },
  { there: ["Long", "BigInteger"], here: "int64", note: NO_DIGIT_LOST },
  { there: ["BigDecimal", "currency"], here: "decimal", note: NO_DIGIT_LOST },
  {
    there: ["Instant", "OffsetDateTime", "ZonedDateTime", "date-time", "iso8601", "rfc3339"],
    here: "timestamp",
  },
  { there: ["LocalDate", "DateOnly"], here: "date" },
  { there: ["LocalTime", "OffsetTime", "TimeOnly"], here: "time" },
  { there: ["LocalDateTime"], here: "local-date-time" },
  { there: ["timedelta", "TimeSpan"], here: "duration" },
  { there: ["Guid", "uuidv4", "uuidv7", "uuid v4"], here: "uuid" },
  {
    there: ["cuid", "cuid2", "nanoid", "ksuid", "xid", "ObjectId", "snowflake"],
    here: "string",
    note: OF_NO_FORM,
  },
  {
    there: [{ text: "List<String>", pattern: /^(?:immutable)?list[<[](.+)[>\]]$/i }],
    here: "$type[]",
  },
  { there: [{ text: "[]string", pattern: /^\[\](.+)$/ }], here: "$type[]" },
  { there: [{ text: "Optional<String>", pattern: /^optional[<[].+[>\]]$/i }], note: OPTIONAL },
  { there: ["dict", "map", "record", "hash"], note: A_MAP },
  { there: ["list"], note: A_LIST },
  { there: ["set"], here: "{ type: array, items: string, uniqueItems: true }" },
];

const GRAPHQL: readonly ForeignType[] = [
  { there: ["ID"], here: "string" },
  { there: [{ text: "String!", pattern: /^(.+)!$/ }], here: "$type" },
  { there: [{ text: "[String]", pattern: /^\[(.+)\]$/ }], here: "$type[]" },
];

const JSON_SCHEMA: readonly ForeignType[] = [
  {
    there: [{ text: '{ $ref: "./common.yaml#/Money" }', when: { $ref: /^[^#]/ } }],
    note: 'List the file under "imports:", and write "type: $name".',
  },
  {
    there: [{ text: '{ $ref: "#/components/schemas/Money" }', when: { $ref: /./ } }],
    here: "$name",
  },
  {
    there: [
      '{ type: [string, "null"] }',
      '{ oneOf: [string, { type: "null" }] }',
      '{ anyOf: [{ type: string }, { type: "null" }] }',
    ],
    here: "{ type: string, nullable: true }",
  },
  { there: ["{ type: string, const: null }"], here: "{ type: string, nullable: true }" },
  {
    there: ['{ type: [string, "null"], enum: [open, closed, null] }'],
    here: "{ type: string, nullable: true, enum: [open, closed] }",
  },
  { there: ["{ enum: [open, closed] }"], note: 'Add "type: string".' },
  {
    there: ["{ oneOf: [{ const: open }, { const: closed }] }"],
    here: "{ type: string, enum: [open, closed] }",
  },
  {
    there: ["{ oneOf: [uuid, ulid] }", "{ anyOf: [{ type: string, format: uri }, { const: '' }] }"],
    here: "{ type: string }",
  },
  {
    there: ["{ type: [string, integer] }", "{ anyOf: [string, integer] }"],
    here: "json",
    note: "It takes any value.",
  },
  {
    there: ["{ oneOf: [Money, string] }"],
    here: "json",
    note: "It takes any value; or make each branch an object with a const of its own in one property.",
  },
  {
    there: ["{ oneOf: [Card, Cash] }", "{ anyOf: [Card, Cash] }"],
    here: "{ oneOf: [Card, Cash], discriminator: { propertyName: kind } }",
  },
  { there: ["{ allOf: [Base, Audit] }"], note: ONE_OBJECT },
  { there: ["{ allOf: [{ $ref: '#/$defs/Money' }] }"], here: "Money" },
  {
    there: [
      "{ type: array, items: [number, number] }",
      "{ type: array, prefixItems: [number, number] }",
    ],
    here: "{ type: array, items: number, minItems: 2, maxItems: 2 }",
  },
  {
    there: ["{ type: array, items: [string, number] }"],
    note: "Write an object with a property for each item: a list has items of one type.",
  },
  {
    there: [
      {
        text: '{ type: object, patternProperties: { "^x": integer } }',
        when: { patternProperties: ANY },
      },
    ],
    note: 'Write "additionalProperties", with one type for all values.',
  },
  {
    there: [
      {
        text: "{ type: integer, format: int64 }",
        when: { format: /^int64$/, type: /^(?:integer|number)$/ },
      },
    ],
    here: "int64",
    note: NO_DIGIT_LOST,
  },
  {
    there: [{ text: "{ type: integer, format: int32 }", when: { format: /^u?int(?:8|16|32)$/ } }],
    here: "integer",
  },
  {
    there: [{ text: "{ type: number, format: double }", when: { format: /^(?:float|double)$/ } }],
    here: "number",
  },
  {
    there: [
      {
        text: "{ type: number, format: decimal }",
        when: { format: /^decimal$/, type: /^(?:integer|number)$/ },
      },
    ],
    here: "decimal",
    note: NO_DIGIT_LOST,
  },
  {
    there: [
      { text: "{ type: string, format: byte }", when: { format: /^(?:byte|binary|base64)$/ } },
      { text: "{ type: string, contentEncoding: base64 }", when: { contentEncoding: ANY } },
    ],
    here: BASE64,
    note: IN_BASE64,
  },
  {
    there: [
      { text: "{ type: string, format: hostname }", when: { format: /^(?:idn-)?hostname$/ } },
    ],
    here: '{ type: string, pattern: "^[A-Za-z0-9.-]{1,253}$" }',
  },
  {
    there: [{ text: "{ type: string, format: ipv4 }", when: { format: /^ipv?4?$/ } }],
    here: '{ type: string, pattern: "^[0-9]{1,3}([.][0-9]{1,3}){3}$" }',
  },
  {
    there: [{ text: "{ type: string, format: ipv6 }", when: { format: /^ipv6$/ } }],
    here: '{ type: string, pattern: "^[0-9A-Fa-f:.]{2,45}$" }',
  },
  {
    there: [
      {
        text: "{ type: string, format: uri-reference }",
        when: { format: /^(?:uri|iri)-(?:reference|template)$/ },
      },
    ],
    here: '{ type: string, pattern: "^[^ ]*$" }',
  },
  {
    there: [{ text: "{ type: string, format: regex }", when: { format: ANY, type: /^string$/ } }],
    note: 'Remove "format", and write its rule as a "pattern".',
  },
  {
    there: [
      { text: "{ type: string, if: {}, then: {} }", when: { if: ANY } },
      { text: "{ type: string, not: { const: open } }", when: { not: ANY } },
    ],
    note: "Remove it: no rule can depend on another value.",
  },
  {
    there: [
      { text: "{ type: object, minProperties: 1 }", when: { minProperties: ANY } },
      { text: "{ type: object, maxProperties: 9 }", when: { maxProperties: ANY } },
    ],
    note: "Remove it: the number of properties cannot be limited.",
  },
  {
    there: [{ text: "{ type: string, example: open }", when: { example: ANY } }],
    note: 'Write "examples: [$value]".',
  },
  {
    there: [{ text: "{ type: string, $comment: Why }", when: { $comment: ANY } }],
    note: 'Write it as a comment of YAML, after "#".',
  },
  {
    there: [
      { text: "{ type: string, readOnly: true }", when: { readOnly: ANY } },
      { text: "{ type: string, writeOnly: true }", when: { writeOnly: ANY } },
    ],
    note: "Remove it: a stored event is never changed.",
  },
];

export const OTHER_LANGUAGES: readonly OtherLanguage[] = [
  { title: "TypeScript", types: TYPESCRIPT },
  { title: "zod", types: ZOD },
  { title: "JSON Schema and OpenAPI", types: JSON_SCHEMA },
  { title: "SQL", types: SQL },
  { title: "Prisma", types: PRISMA },
  { title: "Avro", types: AVRO },
  { title: "Protobuf", types: PROTOBUF },
  { title: "GraphQL", types: GRAPHQL },
  { title: "Java, C#, Python and Go", types: PROGRAMMING },
];

// ../../work/main/generator/src/language/document.ts
var BROKEN = /* @__PURE__ */ Symbol("broken");

// ../../work/main/generator/src/diagnostics/suggest/suggest.ts
var MAX_COMPARISONS = 5e4;
function limitedSuggest() {
  let left = MAX_COMPARISONS;
  return (word, candidates) => {
    const counted2 = (function* () {
      for (const candidate of candidates) {
        if (left-- <= 0) return;
        yield candidate;
      }
    })();
    const found = left > 0 ? suggest(word, counted2) : void 0;
    return left < 0 ? void 0 : found;
  };
}
function suggest(word, candidates) {
  const folded = word.toLowerCase();
  let best;
  let limit = limitFor(word);
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - word.length) > limit) continue;
    const [own, other] = withoutId(folded, candidate.toLowerCase());
    const most = Math.min(limit, limitFor(own));
    const distance = editDistance(own, other, most);
    if (distance > most) continue;
    best = candidate;
    if (distance === 0) break;
    limit = distance - 1;
  }
  return best;
}
function limitFor({ length }) {
  return Math.min(length - 1, Math.max(1, Math.floor(Math.min(length, 40) / 3)));
}
function withoutId(word, other) {
  const areIds = /._id$/.test(word) && /._id$/.test(other);
  return areIds ? [word.slice(0, -"_id".length), other.slice(0, -"_id".length)] : [word, other];
}
var ACRONYM = /[A-Z]{2,}s(?![a-z])|[A-Z]+(?![a-z])(?:\d+(?:[A-Z]+(?![a-z]))?)*/;
var WORD = /[A-Z]?[a-z][a-z0-9]*|\d+[a-z]*/;
var WORDS = new RegExp(`${ACRONYM.source}|${WORD.source}`, "g");
function wordsOf(name) {
  return name.match(WORDS) ?? [];
}
function spellings(name) {
  if (!/^[\w .-]{1,64}$/.test(name)) return [];
  const words = wordsOf(name);
  const pascal = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase());
  const snake = words.join("_").toLowerCase();
  return [snake, pascal.join(""), snake.toUpperCase()];
}
function editDistance(a, b, limit) {
  let beforeLast = [];
  let last = Array.from({ length: b.length + 1 }, (_2, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [];
    const [from, to] = [Math.max(0, i - limit), Math.min(b.length, i + limit)];
    let least = limit + 1;
    for (let j = from; j <= to; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let cost = Math.min(at(last, j) + 1, at(row, j - 1) + 1, at(last, j - 1) + same);
      if (j === 0) cost = i;
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) cost = Math.min(cost, at(beforeLast, j - 2) + 1);
      row[j] = cost;
      least = Math.min(least, cost);
    }
    if (least > limit) return least;
    beforeLast = last;
    last = row;
  }
  return at(last, b.length);
}
function at(row, index) {
  return row[index] ?? Number.POSITIVE_INFINITY;
}

// ../../work/main/generator/src/model/string-types.ts
var STRING_TYPES = {
  string: void 0,
  ulid: "ulid",
  uuid: "uuid",
  timestamp: "date-time",
  date: "date",
  email: "email",
  uri: "uri",
  decimal: "decimal",
  int64: "int64"
};
function formatOf(type) {
  return isStringType(type) ? STRING_TYPES[type] : void 0;
}
function isStringType(type) {
  return Object.hasOwn(STRING_TYPES, type);
}

// ../../work/main/generator/src/diagnostics/messages/message.ts
function error(words) {
  return { severity: "error", words };
}
function warning(words) {
  return { severity: "warning", words };
}
function didYouMean(suggestion, otherwise) {
  return suggestion === void 0 ? otherwise : `Did you mean "${suggestion}"?`;
}

// ../../work/main/generator/src/diagnostics/messages/files.ts
var SPLIT = "Split the schema: give each part of the store a file of its own.";
var files = {
  "file-unreadable": error(
    (p) => p.reason === void 0 ? {
      message: "No file matches this pattern.",
      help: "Check the folders and the extension in the pattern."
    } : {
      message: `The file cannot be read: ${p.reason}.`,
      help: p.wayOut ?? "Check the path and its permissions."
    }
  ),
  "file-too-large": error((p) => ({
    message: `The file is larger than the limit of ${p.limit} bytes.`,
    help: SPLIT
  })),
  "not-utf8": error((_2) => ({
    message: "The file is not UTF-8.",
    help: "Save the file as UTF-8."
  })),
  "too-many-values": error((p) => ({
    message: `With its aliases expanded, the file has more than ${p.limit} ${p.what}.`,
    help: 'Use fewer aliases: declare a type that is used often under "types:", and use its name.'
  })),
  "too-many-parts": error((p) => ({
    message: `${p.what} has ${p.count} parts; the limit is ${p.limit}.`,
    help: "Split it. Event types, fields, properties, items, branches, enum values and streams count as parts."
  })),
  "too-deep": error(
    (p) => p.alias === void 0 ? {
      message: `The file nests deeper than ${p.limit} levels.`,
      help: 'Move the inner objects to "types:", and use their names.'
    } : {
      message: `The alias *${p.alias} refers to a node that contains it.`,
      help: 'Declare the type under "types:", and use its name.'
    }
  )
};

// ../../work/main/generator/src/diagnostics/messages/ids.ts
var REQUIRED_ID = "Add a lookup on a required id, or add the event type to a stream by a required id.";
var ids = {
  "id-field-name": error((p) => ({
    message: `"${p.name}" ends in _id, but is not a valid name of an id field.`,
    help: "Begin the name with a letter, and use only letters, digits and underscores: product_id."
  })),
  "id-field-not-string": error(
    (p) => {
      if (!p.isNullable) {
        return {
          message: `"${p.name}" ends in _id, so it names an entity and must be a string.`,
          help: "Change the type to ulid, uuid or string, or rename the field."
        };
      }
      const message = `"${p.name}" names an entity, so it must not be null.`;
      const help = 'Remove "nullable: true"';
      if (p.isPartition) return { message, help: `${help}.` };
      return { message, help: `${help}; for an id that can be absent, write "${p.name}?:".` };
    }
  ),
  "not-an-id-field": error((p) => ({
    message: `"${p.keyword}" is only for id fields, and "${p.name}" does not end in _id.`,
    help: `Remove "${p.keyword}", or rename the field.`
  })),
  "default-for-id": error((p) => ({
    message: `"${p.name}" names an entity, so it cannot have a default.`,
    help: "Remove the default: queries by an id never find events that lack the id."
  })),
  "entity-clash": error((p) => ({
    message: `"${p.first}" and "${p.second}" would share the keys of the entity ${p.entity}.`,
    help: 'Spell both alike; or, if they name the same kind of thing, give both the same "entity:".'
  })),
  "unknown-partition": error((p) => ({
    message: `No event type has the partition field "${p.partition}".`,
    help: didYouMean(p.suggestion, `Add "${p.partition}: ulid" to the data of each event type.`)
  })),
  "partition-field-missing": error(
    (p) => ({
      message: `${p.event} lacks the partition field "${p.partition}".`,
      help: didYouMean(
        p.suggestion,
        `Add "${p.partition}: ulid" to its data: every event belongs to a partition.`
      )
    })
  ),
  "partition-field-optional": error((p) => ({
    message: `The partition field "${p.partition}" must not be optional.`,
    help: 'Remove the "?": every event belongs to a partition.'
  })),
  "partition-field-option": error((p) => ({
    message: `The partition field "${p.partition}" cannot have "${p.keyword}".`,
    help: `Remove "${p.keyword}".`
  })),
  "lookup-without-partition": error((p) => ({
    message: `The lookup "${p.lookup}" requires a partition, but this schema has none.`,
    help: 'Name a partition under "partition:", or use the lookups "type" and "entity".'
  })),
  "event-not-stored": error((p) => {
    switch (p.reason) {
      case "no-id":
        return {
          message: `${p.event} would never be stored: its lookups are by id, and none of its fields is an id field.`,
          help: 'Rename the field that holds an id so that it ends in _id, or add the lookup "type".'
        };
      case "no-lookup":
        return {
          message: `${p.event} would never be stored: it has no lookup, and is in no stream.`,
          help: "Add a lookup, or add the event type to a stream."
        };
      case "optional-ids":
        return {
          message: `${p.event} might not be stored: every lookup depends on an optional id.`,
          help: REQUIRED_ID
        };
      default:
        return {
          message: `${p.event} might not be stored: no lookup or stream is certain to have it.`,
          help: REQUIRED_ID
        };
    }
  }),
  "too-many-copies": error((p) => ({
    message: `Saving one ${p.event} writes up to ${p.items} items; a transaction takes at most ${p.limit}.`,
    help: 'Mark id fields that no query uses with "lookup: false".'
  }))
};

// ../../work/main/generator/src/diagnostics/messages/imports.ts
var imports = {
  "import-path": error((p) => ({
    message: `"${p.path}" cannot be imported: ${p.reason}.`,
    help: "Use a relative path, such as ./shared/money.yaml, to a file below the folder of the nearest package.json."
  })),
  "import-unreadable": error(
    (p) => ({
      message: `"${p.path}" cannot be read: ${p.reason}.`,
      help: didYouMean(p.suggestion, "Check the path: it is relative to the folder of this file.")
    })
  ),
  "import-cycle": error(
    (p) => p.files.length === 2 ? { message: "This file imports itself.", help: "Remove this import." } : {
      message: `These files import each other: ${p.files.join(" \u2192 ")}.`,
      help: "Move the types that they share to a file that imports none of them."
    }
  ),
  "import-without-types": error((p) => ({
    message: `${p.file} has no types to import.`,
    help: 'Remove this import, or declare types under "types:" in that file.'
  })),
  "too-many-imports": error((p) => ({
    message: `The schema imports more than ${p.limit}.`,
    help: "Move types that belong together to one file, and import only the types that you use."
  })),
  "duplicate-type": error((p) => ({
    message: `The type "${p.name}" is already declared in ${p.file}.`,
    help: "Rename one of the two, or import only one of them."
  }))
};

// ../../work/main/generator/src/diagnostics/messages/output.ts
var output = {
  "name-clash": error(
    (p) => ({
      message: `"${p.name}" would be the generated name of both ${p.first} and ${p.second}.`,
      help: p.isInSchema ? "Rename one of the two." : `Rename ${p.second}.`
    })
  ),
  "duplicate-schema-name": error((p) => ({
    message: `${p.other} is also named "${p.name}".`,
    help: "Rename one of the schemas; or, if no program uses both, generate them with two commands."
  })),
  "output-clash": error((p) => ({
    message: `${p.other} would be generated into the same file, ${p.output}.`,
    help: "Rename one of the schemas, or generate them into different folders."
  })),
  "output-not-generated": error((p) => ({
    message: `${p.output} exists, but was not generated by this tool, so it is left unchanged.`,
    help: "Move or remove the file, or generate into another folder with --out."
  })),
  "output-of-another-schema": error(
    (p) => p.exists ? {
      message: `${p.output} was generated from ${p.source}, so it is left unchanged.`,
      help: `Generate into another folder with --out, rename one of the schemas, or delete ${p.output}.`
    } : {
      message: `${p.output} was generated from ${p.source}, which is gone, so it is left unchanged.`,
      help: `Delete ${p.output} and run the command again, if ${p.input} replaces ${p.source}; or generate into another folder with --out.`
    }
  ),
  "output-unwritable": error(
    (p) => ({
      message: `${p.output} cannot be written: ${p.reason}.`,
      help: p.remedy ?? "Check the folder and its permissions."
    })
  ),
  "output-missing": error((p) => ({
    message: p.isEmpty ? `${p.output} is empty.` : `${p.output} has not been generated.`,
    help: `Run: ${p.command}`
  })),
  "output-conflict": error((p) => ({
    message: `${p.output} has unresolved conflict markers.`,
    help: `Run: ${p.command}`
  })),
  "output-changed": error((p) => ({
    message: `${p.output} differs from the code that the schema generates.`,
    help: `Run: ${p.command}`
  })),
  "output-orphan": error((p) => ({
    message: `${p.output} was generated from ${p.source}, which ${p.problem}.`,
    help: `Remove ${p.output}, or restore ${p.source}.`
  }))
};

// ../../work/main/generator/src/diagnostics/messages/streams.ts
var streams = {
  "unknown-event-type": error((p) => ({
    message: `Unknown event type "${p.type}".`,
    help: didYouMean(p.suggestion, 'Add it under "events:", or remove it here.')
  })),
  "unknown-stream-field": error((p) => ({
    message: `No event type of this stream can be found by "${p.by}".`,
    help: didYouMean(
      p.suggestion,
      'Use an id field that the event types share, or "<entity>_id" of their "entity:".'
    )
  })),
  "stream-field-missing": error(
    (p) => ({
      message: `${p.type} cannot be found by "${p.by}", the id of this stream.`,
      help: didYouMean(
        p.suggestion,
        `Add this id field to ${p.type} without "lookup: false", or remove ${p.type} from the stream.`
      )
    })
  ),
  "stream-without-partition": error((_2) => ({
    message: '"across_partitions" requires a partition, but this schema has none.',
    help: 'Remove it, or name a partition under "partition:".'
  })),
  "stream-materialized-and-consistent": error((_2) => ({
    message: "A consistent stream stores its own copy of each event, so it cannot be materialized.",
    help: 'Remove "materialized".'
  }))
};

// ../../work/main/generator/src/diagnostics/messages/structure.ts
var structure = {
  "unknown-key": error(
    (p) => ({
      message: `Unknown key "${p.key}".`,
      help: didYouMean(
        p.suggestion,
        p.isNoPair ? "Put a space after the colon, and quotes around a string that has a comma." : p.hint ?? `Use one of the keys allowed here: ${p.allowed.join(", ")}.`
      )
    })
  ),
  "missing-key": error(
    (p) => ({
      message: `The key "${p.key}" is missing.`,
      help: p.value === void 0 ? `Add "${p.key}:" to this mapping.` : `Add "${p.key}: ${p.value}".`
    })
  ),
  "wrong-type": error(
    (p) => ({
      message: `Expected ${p.expected}, got ${p.actual}.`,
      help: p.hint ?? (p.isEmpty ? "Write the value after the colon and a space, or indented on the next line." : p.description && `Write ${p.expected}: ${inSentence(p.description)}`)
    })
  ),
  "invalid-name": error((p) => ({
    message: `Invalid name "${p.name}": ${p.rule}.`,
    help: didYouMean(p.suggestion, "Rename it.")
  })),
  "invalid-value": error(
    (p) => ({
      message: `Invalid value: it ${p.reason}.`,
      help: didYouMean(p.suggestion, p.hint)
    })
  )
};
function inSentence(sentence) {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}

// ../../work/main/generator/src/diagnostics/render/list.ts
var MAX_LISTED = 30;
function listed(names) {
  const shown = names.slice(0, MAX_LISTED).join(", ");
  return names.length <= MAX_LISTED ? shown : `${shown}, \u2026 (${names.length - MAX_LISTED} more)`;
}

// ../../work/main/generator/src/diagnostics/messages/types.ts
var types = {
  "unknown-field-type": error(
    (p) => ({
      message: `Unknown type "${p.type}".`,
      help: didYouMean(
        p.suggestion,
        p.hint ?? `Use one of ${listed(p.known)}; or a list of one of them, such as string[].`
      )
    })
  ),
  "keyword-without-effect": error(
    (p) => p.isNamed ? {
      message: `"${p.keyword}" cannot be added to the named type ${p.type}.`,
      help: `Move "${p.keyword}" to the declaration of ${p.type} under "types:".`
    } : {
      message: `"${p.keyword}" has no effect on a field of type ${p.type}.`,
      help: `Remove "${p.keyword}", or change the type.`
    }
  ),
  "missing-items": error((_2) => ({
    message: 'A field of type array requires "items".',
    help: 'Add the type of the items, such as "items: string", or write the type as "string[]".'
  })),
  "enum-type-mismatch": error((p) => ({
    message: `${p.value} is not a value of type ${p.type}.`,
    help: p.needsQuotes ? "Put the value in quotes to make it a string, or change the type." : "Change the value or the type."
  })),
  "empty-range": error((p) => ({
    message: `No ${stepName(p.step)} satisfies both "${p.low}" and "${p.high}".`,
    help: `Raise "${p.high}", or lower "${p.low}".`
  })),
  "invalid-pattern": error((p) => ({
    message: `The pattern is not a valid regular expression: ${p.reason}.`,
    help: "Write a JavaScript regular expression that is valid with the flag u. Use single quotes to keep backslashes."
  })),
  "unknown-required": error((p) => ({
    message: `"required" lists "${p.name}", which is not one of the properties.`,
    help: didYouMean(p.suggestion, 'Add it to "properties".')
  })),
  "circular-type": error((p) => ({
    message: `The type "${p.name}" is defined as itself.`,
    help: "Put the inner type into a property of an object, or into a list."
  })),
  "endless-type": error((p) => ({
    message: `The type "${p.name}" requires itself, so no finite value exists.`,
    help: `Make a property that leads back to "${p.name}" optional or nullable, or a list that may be empty.`
  })),
  "duplicate-field": error((p) => ({
    message: `The field "${p.name}" is declared both with and without "?".`,
    help: "Keep one of the two."
  })),
  "union-branch": error((_2) => ({
    message: 'Each branch of "oneOf" must be an object with properties, and must not be nullable.',
    help: "Name an object type, or write one here: { type: object, properties: \u2026 }."
  })),
  "union-tag": error(
    (p) => {
      const property = `the property "${p.tag}: { type: string, const: \u2026 }"`;
      if ("problem" in p) {
        return {
          message: `The discriminator is "${p.tag}", but this branch ${p.problem}.`,
          help: `Give the branch ${property}, and list "${p.tag}" under its "required".`
        };
      }
      const help = `Give each branch ${property}, and list "${p.tag}" under its "required".`;
      return {
        message: `The discriminator is "${p.tag}", but no branch has this property.`,
        help: didYouMean(p.suggestion, help)
      };
    }
  ),
  "union-tag-clash": error((p) => {
    const values = listed(p.values.map((value) => `"${value}"`));
    return {
      message: `Another branch also has ${values} as a value of "${p.tag}".`,
      help: "Give each branch a value of its own."
    };
  }),
  "value-mismatch": error((p) => ({
    message: `The value does not fit its field: ${p.reason}.`,
    help: "Change the value, or the rules of the field."
  })),
  "slow-pattern": error((_2) => ({
    message: "Matching the value with the pattern takes too long, as the pattern backtracks.",
    help: "Rewrite the pattern without a repetition inside a repetition, such as (a+)+."
  }))
};
function stepName(step) {
  if (step === void 0) return "value";
  return step === 1 ? "integer" : `multiple of ${step}`;
}

// ../../work/main/generator/src/diagnostics/messages/warnings.ts
var warnings = {
  "unused-allow": warning((p) => ({
    message: `"allow" lists "${p.code}", but this file has no such warning.`,
    help: `Remove "${p.code}" from "allow".`
  }))
};

// ../../work/main/generator/src/diagnostics/messages/yaml.ts
var yaml = {
  "yaml-syntax": error((p) => ({
    message: `${p.reason}.`,
    help: p.help ?? "Write the file as one document of YAML 1.2."
  })),
  "duplicate-key": error((p) => ({
    message: `Duplicate key "${p.key}".`,
    help: "Remove or rename one of the two."
  }))
};

// ../../work/main/generator/src/diagnostics/messages.ts
var messages = {
  ...files,
  ...yaml,
  ...structure,
  ...types,
  ...imports,
  ...ids,
  ...streams,
  ...output,
  ...warnings
};
function newDiagnostic(code, { file, location, path = [], related = [] }, parameters) {
  const { severity, words } = messages[code];
  const { message, help } = words(parameters);
  return { code, severity, message, help, file, location, path, related };
}

// ../../work/main/generator/src/language/located.ts
function locate(root, path) {
  let part = root;
  for (const step of path) {
    const child = part.children?.get(step);
    if (child === void 0) break;
    part = child;
  }
  return part;
}
function locationAt(root, path) {
  return locate(root, path).location;
}
function keyLocationAt(root, path) {
  const part = locate(root, path);
  return part.keyLocation ?? part.location;
}

// ../../work/main/generator/src/analysis/reporter.ts
var Reporter = class {
  diagnostics = [];
  #checked;
  constructor(checked) {
    this.#checked = checked;
  }
  /** The file of the document. */
  get file() {
    return this.#checked.source.file;
  }
  /** Reports the value at the path; related paths are of values, too. */
  atValue(code, path, parameters, related = []) {
    this.#report(locationAt, code, path, parameters, related);
  }
  /** Reports the key at the path; related paths are of keys, too. */
  atKey(code, path, parameters, related = []) {
    this.#report(keyLocationAt, code, path, parameters, related);
  }
  /** The diagnostic that `atValue` would report. */
  valueDiagnostic(code, path, parameters) {
    return this.#diagnostic(locationAt, code, path, parameters, []);
  }
  #report(...about) {
    this.diagnostics.push(this.#diagnostic(...about));
  }
  #diagnostic(...[locationIn, code, path, parameters, related]) {
    const { root, source } = this.#checked;
    const at3 = {
      file: source.file,
      location: locationIn(root, path),
      path,
      related: related.map(({ path: otherPath, message, within = this }) => ({
        location: locationIn(within.#checked.root, otherPath),
        message
      }))
    };
    return newDiagnostic(code, at3, parameters);
  }
};
function pathKey(path) {
  return JSON.stringify(path);
}

// ../../work/main/generator/src/analysis/scope.ts
var BUILT_IN_TYPES = [
  ...Object.keys(STRING_TYPES),
  "number",
  "integer",
  "boolean",
  "json",
  "object",
  "array"
];
function scopesOf(documents, imports2, suggest2) {
  const ownNames = new Map(
    documents.map((document) => [document, new Set(Object.keys(document.document.types ?? {}))])
  );
  return new Map(
    documents.map((document) => {
      const members2 = [...imports2.scopeOf(document)];
      const filled = members2.map((member) => ownNames.get(member) ?? /* @__PURE__ */ new Set()).filter(({ size }) => size > 0);
      let names;
      const scope = {
        report: new Reporter(document),
        hasType: (name) => filled.some((own) => own.has(name)),
        typeNames: () => {
          names ??= [...BUILT_IN_TYPES, ...new Set(filled.flatMap((own) => [...own]))];
          return names;
        },
        isComplete: imports2.isComplete,
        suggest: suggest2
      };
      return [document, scope];
    })
  );
}

// ../../work/main/generator/src/analysis/checks/keywords.ts
var STRING_RULES = ["format", "minLength", "maxLength", "pattern"];
var NUMBER_RULES = [
  "minimum",
  "maximum",
  "exclusiveMinimum",
  "exclusiveMaximum",
  "multipleOf"
];
var KEYWORDS = {
  string: ["enum", "const", ...STRING_RULES],
  number: ["enum", "const", ...NUMBER_RULES],
  boolean: ["const"],
  json: [],
  object: ["properties", "required", "additionalProperties"],
  list: ["items", "minItems", "maxItems", "uniqueItems"],
  named: []
};
var COMMON_KEYWORDS = /* @__PURE__ */ new Set([
  "type",
  "nullable",
  "description",
  "deprecated",
  "examples",
  "default",
  "pii",
  "lookup",
  "entity"
]);
function checkKeywords(long, category, path, report) {
  let isRight = true;
  for (const keyword of Object.keys(long)) {
    const about = COMMON_KEYWORDS.has(keyword) ? void 0 : uselessFor(keyword, long, category);
    if (about === void 0) continue;
    isRight = false;
    const isNamed = category === "named";
    const parameters = { keyword, type: about, isNamed };
    report.atKey("keyword-without-effect", [...path, keyword], parameters);
  }
  return isRight;
}
function uselessFor(keyword, long, category) {
  const { type } = long;
  const isRule = [...STRING_RULES, ...NUMBER_RULES].some((rule) => rule === keyword);
  if (!KEYWORDS[category].includes(keyword)) return type;
  if (keyword === "format" && type !== "string") return type;
  if (keyword === "enum" && long.const !== void 0) return "with a const";
  if (isRule && long.const !== void 0) return `${type} with a const`;
  if (isRule && long.enum !== void 0) return `${type} with an enum`;
  if (keyword === "items" && type !== "array") return type;
  if (long.properties === void 0) {
    if (keyword === "required") return "object without properties";
    if (keyword === "additionalProperties" && long.additionalProperties === false) {
      return "object without properties";
    }
  } else if (keyword === "additionalProperties" && typeof long.additionalProperties !== "boolean") {
    return "object with properties";
  }
  return void 0;
}
function checkPattern(pattern, path, report) {
  if (pattern === void 0) return true;
  try {
    new RegExp(pattern, "u");
    return true;
  } catch (error2) {
    const message = error2 instanceof Error ? error2.message : String(error2);
    const reason = message.split("/u: ").at(-1) ?? message;
    report.atValue("invalid-pattern", [...path, "pattern"], { reason });
    return false;
  }
}

// ../../work/main/generator/src/analysis/checks/ranges.ts
var RANGES = [
  ["minimum", "maximum", false],
  ["minimum", "exclusiveMaximum", true],
  ["exclusiveMinimum", "maximum", true],
  ["exclusiveMinimum", "exclusiveMaximum", true],
  ["minLength", "maxLength", false],
  ["minItems", "maxItems", false]
];
function checkRanges(long, path, report) {
  for (const [low, high, isStrict] of RANGES) {
    const [from, to] = [long[low], long[high]];
    if (from === void 0 || to === void 0) continue;
    const isEmpty = isStrict ? from >= to : from > to;
    if (!isEmpty && !isBetweenSteps(long, from, to, low, high)) continue;
    const step = isEmpty ? void 0 : stepOf(long);
    const related = [{ path: [...path, high], message: "the other bound is here" }];
    report.atValue("empty-range", [...path, low], { low, high, step }, related);
    return false;
  }
  return true;
}
function stepOf({ type, multipleOf }) {
  if (type !== "integer") return multipleOf;
  return Number.isInteger(multipleOf ?? 1) ? multipleOf ?? 1 : 1;
}
function isBetweenSteps(long, from, to, low, high) {
  const step = low.endsWith("inimum") ? stepOf(long) : void 0;
  if (step === void 0 || !(step > 0)) return false;
  const [first, last] = [nearInteger(from / step), nearInteger(to / step)];
  const lowest = low === "exclusiveMinimum" ? Math.floor(first) + 1 : Math.ceil(first);
  const highest = high === "exclusiveMaximum" ? Math.ceil(last) - 1 : Math.floor(last);
  return lowest > highest;
}
function nearInteger(value) {
  const whole = Math.round(value);
  return Math.abs(value - whole) <= 4 * Number.EPSILON * Math.abs(whole) ? whole : value;
}

// ../../work/main/generator/src/model/visit.ts
function innerTypes(type) {
  switch (type.kind) {
    case "list":
      return [type.items];
    case "map":
      return [type.values];
    case "object":
      return type.properties.map((property) => property.type);
    case "union":
      return type.branches;
    case "string":
    case "number":
    case "boolean":
    case "json":
    case "literals":
    case "named":
    case "error":
      return [];
  }
}
function mapInnerTypes(type, map) {
  switch (type.kind) {
    case "list":
      return { ...type, items: map(type.items) };
    case "map":
      return { ...type, values: map(type.values) };
    case "object":
      return {
        ...type,
        properties: type.properties.map((property) => ({ ...property, type: map(property.type) }))
      };
    case "union":
      return { ...type, branches: type.branches.map(map) };
    case "string":
    case "number":
    case "boolean":
    case "json":
    case "literals":
    case "named":
    case "error":
      return type;
  }
}

// ../../work/main/generator/src/analysis/errors.ts
function isErrorOrListOfErrors(type) {
  return type.kind === "list" ? isErrorOrListOfErrors(type.items) : type.kind === "error";
}
function errorFinder(types2, wrong = /* @__PURE__ */ new Set()) {
  const wrongNames = namesOfErrors(types2, wrong);
  const known = /* @__PURE__ */ new Map();
  const hasError = (type) => {
    const before = known.get(type);
    if (before !== void 0) return before;
    const has = type.kind === "error" || wrong.has(type) || type.kind === "named" && wrongNames.has(type.name) || innerTypes(type).some(hasError);
    known.set(type, has);
    return has;
  };
  return hasError;
}
function namesOfErrors(types2, wrong) {
  const users = /* @__PURE__ */ new Map();
  const names = /* @__PURE__ */ new Set();
  for (const { name, type } of types2) {
    const parts = [type];
    for (const part of parts) {
      if (part.kind === "error" || wrong.has(part)) names.add(name);
      if (part.kind === "named") {
        const own = users.get(part.name) ?? [];
        own.push(name);
        users.set(part.name, own);
      }
      for (const inner of innerTypes(part)) parts.push(inner);
    }
  }
  for (const name of names) for (const user of users.get(name) ?? []) names.add(user);
  return names;
}

// ../../work/main/generator/src/language/corrections/foreign-types.ts
var SYNONYMS = /* @__PURE__ */ new Map([
  ["any", "json"],
  ["bigdecimal", "decimal"],
  ["bigint", "int64"],
  ["biginteger", "int64"],
  ["bool", "boolean"],
  ["date-time", "timestamp"],
  ["datetime", "timestamp"],
  ["currency", "decimal"],
  ["double", "number"],
  ["float", "number"],
  ["guid", "uuid"],
  ["int", "integer"],
  ["int32", "integer"],
  ["long", "int64"],
  ["money", "decimal"],
  ["num", "number"],
  ["numeric", "decimal"],
  ["str", "string"],
  ["text", "string"],
  ["unknown", "json"],
  ["url", "uri"]
]);
var IN_LOWER_CASE = /* @__PURE__ */ new Set(["Any", "Currency", "Money", "Text", "Unknown"]);
function synonymOf(word) {
  if (IN_LOWER_CASE.has(word)) return void 0;
  const folded = word.toLowerCase().replace(/\([\d\s,]*\)$/, "");
  return isStringType(folded) ? folded : SYNONYMS.get(folded);
}
function listedIn(type) {
  const match = /^(?:array|list)<(.+)>$|^\[\](.+)$|^\[(.+)\]$|^(.+)\[\]$/i.exec(type);
  return match?.slice(1).find((items) => items !== void 0)?.trim();
}
function typeHint(type) {
  if (/\|\s*null\b|\bnull\s*\||^null$/.test(type)) return 'Write "nullable: true" beside the type.';
  if (type.endsWith("?")) {
    return 'Put the "?" after the name of the field, or write "nullable: true" beside the type.';
  }
  if (/^(?:list|array)$/i.test(type)) {
    return 'Write the type of the items with "[]" after it: "string[]".';
  }
  if (/^(?:map|record|dict)(?:<.*>)?$/i.test(type)) {
    return "Write { type: object, additionalProperties: \u2026 }, with the type of the values.";
  }
  if (/^enum$/i.test(type)) return 'Write "type: string", and the values under "enum:".';
  if (!type.includes("|")) return void 0;
  if (/^\s*['"]/.test(type)) return "Write { type: string, enum: [ \u2026 ] }, with the values.";
  return "Write { oneOf: [ \u2026 ], discriminator: { propertyName: \u2026 } }, with the types.";
}

// ../../work/main/generator/src/analysis/unknown-type.ts
function reportUnknownTypes({ collected: { unknownTypes } }) {
  const uses = /* @__PURE__ */ new Map();
  for (const unknown of unknownTypes) {
    const { scope, name } = unknown;
    if (!scope.isComplete && /^[A-Z]/.test(name)) continue;
    const byName2 = uses.get(scope) ?? /* @__PURE__ */ new Map();
    uses.set(scope, byName2);
    const key = `${name} ${isOfId(unknown.path)}`;
    const own = byName2.get(key) ?? [];
    byName2.set(key, own);
    own.push(unknown);
  }
  for (const byName2 of uses.values()) for (const own of byName2.values()) reportUses(own);
}
function reportUses([first, ...others]) {
  if (first === void 0) return;
  const { scope, name: type, path } = first;
  const hint = typeHint(type);
  const suggestion = hint === void 0 ? suggestedType(type, path, scope) : void 0;
  const isForId = suggestion !== void 0 && isOfId(path) && !canNameId(suggestion, scope);
  const about = isForId ? { suggestion: void 0, hint: "Use ulid, uuid or string: an id is a string." } : { suggestion, hint };
  const related = others.map((other) => ({ path: other.path, message: "it is used here, too" }));
  const parameters = { type, known: scope.typeNames(), ...about };
  scope.report.atValue("unknown-field-type", path, parameters, related);
}
function isOfId([section, , part, name, ...inner]) {
  const isOwnType = inner.every((key) => key === "type");
  return section === "events" && part === "data" && isOwnType && /._id\??$/.test(String(name));
}
function canNameId(type, { hasType }) {
  return isStringType(type) || hasType(type);
}
function isForeignList(type, { hasType }) {
  const items = type.slice(0, -"[]".length);
  const isOurs = BUILT_IN_TYPES.includes(items) || hasType(items);
  return !isOurs && (items.endsWith(" ") || synonymOf(items) !== void 0);
}
function suggestedType(type, path, scope) {
  const items = listedIn(type);
  if (items !== void 0) {
    const isKnown = scope.hasType(items) || BUILT_IN_TYPES.includes(items);
    const suggestion = isKnown ? items : suggestedType(items, path, scope);
    return suggestion && `${suggestion}[]`;
  }
  const lastWord = type.split(/[./]/).at(-1) ?? "";
  if (scope.hasType(lastWord)) return lastWord;
  const declared = path[0] === "types" ? path[1] : void 0;
  const others = scope.typeNames().filter((name) => name !== declared);
  return synonymOf(type) ?? scope.suggest(type, others);
}

// ../../work/main/generator/src/analysis/type-reader.ts
var ERROR = { kind: "error", isNullable: false };
var JSON_TYPE = { kind: "json", isNullable: false };
var TypeReader = class {
  #scope;
  #collected;
  #shortTypes = /* @__PURE__ */ new Map();
  constructor(scope, collected) {
    this.#scope = scope;
    this.#collected = collected;
  }
  read(raw, path) {
    if (raw === BROKEN) return ERROR;
    if (typeof raw === "string") return this.#short(raw, path);
    const type = isUnion(raw) ? this.#union(raw, path) : this.#long(raw, path, [...path, "type"]);
    raw.examples?.forEach((value, index) => {
      this.addValue(value, [...path, "examples", index], type);
    });
    return type;
  }
  /** Remembers a value that the schema gives, to be checked against its type later. */
  addValue(value, path, type) {
    this.#collected.values.push({ report: this.#scope.report, path, value, type });
  }
  /** A type in short: the same one each time, unless something is wrong with it. */
  #short(name, path) {
    const known = this.#shortTypes.get(name);
    if (known !== void 0) return known;
    const type = this.#long({ type: name }, path, path);
    if (!isErrorOrListOfErrors(type)) this.#shortTypes.set(name, type);
    return type;
  }
  #long(long, path, typePath) {
    const { report } = this.#scope;
    const category = this.#categoryOf(long.type);
    if (category === void 0) {
      const unknown = { scope: this.#scope, name: long.type, path: typePath };
      this.#collected.unknownTypes.push(unknown);
      return ERROR;
    }
    const areKeywordsRight = checkKeywords(long, category, path, report);
    const areRangesRight = checkRanges(long, path, report);
    const isPatternRight = checkPattern(long.pattern, path, report);
    const type = this.#ofCategory(category, long, path, typePath);
    return areKeywordsRight && areRangesRight && isPatternRight ? type : ERROR;
  }
  #categoryOf(type) {
    if (isStringType(type)) return "string";
    if (type === "number" || type === "integer") return "number";
    if (type === "boolean" || type === "json" || type === "object") return type;
    if (type === "array") return "list";
    if (type.endsWith("[]") && !isForeignList(type, this.#scope)) return "list";
    return this.#scope.hasType(type) ? "named" : void 0;
  }
  #ofCategory(category, long, path, typePath) {
    const isNullable = long.nullable === true;
    const literals = long.const === void 0 ? long.enum : [long.const];
    switch (category) {
      case "string":
        if (literals !== void 0) return this.#literals(literals, long, path);
        return {
          kind: "string",
          format: long.format ?? formatOf(long.type),
          minLength: long.minLength,
          maxLength: long.maxLength,
          pattern: long.pattern,
          isNullable
        };
      case "number":
        if (literals !== void 0) return this.#literals(literals, long, path);
        return {
          kind: "number",
          isInteger: long.type === "integer",
          minimum: long.minimum,
          maximum: long.maximum,
          exclusiveMinimum: long.exclusiveMinimum,
          exclusiveMaximum: long.exclusiveMaximum,
          multipleOf: long.multipleOf,
          isNullable
        };
      case "boolean":
        if (literals !== void 0) return this.#literals(literals, long, path);
        return { kind: "boolean", isNullable };
      case "json":
        return { kind: "json", isNullable };
      case "named":
        return { kind: "named", name: long.type, isNullable };
      case "list":
        return {
          kind: "list",
          items: this.#items(long, path, typePath),
          minItems: long.minItems,
          maxItems: long.maxItems,
          hasUniqueItems: long.uniqueItems === true,
          isNullable
        };
      case "object":
        return long.properties === void 0 ? { kind: "map", values: this.#mapValues(long, path), isNullable } : this.#object(long.properties, long, path);
    }
  }
  /** The type that `enum` or `const` make of their values. */
  #literals(values, long, path) {
    const pathOf3 = (index) => long.const === void 0 ? [...path, "enum", index] : [...path, "const"];
    const isWrong = values.map((value) => !isOfType(value, long.type));
    values.forEach((value, index) => {
      if (!isWrong[index]) return;
      const needsQuotes = isStringType(long.type) && typeof value !== "string";
      const about = { value: JSON.stringify(value), type: long.type, needsQuotes };
      this.#scope.report.atValue("enum-type-mismatch", pathOf3(index), about);
    });
    if (isWrong.includes(true)) return ERROR;
    const format = formatOf(long.type);
    const type = format === void 0 ? JSON_TYPE : stringOf(format);
    values.forEach((value, index) => {
      this.addValue(value, pathOf3(index), type);
    });
    return { kind: "literals", values, isNullable: long.nullable === true };
  }
  #items(long, path, typePath) {
    if (long.type !== "array") {
      const items = long.type.slice(0, -"[]".length);
      return this.#long({ type: items }, typePath, typePath);
    }
    if (long.items !== void 0) return this.read(long.items, [...path, "items"]);
    this.#scope.report.atValue("missing-items", typePath, {});
    return ERROR;
  }
  #mapValues({ additionalProperties }, path) {
    if (additionalProperties === void 0 || typeof additionalProperties === "boolean") {
      return JSON_TYPE;
    }
    return this.read(additionalProperties, [...path, "additionalProperties"]);
  }
  #object(properties, { required = [], additionalProperties, nullable }, path) {
    const { report, suggest: suggest2 } = this.#scope;
    const names = Object.keys(properties);
    let isRight = true;
    required.forEach((name, index) => {
      if (Object.hasOwn(properties, name)) return;
      isRight = false;
      const suggestion = suggest2(name, names);
      report.atValue("unknown-required", [...path, "required", index], { name, suggestion });
    });
    const isRequired = new Set(required);
    const members2 = Object.entries(properties).map(
      ([name, raw]) => ({
        name,
        isOptional: !isRequired.has(name),
        type: this.read(raw, [...path, "properties", name]),
        ...documentation(raw)
      })
    );
    if (!isRight) return ERROR;
    return {
      kind: "object",
      properties: members2,
      isOpen: additionalProperties === true,
      isNullable: nullable === true
    };
  }
  #union(raw, path) {
    const type = {
      kind: "union",
      tag: raw.discriminator.propertyName,
      branches: raw.oneOf.map((branch, index) => this.read(branch, [...path, "oneOf", index])),
      isNullable: raw.nullable === true
    };
    this.#collected.unions.push({ scope: this.#scope, path, type });
    return type;
  }
};
function isUnion(raw) {
  return typeof raw === "object" && "oneOf" in raw;
}
function documentation(raw) {
  const { description, deprecated, examples = [] } = typeof raw === "object" ? raw : {};
  return { description, deprecated, examples };
}
function stringOf(format) {
  const noRules = { minLength: void 0, maxLength: void 0, pattern: void 0 };
  return { kind: "string", format, ...noRules, isNullable: false };
}
function isOfType(value, type) {
  if (type === "boolean") return typeof value === "boolean";
  if (type === "integer") return Number.isInteger(value);
  if (type === "number") return typeof value === "number" && Number.isFinite(value);
  return typeof value === "string";
}

// ../../work/main/generator/src/analysis/analysis.ts
function areLookupsKnown({ unknown, isTooLarge }) {
  return !isTooLarge && !unknown.lookups && unknown.ids.size === 0;
}
function newAnalysis(root, imports2) {
  const suggest2 = limitedSuggest();
  const scopes = scopesOf([...imports2.documents, root], imports2, suggest2);
  const scope = scopes.get(root);
  const collected = { values: [], unions: [], unknownTypes: [] };
  return {
    document: root.document,
    report: scope.report,
    suggest: suggest2,
    scopes,
    reader: new TypeReader(scope, collected),
    collected,
    unknown: { ids: /* @__PURE__ */ new Set(), fields: /* @__PURE__ */ new Set(), unions: /* @__PURE__ */ new Set(), lookups: false },
    declaredTypes: [],
    types: [],
    events: [],
    metadata: [],
    streams: [],
    badlyStored: /* @__PURE__ */ new Set(),
    isTooLarge: false
  };
}

// ../../work/main/generator/src/analysis/checks/cycles.ts
function checkCycles(analysis) {
  const { declaredTypes } = analysis;
  const wrong = /* @__PURE__ */ new Set();
  const aliasOf = ({ type }) => type.kind === "named" ? type.name : void 0;
  for (const { name, scope } of firstOfCircles(declaredTypes, aliasOf)) {
    scope.report.atKey("circular-type", ["types", name], { name });
    wrong.add(name);
  }
  const hasValue = typesWithValue(declaredTypes);
  const requires = ({ type }) => requiredEndless(type, hasValue);
  for (const { name, scope } of firstOfCircles(declaredTypes, requires)) {
    if (wrong.has(name)) continue;
    scope.report.atKey("endless-type", ["types", name], { name });
    wrong.add(name);
  }
  if (wrong.size === 0) return;
  const poison = (type) => wrong.has(type.name) ? { ...type, type: ERROR } : type;
  analysis.declaredTypes = declaredTypes.map(poison);
  analysis.types = analysis.types.map(poison);
}
function firstOfCircles(types2, next) {
  const byName2 = new Map(types2.map((type) => [type.name, type]));
  const order = new Map(types2.map((type, index) => [type, index]));
  const follow = (type) => byName2.get(next(type) ?? "");
  const firsts = [];
  const reachedFrom = /* @__PURE__ */ new Map();
  for (const start of types2) {
    let end = start;
    for (; end !== void 0 && !reachedFrom.has(end); end = follow(end)) {
      reachedFrom.set(end, start);
    }
    if (end === void 0 || reachedFrom.get(end) !== start) continue;
    let first = end;
    for (let type = follow(end); type !== void 0 && type !== end; type = follow(type)) {
      if ((order.get(type) ?? 0) < (order.get(first) ?? 0)) first = type;
    }
    firsts.push(first);
  }
  return firsts;
}
function typesWithValue(types2) {
  const endless = new Set(types2.map(({ name }) => name));
  const hasValue = (name) => !endless.has(name);
  const waiting = /* @__PURE__ */ new Map();
  const open = [...types2];
  for (const type of open) {
    const required = requiredEndless(type.type, hasValue);
    if (required === void 0) {
      endless.delete(type.name);
      for (const user of waiting.get(type.name) ?? []) open.push(user);
      waiting.delete(type.name);
    } else {
      const users = waiting.get(required) ?? [];
      users.push(type);
      waiting.set(required, users);
    }
  }
  return hasValue;
}
function requiredEndless(type, hasValue) {
  if (type.isNullable) return void 0;
  if (type.kind === "named") return hasValue(type.name) ? void 0 : type.name;
  let first;
  for (const inner of requiredTypes(type)) {
    const endless = requiredEndless(inner, hasValue);
    if (endless === void 0 === (type.kind === "union")) return endless;
    first ??= endless;
  }
  return first;
}
function requiredTypes(type) {
  switch (type.kind) {
    case "list":
      return (type.minItems ?? 0) > 0 ? [type.items] : [];
    case "object":
      return type.properties.flatMap((property) => property.isOptional ? [] : [property.type]);
    case "union":
      return type.branches;
    case "string":
    case "number":
    case "boolean":
    case "json":
    case "literals":
    case "map":
    case "named":
    case "error":
      return [];
  }
}

// ../../work/main/generator/src/analysis/checks/entities.ts
import { entityOf } from "ddb-pattern-runtime/rules";

// ../../work/main/generator/src/model/aliases.ts
function typesByName(types2) {
  return new Map(types2.map((type) => [type.name, type]));
}
var ERROR2 = { kind: "error", isNullable: false };
var resolvedNames = /* @__PURE__ */ new WeakMap();
function resolve(type, types2) {
  const known = resolvedNames.get(types2) ?? /* @__PURE__ */ new Map();
  resolvedNames.set(types2, known);
  const chain2 = [];
  let end = type;
  while (end.kind === "named") {
    chain2.push(end);
    const next = known.get(end.name) ?? types2.get(end.name)?.type;
    end = next === void 0 || chain2.length > types2.size ? ERROR2 : next;
  }
  for (const { name, isNullable } of chain2.reverse()) {
    known.set(name, end);
    if (isNullable && !end.isNullable) end = { ...end, isNullable };
  }
  return end;
}

// ../../work/main/generator/src/model/model.ts
function omissibleFields({ fields: fields2 }) {
  return fields2.filter((field) => field.isOptional && field.default !== void 0);
}
function lookupPath(lookup) {
  switch (lookup.kind) {
    case "type":
      return [];
    case "partition":
      return [lookup.partition];
    case "entity":
      return [lookup.modelKey];
    case "partition-entity":
      return [lookup.partition, lookup.modelKey];
  }
}
function streamsByEvent(streams2) {
  const byEvent = /* @__PURE__ */ new Map();
  for (const stream of streams2) {
    for (const { type } of stream.events) {
      const own = byEvent.get(type) ?? [];
      own.push(stream);
      byEvent.set(type, own);
    }
  }
  return byEvent;
}
function hasOwnCopies(stream) {
  return stream.isMaterialized || stream.isConsistent;
}
function copyLookups(event, ownStreams) {
  return [...event.lookups, ...ownStreams.filter(hasOwnCopies).map(({ lookup }) => lookup)];
}
function maxCopies(event, ownStreams) {
  return waysToFill(event, copyLookups(event, ownStreams));
}
function maxItems(event, ownStreams) {
  const hasOtherCopies = event.lookups.length > 0 || ownStreams.some(({ isMaterialized }) => isMaterialized);
  return maxCopies(event, ownStreams) + (hasOtherCopies ? 0 : 1);
}
function waysToFill({ fields: fields2 }, lookups) {
  const counts = /* @__PURE__ */ new Map();
  for (const { modelKey } of fields2) {
    if (modelKey !== void 0) counts.set(modelKey, (counts.get(modelKey) ?? 0) + 1);
  }
  const ways = (lookup) => lookupPath(lookup).reduce((product, modelKey) => product * (counts.get(modelKey) ?? 0), 1);
  return lookups.reduce((sum2, lookup) => sum2 + ways(lookup), 0);
}

// ../../work/main/generator/src/model/names.ts
function pascalCase(name) {
  return name.split("_").filter((word) => word !== "").map((word) => word[0].toUpperCase() + word.slice(1).toLowerCase()).join("");
}
function camelCase(name) {
  const pascal = pascalCase(name);
  return pascal.charAt(0).toLowerCase() + pascal.slice(1);
}
function isIdField(name) {
  return name.endsWith("_id");
}
var ID_FIELD = /^[A-Za-z][A-Za-z0-9_]*_id$/;
function isLegalIdField(name) {
  return ID_FIELD.test(name);
}
function streamUnionName(schemaName, stream) {
  return `${schemaName}${pascalCase(stream)}Events`;
}

// ../../work/main/generator/src/analysis/metadata.ts
function declareMetadata(analysis) {
  const { metadata = {} } = analysis.document;
  if (metadata === BROKEN) return;
  analysis.metadata = Object.entries(metadata).map(([name, raw]) => ({
    name,
    type: analysis.reader.read(raw, ["metadata", name]),
    isPii: isPii(raw),
    ...documentation(raw)
  }));
}
function isPii(raw) {
  return typeof raw === "object" && raw.pii === true;
}

// ../../work/main/generator/src/analysis/events.ts
function declareEvents(analysis) {
  const { document, report, unknown } = analysis;
  const { partition } = document;
  const areLookupsRight = checkLookups(document.lookups, ["lookups"], partition, report);
  analysis.events = Object.entries(document.events ?? {}).flatMap(([type, raw]) => {
    if (raw === BROKEN) {
      unknown.ids.add(type);
      return [];
    }
    const path = ["events", type, "lookups"];
    const areOwnRight = checkLookups(raw.lookups, path, partition, report);
    const areRight = raw.lookups === void 0 ? areLookupsRight : areOwnRight;
    if (!areRight || partition === BROKEN) unknown.lookups = true;
    const fields2 = declareFields(type, raw, analysis);
    const kinds = raw.lookups ?? document.lookups ?? defaultLookups(partition);
    return [
      {
        type,
        interfaceName: pascalCase(type),
        description: raw.description,
        deprecated: raw.deprecated,
        fields: fields2,
        isOpen: raw.additionalProperties === true,
        lookups: lookupsOf(kinds, fields2, partition)
      }
    ];
  });
}
function defaultLookups(partition) {
  return partition === void 0 ? ["type", "entity"] : ["partition", "partition-entity"];
}
function declareFields(event, raw, analysis) {
  const { reader, report, unknown } = analysis;
  const fields2 = /* @__PURE__ */ new Map();
  for (const [key, rawField] of Object.entries(raw.data)) {
    const path = ["events", event, "data", key];
    const name = fieldName(key);
    if (rawField === BROKEN) {
      if (mayBeId(name)) unknown.ids.add(event);
      continue;
    }
    const first = fields2.get(name);
    if (first !== void 0) {
      const related = [{ path: fieldPath(event, first), message: "the first is here" }];
      report.atKey("duplicate-field", path, { name }, related);
      continue;
    }
    if (!checkIdOptions(name, rawField, path, report)) unknown.ids.add(event);
    const { description, deprecated, examples } = documentation(rawField);
    const type = reader.read(rawField, path);
    fields2.set(name, {
      name,
      type,
      isPii: isPii(rawField),
      description,
      deprecated,
      examples,
      isOptional: key.endsWith("?"),
      default: declareDefault(name, type, rawField, path, analysis),
      modelKey: modelKeyOf(name, rawField)
    });
  }
  return [...fields2.values()];
}
function mayBeId(name) {
  return isIdField(name) || !/^\w+$/.test(name);
}
function declareDefault(name, type, raw, path, { report, reader }) {
  if (typeof raw !== "object" || raw.default === void 0) return void 0;
  const defaultPath = [...path, "default"];
  if (isIdField(name)) report.atKey("default-for-id", defaultPath, { name });
  reader.addValue(raw.default, defaultPath, type);
  return raw.default;
}
function fieldName(key) {
  return key.endsWith("?") ? key.slice(0, -1) : key;
}
function checkIdOptions(name, raw, path, report) {
  if (isIdField(name)) {
    if (isLegalIdField(name)) return true;
    report.atKey("id-field-name", path, { name });
    return false;
  }
  const options = typeof raw === "object" ? raw : {};
  const useless = ["lookup", "entity"].filter((key) => options[key] !== void 0);
  for (const keyword of useless) {
    report.atKey("not-an-id-field", [...path, keyword], { name, keyword });
  }
  return useless.length === 0;
}
function modelKeyOf(name, raw) {
  if (!isLegalIdField(name)) return void 0;
  const { lookup, entity } = typeof raw === "object" ? raw : {};
  if (lookup === false) return void 0;
  return entity === void 0 ? name : `${entity}_id`;
}
function checkPartition(analysis) {
  const { document, events: events2, report, suggest: suggest2, unknown } = analysis;
  const { partition } = document;
  if (partition === void 0 || partition === BROKEN || events2.length === 0) return;
  const names = new Set(events2.flatMap(({ fields: fields2 }) => fields2.map(({ name }) => name)));
  if (names.has(partition)) {
    const others = events2.filter(({ fields: fields2 }) => fields2.some(({ name }) => name === partition));
    const isOther = new Set(others.flatMap(({ fields: fields2 }) => fields2.map(({ name }) => name)));
    for (const event of events2) checkPartitionField(event, partition, isOther, analysis);
    return;
  }
  if (unknown.ids.size === 0) {
    const suggestion = suggest2(partition, [...names].filter(isIdField));
    report.atValue("unknown-partition", ["partition"], { partition, suggestion });
  }
  unknown.lookups = true;
}
function checkPartitionField({ type, fields: fields2 }, partition, isOther, { document, report, suggest: suggest2, unknown }) {
  const field = fields2.find(({ name }) => name === partition);
  if (field === void 0) {
    if (!unknown.ids.has(type)) {
      const misspelt = fields2.find(
        ({ name }) => isIdField(name) && !isOther.has(name) && suggest2(partition, [name])
      );
      const path2 = misspelt === void 0 ? ["events", type] : fieldPath(type, misspelt);
      const suggestion = misspelt && partition;
      report.atKey("partition-field-missing", path2, { partition, event: type, suggestion });
      if (misspelt !== void 0) unknown.fields.add(pathKey(path2));
    }
    unknown.lookups = true;
    return;
  }
  const path = fieldPath(type, field);
  if (field.isOptional) report.atKey("partition-field-optional", path, { partition });
  const event = document.events?.[type];
  const options = typeof event === "object" ? event.data[path[3]] : void 0;
  for (const keyword of ["lookup", "entity"]) {
    if (typeof options !== "object" || options[keyword] === void 0) continue;
    report.atKey("partition-field-option", [...path, keyword], { partition, keyword });
  }
}
function checkLookups(kinds, path, partition, report) {
  if (kinds === BROKEN) return false;
  if (partition !== void 0) return true;
  let isRight = true;
  kinds?.forEach((lookup, index) => {
    if (lookup !== "partition" && lookup !== "partition-entity") return;
    isRight = false;
    report.atValue("lookup-without-partition", [...path, index], { lookup });
  });
  return isRight;
}
function lookupsOf(kinds, fields2, partition) {
  if (kinds === BROKEN || partition === BROKEN) return [];
  const modelKeys = fields2.flatMap(
    ({ modelKey }) => modelKey === void 0 || modelKey === partition ? [] : [modelKey]
  );
  const lookups = kinds.flatMap((kind) => {
    if (kind === "type") return [{ kind }];
    if (kind === "entity") return modelKeys.map((modelKey) => ({ kind, modelKey }));
    if (partition === void 0) return [];
    if (kind === "partition") return [{ kind, partition }];
    return modelKeys.map((modelKey) => ({ kind, partition, modelKey }));
  });
  return uniqueLookups(lookups);
}
function uniqueLookups(lookups) {
  const seen = /* @__PURE__ */ new Set();
  return lookups.filter((lookup) => {
    const what = [lookup.kind, ...lookupPath(lookup)].join();
    return !seen.has(what) && seen.add(what);
  });
}
function checkIds({ document, events: events2, declaredTypes, report }) {
  const types2 = typesByName(declaredTypes);
  for (const event of events2) {
    for (const field of event.fields.filter(({ name }) => isLegalIdField(name))) {
      const type = resolve(field.type, types2);
      if (canBeId(type)) continue;
      const isNullable = field.type.isNullable && canBeId(resolve({ ...field.type, isNullable: false }, types2));
      const path = fieldPath(event.type, field);
      const about = {
        name: field.name,
        isNullable,
        isPartition: field.name === document.partition
      };
      if (isNullable) report.atKey("id-field-not-string", [...path, "nullable"], about);
      else report.atValue("id-field-not-string", path, about);
    }
  }
}
function canBeId(type) {
  if (isErrorOrListOfErrors(type)) return true;
  if (type.isNullable) return false;
  if (type.kind === "literals") return type.values.every((value) => typeof value === "string");
  return type.kind === "string";
}
function fieldPath(type, { name, isOptional }) {
  return ["events", type, "data", isOptional ? `${name}?` : name];
}

// ../../work/main/generator/src/analysis/checks/entities.ts
function checkEntities({ events: events2, report, unknown }) {
  const reported = /* @__PURE__ */ new Set();
  const byEntity = /* @__PURE__ */ new Map();
  for (const event of events2) {
    for (const field of event.fields) {
      const { modelKey } = field;
      const path = fieldPath(event.type, field);
      if (modelKey === void 0 || unknown.fields.has(pathKey(path))) continue;
      const entity = entityOf(modelKey);
      const first = byEntity.get(entity) ?? { modelKey, path };
      byEntity.set(entity, first);
      if (first.modelKey === modelKey || reported.has(modelKey)) continue;
      reported.add(modelKey);
      const about = { first: first.modelKey, second: modelKey, entity };
      const related = [{ path: first.path, message: `"${first.modelKey}" is named here` }];
      report.atKey("entity-clash", path, about, related);
    }
  }
}

// ../../work/main/generator/src/language/limits.ts
var MAX_FILE_BYTES = 4 * 1024 * 1024;
var MAX_TOKENS = 2e6;
var MAX_VALUES = 5e5;
var MAX_CHARACTERS = 8e6;
var MAX_DEPTH = 64;
var MAX_IMPORTS = 100;
var MAX_PARTS = 5e4;
var MAX_PARTS_OF_ONE = 1e3;
var MAX_ITEMS = 100;

// ../../work/main/generator/src/analysis/checks/size.ts
function checkSize(analysis) {
  const { document, declaredTypes, events: events2, metadata, report } = analysis;
  const sizes = new Map(declaredTypes.map(({ name, type }) => [name, partsOf(type)]));
  const ofEvents = events2.map(({ fields: fields2 }) => 1 + partsOfAll(fields2));
  const streams2 = document.streams === BROKEN ? [] : Object.values(document.streams ?? {});
  const count = sum(ofEvents) + partsOfAll(metadata) + sum(analysis.types.map(({ name }) => sizes.get(name) ?? 0)) + sum(streams2.map((stream) => stream === BROKEN ? 0 : 1 + stream.events.length));
  const areEventsSmall = events2.map(
    ({ type }, index) => checkOne(`The event type ${type}`, ["events", type], ofEvents[index] ?? 0, report)
  );
  const areTypesSmall = declaredTypes.map(
    ({ name, scope }) => checkOne(`The type ${name}`, ["types", name], sizes.get(name) ?? 0, scope.report)
  );
  const isSmall = count <= MAX_PARTS;
  if (!isSmall) {
    report.atKey("too-many-parts", [], { what: "The schema", count, limit: MAX_PARTS });
  }
  analysis.isTooLarge = ![...areEventsSmall, ...areTypesSmall, isSmall].every(Boolean);
}
function checkOne(what, path, count, report) {
  const limit = MAX_PARTS_OF_ONE;
  if (count <= limit) return true;
  report.atKey("too-many-parts", path, { what, count, limit });
  return false;
}
function partsOfAll(members2) {
  return sum(members2.map(({ type }) => partsOf(type)));
}
function partsOf(type) {
  if (type.kind === "literals") return type.values.length;
  return 1 + sum(innerTypes(type).map(partsOf));
}
function sum(numbers) {
  return numbers.reduce((total, one) => total + one, 0);
}

// ../../work/main/generator/src/analysis/checks/storable.ts
function checkStorable({ report, path, value }) {
  const reason = unstorableReason(value);
  if (reason !== void 0) report.atValue("value-mismatch", path, { reason });
  return reason === void 0;
}
var ILLEGAL_NAMES = /* @__PURE__ */ new Set(["__proto__", "constructor", ""]);
function unstorableReason(value) {
  if (typeof value === "string") {
    return /\p{Surrogate}/u.test(value) ? "it contains half of a surrogate pair" : void 0;
  }
  if (typeof value === "number") {
    if (!Number.isFinite(value)) return "it is not finite";
    if (Math.abs(value) > Number.MAX_SAFE_INTEGER) return "it is beyond \xB1(2^53 - 1)";
    return value !== 0 && Math.abs(value) < 1e-130 ? "it is too close to 0 to be stored" : void 0;
  }
  if (typeof value !== "object" || value === null) return void 0;
  for (const [name, member] of Object.entries(value)) {
    if (!Array.isArray(value) && ILLEGAL_NAMES.has(name)) {
      return `a member cannot be named "${name}"`;
    }
    const reason = unstorableReason(member);
    if (reason !== void 0) return reason;
  }
  return void 0;
}

// ../../work/main/generator/src/analysis/checks/stored.ts
function checkStored(analysis) {
  const { badlyStored, events: events2, streams: streams2, report } = analysis;
  const byEvent = streamsByEvent(streams2);
  const areKnown = areLookupsKnown(analysis);
  for (const event of events2) {
    const ownStreams = byEvent.get(event.type) ?? [];
    const isStored = !areKnown || checkIsStored(event, ownStreams, report);
    const hasFewItems = checkItems(event, ownStreams, report);
    if (!isStored || !hasFewItems) badlyStored.add(event.type);
  }
}
function checkIsStored(event, streams2, report) {
  const lookups = copyLookups(event, streams2);
  if (certainLookups(lookups, event.fields).length > 0) return true;
  const hasId = event.fields.some(({ name }) => isIdField(name));
  const reason = lookups.length > 0 ? "optional-ids" : hasId ? "no-lookup" : "no-id";
  report.atKey("event-not-stored", ["events", event.type], { event: event.type, reason });
  return false;
}
function certainLookups(lookups, fields2) {
  const required = fields2.filter(({ isOptional }) => !isOptional);
  const modelKeys = new Set(required.map(({ modelKey }) => modelKey));
  return lookups.filter(
    (lookup) => lookup.kind === "type" || lookup.kind === "partition" || modelKeys.has(lookup.modelKey)
  );
}
function checkItems(event, streams2, report) {
  const items = maxItems(event, streams2);
  if (items <= MAX_ITEMS) return true;
  const about = { event: event.type, items, limit: MAX_ITEMS };
  report.atKey("too-many-copies", ["events", event.type], about);
  return false;
}

// ../../work/main/generator/src/model/unions.ts
function branchObjects(union, types2) {
  return union.branches.map((branch) => resolve(branch, types2)).filter((branch) => branch.kind === "object");
}
function tagType({ properties }, tag2) {
  return properties.find(({ name }) => name === tag2)?.type;
}
function tagValues(object, tag2) {
  const type = tagType(object, tag2);
  if (type?.kind !== "literals") return [];
  return type.values.filter((value) => typeof value === "string");
}

// ../../work/main/generator/src/analysis/checks/unions.ts
function checkUnions({ collected, declaredTypes, unknown }) {
  const types2 = typesByName(declaredTypes);
  const hasError = errorFinder(declaredTypes);
  for (const union of collected.unions) {
    if (!checkUnion(union, types2, hasError)) unknown.unions.add(union.type);
  }
}
function checkUnion({ path, type: { tag: tag2, branches }, scope: { report, suggest: suggest2 } }, types2, hasError) {
  const resolved = branches.map((branch) => resolve(branch, types2));
  const objects = resolved.filter((branch) => branch.kind === "object");
  if (objects.length === branches.length && !objects.some((object) => tagType(object, tag2))) {
    if (branches.some(hasError)) return true;
    const tagPath = [...path, "discriminator", "propertyName"];
    report.atValue("union-tag", tagPath, { tag: tag2, suggestion: suggest2(tag2, commonNames(objects)) });
    return false;
  }
  const problems = resolved.map(
    (branch) => branch.kind === "object" ? tagProblem(branch, tag2) : void 0
  );
  const isCommon = problems[0] !== void 0 && new Set(problems).size === 1;
  const owners = /* @__PURE__ */ new Map();
  const areRight = resolved.map((branch, index) => {
    const branchPath = [...path, "oneOf", index];
    if (branch.kind === "error") return true;
    if (branch.kind !== "object" || branch.isNullable) {
      report.atValue("union-branch", branchPath, {});
      return false;
    }
    const ofTag = tagType(branch, tag2);
    if (ofTag !== void 0 && resolve(ofTag, types2).kind === "error") return true;
    const problem = problems[index];
    if (problem !== void 0) {
      if (index === 0 || !isCommon) report.atValue("union-tag", branchPath, { tag: tag2, problem });
      return false;
    }
    const values = tagValues(branch, tag2);
    const taken = values.filter((value) => owners.has(value));
    for (const value of values) if (!owners.has(value)) owners.set(value, branchPath);
    const [first] = taken;
    if (first === void 0) return true;
    const related = [{ path: owners.get(first), message: "the other is here" }];
    report.atValue("union-tag-clash", branchPath, { tag: tag2, values: taken }, related);
    return false;
  });
  return areRight.every(Boolean);
}
function commonNames([first, ...others]) {
  const names = (first?.properties ?? []).map(({ name }) => name);
  return names.filter((name) => others.every((object) => tagType(object, name)));
}
function tagProblem(object, tag2) {
  const property = object.properties.find(({ name }) => name === tag2);
  if (property === void 0) return "lacks it";
  if (property.isOptional) return "does not require it";
  const { type } = property;
  if (type.kind === "named") return `leaves it to the type "${type.name}"`;
  const isTag = type.kind === "literals" && !type.isNullable && type.values.every((value) => typeof value === "string");
  return isTag ? void 0 : "gives it no const";
}

// ../../work/main/generator/src/analysis/streams.ts
function declareStreams(analysis) {
  const plans = planStreams(analysis);
  analysis.events = withStreamLookups(analysis.events, plans);
  const { name } = analysis.document;
  const byType = eventsByType(analysis.events);
  analysis.streams = plans.map(({ types: types2, ...stream }) => ({
    ...stream,
    memberName: camelCase(stream.name),
    unionName: streamUnionName(name === void 0 || name === BROKEN ? "" : name, stream.name),
    events: types2.flatMap((type) => byType.get(type) ?? [])
  }));
}
function planStreams(analysis) {
  const { document, events: events2, report, unknown } = analysis;
  const { partition, streams: streams2 = {} } = document;
  if (streams2 === BROKEN) {
    unknown.lookups = true;
    return [];
  }
  const known = {
    byType: eventsByType(events2),
    modelKeys: new Map(events2.map((event) => [event, modelKeysOf(event)])),
    unknownTypes: /* @__PURE__ */ new Map()
  };
  const plans = Object.entries(streams2).flatMap(([name, raw]) => {
    if (raw === BROKEN) {
      unknown.lookups = true;
      return [];
    }
    const path = ["streams", name];
    if (raw.across_partitions !== void 0 && partition === void 0) {
      report.atKey("stream-without-partition", [...path, "across_partitions"], {});
    }
    const isConsistent = raw.consistent === true;
    if (isConsistent && raw.materialized === true) {
      const related = [{ path: [...path, "consistent"], message: "the stream is consistent" }];
      report.atKey("stream-materialized-and-consistent", [...path, "materialized"], {}, related);
    }
    return [
      {
        name,
        description: raw.description,
        lookup: streamLookup(raw, partition),
        isMaterialized: raw.materialized === true && !isConsistent,
        isConsistent,
        types: typesOf(name, raw, known, analysis)
      }
    ];
  });
  reportUnknownTypes2(known, analysis);
  return plans;
}
function reportUnknownTypes2({ byType, unknownTypes }, { report, suggest: suggest2, unknown }) {
  for (const [type, [first, ...others]] of unknownTypes) {
    if (first === void 0) continue;
    const suggestion = suggest2(type, byType.keys());
    const related = others.map((path) => ({ path, message: "it is listed here, too" }));
    report.atValue("unknown-event-type", first, { type, suggestion }, related);
    unknown.lookups = true;
  }
}
function eventsByType(events2) {
  return new Map(events2.map((event) => [event.type, event]));
}
function modelKeysOf({ fields: fields2 }) {
  return new Set(fields2.flatMap(({ modelKey }) => modelKey ?? []));
}
function typesOf(name, { by, events: events2 }, { byType, modelKeys, unknownTypes }, { report, suggest: suggest2, unknown }) {
  const path = ["streams", name, "events"];
  const known = events2.flatMap((type, index) => {
    if (type === BROKEN) unknown.lookups = true;
    if (type === BROKEN || unknown.ids.has(type)) return [];
    const event = byType.get(type);
    if (event !== void 0) return [{ event, index }];
    const uses = unknownTypes.get(type) ?? [];
    unknownTypes.set(type, uses);
    uses.push([...path, index]);
    return [];
  });
  const isFound = ({ event }) => modelKeys.get(event)?.has(by) === true;
  const found = known.filter(isFound);
  const suggestion = found.length > 0 ? void 0 : suggest2(by, keysOfAny(known, modelKeys));
  if (found.length === 0 && (known.length > 1 || suggestion !== void 0)) {
    report.atValue("unknown-stream-field", ["streams", name, "by"], { by, suggestion });
    unknown.lookups = true;
    return [];
  }
  const others = new Set(found.flatMap(({ event }) => [...modelKeys.get(event) ?? []]));
  for (const one of known.filter((listed2) => !isFound(listed2))) {
    const { type, fields: fields2 } = one.event;
    const misspelt = fields2.find(
      ({ name: name2, modelKey }) => name2 === modelKey && !others.has(name2) && suggest2(by, [name2])
    );
    const about = { type, by, suggestion: misspelt && by };
    if (misspelt === void 0) {
      report.atValue("stream-field-missing", [...path, one.index], about);
    } else {
      const misspeltPath = fieldPath(type, misspelt);
      if (!unknown.fields.has(pathKey(misspeltPath))) {
        report.atKey("stream-field-missing", misspeltPath, about);
      }
      unknown.fields.add(pathKey(misspeltPath));
    }
    unknown.lookups = true;
  }
  return found.map(({ event }) => event.type);
}
function* keysOfAny(listed2, modelKeys) {
  const given = /* @__PURE__ */ new Set();
  for (const { event } of listed2) {
    for (const key of modelKeys.get(event) ?? []) {
      if (!given.has(key)) yield key;
      given.add(key);
    }
  }
}
function streamLookup(raw, partition) {
  if (raw.by === partition) return { kind: "partition", partition };
  if (typeof partition !== "string" || raw.across_partitions === true) {
    return { kind: "entity", modelKey: raw.by };
  }
  return { kind: "partition-entity", partition, modelKey: raw.by };
}
function withStreamLookups(events2, plans) {
  const needed = /* @__PURE__ */ new Map();
  for (const plan of plans) {
    if (hasOwnCopies(plan)) continue;
    for (const type of plan.types) {
      const own = needed.get(type) ?? [];
      needed.set(type, own);
      own.push(plan.lookup);
    }
  }
  return events2.map((event) => {
    const own = needed.get(event.type);
    return own === void 0 ? event : { ...event, lookups: uniqueLookups([...event.lookups, ...own]) };
  });
}

// ../../work/main/generator/src/analysis/types.ts
function declareTypes(analysis) {
  const byName2 = /* @__PURE__ */ new Map();
  for (const [{ document }, scope] of analysis.scopes) {
    const reader = new TypeReader(scope, analysis.collected);
    for (const [name, raw] of Object.entries(document.types ?? {})) {
      const path = ["types", name];
      const first = byName2.get(name);
      if (first !== void 0) {
        const within = first.scope.report;
        const related = [{ path, message: "the first is here", within }];
        scope.report.atKey("duplicate-type", path, { name, file: within.file }, related);
        continue;
      }
      byName2.set(name, { name, type: reader.read(raw, path), ...documentation(raw), scope });
    }
  }
  analysis.declaredTypes = [...byName2.values()];
}
function selectTypes(analysis) {
  const { declaredTypes, events: events2, metadata, report } = analysis;
  const own = declaredTypes.filter(({ scope }) => scope.report === report);
  const imported = declaredTypes.filter(({ scope }) => scope.report !== report);
  const users = [...own, ...events2.flatMap(({ fields: fields2 }) => fields2), ...metadata];
  const used = reachable(
    imported,
    users.map(({ type }) => type)
  );
  analysis.types = [...own, ...used];
}
function reachable(types2, from) {
  if (types2.length === 0) return [];
  const byName2 = new Map(types2.map((type) => [type.name, type]));
  const reached = /* @__PURE__ */ new Set();
  const open = [...from];
  for (let type = open.pop(); type !== void 0; type = open.pop()) {
    if (type.kind === "named" && !reached.has(type.name)) {
      reached.add(type.name);
      const named = byName2.get(type.name);
      if (named !== void 0) open.push(named.type);
    } else for (const inner of innerTypes(type)) open.push(inner);
  }
  return types2.filter(({ name }) => reached.has(name));
}

// ../../work/main/generator/src/analysis/build.ts
var DECLARATIONS = [
  declareTypes,
  declareEvents,
  declareMetadata,
  reportUnknownTypes,
  selectTypes,
  checkSize
];
var MEANING = [
  checkCycles,
  checkPartition,
  checkIds,
  declareStreams,
  checkEntities,
  checkUnions,
  checkStored
];
function build(root, imports2) {
  const analysis = newAnalysis(root, imports2);
  for (const pass of DECLARATIONS) pass(analysis);
  if (!analysis.isTooLarge) for (const pass of MEANING) pass(analysis);
  const values = analysis.isTooLarge ? [] : checkableValues(analysis);
  return {
    model: modelOf(analysis),
    diagnostics: [...analysis.scopes.values()].flatMap(({ report }) => report.diagnostics),
    isWhole: areLookupsKnown(analysis),
    errors: /* @__PURE__ */ new Set([
      ...[...analysis.badlyStored].map((type) => pathKey(["events", type])),
      ...analysis.unknown.fields
    ]),
    values,
    types: analysis.declaredTypes
  };
}
function modelOf({ document, events: events2, metadata, streams: streams2, types: types2 }) {
  const { name, description, partition } = document;
  return {
    name: name === void 0 || name === BROKEN ? "" : name,
    description: description === BROKEN ? void 0 : description,
    partition: partition === BROKEN ? void 0 : partition,
    metadata,
    types: types2.map(({ scope: _2, ...type }) => type),
    events: events2,
    streams: streams2
  };
}
function checkableValues({ collected, declaredTypes, unknown }) {
  const hasError = errorFinder(declaredTypes, unknown.unions);
  const values = collected.values.filter(({ type }) => !hasError(type)).filter(checkStorable);
  return values.filter(({ type }) => type.kind !== "json");
}

// ../../work/main/generator/src/json-schema/value-validators.ts
import { Ajv } from "ajv";
import { FORMATS } from "ddb-pattern-runtime/rules";

// ../../work/main/generator/src/json-schema/compile-each.ts
function compileEach(ajv, ids2) {
  const { schemas, _compilations: underWay } = ajv;
  const open = ids2.flatMap((id) => schemas[id] ?? []);
  for (const schema of open) underWay.add(schema);
  for (const id of ids2) {
    const schema = schemas[id];
    if (schema !== void 0) underWay.delete(schema);
    ajv.getSchema(id);
  }
}

// ../../work/main/generator/src/json-schema/json-schema.ts
var AJV_OPTIONS = {
  allErrors: true,
  allowUnionTypes: true,
  discriminator: true,
  // A reference is a function of its own, and not written out wherever it is used.
  inlineRefs: false,
  strict: true,
  strictRequired: false,
  strictTypes: false,
  // They are made here, and right; to check them takes longer than to compile them.
  validateSchema: false
};
function jsonSchemaWriter(types2) {
  const writer = new SchemaWriter(types2);
  return (type) => ({ schema: writer.type(type), shared: writer.shared() });
}
var SchemaWriter = class {
  #shared = /* @__PURE__ */ new Map();
  /** The named types that were asked for, and are still to be written. */
  #open = [];
  #types;
  constructor(types2) {
    this.#types = new Map(types2.map((type) => [type.name, type]));
  }
  /** All that the schemas written so far refer to. */
  shared() {
    for (let next = this.#open.pop(); next !== void 0; next = this.#open.pop()) {
      const { id, type } = next;
      const { isNullable, name } = type;
      const named = isNullable ? resolve(type, this.#types) : this.#types.get(name)?.type;
      this.#shared.set(id, { $id: id, ...this.type(named ?? { kind: "json", isNullable }) });
    }
    return this.#shared;
  }
  type(type) {
    switch (type.kind) {
      case "json":
      case "error":
        return {};
      case "boolean":
        return { type: typeNames("boolean", type.isNullable) };
      case "literals":
        return literalsSchema(type.isNullable ? [...type.values, null] : type.values);
      case "string":
        return stringSchema(type, type.isNullable);
      case "number":
        return numberSchema(type, type.isNullable);
      case "list":
        return defined({
          type: typeNames("array", type.isNullable),
          items: this.type(type.items),
          minItems: type.minItems,
          maxItems: type.maxItems,
          uniqueItems: type.hasUniqueItems ? true : void 0
        });
      case "map":
        return {
          type: typeNames("object", type.isNullable),
          additionalProperties: this.type(type.values)
        };
      case "object":
        return this.#object(type, type.isNullable);
      case "union":
        return this.#union(type, type.isNullable);
      case "named":
        return { $ref: this.#reference(type) };
    }
  }
  #object({ properties, isOpen }, isNullable) {
    const required = properties.filter(({ isOptional }) => !isOptional).map(({ name }) => name);
    return defined({
      type: typeNames("object", isNullable),
      required: required.length === 0 ? void 0 : required,
      additionalProperties: isOpen ? void 0 : false,
      properties: Object.fromEntries(properties.map(({ name, type }) => [name, this.type(type)]))
    });
  }
  #union(union, isNullable) {
    const { tag: tag2, branches } = union;
    const kinds = branchObjects(union, this.#types).map((object) => tagValues(object, tag2));
    return {
      type: typeNames("object", isNullable),
      required: [tag2],
      properties: { [tag2]: { enum: kinds.flat() } },
      discriminator: { propertyName: tag2, kinds },
      oneOf: branches.map((branch) => this.type(branch))
    };
  }
  /** The id of a named type, which is written later. */
  #reference(type) {
    const id = `type:${type.name}${type.isNullable ? ":null" : ""}`;
    if (this.#shared.has(id)) return id;
    this.#shared.set(id, {});
    this.#open.push({ id, type });
    return id;
  }
};
function literalsSchema(values) {
  return values.length === 1 ? { const: values[0] } : { enum: values };
}
function stringSchema(type, isNullable) {
  const { format, minLength, maxLength, pattern } = type;
  return defined({ type: typeNames("string", isNullable), format, minLength, maxLength, pattern });
}
function numberSchema(type, isNullable) {
  return defined({
    type: typeNames(type.isInteger ? "integer" : "number", isNullable),
    minimum: type.minimum,
    maximum: type.maximum,
    exclusiveMinimum: type.exclusiveMinimum,
    exclusiveMaximum: type.exclusiveMaximum,
    multipleOf: type.multipleOf
  });
}
function typeNames(name, isNullable) {
  return isNullable ? [name, "null"] : name;
}
function defined(schema) {
  return Object.fromEntries(Object.entries(schema).filter(([, value]) => value !== void 0));
}

// ../../work/main/generator/src/json-schema/keywords.ts
import {
  _,
  str,
  stringify
} from "ajv";
import { equalItems, isMultipleOf } from "ddb-pattern-runtime/rules";
var MULTIPLE_OF = {
  keyword: "multipleOf",
  type: "number",
  schemaType: "number",
  validate: (step, value) => isMultipleOf(value, step),
  error: { message: ({ schemaCode }) => str`must be multiple of ${schemaCode}` }
};
var UNIQUE_ITEMS = {
  keyword: "uniqueItems",
  type: "array",
  schemaType: "boolean",
  validate: (isWanted, items) => !isWanted || equalItems(items) === void 0
};
var DISCRIMINATOR = {
  keyword: "discriminator",
  type: "object",
  schemaType: "object",
  code(context) {
    const { gen, data, schema } = context;
    const { propertyName: propertyName2, kinds } = schema;
    const tag2 = gen.const("tag", _`${data}[${propertyName2}]`);
    kinds.forEach((values, index) => {
      const isMeant = values.length === 1 ? _`${tag2} === ${values[0]}` : _`${stringify(values)}.includes(${tag2})`;
      if (index === 0) gen.if(isMeant);
      else gen.elseIf(isMeant);
      context.subschema({ keyword: "oneOf", schemaProp: index }, gen.name("valid"));
    });
    gen.endIf();
  }
};
function replaceKeywords(ajv) {
  for (const definition of [MULTIPLE_OF, UNIQUE_ITEMS, DISCRIMINATOR]) {
    ajv.removeKeyword(definition.keyword);
    ajv.addKeyword(definition);
  }
}
function replacePattern(ajv, matches) {
  ajv.removeKeyword("pattern");
  ajv.addKeyword({
    keyword: "pattern",
    type: "string",
    schemaType: "string",
    validate: matches,
    error: { message: ({ schemaCode }) => str`must match pattern "${schemaCode}"` }
  });
}

// ../../work/main/generator/src/json-schema/value-validators.ts
function addFormats(ajv) {
  for (const [name, { has }] of FORMATS) ajv.addFormat(name, has);
}
function valueValidators(types2, declared, matches) {
  const ajv = new Ajv({ ...AJV_OPTIONS, ownProperties: true });
  addFormats(ajv);
  replaceKeywords(ajv);
  replacePattern(ajv, matches);
  const { nameOf, named } = namedParts(types2, declared);
  const write = jsonSchemaWriter(named);
  const compiled = /* @__PURE__ */ new Map();
  let known = 0;
  return (type) => {
    const { schema, shared } = write(nameOf(type));
    if (shared.size > known) {
      const added = [...shared].slice(known);
      for (const [id, shape] of added) ajv.addSchema(shape, id);
      compileEach(
        ajv,
        added.map(([id]) => id)
      );
      known = shared.size;
    }
    const text2 = JSON.stringify(schema);
    const validate = compiled.get(text2) ?? ajv.compile(schema);
    compiled.set(text2, validate);
    return validate;
  };
}
function namedParts(types2, declared) {
  const names = /* @__PURE__ */ new Map();
  for (const type of new Set(declared)) {
    if (innerTypes(type).length > 0) names.set(type, String(names.size));
  }
  const nameOf = (type) => {
    const name = names.get(type);
    return name === void 0 ? mapInnerTypes(type, nameOf) : { kind: "named", name, isNullable: false };
  };
  const plain = { description: void 0, deprecated: void 0, examples: [] };
  const parts = [...names].map(([type, name]) => ({
    name,
    type: mapInnerTypes(type, nameOf),
    ...plain
  }));
  const named = types2.map((one) => ({ ...one, type: nameOf(one.type) }));
  return { nameOf, named: [...named, ...parts] };
}

// ../../work/main/generator/src/analysis/checks/pattern-tests.ts
import { Worker } from "node:worker_threads";
var DEADLINE_MS = 3e3;
var START_MS = 6e4;
var FEW_STEPS = 1e5;
var [OPEN, MATCHES, DIFFERS] = [0, 1, 2];
var PatternTests = class {
  /** The tests that were not decided at once, by their keys. */
  #tests = /* @__PURE__ */ new Map();
  #results = /* @__PURE__ */ new Map();
  #slow;
  /** How many tests with an open result were asked for. */
  openCount = 0;
  /** Whether a test was asked for that had not ended at the deadline. */
  metSlow = false;
  /** Whether the pattern matches; `true` as long as that is open. */
  matches = (pattern, text2) => {
    if (isQuick(pattern, text2)) return new RegExp(pattern, "u").test(text2);
    const key = JSON.stringify([pattern, text2]);
    const result = this.#results.get(key);
    if (result !== void 0) return result;
    if (key === this.#slow) this.metSlow = true;
    this.#tests.set(key, { pattern, text: text2 });
    this.openCount++;
    return true;
  };
  /** Decides what is open, up to the test that has not ended at the deadline. */
  run() {
    const keys = [...this.#tests.keys()];
    const states = matchInThread([...this.#tests.values()]);
    keys.forEach((key, index) => {
      const state = states[index];
      if (state !== OPEN) this.#results.set(key, state === MATCHES);
      else this.#slow ??= key;
    });
  }
};
function isQuick(pattern, text2) {
  if (/[()|]/.test(pattern)) return false;
  const quantifiers = pattern.match(/[*+?{]/g)?.length ?? 0;
  const choices = quantifiers + (pattern.startsWith("^") ? 0 : 1);
  return (text2.length + 1) ** choices <= FEW_STEPS;
}
var PROGRAM = `
const { tests, states } = require("node:worker_threads").workerData;
const set = (index, state) => {
  Atomics.store(states, index, state);
  Atomics.notify(states, index);
};
set(0, 1);
tests.forEach(({ pattern, text }, index) => {
  let isMatch = false;
  // A pattern can be too large to be compiled.
  try { isMatch = new RegExp(pattern, "u").test(text); } catch {}
  set(index + 1, isMatch ? ${MATCHES} : ${DIFFERS});
});
set(tests.length + 1, 1);
`;
function matchInThread(tests) {
  const bytes = Int32Array.BYTES_PER_ELEMENT * (tests.length + 2);
  const states = new Int32Array(new SharedArrayBuffer(bytes));
  const worker = new Worker(PROGRAM, {
    eval: true,
    execArgv: [],
    workerData: { tests, states }
  });
  Atomics.wait(states, 0, OPEN, START_MS);
  Atomics.wait(states, tests.length + 1, OPEN, DEADLINE_MS);
  void worker.terminate();
  return Array.from(tests, (_2, index) => Atomics.load(states, index + 1));
}

// ../../work/main/generator/src/analysis/checks/value-reasons.ts
var TYPES = {
  array: "a list",
  boolean: "true or false",
  integer: "an integer",
  null: "null",
  number: "a number",
  object: "an object",
  string: "a string"
};
function reasonOf({ keyword, params, message }) {
  const about = params;
  switch (keyword) {
    case "type":
      return `it must be ${[about.type].flat().map((type) => TYPES[String(type)]).join(" or ")}`;
    case "enum":
      return `it must be one of ${listed(about.allowedValues.map((one) => JSON.stringify(one)))}`;
    case "required":
      return `it lacks "${about.missingProperty}"`;
    case "additionalProperties":
      return `it cannot have "${about.additionalProperty}"`;
    case "uniqueItems":
      return "two of its items are equal";
    case "format":
      return about.format === "date-time" ? "it is not a timestamp such as 2026-01-31T12:00:00Z" : `it is not a valid ${about.format}`;
    case "const":
      return `it must be ${JSON.stringify(about.allowedValue)}`;
    case "minLength":
      return `it must have at least ${counted(about.limit, "character")}`;
    case "maxLength":
      return `it must have at most ${counted(about.limit, "character")}`;
    case "minItems":
      return `it must have at least ${counted(about.limit, "item")}`;
    case "maxItems":
      return `it must have at most ${counted(about.limit, "item")}`;
    default:
      return `it ${message}`;
  }
}
function counted(count, what) {
  return count === 1 ? `1 ${what}` : `${count} ${what}s`;
}

// ../../work/main/generator/src/analysis/checks/values.ts
function checkValues(values, types2) {
  const patterns = new PatternTests();
  const validatorOf = valueValidators(
    types2,
    values.map(({ type }) => type),
    patterns.matches
  );
  const checks = values.map((declared) => new ValueCheck(declared, validatorOf(declared.type)));
  const open = checks.filter((check) => check.run(patterns));
  if (open.length > 0) {
    patterns.run();
    for (const check of open) check.run(patterns);
  }
  return checks.flatMap(({ diagnostic }) => diagnostic ?? []);
}
var ValueCheck = class {
  diagnostic;
  #declared;
  #validate;
  constructor(declared, validate) {
    this.#declared = declared;
    this.#validate = validate;
  }
  /** Whether the result is open until patterns are matched. */
  run(patterns) {
    const { report, path, value } = this.#declared;
    const { openCount } = patterns;
    patterns.metSlow = false;
    const isValid = this.#validate(value);
    if (patterns.metSlow) this.diagnostic = report.valueDiagnostic("slow-pattern", path, {});
    else if (!isValid) this.diagnostic = this.#mismatch();
    return patterns.openCount > openCount;
  }
  #mismatch() {
    const { report, path, value } = this.#declared;
    const [first] = this.#validate.errors ?? [];
    const inner = first === void 0 ? [] : pathOf(first.instancePath, value);
    const reason = first === void 0 ? "it has another type" : reasonOf(first);
    return report.valueDiagnostic("value-mismatch", [...path, ...inner], { reason });
  }
};
function pathOf(pointer, value) {
  const path = [];
  let part = value;
  for (const escaped of pointer.split("/").slice(1)) {
    const name = escaped.replaceAll("~1", "/").replaceAll("~0", "~");
    const step = Array.isArray(part) ? Number(name) : name;
    path.push(step);
    part = part[step];
  }
  return path;
}

// ../../work/main/generator/src/diagnostics/diagnostic.ts
function isError({ severity }) {
  return severity === "error";
}

// ../../work/main/generator/src/emit/typescript/names.ts
function moduleNames(schemaName) {
  const lowerName = schemaName.charAt(0).toLowerCase() + schemaName.slice(1);
  return {
    eventTypes: `${schemaName}EventTypes`,
    metadata: `${schemaName}Metadata`,
    eventBase: `${schemaName}EventBase`,
    eventMap: `${schemaName}EventMap`,
    events: `${schemaName}Events`,
    eventInputBase: `${schemaName}EventInputBase`,
    eventInputs: `${schemaName}EventInputs`,
    eventInput: `${schemaName}EventInput`,
    lookupMap: `${schemaName}LookupMap`,
    streams: `${schemaName}Streams`,
    eventClient: `${schemaName}EventClient`,
    eventSchema: `${lowerName}EventSchema`,
    dataSchemas: `${lowerName}DataSchemas`,
    parseEvent: `parse${schemaName}Event`,
    createEventClient: `create${schemaName}EventClient`
  };
}
function inputName({ interfaceName }) {
  return `${interfaceName}Input`;
}
function globalType({ events: events2, types: types2 }, name) {
  const isHidden = events2.some((event) => event.interfaceName === name) || types2.some((type) => type.name === name);
  return isHidden ? `globalThis.${name}` : name;
}

// ../../work/main/generator/src/emit/typescript/name-clashes.ts
var RESERVED_MEMBERS = /* @__PURE__ */ new Set(["constructor", "hasOwnProperty", "then", "toString", "valueOf"]);
function checkNames(model2, checked) {
  const report = new Reporter(checked);
  if (model2.name === "") return report.diagnostics;
  const module = new Names(report);
  const { metadata, ...names } = moduleNames(model2.name);
  for (const name of Object.values(names)) module.claim(name, "a part of every module");
  if (model2.metadata.length > 0) module.claim(metadata, "the metadata", ["metadata"]);
  for (const { name } of model2.types) module.claim(name, `the type ${name}`, ["types", name]);
  for (const event of model2.events) {
    const owner = `the event type ${event.type}`;
    const path = ["events", event.type];
    if (!module.claim(event.interfaceName, owner, path)) continue;
    module.claim(inputName(event), `the input of ${event.type}`, path);
  }
  const members2 = new Names(report);
  for (const name of RESERVED_MEMBERS) members2.claim(name, "a member of every object");
  for (const { name, unionName, memberName } of model2.streams) {
    if (!module.claim(unionName, `the stream ${name}`, ["streams", name])) continue;
    members2.claim(memberName, `the stream ${name}`, ["streams", name]);
  }
  return report.diagnostics;
}
var Names = class {
  #owners = /* @__PURE__ */ new Map();
  #report;
  constructor(report) {
    this.#report = report;
  }
  /** Whether the name was free. */
  claim(name, owner, path = []) {
    const first = this.#owners.get(name);
    if (first === void 0) {
      this.#owners.set(name, { owner, path });
      return true;
    }
    const isInSchema = first.path.length > 0;
    const about = { name, first: first.owner, second: owner, isInSchema };
    const related = isInSchema ? [{ path: first.path, message: `${first.owner} is here` }] : [];
    this.#report.atKey("name-clash", path, about, related);
    return false;
  }
};

// ../../work/main/generator/src/language/imports.ts
var NO_FILES = {
  problem: "import-path",
  reason: "there are no files to import here"
};
var NO_IMPORTS = {
  rootId: "",
  find: () => NO_FILES,
  read: () => NO_FILES
};
function loadImports(root, reader, loadOne2) {
  const loader = new ImportLoader(reader, loadOne2);
  loader.follow(root, [{ id: reader.rootId, file: root.source.file }]);
  return loader;
}
function problemOf(problem, path, at3) {
  const { reason } = problem;
  if (problem.problem === "import-path") return newDiagnostic("import-path", at3, { path, reason });
  return newDiagnostic("import-unreadable", at3, { path, reason, suggestion: problem.suggestion });
}
var ImportLoader = class {
  documents = [];
  sources = [];
  diagnostics = [];
  isComplete = true;
  /** File → its document; `undefined` for one that is not to be used. */
  #byId = /* @__PURE__ */ new Map();
  /** Document → the files that it names. */
  #imports = /* @__PURE__ */ new Map();
  /** Of all files that were read. */
  #characters = 0;
  /** Whether a limit was reached: nothing more is followed. */
  #isFull = false;
  #reader;
  #loadOne;
  constructor(reader, loadOne2) {
    this.#reader = reader;
    this.#loadOne = loadOne2;
  }
  scopeOf(document) {
    const scope = /* @__PURE__ */ new Set([document]);
    for (const member of scope) {
      for (const id of this.#imports.get(member) ?? []) {
        const imported = this.#byId.get(id);
        if (imported !== void 0) scope.add(imported);
      }
    }
    return scope;
  }
  /** `chain` leads from the root to the document, both included. */
  follow(document, chain2) {
    const ids2 = [];
    this.#imports.set(document, ids2);
    const { imports: imports2 = [] } = document.document;
    if (imports2 === BROKEN) {
      this.isComplete = false;
      return;
    }
    imports2.forEach((path, index) => {
      const id = path === BROKEN ? void 0 : this.#followOne(document, path, index, chain2);
      if (id === void 0) this.isComplete = false;
      else ids2.push(id);
    });
  }
  /** The id of an imported file; `undefined` for one that is not to be used. */
  #followOne(document, path, index, chain2) {
    if (this.#isFull) return void 0;
    const { id: ownId, file } = chain2.at(-1);
    const yamlPath = ["imports", index];
    const at3 = { file, location: locationAt(document.root, yamlPath), path: yamlPath };
    const found = this.#reader.find(ownId, path);
    if ("problem" in found) return this.#report(problemOf(found, path, at3));
    const start = chain2.findIndex((step) => step.id === found.id);
    if (start !== -1) {
      const files2 = [...chain2.slice(start), found].map((step) => step.file);
      return this.#report(newDiagnostic("import-cycle", at3, { files: files2 }));
    }
    if (this.#byId.has(found.id)) return found.id;
    this.#byId.set(found.id, void 0);
    if (this.#isOver(this.#byId.size, MAX_IMPORTS, "files", at3)) return void 0;
    const source = this.#reader.read(found);
    if ("problem" in source) return this.#report(problemOf(source, path, at3));
    this.#characters += source.text.length;
    if (this.#isOver(this.#characters, MAX_FILE_BYTES, "characters", at3)) return void 0;
    this.#load(source, [...chain2, found], at3);
    return found.id;
  }
  #report(found) {
    this.diagnostics.push(found);
  }
  #isOver(count, most, what, at3) {
    if (count <= most) return false;
    this.#isFull = true;
    this.#report(newDiagnostic("too-many-imports", at3, { limit: `${most} ${what}` }));
    return true;
  }
  #load(source, chain2, at3) {
    this.sources.push(source);
    const { checked, diagnostics } = this.#loadOne(source);
    for (const found of diagnostics) this.#report(found);
    if (checked === void 0) {
      this.isComplete = false;
      return;
    }
    this.#byId.set(chain2.at(-1).id, checked);
    this.follow(checked, chain2);
    if (checked.document.types === void 0 && checked.document.imports === void 0) {
      this.#report(newDiagnostic("import-without-types", at3, { file: source.file }));
    }
    this.documents.push(checked);
  }
};

// ../../work/main/generator/generated/structure.js
var __getOwnPropNames = Object.getOwnPropertyNames;
var __commonJS = (cb, mod) => function() {
  try {
    return mod || (0, cb[__getOwnPropNames(cb)[0]])((mod = { exports: {} }).exports, mod), mod.exports;
  } catch (e) {
    throw mod = 0, e;
  }
};
var require_ucs2length = __commonJS({
  "../node_modules/ajv/dist/runtime/ucs2length.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    function ucs2length(str2) {
      let len = str2.length, length = 0, pos = 0, value;
      for (; pos < len; )
        length++, value = str2.charCodeAt(pos++), value >= 55296 && value <= 56319 && pos < len && (value = str2.charCodeAt(pos), (value & 64512) === 56320 && pos++);
      return length;
    }
    exports.default = ucs2length;
    ucs2length.code = 'require("ajv/dist/runtime/ucs2length").default';
  }
});
var stdin_default = validate10;
var schema11 = { $schema: "http://json-schema.org/draft-07/schema#", $id: "urn:ddb-pattern-gen:events:1", title: "A schema of ddb-pattern-gen", description: "Event types and data fields of one event store on DynamoDB.", type: "object", required: ["version"], additionalProperties: false, properties: { version: { description: "The version of this language.", const: 1 }, name: { description: "The schema's name, in PascalCase. It prefixes the generated names.", type: "string", maxLength: 40, pattern: "^[A-Z][A-Za-z0-9]*$", patternErrorMessage: "a schema name is PascalCase: a capital letter, then letters and digits" }, description: { $ref: "#/definitions/description" }, partition: { description: "The id field that scopes everything: a tenant, a store, a list. Every event must have it.", $ref: "#/definitions/idField" }, lookups: { $ref: "#/definitions/lookups" }, metadata: { description: "Fields that are stored beside the data of any event. No query finds events by them. All are optional.", type: "object", minProperties: 1, propertyNames: { type: "string", minLength: 1, maxLength: 255, pattern: "^(?!(?:__proto__|constructor)$)(?!\\s)[^\\u0000-\\u001f\\u007f\\ud800-\\udfff?]+(?<!\\s)$", patternErrorMessage: "a metadata field has no control characters, no spaces around it, and no ?, as all are optional; and is neither __proto__ nor constructor" }, additionalProperties: { $ref: "#/definitions/metadataField" } }, imports: { description: "Files whose types can be used here: paths relative to this file.", type: "array", maxItems: 100, uniqueItems: true, items: { type: "string", minLength: 1, maxLength: 1e3 } }, types: { description: "Named types that fields can use.", type: "object", propertyNames: { type: "string", maxLength: 64, pattern: "^[A-Z][A-Za-z0-9]*$", patternErrorMessage: "the name of a type is PascalCase: a capital letter, then letters and digits" }, additionalProperties: { $ref: "#/definitions/valueType" } }, events: { description: "The event types, each named in UPPER_SNAKE_CASE.", type: "object", minProperties: 1, propertyNames: { type: "string", maxLength: 64, pattern: "^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$", patternErrorMessage: "an event type is UPPER_SNAKE_CASE: capital letters and digits, joined by single underscores" }, additionalProperties: { $ref: "#/definitions/event" }, defaultSnippets: [{ label: "event", description: "An event type with its data.", body: { "${1:PRICE_LOWERED}": { description: "${2:A product became cheaper.}", data: { "${3:product_id}": "ulid" } } } }] }, streams: { description: "Named sets of event types that share an id field, each named in snake_case.", type: "object", propertyNames: { type: "string", maxLength: 64, pattern: "^[a-z][a-z0-9]*(_[a-z0-9]+)*$", patternErrorMessage: "the name of a stream is snake_case: small letters and digits, joined by single underscores" }, additionalProperties: { $ref: "#/definitions/stream" }, defaultSnippets: [{ label: "stream", description: "The history of one thing.", body: { "${1:product_prices}": { by: "${2:product_id}", events: ["${3:PRICE_LOWERED}"] } } }] }, allow: { description: "Warnings that are turned off for this file, each with the reason why.", type: "object", additionalProperties: false, properties: { "event-without-stream": { description: "The schema has streams, and an event type is in none of them. Say why that does not matter here.", $ref: "#/definitions/reason" }, "hot-key": { description: 'All events of a type are under one key of the whole table, by the lookup "type". Say why that does not matter here.', $ref: "#/definitions/reason" }, "id-like-name": { description: "A name looks like that of an id, and no query finds events by it. Say why that does not matter here.", $ref: "#/definitions/reason" }, "id-without-lookup": { description: "No lookup or stream finds an event by one of its ids. Say why that does not matter here.", $ref: "#/definitions/reason" }, "many-copies": { description: "An event has over 10 copies. Say why that does not matter here.", $ref: "#/definitions/reason" }, "pii-in-key": { description: "Personal data becomes a part of keys. Say why that does not matter here.", $ref: "#/definitions/reason" }, "similar-name": { description: "Two names look like two spellings of one name. Say why that does not matter here.", $ref: "#/definitions/reason" } } } }, if: { description: "A file of types, to be imported, requires neither name nor events.", anyOf: [{ required: ["types"] }, { required: ["imports"] }], not: { anyOf: [{ required: ["name"] }, { required: ["partition"] }, { required: ["lookups"] }, { required: ["metadata"] }, { required: ["events"] }, { required: ["streams"] }, { required: ["allow"] }] } }, else: { required: ["name", "events"], properties: { name: true, events: true } }, definitions: { description: { title: "Description", description: "Becomes the documentation comment of the generated code.", type: "string", maxLength: 1e4 }, deprecated: { title: "Deprecation", description: "The reason not to use it any more, and its replacement.", type: "string", minLength: 1, maxLength: 1e4 }, reason: { title: "Reason", description: "Why the warning does not matter here.", type: "string", minLength: 1, maxLength: 1e3 }, idField: { title: "Id field", description: "The name of an id field: it ends in _id.", type: "string", maxLength: 64, pattern: "^[A-Za-z][A-Za-z0-9_]*_id$", patternErrorMessage: "an id field starts with a letter, has only letters, digits and underscores, and ends in _id" }, lookups: { title: "Lookups", description: "The queries that find events. Default: [partition, partition-entity] with a partition, [type, entity] without.", type: "array", uniqueItems: true, items: { type: "string", enum: ["type", "partition", "partition-entity", "entity"], title: "Lookup", description: "A query that finds the event. For each query, one copy of the event is stored and paid for.", enumDescriptions: ["Finds the events of a type in the whole table. One copy of each event, under one key for the whole type, which can become hot.", "Finds the events of a type in a partition. One copy of each event.", "Finds the events of a type of an entity, within a partition. One copy of each event for each other id that it has.", "Finds the events of a type of an entity, over all partitions. One copy of each event for each id that it has."] } }, event: { title: "Event type", description: "A fact: its data, and how it is found.", type: "object", required: ["data"], additionalProperties: false, properties: { description: { $ref: "#/definitions/description" }, deprecated: { $ref: "#/definitions/deprecated" }, lookups: { $ref: "#/definitions/lookups" }, data: { description: "The event's fields. A name that ends in ? is optional; one that ends in _id names an entity.", type: "object", propertyNames: { $ref: "#/definitions/fieldName" }, additionalProperties: { $ref: "#/definitions/dataField" }, defaultSnippets: [{ label: "field", description: "A field.", body: { "${1:price}": "${2:number}" } }] }, additionalProperties: { description: "Whether data may have fields that are not listed here. Default false: saving them is refused.", type: "boolean" } } }, stream: { title: "Stream", description: "The history of one thing: the events of some types that share an id.", type: "object", required: ["by", "events"], additionalProperties: false, properties: { description: { $ref: "#/definitions/description" }, by: { description: "The id that picks one stream.", $ref: "#/definitions/idField" }, across_partitions: { description: "Lifts the wall between partitions for this stream.", type: "boolean" }, materialized: { description: "Stores one more copy of each event under the stream's own key, so that the whole history is one query. Not for consistent streams, which do so anyway.", type: "boolean" }, consistent: { description: "Numbers the stream's events by revision (1, 2, 3 \u2026), so that a save can require that nothing has been added. Stores a copy of each event under the stream's own key.", type: "boolean" }, events: { description: "The event types of the stream.", type: "array", minItems: 1, uniqueItems: true, items: { type: "string" } } } }, fieldName: { title: "Field name", description: "The name of a field. One that ends in ? is optional; one that ends in _id names an entity.", type: "string", minLength: 1, maxLength: 255, pattern: "^(?!(?:__proto__|constructor)\\??$)(?!\\s)[^\\u0000-\\u001f\\u007f\\ud800-\\udfff?]+(?<!\\s)\\??$", patternErrorMessage: "a field name has no control characters and no spaces around it, may end in one ?, and is neither __proto__ nor constructor" }, dataField: { title: "Field", description: "A field: a type in short, or a mapping that says more.", type: ["string", "object"], allOf: [{ $ref: "#/definitions/typeNames" }], if: { type: "string" }, then: { $ref: "#/definitions/shorthand" }, else: { if: { required: ["oneOf"] }, then: { required: ["discriminator"], additionalProperties: false, properties: { oneOf: { $ref: "#/definitions/oneOfKeyword" }, discriminator: { $ref: "#/definitions/discriminatorKeyword" }, nullable: { $ref: "#/definitions/nullableKeyword" }, description: { $ref: "#/definitions/description" }, deprecated: { $ref: "#/definitions/deprecated" }, examples: { $ref: "#/definitions/examplesKeyword" }, default: { description: "The value that readers see where the field is missing. It is not stored." }, pii: { description: "true: personal data. The issues of a validation never have its values.", type: "boolean" } } }, else: { required: ["type"], additionalProperties: false, properties: { type: { $ref: "#/definitions/typeKeyword" }, enum: { $ref: "#/definitions/enumKeyword" }, const: { $ref: "#/definitions/constKeyword" }, items: { description: "The type of the items.", $ref: "#/definitions/valueType" }, properties: { $ref: "#/definitions/propertiesKeyword" }, required: { $ref: "#/definitions/requiredKeyword" }, additionalProperties: { $ref: "#/definitions/additionalPropertiesKeyword" }, nullable: { $ref: "#/definitions/nullableKeyword" }, format: { $ref: "#/definitions/formatKeyword" }, minimum: { $ref: "#/definitions/minimumKeyword" }, maximum: { $ref: "#/definitions/maximumKeyword" }, exclusiveMinimum: { $ref: "#/definitions/exclusiveMinimumKeyword" }, exclusiveMaximum: { $ref: "#/definitions/exclusiveMaximumKeyword" }, multipleOf: { $ref: "#/definitions/multipleOfKeyword" }, minLength: { $ref: "#/definitions/minLengthKeyword" }, maxLength: { $ref: "#/definitions/maxLengthKeyword" }, pattern: { $ref: "#/definitions/patternKeyword" }, minItems: { $ref: "#/definitions/minItemsKeyword" }, maxItems: { $ref: "#/definitions/maxItemsKeyword" }, uniqueItems: { $ref: "#/definitions/uniqueItemsKeyword" }, description: { $ref: "#/definitions/description" }, deprecated: { $ref: "#/definitions/deprecated" }, examples: { $ref: "#/definitions/examplesKeyword" }, default: { description: "The value that readers see where the field is missing. It is not stored." }, pii: { description: "true: personal data. The issues of a validation never have its values.", type: "boolean" }, lookup: { description: "false: no copy is stored for this id field.", const: false }, entity: { description: "The entity that this id field names, if not its own name without _id: `user` for assigned_to_user_id.", type: "string", maxLength: 60, pattern: "^[A-Za-z][A-Za-z0-9_]*$", patternErrorMessage: "an entity starts with a letter and has only letters, digits and underscores" } }, if: { required: ["type"] }, else: { properties: { oneOf: { $ref: "#/definitions/oneOfKeyword" }, discriminator: { $ref: "#/definitions/discriminatorKeyword" } } } } }, defaultSnippets: [{ label: "field with a rule", description: "A type with rules on its values.", body: { type: "integer", minimum: "^${1:0}" } }, { label: "object", description: "An object with properties.", body: { type: "object", properties: { "${1:name}": "${2:string}" }, required: ["${1:name}"] } }, { label: "list", description: "A list with rules.", body: { type: "array", items: "${1:string}", minItems: 1 } }, { label: "map", description: "A map from strings to values of one type.", body: { type: "object", additionalProperties: "${1:string}" } }, { label: "enum", description: "One of a few strings.", body: { type: "string", enum: ["${1:one}", "${2:two}"] } }, { label: "tagged union", description: "One of several objects, selected by a property.", body: { oneOf: ["${1:Card}", "${2:Cash}"], discriminator: { propertyName: "${3:kind}" } } }] }, metadataField: { title: "Metadata field", description: "A field of metadata: a type in short, or a mapping that says more. Always optional.", type: ["string", "object"], allOf: [{ $ref: "#/definitions/typeNames" }], if: { type: "string" }, then: { $ref: "#/definitions/shorthand" }, else: { if: { required: ["oneOf"] }, then: { required: ["discriminator"], additionalProperties: false, properties: { oneOf: { $ref: "#/definitions/oneOfKeyword" }, discriminator: { $ref: "#/definitions/discriminatorKeyword" }, nullable: { $ref: "#/definitions/nullableKeyword" }, description: { $ref: "#/definitions/description" }, deprecated: { $ref: "#/definitions/deprecated" }, examples: { $ref: "#/definitions/examplesKeyword" }, pii: { description: "true: personal data. The issues of a validation never have its values.", type: "boolean" } } }, else: { required: ["type"], additionalProperties: false, properties: { type: { $ref: "#/definitions/typeKeyword" }, enum: { $ref: "#/definitions/enumKeyword" }, const: { $ref: "#/definitions/constKeyword" }, items: { description: "The type of the items.", $ref: "#/definitions/valueType" }, properties: { $ref: "#/definitions/propertiesKeyword" }, required: { $ref: "#/definitions/requiredKeyword" }, additionalProperties: { $ref: "#/definitions/additionalPropertiesKeyword" }, nullable: { $ref: "#/definitions/nullableKeyword" }, format: { $ref: "#/definitions/formatKeyword" }, minimum: { $ref: "#/definitions/minimumKeyword" }, maximum: { $ref: "#/definitions/maximumKeyword" }, exclusiveMinimum: { $ref: "#/definitions/exclusiveMinimumKeyword" }, exclusiveMaximum: { $ref: "#/definitions/exclusiveMaximumKeyword" }, multipleOf: { $ref: "#/definitions/multipleOfKeyword" }, minLength: { $ref: "#/definitions/minLengthKeyword" }, maxLength: { $ref: "#/definitions/maxLengthKeyword" }, pattern: { $ref: "#/definitions/patternKeyword" }, minItems: { $ref: "#/definitions/minItemsKeyword" }, maxItems: { $ref: "#/definitions/maxItemsKeyword" }, uniqueItems: { $ref: "#/definitions/uniqueItemsKeyword" }, description: { $ref: "#/definitions/description" }, deprecated: { $ref: "#/definitions/deprecated" }, examples: { $ref: "#/definitions/examplesKeyword" }, pii: { description: "true: personal data. The issues of a validation never have its values.", type: "boolean" } }, if: { required: ["type"] }, else: { properties: { oneOf: { $ref: "#/definitions/oneOfKeyword" }, discriminator: { $ref: "#/definitions/discriminatorKeyword" } } } } }, defaultSnippets: [{ label: "field with a rule", description: "A type with rules on its values.", body: { type: "integer", minimum: "^${1:0}" } }, { label: "object", description: "An object with properties.", body: { type: "object", properties: { "${1:name}": "${2:string}" }, required: ["${1:name}"] } }, { label: "list", description: "A list with rules.", body: { type: "array", items: "${1:string}", minItems: 1 } }, { label: "map", description: "A map from strings to values of one type.", body: { type: "object", additionalProperties: "${1:string}" } }, { label: "enum", description: "One of a few strings.", body: { type: "string", enum: ["${1:one}", "${2:two}"] } }, { label: "tagged union", description: "One of several objects, selected by a property.", body: { oneOf: ["${1:Card}", "${2:Cash}"], discriminator: { propertyName: "${3:kind}" } } }] }, valueType: { title: "Type", description: "A type in short, or a mapping that says more.", type: ["string", "object"], allOf: [{ $ref: "#/definitions/typeNames" }], if: { type: "string" }, then: { $ref: "#/definitions/shorthand" }, else: { if: { required: ["oneOf"] }, then: { required: ["discriminator"], additionalProperties: false, properties: { oneOf: { $ref: "#/definitions/oneOfKeyword" }, discriminator: { $ref: "#/definitions/discriminatorKeyword" }, nullable: { $ref: "#/definitions/nullableKeyword" }, description: { $ref: "#/definitions/description" }, deprecated: { $ref: "#/definitions/deprecated" }, examples: { $ref: "#/definitions/examplesKeyword" } } }, else: { required: ["type"], additionalProperties: false, properties: { type: { $ref: "#/definitions/typeKeyword" }, enum: { $ref: "#/definitions/enumKeyword" }, const: { $ref: "#/definitions/constKeyword" }, items: { description: "The type of the items.", $ref: "#/definitions/valueType" }, properties: { $ref: "#/definitions/propertiesKeyword" }, required: { $ref: "#/definitions/requiredKeyword" }, additionalProperties: { $ref: "#/definitions/additionalPropertiesKeyword" }, nullable: { $ref: "#/definitions/nullableKeyword" }, format: { $ref: "#/definitions/formatKeyword" }, minimum: { $ref: "#/definitions/minimumKeyword" }, maximum: { $ref: "#/definitions/maximumKeyword" }, exclusiveMinimum: { $ref: "#/definitions/exclusiveMinimumKeyword" }, exclusiveMaximum: { $ref: "#/definitions/exclusiveMaximumKeyword" }, multipleOf: { $ref: "#/definitions/multipleOfKeyword" }, minLength: { $ref: "#/definitions/minLengthKeyword" }, maxLength: { $ref: "#/definitions/maxLengthKeyword" }, pattern: { $ref: "#/definitions/patternKeyword" }, minItems: { $ref: "#/definitions/minItemsKeyword" }, maxItems: { $ref: "#/definitions/maxItemsKeyword" }, uniqueItems: { $ref: "#/definitions/uniqueItemsKeyword" }, description: { $ref: "#/definitions/description" }, deprecated: { $ref: "#/definitions/deprecated" }, examples: { $ref: "#/definitions/examplesKeyword" } }, if: { required: ["type"] }, else: { properties: { oneOf: { $ref: "#/definitions/oneOfKeyword" }, discriminator: { $ref: "#/definitions/discriminatorKeyword" } } } } }, defaultSnippets: [{ label: "field with a rule", description: "A type with rules on its values.", body: { type: "integer", minimum: "^${1:0}" } }, { label: "object", description: "An object with properties.", body: { type: "object", properties: { "${1:name}": "${2:string}" }, required: ["${1:name}"] } }, { label: "list", description: "A list with rules.", body: { type: "array", items: "${1:string}", minItems: 1 } }, { label: "map", description: "A map from strings to values of one type.", body: { type: "object", additionalProperties: "${1:string}" } }, { label: "enum", description: "One of a few strings.", body: { type: "string", enum: ["${1:one}", "${2:two}"] } }, { label: "tagged union", description: "One of several objects, selected by a property.", body: { oneOf: ["${1:Card}", "${2:Cash}"], discriminator: { propertyName: "${3:kind}" } } }] }, shorthand: { title: "Type in short", description: "string, number, integer, boolean, ulid, uuid, timestamp, date, email, uri, decimal, int64, json, object, array, or a name from types; with [] after it, a list.", allOf: [{ $ref: "#/definitions/typeNames" }], type: "string", maxLength: 80 }, enumKeyword: { title: "Values", description: "The values allowed.", type: "array", minItems: 1, uniqueItems: true, items: { type: ["string", "number", "boolean"] } }, constKeyword: { title: "Value", description: "The one value allowed.", type: ["string", "number", "boolean"] }, propertiesKeyword: { title: "Properties", description: "The members of an object. Those not listed in required are optional.", type: "object", propertyNames: { type: "string", minLength: 1, maxLength: 255, pattern: "^(?!(?:__proto__|constructor)$)(?!\\s)[^\\u0000-\\u001f\\u007f\\ud800-\\udfff]+(?<![\\s?])$", patternErrorMessage: 'the name of a property has no control characters, no spaces around it, and no ? after it, as properties that "required" does not list are optional; and is neither __proto__ nor constructor' }, additionalProperties: { $ref: "#/definitions/valueType" } }, requiredKeyword: { title: "Required properties", description: "The required properties. (A field of data is required unless its name ends in ?.)", type: "array", uniqueItems: true, items: { type: "string" } }, additionalPropertiesKeyword: { title: "Other properties", description: "Without properties: the type of a map's values. Beside properties: whether there may be others.", type: ["boolean", "string", "object"], allOf: [{ $ref: "#/definitions/typeNames" }], if: { type: "boolean" }, else: { $ref: "#/definitions/valueType" } }, nullableKeyword: { title: "Nullable", description: "Whether null is allowed too.", type: "boolean" }, formatKeyword: { title: "Format", description: "The format of the string.", enum: ["ulid", "uuid", "date-time", "date", "email", "uri", "decimal", "int64"], enumDescriptions: ["A ULID: 26 characters, upper case.", "A UUID of RFC 9562.", "A date and time of RFC 3339, with a time zone.", "A date of RFC 3339 that exists.", "An address of mail.", "An absolute URI of RFC 3986.", "A decimal number of at most 38 digits: -12.50.", "An integer of 64 bits: 9007199254740993."] }, minimumKeyword: { title: "Minimum", description: "The least value that is allowed.", type: "number" }, maximumKeyword: { title: "Maximum", description: "The greatest value that is allowed.", type: "number" }, exclusiveMinimumKeyword: { title: "Exclusive minimum", description: "Values must be above this.", type: "number" }, exclusiveMaximumKeyword: { title: "Exclusive maximum", description: "Values must be below this.", type: "number" }, multipleOfKeyword: { title: "Multiple", description: "A number above 0 that values must be a multiple of, in decimals: 0.01.", type: "number", exclusiveMinimum: 0 }, minLengthKeyword: { title: "Minimum length", description: "The least number of characters.", type: "integer", minimum: 0 }, maxLengthKeyword: { title: "Maximum length", description: "The greatest number of characters.", type: "integer", minimum: 0 }, minItemsKeyword: { title: "Minimum of items", description: "How many items a list has at least.", type: "integer", minimum: 0 }, maxItemsKeyword: { title: "Maximum of items", description: "How many items a list has at most.", type: "integer", minimum: 0 }, uniqueItemsKeyword: { title: "Unique items", description: "true: no two items of a list are equal.", type: "boolean" }, patternKeyword: { title: "Pattern", description: "A regular expression (ECMA-262).", type: "string", maxLength: 1e3 }, oneOfKeyword: { title: "Tagged union", description: "The objects that a value can be, selected by the discriminator.", type: "array", minItems: 2, maxItems: 200, items: { $ref: "#/definitions/valueType" } }, discriminatorKeyword: { title: "Discriminator", description: "The property that selects the object, a string with a const or an enum in each: { propertyName: kind }.", type: "object", required: ["propertyName"], additionalProperties: false, properties: { propertyName: { description: "The name of the property.", type: "string", minLength: 1, maxLength: 255 } } }, examplesKeyword: { title: "Examples", description: "Values that fit; they become a part of the comment.", type: "array", minItems: 1, maxItems: 20 }, typeNames: { title: "Type", description: "The names of types, and lists of them. Named types are allowed, too: Money, Money[].", defaultSnippets: [{ label: "string", description: "A string.", body: "string" }, { label: "number", description: "A number.", body: "number" }, { label: "integer", description: "A whole number.", body: "integer" }, { label: "boolean", description: "true or false.", body: "boolean" }, { label: "ulid", description: "A string that is a ULID.", body: "ulid" }, { label: "uuid", description: "A string that is a UUID.", body: "uuid" }, { label: "timestamp", description: "A string that is a date and time with a time zone: 2026-01-31T12:00:00Z.", body: "timestamp" }, { label: "date", description: "A string that is a date: 2026-01-31.", body: "date" }, { label: "email", description: "A string that is an email address.", body: "email" }, { label: "uri", description: "A string that is an absolute URI.", body: "uri" }, { label: "decimal", description: "A string that is a decimal number of at most 38 digits: -12.50.", body: "decimal" }, { label: "int64", description: "A string that is an integer of 64 bits: 9007199254740993.", body: "int64" }, { label: "json", description: "Any JSON value.", body: "json" }, { label: "object", description: "A map from strings to JSON values.", body: "object" }, { label: "string[]", description: "A list of string.", body: "string[]" }, { label: "number[]", description: "A list of number.", body: "number[]" }, { label: "integer[]", description: "A list of integer.", body: "integer[]" }, { label: "boolean[]", description: "A list of boolean.", body: "boolean[]" }, { label: "ulid[]", description: "A list of ulid.", body: "ulid[]" }, { label: "uuid[]", description: "A list of uuid.", body: "uuid[]" }, { label: "timestamp[]", description: "A list of timestamp.", body: "timestamp[]" }, { label: "date[]", description: "A list of date.", body: "date[]" }, { label: "email[]", description: "A list of email.", body: "email[]" }, { label: "uri[]", description: "A list of uri.", body: "uri[]" }, { label: "decimal[]", description: "A list of decimal.", body: "decimal[]" }, { label: "int64[]", description: "A list of int64.", body: "int64[]" }, { label: "json[]", description: "A list of json.", body: "json[]" }, { label: "object[]", description: "A list of object.", body: "object[]" }] }, typeKeyword: { title: "Type", description: "A name as for a type in short, or array for a list with items.", allOf: [{ $ref: "#/definitions/shorthand" }], defaultSnippets: [{ label: "array", description: "A list, with items.", body: "array" }] } } };
var schema12 = { title: "Description", description: "Becomes the documentation comment of the generated code.", type: "string", maxLength: 1e4 };
var schema13 = { title: "Id field", description: "The name of an id field: it ends in _id.", type: "string", maxLength: 64, pattern: "^[A-Za-z][A-Za-z0-9_]*_id$", patternErrorMessage: "an id field starts with a letter, has only letters, digits and underscores, and ends in _id" };
var schema14 = { title: "Lookups", description: "The queries that find events. Default: [partition, partition-entity] with a partition, [type, entity] without.", type: "array", uniqueItems: true, items: { type: "string", enum: ["type", "partition", "partition-entity", "entity"], title: "Lookup", description: "A query that finds the event. For each query, one copy of the event is stored and paid for.", enumDescriptions: ["Finds the events of a type in the whole table. One copy of each event, under one key for the whole type, which can become hot.", "Finds the events of a type in a partition. One copy of each event.", "Finds the events of a type of an entity, within a partition. One copy of each event for each other id that it has.", "Finds the events of a type of an entity, over all partitions. One copy of each event for each id that it has."] } };
var schema111 = { title: "Reason", description: "Why the warning does not matter here.", type: "string", minLength: 1, maxLength: 1e3 };
var func2 = Object.prototype.hasOwnProperty;
var func3 = require_ucs2length().default;
var pattern0 = new RegExp("^[A-Z][A-Za-z0-9]*$", "u");
var pattern1 = new RegExp("^[A-Za-z][A-Za-z0-9_]*_id$", "u");
var pattern2 = new RegExp("^(?!(?:__proto__|constructor)$)(?!\\s)[^\\u0000-\\u001f\\u007f\\ud800-\\udfff?]+(?<!\\s)$", "u");
var pattern5 = new RegExp("^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$", "u");
var pattern8 = new RegExp("^[a-z][a-z0-9]*(_[a-z0-9]+)*$", "u");
var schema15 = { title: "Metadata field", description: "A field of metadata: a type in short, or a mapping that says more. Always optional.", type: ["string", "object"], allOf: [{ $ref: "#/definitions/typeNames" }], if: { type: "string" }, then: { $ref: "#/definitions/shorthand" }, else: { if: { required: ["oneOf"] }, then: { required: ["discriminator"], additionalProperties: false, properties: { oneOf: { $ref: "#/definitions/oneOfKeyword" }, discriminator: { $ref: "#/definitions/discriminatorKeyword" }, nullable: { $ref: "#/definitions/nullableKeyword" }, description: { $ref: "#/definitions/description" }, deprecated: { $ref: "#/definitions/deprecated" }, examples: { $ref: "#/definitions/examplesKeyword" }, pii: { description: "true: personal data. The issues of a validation never have its values.", type: "boolean" } } }, else: { required: ["type"], additionalProperties: false, properties: { type: { $ref: "#/definitions/typeKeyword" }, enum: { $ref: "#/definitions/enumKeyword" }, const: { $ref: "#/definitions/constKeyword" }, items: { description: "The type of the items.", $ref: "#/definitions/valueType" }, properties: { $ref: "#/definitions/propertiesKeyword" }, required: { $ref: "#/definitions/requiredKeyword" }, additionalProperties: { $ref: "#/definitions/additionalPropertiesKeyword" }, nullable: { $ref: "#/definitions/nullableKeyword" }, format: { $ref: "#/definitions/formatKeyword" }, minimum: { $ref: "#/definitions/minimumKeyword" }, maximum: { $ref: "#/definitions/maximumKeyword" }, exclusiveMinimum: { $ref: "#/definitions/exclusiveMinimumKeyword" }, exclusiveMaximum: { $ref: "#/definitions/exclusiveMaximumKeyword" }, multipleOf: { $ref: "#/definitions/multipleOfKeyword" }, minLength: { $ref: "#/definitions/minLengthKeyword" }, maxLength: { $ref: "#/definitions/maxLengthKeyword" }, pattern: { $ref: "#/definitions/patternKeyword" }, minItems: { $ref: "#/definitions/minItemsKeyword" }, maxItems: { $ref: "#/definitions/maxItemsKeyword" }, uniqueItems: { $ref: "#/definitions/uniqueItemsKeyword" }, description: { $ref: "#/definitions/description" }, deprecated: { $ref: "#/definitions/deprecated" }, examples: { $ref: "#/definitions/examplesKeyword" }, pii: { description: "true: personal data. The issues of a validation never have its values.", type: "boolean" } }, if: { required: ["type"] }, else: { properties: { oneOf: { $ref: "#/definitions/oneOfKeyword" }, discriminator: { $ref: "#/definitions/discriminatorKeyword" } } } } }, defaultSnippets: [{ label: "field with a rule", description: "A type with rules on its values.", body: { type: "integer", minimum: "^${1:0}" } }, { label: "object", description: "An object with properties.", body: { type: "object", properties: { "${1:name}": "${2:string}" }, required: ["${1:name}"] } }, { label: "list", description: "A list with rules.", body: { type: "array", items: "${1:string}", minItems: 1 } }, { label: "map", description: "A map from strings to values of one type.", body: { type: "object", additionalProperties: "${1:string}" } }, { label: "enum", description: "One of a few strings.", body: { type: "string", enum: ["${1:one}", "${2:two}"] } }, { label: "tagged union", description: "One of several objects, selected by a property.", body: { oneOf: ["${1:Card}", "${2:Cash}"], discriminator: { propertyName: "${3:kind}" } } }] };
var schema22 = { title: "Discriminator", description: "The property that selects the object, a string with a const or an enum in each: { propertyName: kind }.", type: "object", required: ["propertyName"], additionalProperties: false, properties: { propertyName: { description: "The name of the property.", type: "string", minLength: 1, maxLength: 255 } } };
var schema23 = { title: "Nullable", description: "Whether null is allowed too.", type: "boolean" };
var schema25 = { title: "Deprecation", description: "The reason not to use it any more, and its replacement.", type: "string", minLength: 1, maxLength: 1e4 };
var schema26 = { title: "Examples", description: "Values that fit; they become a part of the comment.", type: "array", minItems: 1, maxItems: 20 };
var schema29 = { title: "Values", description: "The values allowed.", type: "array", minItems: 1, uniqueItems: true, items: { type: ["string", "number", "boolean"] } };
var schema30 = { title: "Value", description: "The one value allowed.", type: ["string", "number", "boolean"] };
var schema32 = { title: "Required properties", description: "The required properties. (A field of data is required unless its name ends in ?.)", type: "array", uniqueItems: true, items: { type: "string" } };
var schema36 = { title: "Format", description: "The format of the string.", enum: ["ulid", "uuid", "date-time", "date", "email", "uri", "decimal", "int64"], enumDescriptions: ["A ULID: 26 characters, upper case.", "A UUID of RFC 9562.", "A date and time of RFC 3339, with a time zone.", "A date of RFC 3339 that exists.", "An address of mail.", "An absolute URI of RFC 3986.", "A decimal number of at most 38 digits: -12.50.", "An integer of 64 bits: 9007199254740993."] };
var schema37 = { title: "Minimum", description: "The least value that is allowed.", type: "number" };
var schema38 = { title: "Maximum", description: "The greatest value that is allowed.", type: "number" };
var schema39 = { title: "Exclusive minimum", description: "Values must be above this.", type: "number" };
var schema40 = { title: "Exclusive maximum", description: "Values must be below this.", type: "number" };
var schema41 = { title: "Multiple", description: "A number above 0 that values must be a multiple of, in decimals: 0.01.", type: "number", exclusiveMinimum: 0 };
var schema42 = { title: "Minimum length", description: "The least number of characters.", type: "integer", minimum: 0 };
var schema43 = { title: "Maximum length", description: "The greatest number of characters.", type: "integer", minimum: 0 };
var schema44 = { title: "Pattern", description: "A regular expression (ECMA-262).", type: "string", maxLength: 1e3 };
var schema45 = { title: "Minimum of items", description: "How many items a list has at least.", type: "integer", minimum: 0 };
var schema46 = { title: "Maximum of items", description: "How many items a list has at most.", type: "integer", minimum: 0 };
var schema47 = { title: "Unique items", description: "true: no two items of a list are equal.", type: "boolean" };
var schema17 = { title: "Type in short", description: "string, number, integer, boolean, ulid, uuid, timestamp, date, email, uri, decimal, int64, json, object, array, or a name from types; with [] after it, a list.", allOf: [{ $ref: "#/definitions/typeNames" }], type: "string", maxLength: 80 };
function validate12(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (typeof data == "string") {
    if (func3(data) > 80) {
      let err0 = { instancePath, schemaPath: "#/maxLength", keyword: "maxLength", params: { limit: 80 }, message: "must NOT have more than 80 characters", schema: 80, parentSchema: schema17, data };
      vErrors === null ? vErrors = [err0] : vErrors.push(err0), errors++;
    }
  } else {
    let err1 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema17.type, parentSchema: schema17, data };
    vErrors === null ? vErrors = [err1] : vErrors.push(err1), errors++;
  }
  return validate12.errors = vErrors, errors === 0;
}
var schema19 = { title: "Tagged union", description: "The objects that a value can be, selected by the discriminator.", type: "array", minItems: 2, maxItems: 200, items: { $ref: "#/definitions/valueType" } };
var schema20 = { title: "Type", description: "A type in short, or a mapping that says more.", type: ["string", "object"], allOf: [{ $ref: "#/definitions/typeNames" }], if: { type: "string" }, then: { $ref: "#/definitions/shorthand" }, else: { if: { required: ["oneOf"] }, then: { required: ["discriminator"], additionalProperties: false, properties: { oneOf: { $ref: "#/definitions/oneOfKeyword" }, discriminator: { $ref: "#/definitions/discriminatorKeyword" }, nullable: { $ref: "#/definitions/nullableKeyword" }, description: { $ref: "#/definitions/description" }, deprecated: { $ref: "#/definitions/deprecated" }, examples: { $ref: "#/definitions/examplesKeyword" } } }, else: { required: ["type"], additionalProperties: false, properties: { type: { $ref: "#/definitions/typeKeyword" }, enum: { $ref: "#/definitions/enumKeyword" }, const: { $ref: "#/definitions/constKeyword" }, items: { description: "The type of the items.", $ref: "#/definitions/valueType" }, properties: { $ref: "#/definitions/propertiesKeyword" }, required: { $ref: "#/definitions/requiredKeyword" }, additionalProperties: { $ref: "#/definitions/additionalPropertiesKeyword" }, nullable: { $ref: "#/definitions/nullableKeyword" }, format: { $ref: "#/definitions/formatKeyword" }, minimum: { $ref: "#/definitions/minimumKeyword" }, maximum: { $ref: "#/definitions/maximumKeyword" }, exclusiveMinimum: { $ref: "#/definitions/exclusiveMinimumKeyword" }, exclusiveMaximum: { $ref: "#/definitions/exclusiveMaximumKeyword" }, multipleOf: { $ref: "#/definitions/multipleOfKeyword" }, minLength: { $ref: "#/definitions/minLengthKeyword" }, maxLength: { $ref: "#/definitions/maxLengthKeyword" }, pattern: { $ref: "#/definitions/patternKeyword" }, minItems: { $ref: "#/definitions/minItemsKeyword" }, maxItems: { $ref: "#/definitions/maxItemsKeyword" }, uniqueItems: { $ref: "#/definitions/uniqueItemsKeyword" }, description: { $ref: "#/definitions/description" }, deprecated: { $ref: "#/definitions/deprecated" }, examples: { $ref: "#/definitions/examplesKeyword" } }, if: { required: ["type"] }, else: { properties: { oneOf: { $ref: "#/definitions/oneOfKeyword" }, discriminator: { $ref: "#/definitions/discriminatorKeyword" } } } } }, defaultSnippets: [{ label: "field with a rule", description: "A type with rules on its values.", body: { type: "integer", minimum: "^${1:0}" } }, { label: "object", description: "An object with properties.", body: { type: "object", properties: { "${1:name}": "${2:string}" }, required: ["${1:name}"] } }, { label: "list", description: "A list with rules.", body: { type: "array", items: "${1:string}", minItems: 1 } }, { label: "map", description: "A map from strings to values of one type.", body: { type: "object", additionalProperties: "${1:string}" } }, { label: "enum", description: "One of a few strings.", body: { type: "string", enum: ["${1:one}", "${2:two}"] } }, { label: "tagged union", description: "One of several objects, selected by a property.", body: { oneOf: ["${1:Card}", "${2:Cash}"], discriminator: { propertyName: "${3:kind}" } } }] };
function validate17(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (!validate12(data, { instancePath, parentData, parentDataProperty, rootData })) {
    for (let error2 of validate12.errors) (vErrors ??= []).push(error2);
    errors = vErrors.length;
  }
  return validate17.errors = vErrors, errors === 0;
}
var schema31 = { title: "Properties", description: "The members of an object. Those not listed in required are optional.", type: "object", propertyNames: { type: "string", minLength: 1, maxLength: 255, pattern: "^(?!(?:__proto__|constructor)$)(?!\\s)[^\\u0000-\\u001f\\u007f\\ud800-\\udfff]+(?<![\\s?])$", patternErrorMessage: 'the name of a property has no control characters, no spaces around it, and no ? after it, as properties that "required" does not list are optional; and is neither __proto__ nor constructor' }, additionalProperties: { $ref: "#/definitions/valueType" } };
var pattern3 = new RegExp("^(?!(?:__proto__|constructor)$)(?!\\s)[^\\u0000-\\u001f\\u007f\\ud800-\\udfff]+(?<![\\s?])$", "u");
var wrapper2 = { validate: validate15 };
function validate20(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    for (let key0 in data) {
      let _errs1 = errors;
      if (typeof key0 == "string") {
        if (func3(key0) > 255) {
          let err0 = { instancePath, schemaPath: "#/propertyNames/maxLength", keyword: "maxLength", params: { limit: 255 }, message: "must NOT have more than 255 characters", schema: 255, parentSchema: schema31.propertyNames, data: key0, propertyName: key0 };
          vErrors === null ? vErrors = [err0] : vErrors.push(err0), errors++;
        }
        if (func3(key0) < 1) {
          let err1 = { instancePath, schemaPath: "#/propertyNames/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema31.propertyNames, data: key0, propertyName: key0 };
          vErrors === null ? vErrors = [err1] : vErrors.push(err1), errors++;
        }
        if (!pattern3.test(key0)) {
          let err2 = { instancePath, schemaPath: "#/propertyNames/pattern", keyword: "pattern", params: { pattern: "^(?!(?:__proto__|constructor)$)(?!\\s)[^\\u0000-\\u001f\\u007f\\ud800-\\udfff]+(?<![\\s?])$" }, message: 'must match pattern "^(?!(?:__proto__|constructor)$)(?!\\s)[^\\u0000-\\u001f\\u007f\\ud800-\\udfff]+(?<![\\s?])$"', schema: "^(?!(?:__proto__|constructor)$)(?!\\s)[^\\u0000-\\u001f\\u007f\\ud800-\\udfff]+(?<![\\s?])$", parentSchema: schema31.propertyNames, data: key0, propertyName: key0 };
          vErrors === null ? vErrors = [err2] : vErrors.push(err2), errors++;
        }
      } else {
        let err3 = { instancePath, schemaPath: "#/propertyNames/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema31.propertyNames.type, parentSchema: schema31.propertyNames, data: key0, propertyName: key0 };
        vErrors === null ? vErrors = [err3] : vErrors.push(err3), errors++;
      }
      var valid0 = _errs1 === errors;
      if (!valid0) {
        let err4 = { instancePath, schemaPath: "#/propertyNames", keyword: "propertyNames", params: { propertyName: key0 }, message: "property name must be valid", schema: schema31.propertyNames, parentSchema: schema31, data };
        vErrors === null ? vErrors = [err4] : vErrors.push(err4), errors++;
      }
    }
    for (let key1 in data)
      wrapper2.validate(data[key1], { instancePath: instancePath + "/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), parentData: data, parentDataProperty: key1, rootData }) || (vErrors = vErrors === null ? wrapper2.validate.errors : vErrors.concat(wrapper2.validate.errors), errors = vErrors.length);
  } else {
    let err5 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema31.type, parentSchema: schema31, data };
    vErrors === null ? vErrors = [err5] : vErrors.push(err5), errors++;
  }
  return validate20.errors = vErrors, errors === 0;
}
var schema33 = { title: "Other properties", description: "Without properties: the type of a map's values. Beside properties: whether there may be others.", type: ["boolean", "string", "object"], allOf: [{ $ref: "#/definitions/typeNames" }], if: { type: "boolean" }, else: { $ref: "#/definitions/valueType" } };
function validate22(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (typeof data != "boolean" && typeof data != "string" && !(data && typeof data == "object" && !Array.isArray(data))) {
    let err0 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: schema33.type }, message: "must be boolean,string,object", schema: schema33.type, parentSchema: schema33, data };
    vErrors === null ? vErrors = [err0] : vErrors.push(err0), errors++;
  }
  let _errs2 = errors, valid2 = true, _errs3 = errors;
  if (typeof data != "boolean") {
    let err1 = {};
    vErrors === null ? vErrors = [err1] : vErrors.push(err1), errors++;
  }
  var _valid0 = _errs3 === errors;
  if (errors = _errs2, vErrors !== null && (_errs2 ? vErrors.length = _errs2 : vErrors = null), !_valid0) {
    let _errs5 = errors;
    wrapper2.validate(data, { instancePath, parentData, parentDataProperty, rootData }) || (vErrors = vErrors === null ? wrapper2.validate.errors : vErrors.concat(wrapper2.validate.errors), errors = vErrors.length);
    var _valid0 = _errs5 === errors;
    valid2 = _valid0;
  }
  if (!valid2) {
    let err2 = { instancePath, schemaPath: "#/if", keyword: "if", params: { failingKeyword: "else" }, message: 'must match "else" schema', schema: schema33.if, parentSchema: schema33, data };
    vErrors === null ? vErrors = [err2] : vErrors.push(err2), errors++;
  }
  return validate22.errors = vErrors, errors === 0;
}
var wrapper0 = { validate: validate14 };
function validate15(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (typeof data != "string" && !(data && typeof data == "object" && !Array.isArray(data))) {
    let err0 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: schema20.type }, message: "must be string,object", schema: schema20.type, parentSchema: schema20, data };
    vErrors === null ? vErrors = [err0] : vErrors.push(err0), errors++;
  }
  let _errs2 = errors, valid2 = true, _errs3 = errors;
  if (typeof data != "string") {
    let err1 = {};
    vErrors === null ? vErrors = [err1] : vErrors.push(err1), errors++;
  }
  var _valid0 = _errs3 === errors;
  errors = _errs2, vErrors !== null && (_errs2 ? vErrors.length = _errs2 : vErrors = null);
  let ifClause0;
  if (_valid0) {
    let _errs5 = errors;
    if (!validate12(data, { instancePath, parentData, parentDataProperty, rootData })) {
      for (let error2 of validate12.errors) (vErrors ??= []).push(error2);
      errors = vErrors.length;
    }
    var _valid0 = _errs5 === errors;
    valid2 = _valid0, ifClause0 = "then";
  } else {
    let _errs6 = errors, _errs7 = errors, valid3 = true, _errs8 = errors;
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if (data.oneOf === void 0 && (missing0 = "oneOf")) {
        let err2 = {};
        vErrors === null ? vErrors = [err2] : vErrors.push(err2), errors++;
      }
    }
    var _valid1 = _errs8 === errors;
    errors = _errs7, vErrors !== null && (_errs7 ? vErrors.length = _errs7 : vErrors = null);
    let ifClause1;
    if (_valid1) {
      let _errs9 = errors;
      if (data && typeof data == "object" && !Array.isArray(data)) {
        if (data.discriminator === void 0) {
          let err3 = { instancePath, schemaPath: "#/else/then/required", keyword: "required", params: { missingProperty: "discriminator" }, message: "must have required property 'discriminator'", schema: schema20.else.then.required, parentSchema: schema20.else.then, data };
          vErrors === null ? vErrors = [err3] : vErrors.push(err3), errors++;
        }
        for (let key0 in data)
          if (!(key0 === "oneOf" || key0 === "discriminator" || key0 === "nullable" || key0 === "description" || key0 === "deprecated" || key0 === "examples")) {
            let err4 = { instancePath, schemaPath: "#/else/then/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties", schema: false, parentSchema: schema20.else.then, data };
            vErrors === null ? vErrors = [err4] : vErrors.push(err4), errors++;
          }
        if (data.oneOf !== void 0 && (wrapper0.validate(data.oneOf, { instancePath: instancePath + "/oneOf", parentData: data, parentDataProperty: "oneOf", rootData }) || (vErrors = vErrors === null ? wrapper0.validate.errors : vErrors.concat(wrapper0.validate.errors), errors = vErrors.length)), data.discriminator !== void 0) {
          let data1 = data.discriminator;
          if (data1 && typeof data1 == "object" && !Array.isArray(data1)) {
            if (data1.propertyName === void 0) {
              let err5 = { instancePath: instancePath + "/discriminator", schemaPath: "#/definitions/discriminatorKeyword/required", keyword: "required", params: { missingProperty: "propertyName" }, message: "must have required property 'propertyName'", schema: schema22.required, parentSchema: schema22, data: data1 };
              vErrors === null ? vErrors = [err5] : vErrors.push(err5), errors++;
            }
            for (let key1 in data1)
              if (key1 !== "propertyName") {
                let err6 = { instancePath: instancePath + "/discriminator", schemaPath: "#/definitions/discriminatorKeyword/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key1 }, message: "must NOT have additional properties", schema: false, parentSchema: schema22, data: data1 };
                vErrors === null ? vErrors = [err6] : vErrors.push(err6), errors++;
              }
            if (data1.propertyName !== void 0) {
              let data2 = data1.propertyName;
              if (typeof data2 == "string") {
                if (func3(data2) > 255) {
                  let err7 = { instancePath: instancePath + "/discriminator/propertyName", schemaPath: "#/definitions/discriminatorKeyword/properties/propertyName/maxLength", keyword: "maxLength", params: { limit: 255 }, message: "must NOT have more than 255 characters", schema: 255, parentSchema: schema22.properties.propertyName, data: data2 };
                  vErrors === null ? vErrors = [err7] : vErrors.push(err7), errors++;
                }
                if (func3(data2) < 1) {
                  let err8 = { instancePath: instancePath + "/discriminator/propertyName", schemaPath: "#/definitions/discriminatorKeyword/properties/propertyName/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema22.properties.propertyName, data: data2 };
                  vErrors === null ? vErrors = [err8] : vErrors.push(err8), errors++;
                }
              } else {
                let err9 = { instancePath: instancePath + "/discriminator/propertyName", schemaPath: "#/definitions/discriminatorKeyword/properties/propertyName/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema22.properties.propertyName.type, parentSchema: schema22.properties.propertyName, data: data2 };
                vErrors === null ? vErrors = [err9] : vErrors.push(err9), errors++;
              }
            }
          } else {
            let err10 = { instancePath: instancePath + "/discriminator", schemaPath: "#/definitions/discriminatorKeyword/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema22.type, parentSchema: schema22, data: data1 };
            vErrors === null ? vErrors = [err10] : vErrors.push(err10), errors++;
          }
        }
        if (data.nullable !== void 0) {
          let data3 = data.nullable;
          if (typeof data3 != "boolean") {
            let err11 = { instancePath: instancePath + "/nullable", schemaPath: "#/definitions/nullableKeyword/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean", schema: schema23.type, parentSchema: schema23, data: data3 };
            vErrors === null ? vErrors = [err11] : vErrors.push(err11), errors++;
          }
        }
        if (data.description !== void 0) {
          let data4 = data.description;
          if (typeof data4 == "string") {
            if (func3(data4) > 1e4) {
              let err12 = { instancePath: instancePath + "/description", schemaPath: "#/definitions/description/maxLength", keyword: "maxLength", params: { limit: 1e4 }, message: "must NOT have more than 10000 characters", schema: 1e4, parentSchema: schema12, data: data4 };
              vErrors === null ? vErrors = [err12] : vErrors.push(err12), errors++;
            }
          } else {
            let err13 = { instancePath: instancePath + "/description", schemaPath: "#/definitions/description/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema12.type, parentSchema: schema12, data: data4 };
            vErrors === null ? vErrors = [err13] : vErrors.push(err13), errors++;
          }
        }
        if (data.deprecated !== void 0) {
          let data5 = data.deprecated;
          if (typeof data5 == "string") {
            if (func3(data5) > 1e4) {
              let err14 = { instancePath: instancePath + "/deprecated", schemaPath: "#/definitions/deprecated/maxLength", keyword: "maxLength", params: { limit: 1e4 }, message: "must NOT have more than 10000 characters", schema: 1e4, parentSchema: schema25, data: data5 };
              vErrors === null ? vErrors = [err14] : vErrors.push(err14), errors++;
            }
            if (func3(data5) < 1) {
              let err15 = { instancePath: instancePath + "/deprecated", schemaPath: "#/definitions/deprecated/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema25, data: data5 };
              vErrors === null ? vErrors = [err15] : vErrors.push(err15), errors++;
            }
          } else {
            let err16 = { instancePath: instancePath + "/deprecated", schemaPath: "#/definitions/deprecated/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema25.type, parentSchema: schema25, data: data5 };
            vErrors === null ? vErrors = [err16] : vErrors.push(err16), errors++;
          }
        }
        if (data.examples !== void 0) {
          let data6 = data.examples;
          if (Array.isArray(data6)) {
            if (data6.length > 20) {
              let err17 = { instancePath: instancePath + "/examples", schemaPath: "#/definitions/examplesKeyword/maxItems", keyword: "maxItems", params: { limit: 20 }, message: "must NOT have more than 20 items", schema: 20, parentSchema: schema26, data: data6 };
              vErrors === null ? vErrors = [err17] : vErrors.push(err17), errors++;
            }
            if (data6.length < 1) {
              let err18 = { instancePath: instancePath + "/examples", schemaPath: "#/definitions/examplesKeyword/minItems", keyword: "minItems", params: { limit: 1 }, message: "must NOT have fewer than 1 items", schema: 1, parentSchema: schema26, data: data6 };
              vErrors === null ? vErrors = [err18] : vErrors.push(err18), errors++;
            }
          } else {
            let err19 = { instancePath: instancePath + "/examples", schemaPath: "#/definitions/examplesKeyword/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema26.type, parentSchema: schema26, data: data6 };
            vErrors === null ? vErrors = [err19] : vErrors.push(err19), errors++;
          }
        }
      }
      var _valid1 = _errs9 === errors;
      valid3 = _valid1, ifClause1 = "then";
    } else {
      let _errs30 = errors, _errs31 = errors, valid11 = true, _errs32 = errors;
      if (data && typeof data == "object" && !Array.isArray(data)) {
        let missing1;
        if (data.type === void 0 && (missing1 = "type")) {
          let err20 = {};
          vErrors === null ? vErrors = [err20] : vErrors.push(err20), errors++;
        }
      }
      var _valid2 = _errs32 === errors;
      if (errors = _errs31, vErrors !== null && (_errs31 ? vErrors.length = _errs31 : vErrors = null), !_valid2) {
        let _errs33 = errors;
        if (data && typeof data == "object" && !Array.isArray(data) && (data.oneOf !== void 0 && (wrapper0.validate(data.oneOf, { instancePath: instancePath + "/oneOf", parentData: data, parentDataProperty: "oneOf", rootData }) || (vErrors = vErrors === null ? wrapper0.validate.errors : vErrors.concat(wrapper0.validate.errors), errors = vErrors.length)), data.discriminator !== void 0)) {
          let data8 = data.discriminator;
          if (data8 && typeof data8 == "object" && !Array.isArray(data8)) {
            if (data8.propertyName === void 0) {
              let err21 = { instancePath: instancePath + "/discriminator", schemaPath: "#/definitions/discriminatorKeyword/required", keyword: "required", params: { missingProperty: "propertyName" }, message: "must have required property 'propertyName'", schema: schema22.required, parentSchema: schema22, data: data8 };
              vErrors === null ? vErrors = [err21] : vErrors.push(err21), errors++;
            }
            for (let key2 in data8)
              if (key2 !== "propertyName") {
                let err22 = { instancePath: instancePath + "/discriminator", schemaPath: "#/definitions/discriminatorKeyword/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key2 }, message: "must NOT have additional properties", schema: false, parentSchema: schema22, data: data8 };
                vErrors === null ? vErrors = [err22] : vErrors.push(err22), errors++;
              }
            if (data8.propertyName !== void 0) {
              let data9 = data8.propertyName;
              if (typeof data9 == "string") {
                if (func3(data9) > 255) {
                  let err23 = { instancePath: instancePath + "/discriminator/propertyName", schemaPath: "#/definitions/discriminatorKeyword/properties/propertyName/maxLength", keyword: "maxLength", params: { limit: 255 }, message: "must NOT have more than 255 characters", schema: 255, parentSchema: schema22.properties.propertyName, data: data9 };
                  vErrors === null ? vErrors = [err23] : vErrors.push(err23), errors++;
                }
                if (func3(data9) < 1) {
                  let err24 = { instancePath: instancePath + "/discriminator/propertyName", schemaPath: "#/definitions/discriminatorKeyword/properties/propertyName/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema22.properties.propertyName, data: data9 };
                  vErrors === null ? vErrors = [err24] : vErrors.push(err24), errors++;
                }
              } else {
                let err25 = { instancePath: instancePath + "/discriminator/propertyName", schemaPath: "#/definitions/discriminatorKeyword/properties/propertyName/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema22.properties.propertyName.type, parentSchema: schema22.properties.propertyName, data: data9 };
                vErrors === null ? vErrors = [err25] : vErrors.push(err25), errors++;
              }
            }
          } else {
            let err26 = { instancePath: instancePath + "/discriminator", schemaPath: "#/definitions/discriminatorKeyword/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema22.type, parentSchema: schema22, data: data8 };
            vErrors === null ? vErrors = [err26] : vErrors.push(err26), errors++;
          }
        }
        var _valid2 = _errs33 === errors;
        valid11 = _valid2;
      }
      if (!valid11) {
        let err27 = { instancePath, schemaPath: "#/else/else/if", keyword: "if", params: { failingKeyword: "else" }, message: 'must match "else" schema', schema: schema20.else.else.if, parentSchema: schema20.else.else, data };
        vErrors === null ? vErrors = [err27] : vErrors.push(err27), errors++;
      }
      if (data && typeof data == "object" && !Array.isArray(data)) {
        if (data.type === void 0) {
          let err28 = { instancePath, schemaPath: "#/else/else/required", keyword: "required", params: { missingProperty: "type" }, message: "must have required property 'type'", schema: schema20.else.else.required, parentSchema: schema20.else.else, data };
          vErrors === null ? vErrors = [err28] : vErrors.push(err28), errors++;
        }
        for (let key3 in data)
          if (!func2.call(schema20.else.else.properties, key3)) {
            let err29 = { instancePath, schemaPath: "#/else/else/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key3 }, message: "must NOT have additional properties", schema: false, parentSchema: schema20.else.else, data };
            vErrors === null ? vErrors = [err29] : vErrors.push(err29), errors++;
          }
        if (data.type !== void 0 && !validate17(data.type, { instancePath: instancePath + "/type", parentData: data, parentDataProperty: "type", rootData })) {
          for (let error2 of validate17.errors) (vErrors ??= []).push(error2);
          errors = vErrors.length;
        }
        if (data.enum !== void 0) {
          let data11 = data.enum;
          if (Array.isArray(data11)) {
            if (data11.length < 1) {
              let err30 = { instancePath: instancePath + "/enum", schemaPath: "#/definitions/enumKeyword/minItems", keyword: "minItems", params: { limit: 1 }, message: "must NOT have fewer than 1 items", schema: 1, parentSchema: schema29, data: data11 };
              vErrors === null ? vErrors = [err30] : vErrors.push(err30), errors++;
            }
            let len0 = data11.length;
            for (let i0 = 0; i0 < len0; i0++) {
              let data12 = data11[i0];
              if (typeof data12 != "string" && !(typeof data12 == "number" && isFinite(data12)) && typeof data12 != "boolean") {
                let err31 = { instancePath: instancePath + "/enum/" + i0, schemaPath: "#/definitions/enumKeyword/items/type", keyword: "type", params: { type: schema29.items.type }, message: "must be string,number,boolean", schema: schema29.items.type, parentSchema: schema29.items, data: data12 };
                vErrors === null ? vErrors = [err31] : vErrors.push(err31), errors++;
              }
            }
            let i1 = data11.length, j0;
            if (i1 > 1) {
              let indices0 = {};
              for (; i1--; ) {
                let item0 = data11[i1];
                if (!(typeof item0 != "string" && !(typeof item0 == "number" && isFinite(item0)) && typeof item0 != "boolean")) {
                  if (typeof item0 == "string" && (item0 += "_"), typeof indices0[item0] == "number") {
                    j0 = indices0[item0];
                    let err32 = { instancePath: instancePath + "/enum", schemaPath: "#/definitions/enumKeyword/uniqueItems", keyword: "uniqueItems", params: { i: i1, j: j0 }, message: "must NOT have duplicate items (items ## " + j0 + " and " + i1 + " are identical)", schema: true, parentSchema: schema29, data: data11 };
                    vErrors === null ? vErrors = [err32] : vErrors.push(err32), errors++;
                    break;
                  }
                  indices0[item0] = i1;
                }
              }
            }
          } else {
            let err33 = { instancePath: instancePath + "/enum", schemaPath: "#/definitions/enumKeyword/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema29.type, parentSchema: schema29, data: data11 };
            vErrors === null ? vErrors = [err33] : vErrors.push(err33), errors++;
          }
        }
        if (data.const !== void 0) {
          let data13 = data.const;
          if (typeof data13 != "string" && !(typeof data13 == "number" && isFinite(data13)) && typeof data13 != "boolean") {
            let err34 = { instancePath: instancePath + "/const", schemaPath: "#/definitions/constKeyword/type", keyword: "type", params: { type: schema30.type }, message: "must be string,number,boolean", schema: schema30.type, parentSchema: schema30, data: data13 };
            vErrors === null ? vErrors = [err34] : vErrors.push(err34), errors++;
          }
        }
        if (data.items !== void 0 && (wrapper2.validate(data.items, { instancePath: instancePath + "/items", parentData: data, parentDataProperty: "items", rootData }) || (vErrors = vErrors === null ? wrapper2.validate.errors : vErrors.concat(wrapper2.validate.errors), errors = vErrors.length)), data.properties !== void 0 && !validate20(data.properties, { instancePath: instancePath + "/properties", parentData: data, parentDataProperty: "properties", rootData })) {
          for (let error2 of validate20.errors) (vErrors ??= []).push(error2);
          errors = vErrors.length;
        }
        if (data.required !== void 0) {
          let data16 = data.required;
          if (Array.isArray(data16)) {
            let len1 = data16.length;
            for (let i2 = 0; i2 < len1; i2++) {
              let data17 = data16[i2];
              if (typeof data17 != "string") {
                let err35 = { instancePath: instancePath + "/required/" + i2, schemaPath: "#/definitions/requiredKeyword/items/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema32.items.type, parentSchema: schema32.items, data: data17 };
                vErrors === null ? vErrors = [err35] : vErrors.push(err35), errors++;
              }
            }
            let i3 = data16.length, j1;
            if (i3 > 1) {
              let indices1 = {};
              for (; i3--; ) {
                let item1 = data16[i3];
                if (typeof item1 == "string") {
                  if (typeof indices1[item1] == "number") {
                    j1 = indices1[item1];
                    let err36 = { instancePath: instancePath + "/required", schemaPath: "#/definitions/requiredKeyword/uniqueItems", keyword: "uniqueItems", params: { i: i3, j: j1 }, message: "must NOT have duplicate items (items ## " + j1 + " and " + i3 + " are identical)", schema: true, parentSchema: schema32, data: data16 };
                    vErrors === null ? vErrors = [err36] : vErrors.push(err36), errors++;
                    break;
                  }
                  indices1[item1] = i3;
                }
              }
            }
          } else {
            let err37 = { instancePath: instancePath + "/required", schemaPath: "#/definitions/requiredKeyword/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema32.type, parentSchema: schema32, data: data16 };
            vErrors === null ? vErrors = [err37] : vErrors.push(err37), errors++;
          }
        }
        if (data.additionalProperties !== void 0 && !validate22(data.additionalProperties, { instancePath: instancePath + "/additionalProperties", parentData: data, parentDataProperty: "additionalProperties", rootData })) {
          for (let error2 of validate22.errors) (vErrors ??= []).push(error2);
          errors = vErrors.length;
        }
        if (data.nullable !== void 0) {
          let data19 = data.nullable;
          if (typeof data19 != "boolean") {
            let err38 = { instancePath: instancePath + "/nullable", schemaPath: "#/definitions/nullableKeyword/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean", schema: schema23.type, parentSchema: schema23, data: data19 };
            vErrors === null ? vErrors = [err38] : vErrors.push(err38), errors++;
          }
        }
        if (data.format !== void 0) {
          let data20 = data.format;
          if (!(data20 === "ulid" || data20 === "uuid" || data20 === "date-time" || data20 === "date" || data20 === "email" || data20 === "uri" || data20 === "decimal" || data20 === "int64")) {
            let err39 = { instancePath: instancePath + "/format", schemaPath: "#/definitions/formatKeyword/enum", keyword: "enum", params: { allowedValues: schema36.enum }, message: "must be equal to one of the allowed values", schema: schema36.enum, parentSchema: schema36, data: data20 };
            vErrors === null ? vErrors = [err39] : vErrors.push(err39), errors++;
          }
        }
        if (data.minimum !== void 0) {
          let data21 = data.minimum;
          if (!(typeof data21 == "number" && isFinite(data21))) {
            let err40 = { instancePath: instancePath + "/minimum", schemaPath: "#/definitions/minimumKeyword/type", keyword: "type", params: { type: "number" }, message: "must be number", schema: schema37.type, parentSchema: schema37, data: data21 };
            vErrors === null ? vErrors = [err40] : vErrors.push(err40), errors++;
          }
        }
        if (data.maximum !== void 0) {
          let data22 = data.maximum;
          if (!(typeof data22 == "number" && isFinite(data22))) {
            let err41 = { instancePath: instancePath + "/maximum", schemaPath: "#/definitions/maximumKeyword/type", keyword: "type", params: { type: "number" }, message: "must be number", schema: schema38.type, parentSchema: schema38, data: data22 };
            vErrors === null ? vErrors = [err41] : vErrors.push(err41), errors++;
          }
        }
        if (data.exclusiveMinimum !== void 0) {
          let data23 = data.exclusiveMinimum;
          if (!(typeof data23 == "number" && isFinite(data23))) {
            let err42 = { instancePath: instancePath + "/exclusiveMinimum", schemaPath: "#/definitions/exclusiveMinimumKeyword/type", keyword: "type", params: { type: "number" }, message: "must be number", schema: schema39.type, parentSchema: schema39, data: data23 };
            vErrors === null ? vErrors = [err42] : vErrors.push(err42), errors++;
          }
        }
        if (data.exclusiveMaximum !== void 0) {
          let data24 = data.exclusiveMaximum;
          if (!(typeof data24 == "number" && isFinite(data24))) {
            let err43 = { instancePath: instancePath + "/exclusiveMaximum", schemaPath: "#/definitions/exclusiveMaximumKeyword/type", keyword: "type", params: { type: "number" }, message: "must be number", schema: schema40.type, parentSchema: schema40, data: data24 };
            vErrors === null ? vErrors = [err43] : vErrors.push(err43), errors++;
          }
        }
        if (data.multipleOf !== void 0) {
          let data25 = data.multipleOf;
          if (typeof data25 == "number" && isFinite(data25)) {
            if (data25 <= 0 || isNaN(data25)) {
              let err44 = { instancePath: instancePath + "/multipleOf", schemaPath: "#/definitions/multipleOfKeyword/exclusiveMinimum", keyword: "exclusiveMinimum", params: { comparison: ">", limit: 0 }, message: "must be > 0", schema: 0, parentSchema: schema41, data: data25 };
              vErrors === null ? vErrors = [err44] : vErrors.push(err44), errors++;
            }
          } else {
            let err45 = { instancePath: instancePath + "/multipleOf", schemaPath: "#/definitions/multipleOfKeyword/type", keyword: "type", params: { type: "number" }, message: "must be number", schema: schema41.type, parentSchema: schema41, data: data25 };
            vErrors === null ? vErrors = [err45] : vErrors.push(err45), errors++;
          }
        }
        if (data.minLength !== void 0) {
          let data26 = data.minLength;
          if (!(typeof data26 == "number" && !(data26 % 1) && !isNaN(data26) && isFinite(data26))) {
            let err46 = { instancePath: instancePath + "/minLength", schemaPath: "#/definitions/minLengthKeyword/type", keyword: "type", params: { type: "integer" }, message: "must be integer", schema: schema42.type, parentSchema: schema42, data: data26 };
            vErrors === null ? vErrors = [err46] : vErrors.push(err46), errors++;
          }
          if (typeof data26 == "number" && isFinite(data26) && (data26 < 0 || isNaN(data26))) {
            let err47 = { instancePath: instancePath + "/minLength", schemaPath: "#/definitions/minLengthKeyword/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0", schema: 0, parentSchema: schema42, data: data26 };
            vErrors === null ? vErrors = [err47] : vErrors.push(err47), errors++;
          }
        }
        if (data.maxLength !== void 0) {
          let data27 = data.maxLength;
          if (!(typeof data27 == "number" && !(data27 % 1) && !isNaN(data27) && isFinite(data27))) {
            let err48 = { instancePath: instancePath + "/maxLength", schemaPath: "#/definitions/maxLengthKeyword/type", keyword: "type", params: { type: "integer" }, message: "must be integer", schema: schema43.type, parentSchema: schema43, data: data27 };
            vErrors === null ? vErrors = [err48] : vErrors.push(err48), errors++;
          }
          if (typeof data27 == "number" && isFinite(data27) && (data27 < 0 || isNaN(data27))) {
            let err49 = { instancePath: instancePath + "/maxLength", schemaPath: "#/definitions/maxLengthKeyword/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0", schema: 0, parentSchema: schema43, data: data27 };
            vErrors === null ? vErrors = [err49] : vErrors.push(err49), errors++;
          }
        }
        if (data.pattern !== void 0) {
          let data28 = data.pattern;
          if (typeof data28 == "string") {
            if (func3(data28) > 1e3) {
              let err50 = { instancePath: instancePath + "/pattern", schemaPath: "#/definitions/patternKeyword/maxLength", keyword: "maxLength", params: { limit: 1e3 }, message: "must NOT have more than 1000 characters", schema: 1e3, parentSchema: schema44, data: data28 };
              vErrors === null ? vErrors = [err50] : vErrors.push(err50), errors++;
            }
          } else {
            let err51 = { instancePath: instancePath + "/pattern", schemaPath: "#/definitions/patternKeyword/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema44.type, parentSchema: schema44, data: data28 };
            vErrors === null ? vErrors = [err51] : vErrors.push(err51), errors++;
          }
        }
        if (data.minItems !== void 0) {
          let data29 = data.minItems;
          if (!(typeof data29 == "number" && !(data29 % 1) && !isNaN(data29) && isFinite(data29))) {
            let err52 = { instancePath: instancePath + "/minItems", schemaPath: "#/definitions/minItemsKeyword/type", keyword: "type", params: { type: "integer" }, message: "must be integer", schema: schema45.type, parentSchema: schema45, data: data29 };
            vErrors === null ? vErrors = [err52] : vErrors.push(err52), errors++;
          }
          if (typeof data29 == "number" && isFinite(data29) && (data29 < 0 || isNaN(data29))) {
            let err53 = { instancePath: instancePath + "/minItems", schemaPath: "#/definitions/minItemsKeyword/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0", schema: 0, parentSchema: schema45, data: data29 };
            vErrors === null ? vErrors = [err53] : vErrors.push(err53), errors++;
          }
        }
        if (data.maxItems !== void 0) {
          let data30 = data.maxItems;
          if (!(typeof data30 == "number" && !(data30 % 1) && !isNaN(data30) && isFinite(data30))) {
            let err54 = { instancePath: instancePath + "/maxItems", schemaPath: "#/definitions/maxItemsKeyword/type", keyword: "type", params: { type: "integer" }, message: "must be integer", schema: schema46.type, parentSchema: schema46, data: data30 };
            vErrors === null ? vErrors = [err54] : vErrors.push(err54), errors++;
          }
          if (typeof data30 == "number" && isFinite(data30) && (data30 < 0 || isNaN(data30))) {
            let err55 = { instancePath: instancePath + "/maxItems", schemaPath: "#/definitions/maxItemsKeyword/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0", schema: 0, parentSchema: schema46, data: data30 };
            vErrors === null ? vErrors = [err55] : vErrors.push(err55), errors++;
          }
        }
        if (data.uniqueItems !== void 0) {
          let data31 = data.uniqueItems;
          if (typeof data31 != "boolean") {
            let err56 = { instancePath: instancePath + "/uniqueItems", schemaPath: "#/definitions/uniqueItemsKeyword/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean", schema: schema47.type, parentSchema: schema47, data: data31 };
            vErrors === null ? vErrors = [err56] : vErrors.push(err56), errors++;
          }
        }
        if (data.description !== void 0) {
          let data32 = data.description;
          if (typeof data32 == "string") {
            if (func3(data32) > 1e4) {
              let err57 = { instancePath: instancePath + "/description", schemaPath: "#/definitions/description/maxLength", keyword: "maxLength", params: { limit: 1e4 }, message: "must NOT have more than 10000 characters", schema: 1e4, parentSchema: schema12, data: data32 };
              vErrors === null ? vErrors = [err57] : vErrors.push(err57), errors++;
            }
          } else {
            let err58 = { instancePath: instancePath + "/description", schemaPath: "#/definitions/description/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema12.type, parentSchema: schema12, data: data32 };
            vErrors === null ? vErrors = [err58] : vErrors.push(err58), errors++;
          }
        }
        if (data.deprecated !== void 0) {
          let data33 = data.deprecated;
          if (typeof data33 == "string") {
            if (func3(data33) > 1e4) {
              let err59 = { instancePath: instancePath + "/deprecated", schemaPath: "#/definitions/deprecated/maxLength", keyword: "maxLength", params: { limit: 1e4 }, message: "must NOT have more than 10000 characters", schema: 1e4, parentSchema: schema25, data: data33 };
              vErrors === null ? vErrors = [err59] : vErrors.push(err59), errors++;
            }
            if (func3(data33) < 1) {
              let err60 = { instancePath: instancePath + "/deprecated", schemaPath: "#/definitions/deprecated/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema25, data: data33 };
              vErrors === null ? vErrors = [err60] : vErrors.push(err60), errors++;
            }
          } else {
            let err61 = { instancePath: instancePath + "/deprecated", schemaPath: "#/definitions/deprecated/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema25.type, parentSchema: schema25, data: data33 };
            vErrors === null ? vErrors = [err61] : vErrors.push(err61), errors++;
          }
        }
        if (data.examples !== void 0) {
          let data34 = data.examples;
          if (Array.isArray(data34)) {
            if (data34.length > 20) {
              let err62 = { instancePath: instancePath + "/examples", schemaPath: "#/definitions/examplesKeyword/maxItems", keyword: "maxItems", params: { limit: 20 }, message: "must NOT have more than 20 items", schema: 20, parentSchema: schema26, data: data34 };
              vErrors === null ? vErrors = [err62] : vErrors.push(err62), errors++;
            }
            if (data34.length < 1) {
              let err63 = { instancePath: instancePath + "/examples", schemaPath: "#/definitions/examplesKeyword/minItems", keyword: "minItems", params: { limit: 1 }, message: "must NOT have fewer than 1 items", schema: 1, parentSchema: schema26, data: data34 };
              vErrors === null ? vErrors = [err63] : vErrors.push(err63), errors++;
            }
          } else {
            let err64 = { instancePath: instancePath + "/examples", schemaPath: "#/definitions/examplesKeyword/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema26.type, parentSchema: schema26, data: data34 };
            vErrors === null ? vErrors = [err64] : vErrors.push(err64), errors++;
          }
        }
      }
      var _valid1 = _errs30 === errors;
      valid3 = _valid1, ifClause1 = "else";
    }
    if (!valid3) {
      let err65 = { instancePath, schemaPath: "#/else/if", keyword: "if", params: { failingKeyword: ifClause1 }, message: 'must match "' + ifClause1 + '" schema', schema: schema20.else.if, parentSchema: schema20.else, data };
      vErrors === null ? vErrors = [err65] : vErrors.push(err65), errors++;
    }
    var _valid0 = _errs6 === errors;
    valid2 = _valid0, ifClause0 = "else";
  }
  if (!valid2) {
    let err66 = { instancePath, schemaPath: "#/if", keyword: "if", params: { failingKeyword: ifClause0 }, message: 'must match "' + ifClause0 + '" schema', schema: schema20.if, parentSchema: schema20, data };
    vErrors === null ? vErrors = [err66] : vErrors.push(err66), errors++;
  }
  return validate15.errors = vErrors, errors === 0;
}
function validate14(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (Array.isArray(data)) {
    if (data.length > 200) {
      let err0 = { instancePath, schemaPath: "#/maxItems", keyword: "maxItems", params: { limit: 200 }, message: "must NOT have more than 200 items", schema: 200, parentSchema: schema19, data };
      vErrors === null ? vErrors = [err0] : vErrors.push(err0), errors++;
    }
    if (data.length < 2) {
      let err1 = { instancePath, schemaPath: "#/minItems", keyword: "minItems", params: { limit: 2 }, message: "must NOT have fewer than 2 items", schema: 2, parentSchema: schema19, data };
      vErrors === null ? vErrors = [err1] : vErrors.push(err1), errors++;
    }
    let len0 = data.length;
    for (let i0 = 0; i0 < len0; i0++)
      if (!validate15(data[i0], { instancePath: instancePath + "/" + i0, parentData: data, parentDataProperty: i0, rootData })) {
        for (let error2 of validate15.errors) (vErrors ??= []).push(error2);
        errors = vErrors.length;
      }
  } else {
    let err2 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema19.type, parentSchema: schema19, data };
    vErrors === null ? vErrors = [err2] : vErrors.push(err2), errors++;
  }
  return validate14.errors = vErrors, errors === 0;
}
function validate11(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (typeof data != "string" && !(data && typeof data == "object" && !Array.isArray(data))) {
    let err0 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: schema15.type }, message: "must be string,object", schema: schema15.type, parentSchema: schema15, data };
    vErrors === null ? vErrors = [err0] : vErrors.push(err0), errors++;
  }
  let _errs2 = errors, valid2 = true, _errs3 = errors;
  if (typeof data != "string") {
    let err1 = {};
    vErrors === null ? vErrors = [err1] : vErrors.push(err1), errors++;
  }
  var _valid0 = _errs3 === errors;
  errors = _errs2, vErrors !== null && (_errs2 ? vErrors.length = _errs2 : vErrors = null);
  let ifClause0;
  if (_valid0) {
    let _errs5 = errors;
    if (!validate12(data, { instancePath, parentData, parentDataProperty, rootData })) {
      for (let error2 of validate12.errors) (vErrors ??= []).push(error2);
      errors = vErrors.length;
    }
    var _valid0 = _errs5 === errors;
    valid2 = _valid0, ifClause0 = "then";
  } else {
    let _errs6 = errors, _errs7 = errors, valid3 = true, _errs8 = errors;
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if (data.oneOf === void 0 && (missing0 = "oneOf")) {
        let err2 = {};
        vErrors === null ? vErrors = [err2] : vErrors.push(err2), errors++;
      }
    }
    var _valid1 = _errs8 === errors;
    errors = _errs7, vErrors !== null && (_errs7 ? vErrors.length = _errs7 : vErrors = null);
    let ifClause1;
    if (_valid1) {
      let _errs9 = errors;
      if (data && typeof data == "object" && !Array.isArray(data)) {
        if (data.discriminator === void 0) {
          let err3 = { instancePath, schemaPath: "#/else/then/required", keyword: "required", params: { missingProperty: "discriminator" }, message: "must have required property 'discriminator'", schema: schema15.else.then.required, parentSchema: schema15.else.then, data };
          vErrors === null ? vErrors = [err3] : vErrors.push(err3), errors++;
        }
        for (let key0 in data)
          if (!(key0 === "oneOf" || key0 === "discriminator" || key0 === "nullable" || key0 === "description" || key0 === "deprecated" || key0 === "examples" || key0 === "pii")) {
            let err4 = { instancePath, schemaPath: "#/else/then/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties", schema: false, parentSchema: schema15.else.then, data };
            vErrors === null ? vErrors = [err4] : vErrors.push(err4), errors++;
          }
        if (data.oneOf !== void 0 && !validate14(data.oneOf, { instancePath: instancePath + "/oneOf", parentData: data, parentDataProperty: "oneOf", rootData })) {
          for (let error2 of validate14.errors) (vErrors ??= []).push(error2);
          errors = vErrors.length;
        }
        if (data.discriminator !== void 0) {
          let data1 = data.discriminator;
          if (data1 && typeof data1 == "object" && !Array.isArray(data1)) {
            if (data1.propertyName === void 0) {
              let err5 = { instancePath: instancePath + "/discriminator", schemaPath: "#/definitions/discriminatorKeyword/required", keyword: "required", params: { missingProperty: "propertyName" }, message: "must have required property 'propertyName'", schema: schema22.required, parentSchema: schema22, data: data1 };
              vErrors === null ? vErrors = [err5] : vErrors.push(err5), errors++;
            }
            for (let key1 in data1)
              if (key1 !== "propertyName") {
                let err6 = { instancePath: instancePath + "/discriminator", schemaPath: "#/definitions/discriminatorKeyword/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key1 }, message: "must NOT have additional properties", schema: false, parentSchema: schema22, data: data1 };
                vErrors === null ? vErrors = [err6] : vErrors.push(err6), errors++;
              }
            if (data1.propertyName !== void 0) {
              let data2 = data1.propertyName;
              if (typeof data2 == "string") {
                if (func3(data2) > 255) {
                  let err7 = { instancePath: instancePath + "/discriminator/propertyName", schemaPath: "#/definitions/discriminatorKeyword/properties/propertyName/maxLength", keyword: "maxLength", params: { limit: 255 }, message: "must NOT have more than 255 characters", schema: 255, parentSchema: schema22.properties.propertyName, data: data2 };
                  vErrors === null ? vErrors = [err7] : vErrors.push(err7), errors++;
                }
                if (func3(data2) < 1) {
                  let err8 = { instancePath: instancePath + "/discriminator/propertyName", schemaPath: "#/definitions/discriminatorKeyword/properties/propertyName/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema22.properties.propertyName, data: data2 };
                  vErrors === null ? vErrors = [err8] : vErrors.push(err8), errors++;
                }
              } else {
                let err9 = { instancePath: instancePath + "/discriminator/propertyName", schemaPath: "#/definitions/discriminatorKeyword/properties/propertyName/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema22.properties.propertyName.type, parentSchema: schema22.properties.propertyName, data: data2 };
                vErrors === null ? vErrors = [err9] : vErrors.push(err9), errors++;
              }
            }
          } else {
            let err10 = { instancePath: instancePath + "/discriminator", schemaPath: "#/definitions/discriminatorKeyword/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema22.type, parentSchema: schema22, data: data1 };
            vErrors === null ? vErrors = [err10] : vErrors.push(err10), errors++;
          }
        }
        if (data.nullable !== void 0) {
          let data3 = data.nullable;
          if (typeof data3 != "boolean") {
            let err11 = { instancePath: instancePath + "/nullable", schemaPath: "#/definitions/nullableKeyword/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean", schema: schema23.type, parentSchema: schema23, data: data3 };
            vErrors === null ? vErrors = [err11] : vErrors.push(err11), errors++;
          }
        }
        if (data.description !== void 0) {
          let data4 = data.description;
          if (typeof data4 == "string") {
            if (func3(data4) > 1e4) {
              let err12 = { instancePath: instancePath + "/description", schemaPath: "#/definitions/description/maxLength", keyword: "maxLength", params: { limit: 1e4 }, message: "must NOT have more than 10000 characters", schema: 1e4, parentSchema: schema12, data: data4 };
              vErrors === null ? vErrors = [err12] : vErrors.push(err12), errors++;
            }
          } else {
            let err13 = { instancePath: instancePath + "/description", schemaPath: "#/definitions/description/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema12.type, parentSchema: schema12, data: data4 };
            vErrors === null ? vErrors = [err13] : vErrors.push(err13), errors++;
          }
        }
        if (data.deprecated !== void 0) {
          let data5 = data.deprecated;
          if (typeof data5 == "string") {
            if (func3(data5) > 1e4) {
              let err14 = { instancePath: instancePath + "/deprecated", schemaPath: "#/definitions/deprecated/maxLength", keyword: "maxLength", params: { limit: 1e4 }, message: "must NOT have more than 10000 characters", schema: 1e4, parentSchema: schema25, data: data5 };
              vErrors === null ? vErrors = [err14] : vErrors.push(err14), errors++;
            }
            if (func3(data5) < 1) {
              let err15 = { instancePath: instancePath + "/deprecated", schemaPath: "#/definitions/deprecated/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema25, data: data5 };
              vErrors === null ? vErrors = [err15] : vErrors.push(err15), errors++;
            }
          } else {
            let err16 = { instancePath: instancePath + "/deprecated", schemaPath: "#/definitions/deprecated/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema25.type, parentSchema: schema25, data: data5 };
            vErrors === null ? vErrors = [err16] : vErrors.push(err16), errors++;
          }
        }
        if (data.examples !== void 0) {
          let data6 = data.examples;
          if (Array.isArray(data6)) {
            if (data6.length > 20) {
              let err17 = { instancePath: instancePath + "/examples", schemaPath: "#/definitions/examplesKeyword/maxItems", keyword: "maxItems", params: { limit: 20 }, message: "must NOT have more than 20 items", schema: 20, parentSchema: schema26, data: data6 };
              vErrors === null ? vErrors = [err17] : vErrors.push(err17), errors++;
            }
            if (data6.length < 1) {
              let err18 = { instancePath: instancePath + "/examples", schemaPath: "#/definitions/examplesKeyword/minItems", keyword: "minItems", params: { limit: 1 }, message: "must NOT have fewer than 1 items", schema: 1, parentSchema: schema26, data: data6 };
              vErrors === null ? vErrors = [err18] : vErrors.push(err18), errors++;
            }
          } else {
            let err19 = { instancePath: instancePath + "/examples", schemaPath: "#/definitions/examplesKeyword/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema26.type, parentSchema: schema26, data: data6 };
            vErrors === null ? vErrors = [err19] : vErrors.push(err19), errors++;
          }
        }
        if (data.pii !== void 0) {
          let data7 = data.pii;
          if (typeof data7 != "boolean") {
            let err20 = { instancePath: instancePath + "/pii", schemaPath: "#/else/then/properties/pii/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean", schema: schema15.else.then.properties.pii.type, parentSchema: schema15.else.then.properties.pii, data: data7 };
            vErrors === null ? vErrors = [err20] : vErrors.push(err20), errors++;
          }
        }
      }
      var _valid1 = _errs9 === errors;
      valid3 = _valid1, ifClause1 = "then";
    } else {
      let _errs32 = errors, _errs33 = errors, valid11 = true, _errs34 = errors;
      if (data && typeof data == "object" && !Array.isArray(data)) {
        let missing1;
        if (data.type === void 0 && (missing1 = "type")) {
          let err21 = {};
          vErrors === null ? vErrors = [err21] : vErrors.push(err21), errors++;
        }
      }
      var _valid2 = _errs34 === errors;
      if (errors = _errs33, vErrors !== null && (_errs33 ? vErrors.length = _errs33 : vErrors = null), !_valid2) {
        let _errs35 = errors;
        if (data && typeof data == "object" && !Array.isArray(data)) {
          if (data.oneOf !== void 0 && !validate14(data.oneOf, { instancePath: instancePath + "/oneOf", parentData: data, parentDataProperty: "oneOf", rootData })) {
            for (let error2 of validate14.errors) (vErrors ??= []).push(error2);
            errors = vErrors.length;
          }
          if (data.discriminator !== void 0) {
            let data9 = data.discriminator;
            if (data9 && typeof data9 == "object" && !Array.isArray(data9)) {
              if (data9.propertyName === void 0) {
                let err22 = { instancePath: instancePath + "/discriminator", schemaPath: "#/definitions/discriminatorKeyword/required", keyword: "required", params: { missingProperty: "propertyName" }, message: "must have required property 'propertyName'", schema: schema22.required, parentSchema: schema22, data: data9 };
                vErrors === null ? vErrors = [err22] : vErrors.push(err22), errors++;
              }
              for (let key2 in data9)
                if (key2 !== "propertyName") {
                  let err23 = { instancePath: instancePath + "/discriminator", schemaPath: "#/definitions/discriminatorKeyword/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key2 }, message: "must NOT have additional properties", schema: false, parentSchema: schema22, data: data9 };
                  vErrors === null ? vErrors = [err23] : vErrors.push(err23), errors++;
                }
              if (data9.propertyName !== void 0) {
                let data10 = data9.propertyName;
                if (typeof data10 == "string") {
                  if (func3(data10) > 255) {
                    let err24 = { instancePath: instancePath + "/discriminator/propertyName", schemaPath: "#/definitions/discriminatorKeyword/properties/propertyName/maxLength", keyword: "maxLength", params: { limit: 255 }, message: "must NOT have more than 255 characters", schema: 255, parentSchema: schema22.properties.propertyName, data: data10 };
                    vErrors === null ? vErrors = [err24] : vErrors.push(err24), errors++;
                  }
                  if (func3(data10) < 1) {
                    let err25 = { instancePath: instancePath + "/discriminator/propertyName", schemaPath: "#/definitions/discriminatorKeyword/properties/propertyName/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema22.properties.propertyName, data: data10 };
                    vErrors === null ? vErrors = [err25] : vErrors.push(err25), errors++;
                  }
                } else {
                  let err26 = { instancePath: instancePath + "/discriminator/propertyName", schemaPath: "#/definitions/discriminatorKeyword/properties/propertyName/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema22.properties.propertyName.type, parentSchema: schema22.properties.propertyName, data: data10 };
                  vErrors === null ? vErrors = [err26] : vErrors.push(err26), errors++;
                }
              }
            } else {
              let err27 = { instancePath: instancePath + "/discriminator", schemaPath: "#/definitions/discriminatorKeyword/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema22.type, parentSchema: schema22, data: data9 };
              vErrors === null ? vErrors = [err27] : vErrors.push(err27), errors++;
            }
          }
        }
        var _valid2 = _errs35 === errors;
        valid11 = _valid2;
      }
      if (!valid11) {
        let err28 = { instancePath, schemaPath: "#/else/else/if", keyword: "if", params: { failingKeyword: "else" }, message: 'must match "else" schema', schema: schema15.else.else.if, parentSchema: schema15.else.else, data };
        vErrors === null ? vErrors = [err28] : vErrors.push(err28), errors++;
      }
      if (data && typeof data == "object" && !Array.isArray(data)) {
        if (data.type === void 0) {
          let err29 = { instancePath, schemaPath: "#/else/else/required", keyword: "required", params: { missingProperty: "type" }, message: "must have required property 'type'", schema: schema15.else.else.required, parentSchema: schema15.else.else, data };
          vErrors === null ? vErrors = [err29] : vErrors.push(err29), errors++;
        }
        for (let key3 in data)
          if (!func2.call(schema15.else.else.properties, key3)) {
            let err30 = { instancePath, schemaPath: "#/else/else/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key3 }, message: "must NOT have additional properties", schema: false, parentSchema: schema15.else.else, data };
            vErrors === null ? vErrors = [err30] : vErrors.push(err30), errors++;
          }
        if (data.type !== void 0 && !validate17(data.type, { instancePath: instancePath + "/type", parentData: data, parentDataProperty: "type", rootData })) {
          for (let error2 of validate17.errors) (vErrors ??= []).push(error2);
          errors = vErrors.length;
        }
        if (data.enum !== void 0) {
          let data12 = data.enum;
          if (Array.isArray(data12)) {
            if (data12.length < 1) {
              let err31 = { instancePath: instancePath + "/enum", schemaPath: "#/definitions/enumKeyword/minItems", keyword: "minItems", params: { limit: 1 }, message: "must NOT have fewer than 1 items", schema: 1, parentSchema: schema29, data: data12 };
              vErrors === null ? vErrors = [err31] : vErrors.push(err31), errors++;
            }
            let len0 = data12.length;
            for (let i0 = 0; i0 < len0; i0++) {
              let data13 = data12[i0];
              if (typeof data13 != "string" && !(typeof data13 == "number" && isFinite(data13)) && typeof data13 != "boolean") {
                let err32 = { instancePath: instancePath + "/enum/" + i0, schemaPath: "#/definitions/enumKeyword/items/type", keyword: "type", params: { type: schema29.items.type }, message: "must be string,number,boolean", schema: schema29.items.type, parentSchema: schema29.items, data: data13 };
                vErrors === null ? vErrors = [err32] : vErrors.push(err32), errors++;
              }
            }
            let i1 = data12.length, j0;
            if (i1 > 1) {
              let indices0 = {};
              for (; i1--; ) {
                let item0 = data12[i1];
                if (!(typeof item0 != "string" && !(typeof item0 == "number" && isFinite(item0)) && typeof item0 != "boolean")) {
                  if (typeof item0 == "string" && (item0 += "_"), typeof indices0[item0] == "number") {
                    j0 = indices0[item0];
                    let err33 = { instancePath: instancePath + "/enum", schemaPath: "#/definitions/enumKeyword/uniqueItems", keyword: "uniqueItems", params: { i: i1, j: j0 }, message: "must NOT have duplicate items (items ## " + j0 + " and " + i1 + " are identical)", schema: true, parentSchema: schema29, data: data12 };
                    vErrors === null ? vErrors = [err33] : vErrors.push(err33), errors++;
                    break;
                  }
                  indices0[item0] = i1;
                }
              }
            }
          } else {
            let err34 = { instancePath: instancePath + "/enum", schemaPath: "#/definitions/enumKeyword/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema29.type, parentSchema: schema29, data: data12 };
            vErrors === null ? vErrors = [err34] : vErrors.push(err34), errors++;
          }
        }
        if (data.const !== void 0) {
          let data14 = data.const;
          if (typeof data14 != "string" && !(typeof data14 == "number" && isFinite(data14)) && typeof data14 != "boolean") {
            let err35 = { instancePath: instancePath + "/const", schemaPath: "#/definitions/constKeyword/type", keyword: "type", params: { type: schema30.type }, message: "must be string,number,boolean", schema: schema30.type, parentSchema: schema30, data: data14 };
            vErrors === null ? vErrors = [err35] : vErrors.push(err35), errors++;
          }
        }
        if (data.items !== void 0 && !validate15(data.items, { instancePath: instancePath + "/items", parentData: data, parentDataProperty: "items", rootData })) {
          for (let error2 of validate15.errors) (vErrors ??= []).push(error2);
          errors = vErrors.length;
        }
        if (data.properties !== void 0 && !validate20(data.properties, { instancePath: instancePath + "/properties", parentData: data, parentDataProperty: "properties", rootData })) {
          for (let error2 of validate20.errors) (vErrors ??= []).push(error2);
          errors = vErrors.length;
        }
        if (data.required !== void 0) {
          let data17 = data.required;
          if (Array.isArray(data17)) {
            let len1 = data17.length;
            for (let i2 = 0; i2 < len1; i2++) {
              let data18 = data17[i2];
              if (typeof data18 != "string") {
                let err36 = { instancePath: instancePath + "/required/" + i2, schemaPath: "#/definitions/requiredKeyword/items/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema32.items.type, parentSchema: schema32.items, data: data18 };
                vErrors === null ? vErrors = [err36] : vErrors.push(err36), errors++;
              }
            }
            let i3 = data17.length, j1;
            if (i3 > 1) {
              let indices1 = {};
              for (; i3--; ) {
                let item1 = data17[i3];
                if (typeof item1 == "string") {
                  if (typeof indices1[item1] == "number") {
                    j1 = indices1[item1];
                    let err37 = { instancePath: instancePath + "/required", schemaPath: "#/definitions/requiredKeyword/uniqueItems", keyword: "uniqueItems", params: { i: i3, j: j1 }, message: "must NOT have duplicate items (items ## " + j1 + " and " + i3 + " are identical)", schema: true, parentSchema: schema32, data: data17 };
                    vErrors === null ? vErrors = [err37] : vErrors.push(err37), errors++;
                    break;
                  }
                  indices1[item1] = i3;
                }
              }
            }
          } else {
            let err38 = { instancePath: instancePath + "/required", schemaPath: "#/definitions/requiredKeyword/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema32.type, parentSchema: schema32, data: data17 };
            vErrors === null ? vErrors = [err38] : vErrors.push(err38), errors++;
          }
        }
        if (data.additionalProperties !== void 0 && !validate22(data.additionalProperties, { instancePath: instancePath + "/additionalProperties", parentData: data, parentDataProperty: "additionalProperties", rootData })) {
          for (let error2 of validate22.errors) (vErrors ??= []).push(error2);
          errors = vErrors.length;
        }
        if (data.nullable !== void 0) {
          let data20 = data.nullable;
          if (typeof data20 != "boolean") {
            let err39 = { instancePath: instancePath + "/nullable", schemaPath: "#/definitions/nullableKeyword/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean", schema: schema23.type, parentSchema: schema23, data: data20 };
            vErrors === null ? vErrors = [err39] : vErrors.push(err39), errors++;
          }
        }
        if (data.format !== void 0) {
          let data21 = data.format;
          if (!(data21 === "ulid" || data21 === "uuid" || data21 === "date-time" || data21 === "date" || data21 === "email" || data21 === "uri" || data21 === "decimal" || data21 === "int64")) {
            let err40 = { instancePath: instancePath + "/format", schemaPath: "#/definitions/formatKeyword/enum", keyword: "enum", params: { allowedValues: schema36.enum }, message: "must be equal to one of the allowed values", schema: schema36.enum, parentSchema: schema36, data: data21 };
            vErrors === null ? vErrors = [err40] : vErrors.push(err40), errors++;
          }
        }
        if (data.minimum !== void 0) {
          let data22 = data.minimum;
          if (!(typeof data22 == "number" && isFinite(data22))) {
            let err41 = { instancePath: instancePath + "/minimum", schemaPath: "#/definitions/minimumKeyword/type", keyword: "type", params: { type: "number" }, message: "must be number", schema: schema37.type, parentSchema: schema37, data: data22 };
            vErrors === null ? vErrors = [err41] : vErrors.push(err41), errors++;
          }
        }
        if (data.maximum !== void 0) {
          let data23 = data.maximum;
          if (!(typeof data23 == "number" && isFinite(data23))) {
            let err42 = { instancePath: instancePath + "/maximum", schemaPath: "#/definitions/maximumKeyword/type", keyword: "type", params: { type: "number" }, message: "must be number", schema: schema38.type, parentSchema: schema38, data: data23 };
            vErrors === null ? vErrors = [err42] : vErrors.push(err42), errors++;
          }
        }
        if (data.exclusiveMinimum !== void 0) {
          let data24 = data.exclusiveMinimum;
          if (!(typeof data24 == "number" && isFinite(data24))) {
            let err43 = { instancePath: instancePath + "/exclusiveMinimum", schemaPath: "#/definitions/exclusiveMinimumKeyword/type", keyword: "type", params: { type: "number" }, message: "must be number", schema: schema39.type, parentSchema: schema39, data: data24 };
            vErrors === null ? vErrors = [err43] : vErrors.push(err43), errors++;
          }
        }
        if (data.exclusiveMaximum !== void 0) {
          let data25 = data.exclusiveMaximum;
          if (!(typeof data25 == "number" && isFinite(data25))) {
            let err44 = { instancePath: instancePath + "/exclusiveMaximum", schemaPath: "#/definitions/exclusiveMaximumKeyword/type", keyword: "type", params: { type: "number" }, message: "must be number", schema: schema40.type, parentSchema: schema40, data: data25 };
            vErrors === null ? vErrors = [err44] : vErrors.push(err44), errors++;
          }
        }
        if (data.multipleOf !== void 0) {
          let data26 = data.multipleOf;
          if (typeof data26 == "number" && isFinite(data26)) {
            if (data26 <= 0 || isNaN(data26)) {
              let err45 = { instancePath: instancePath + "/multipleOf", schemaPath: "#/definitions/multipleOfKeyword/exclusiveMinimum", keyword: "exclusiveMinimum", params: { comparison: ">", limit: 0 }, message: "must be > 0", schema: 0, parentSchema: schema41, data: data26 };
              vErrors === null ? vErrors = [err45] : vErrors.push(err45), errors++;
            }
          } else {
            let err46 = { instancePath: instancePath + "/multipleOf", schemaPath: "#/definitions/multipleOfKeyword/type", keyword: "type", params: { type: "number" }, message: "must be number", schema: schema41.type, parentSchema: schema41, data: data26 };
            vErrors === null ? vErrors = [err46] : vErrors.push(err46), errors++;
          }
        }
        if (data.minLength !== void 0) {
          let data27 = data.minLength;
          if (!(typeof data27 == "number" && !(data27 % 1) && !isNaN(data27) && isFinite(data27))) {
            let err47 = { instancePath: instancePath + "/minLength", schemaPath: "#/definitions/minLengthKeyword/type", keyword: "type", params: { type: "integer" }, message: "must be integer", schema: schema42.type, parentSchema: schema42, data: data27 };
            vErrors === null ? vErrors = [err47] : vErrors.push(err47), errors++;
          }
          if (typeof data27 == "number" && isFinite(data27) && (data27 < 0 || isNaN(data27))) {
            let err48 = { instancePath: instancePath + "/minLength", schemaPath: "#/definitions/minLengthKeyword/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0", schema: 0, parentSchema: schema42, data: data27 };
            vErrors === null ? vErrors = [err48] : vErrors.push(err48), errors++;
          }
        }
        if (data.maxLength !== void 0) {
          let data28 = data.maxLength;
          if (!(typeof data28 == "number" && !(data28 % 1) && !isNaN(data28) && isFinite(data28))) {
            let err49 = { instancePath: instancePath + "/maxLength", schemaPath: "#/definitions/maxLengthKeyword/type", keyword: "type", params: { type: "integer" }, message: "must be integer", schema: schema43.type, parentSchema: schema43, data: data28 };
            vErrors === null ? vErrors = [err49] : vErrors.push(err49), errors++;
          }
          if (typeof data28 == "number" && isFinite(data28) && (data28 < 0 || isNaN(data28))) {
            let err50 = { instancePath: instancePath + "/maxLength", schemaPath: "#/definitions/maxLengthKeyword/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0", schema: 0, parentSchema: schema43, data: data28 };
            vErrors === null ? vErrors = [err50] : vErrors.push(err50), errors++;
          }
        }
        if (data.pattern !== void 0) {
          let data29 = data.pattern;
          if (typeof data29 == "string") {
            if (func3(data29) > 1e3) {
              let err51 = { instancePath: instancePath + "/pattern", schemaPath: "#/definitions/patternKeyword/maxLength", keyword: "maxLength", params: { limit: 1e3 }, message: "must NOT have more than 1000 characters", schema: 1e3, parentSchema: schema44, data: data29 };
              vErrors === null ? vErrors = [err51] : vErrors.push(err51), errors++;
            }
          } else {
            let err52 = { instancePath: instancePath + "/pattern", schemaPath: "#/definitions/patternKeyword/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema44.type, parentSchema: schema44, data: data29 };
            vErrors === null ? vErrors = [err52] : vErrors.push(err52), errors++;
          }
        }
        if (data.minItems !== void 0) {
          let data30 = data.minItems;
          if (!(typeof data30 == "number" && !(data30 % 1) && !isNaN(data30) && isFinite(data30))) {
            let err53 = { instancePath: instancePath + "/minItems", schemaPath: "#/definitions/minItemsKeyword/type", keyword: "type", params: { type: "integer" }, message: "must be integer", schema: schema45.type, parentSchema: schema45, data: data30 };
            vErrors === null ? vErrors = [err53] : vErrors.push(err53), errors++;
          }
          if (typeof data30 == "number" && isFinite(data30) && (data30 < 0 || isNaN(data30))) {
            let err54 = { instancePath: instancePath + "/minItems", schemaPath: "#/definitions/minItemsKeyword/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0", schema: 0, parentSchema: schema45, data: data30 };
            vErrors === null ? vErrors = [err54] : vErrors.push(err54), errors++;
          }
        }
        if (data.maxItems !== void 0) {
          let data31 = data.maxItems;
          if (!(typeof data31 == "number" && !(data31 % 1) && !isNaN(data31) && isFinite(data31))) {
            let err55 = { instancePath: instancePath + "/maxItems", schemaPath: "#/definitions/maxItemsKeyword/type", keyword: "type", params: { type: "integer" }, message: "must be integer", schema: schema46.type, parentSchema: schema46, data: data31 };
            vErrors === null ? vErrors = [err55] : vErrors.push(err55), errors++;
          }
          if (typeof data31 == "number" && isFinite(data31) && (data31 < 0 || isNaN(data31))) {
            let err56 = { instancePath: instancePath + "/maxItems", schemaPath: "#/definitions/maxItemsKeyword/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0", schema: 0, parentSchema: schema46, data: data31 };
            vErrors === null ? vErrors = [err56] : vErrors.push(err56), errors++;
          }
        }
        if (data.uniqueItems !== void 0) {
          let data32 = data.uniqueItems;
          if (typeof data32 != "boolean") {
            let err57 = { instancePath: instancePath + "/uniqueItems", schemaPath: "#/definitions/uniqueItemsKeyword/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean", schema: schema47.type, parentSchema: schema47, data: data32 };
            vErrors === null ? vErrors = [err57] : vErrors.push(err57), errors++;
          }
        }
        if (data.description !== void 0) {
          let data33 = data.description;
          if (typeof data33 == "string") {
            if (func3(data33) > 1e4) {
              let err58 = { instancePath: instancePath + "/description", schemaPath: "#/definitions/description/maxLength", keyword: "maxLength", params: { limit: 1e4 }, message: "must NOT have more than 10000 characters", schema: 1e4, parentSchema: schema12, data: data33 };
              vErrors === null ? vErrors = [err58] : vErrors.push(err58), errors++;
            }
          } else {
            let err59 = { instancePath: instancePath + "/description", schemaPath: "#/definitions/description/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema12.type, parentSchema: schema12, data: data33 };
            vErrors === null ? vErrors = [err59] : vErrors.push(err59), errors++;
          }
        }
        if (data.deprecated !== void 0) {
          let data34 = data.deprecated;
          if (typeof data34 == "string") {
            if (func3(data34) > 1e4) {
              let err60 = { instancePath: instancePath + "/deprecated", schemaPath: "#/definitions/deprecated/maxLength", keyword: "maxLength", params: { limit: 1e4 }, message: "must NOT have more than 10000 characters", schema: 1e4, parentSchema: schema25, data: data34 };
              vErrors === null ? vErrors = [err60] : vErrors.push(err60), errors++;
            }
            if (func3(data34) < 1) {
              let err61 = { instancePath: instancePath + "/deprecated", schemaPath: "#/definitions/deprecated/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema25, data: data34 };
              vErrors === null ? vErrors = [err61] : vErrors.push(err61), errors++;
            }
          } else {
            let err62 = { instancePath: instancePath + "/deprecated", schemaPath: "#/definitions/deprecated/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema25.type, parentSchema: schema25, data: data34 };
            vErrors === null ? vErrors = [err62] : vErrors.push(err62), errors++;
          }
        }
        if (data.examples !== void 0) {
          let data35 = data.examples;
          if (Array.isArray(data35)) {
            if (data35.length > 20) {
              let err63 = { instancePath: instancePath + "/examples", schemaPath: "#/definitions/examplesKeyword/maxItems", keyword: "maxItems", params: { limit: 20 }, message: "must NOT have more than 20 items", schema: 20, parentSchema: schema26, data: data35 };
              vErrors === null ? vErrors = [err63] : vErrors.push(err63), errors++;
            }
            if (data35.length < 1) {
              let err64 = { instancePath: instancePath + "/examples", schemaPath: "#/definitions/examplesKeyword/minItems", keyword: "minItems", params: { limit: 1 }, message: "must NOT have fewer than 1 items", schema: 1, parentSchema: schema26, data: data35 };
              vErrors === null ? vErrors = [err64] : vErrors.push(err64), errors++;
            }
          } else {
            let err65 = { instancePath: instancePath + "/examples", schemaPath: "#/definitions/examplesKeyword/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema26.type, parentSchema: schema26, data: data35 };
            vErrors === null ? vErrors = [err65] : vErrors.push(err65), errors++;
          }
        }
        if (data.pii !== void 0) {
          let data36 = data.pii;
          if (typeof data36 != "boolean") {
            let err66 = { instancePath: instancePath + "/pii", schemaPath: "#/else/else/properties/pii/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean", schema: schema15.else.else.properties.pii.type, parentSchema: schema15.else.else.properties.pii, data: data36 };
            vErrors === null ? vErrors = [err66] : vErrors.push(err66), errors++;
          }
        }
      }
      var _valid1 = _errs32 === errors;
      valid3 = _valid1, ifClause1 = "else";
    }
    if (!valid3) {
      let err67 = { instancePath, schemaPath: "#/else/if", keyword: "if", params: { failingKeyword: ifClause1 }, message: 'must match "' + ifClause1 + '" schema', schema: schema15.else.if, parentSchema: schema15.else, data };
      vErrors === null ? vErrors = [err67] : vErrors.push(err67), errors++;
    }
    var _valid0 = _errs6 === errors;
    valid2 = _valid0, ifClause0 = "else";
  }
  if (!valid2) {
    let err68 = { instancePath, schemaPath: "#/if", keyword: "if", params: { failingKeyword: ifClause0 }, message: 'must match "' + ifClause0 + '" schema', schema: schema15.if, parentSchema: schema15, data };
    vErrors === null ? vErrors = [err68] : vErrors.push(err68), errors++;
  }
  return validate11.errors = vErrors, errors === 0;
}
var schema76 = { title: "Event type", description: "A fact: its data, and how it is found.", type: "object", required: ["data"], additionalProperties: false, properties: { description: { $ref: "#/definitions/description" }, deprecated: { $ref: "#/definitions/deprecated" }, lookups: { $ref: "#/definitions/lookups" }, data: { description: "The event's fields. A name that ends in ? is optional; one that ends in _id names an entity.", type: "object", propertyNames: { $ref: "#/definitions/fieldName" }, additionalProperties: { $ref: "#/definitions/dataField" }, defaultSnippets: [{ label: "field", description: "A field.", body: { "${1:price}": "${2:number}" } }] }, additionalProperties: { description: "Whether data may have fields that are not listed here. Default false: saving them is refused.", type: "boolean" } } };
var schema80 = { title: "Field name", description: "The name of a field. One that ends in ? is optional; one that ends in _id names an entity.", type: "string", minLength: 1, maxLength: 255, pattern: "^(?!(?:__proto__|constructor)\\??$)(?!\\s)[^\\u0000-\\u001f\\u007f\\ud800-\\udfff?]+(?<!\\s)\\??$", patternErrorMessage: "a field name has no control characters and no spaces around it, may end in one ?, and is neither __proto__ nor constructor" };
var pattern6 = new RegExp("^(?!(?:__proto__|constructor)\\??$)(?!\\s)[^\\u0000-\\u001f\\u007f\\ud800-\\udfff?]+(?<!\\s)\\??$", "u");
var schema81 = { title: "Field", description: "A field: a type in short, or a mapping that says more.", type: ["string", "object"], allOf: [{ $ref: "#/definitions/typeNames" }], if: { type: "string" }, then: { $ref: "#/definitions/shorthand" }, else: { if: { required: ["oneOf"] }, then: { required: ["discriminator"], additionalProperties: false, properties: { oneOf: { $ref: "#/definitions/oneOfKeyword" }, discriminator: { $ref: "#/definitions/discriminatorKeyword" }, nullable: { $ref: "#/definitions/nullableKeyword" }, description: { $ref: "#/definitions/description" }, deprecated: { $ref: "#/definitions/deprecated" }, examples: { $ref: "#/definitions/examplesKeyword" }, default: { description: "The value that readers see where the field is missing. It is not stored." }, pii: { description: "true: personal data. The issues of a validation never have its values.", type: "boolean" } } }, else: { required: ["type"], additionalProperties: false, properties: { type: { $ref: "#/definitions/typeKeyword" }, enum: { $ref: "#/definitions/enumKeyword" }, const: { $ref: "#/definitions/constKeyword" }, items: { description: "The type of the items.", $ref: "#/definitions/valueType" }, properties: { $ref: "#/definitions/propertiesKeyword" }, required: { $ref: "#/definitions/requiredKeyword" }, additionalProperties: { $ref: "#/definitions/additionalPropertiesKeyword" }, nullable: { $ref: "#/definitions/nullableKeyword" }, format: { $ref: "#/definitions/formatKeyword" }, minimum: { $ref: "#/definitions/minimumKeyword" }, maximum: { $ref: "#/definitions/maximumKeyword" }, exclusiveMinimum: { $ref: "#/definitions/exclusiveMinimumKeyword" }, exclusiveMaximum: { $ref: "#/definitions/exclusiveMaximumKeyword" }, multipleOf: { $ref: "#/definitions/multipleOfKeyword" }, minLength: { $ref: "#/definitions/minLengthKeyword" }, maxLength: { $ref: "#/definitions/maxLengthKeyword" }, pattern: { $ref: "#/definitions/patternKeyword" }, minItems: { $ref: "#/definitions/minItemsKeyword" }, maxItems: { $ref: "#/definitions/maxItemsKeyword" }, uniqueItems: { $ref: "#/definitions/uniqueItemsKeyword" }, description: { $ref: "#/definitions/description" }, deprecated: { $ref: "#/definitions/deprecated" }, examples: { $ref: "#/definitions/examplesKeyword" }, default: { description: "The value that readers see where the field is missing. It is not stored." }, pii: { description: "true: personal data. The issues of a validation never have its values.", type: "boolean" }, lookup: { description: "false: no copy is stored for this id field.", const: false }, entity: { description: "The entity that this id field names, if not its own name without _id: `user` for assigned_to_user_id.", type: "string", maxLength: 60, pattern: "^[A-Za-z][A-Za-z0-9_]*$", patternErrorMessage: "an entity starts with a letter and has only letters, digits and underscores" } }, if: { required: ["type"] }, else: { properties: { oneOf: { $ref: "#/definitions/oneOfKeyword" }, discriminator: { $ref: "#/definitions/discriminatorKeyword" } } } } }, defaultSnippets: [{ label: "field with a rule", description: "A type with rules on its values.", body: { type: "integer", minimum: "^${1:0}" } }, { label: "object", description: "An object with properties.", body: { type: "object", properties: { "${1:name}": "${2:string}" }, required: ["${1:name}"] } }, { label: "list", description: "A list with rules.", body: { type: "array", items: "${1:string}", minItems: 1 } }, { label: "map", description: "A map from strings to values of one type.", body: { type: "object", additionalProperties: "${1:string}" } }, { label: "enum", description: "One of a few strings.", body: { type: "string", enum: ["${1:one}", "${2:two}"] } }, { label: "tagged union", description: "One of several objects, selected by a property.", body: { oneOf: ["${1:Card}", "${2:Cash}"], discriminator: { propertyName: "${3:kind}" } } }] };
var pattern7 = new RegExp("^[A-Za-z][A-Za-z0-9_]*$", "u");
function validate34(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (typeof data != "string" && !(data && typeof data == "object" && !Array.isArray(data))) {
    let err0 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: schema81.type }, message: "must be string,object", schema: schema81.type, parentSchema: schema81, data };
    vErrors === null ? vErrors = [err0] : vErrors.push(err0), errors++;
  }
  let _errs2 = errors, valid2 = true, _errs3 = errors;
  if (typeof data != "string") {
    let err1 = {};
    vErrors === null ? vErrors = [err1] : vErrors.push(err1), errors++;
  }
  var _valid0 = _errs3 === errors;
  errors = _errs2, vErrors !== null && (_errs2 ? vErrors.length = _errs2 : vErrors = null);
  let ifClause0;
  if (_valid0) {
    let _errs5 = errors;
    if (!validate12(data, { instancePath, parentData, parentDataProperty, rootData })) {
      for (let error2 of validate12.errors) (vErrors ??= []).push(error2);
      errors = vErrors.length;
    }
    var _valid0 = _errs5 === errors;
    valid2 = _valid0, ifClause0 = "then";
  } else {
    let _errs6 = errors, _errs7 = errors, valid3 = true, _errs8 = errors;
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if (data.oneOf === void 0 && (missing0 = "oneOf")) {
        let err2 = {};
        vErrors === null ? vErrors = [err2] : vErrors.push(err2), errors++;
      }
    }
    var _valid1 = _errs8 === errors;
    errors = _errs7, vErrors !== null && (_errs7 ? vErrors.length = _errs7 : vErrors = null);
    let ifClause1;
    if (_valid1) {
      let _errs9 = errors;
      if (data && typeof data == "object" && !Array.isArray(data)) {
        if (data.discriminator === void 0) {
          let err3 = { instancePath, schemaPath: "#/else/then/required", keyword: "required", params: { missingProperty: "discriminator" }, message: "must have required property 'discriminator'", schema: schema81.else.then.required, parentSchema: schema81.else.then, data };
          vErrors === null ? vErrors = [err3] : vErrors.push(err3), errors++;
        }
        for (let key0 in data)
          if (!(key0 === "oneOf" || key0 === "discriminator" || key0 === "nullable" || key0 === "description" || key0 === "deprecated" || key0 === "examples" || key0 === "default" || key0 === "pii")) {
            let err4 = { instancePath, schemaPath: "#/else/then/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties", schema: false, parentSchema: schema81.else.then, data };
            vErrors === null ? vErrors = [err4] : vErrors.push(err4), errors++;
          }
        if (data.oneOf !== void 0 && !validate14(data.oneOf, { instancePath: instancePath + "/oneOf", parentData: data, parentDataProperty: "oneOf", rootData })) {
          for (let error2 of validate14.errors) (vErrors ??= []).push(error2);
          errors = vErrors.length;
        }
        if (data.discriminator !== void 0) {
          let data1 = data.discriminator;
          if (data1 && typeof data1 == "object" && !Array.isArray(data1)) {
            if (data1.propertyName === void 0) {
              let err5 = { instancePath: instancePath + "/discriminator", schemaPath: "#/definitions/discriminatorKeyword/required", keyword: "required", params: { missingProperty: "propertyName" }, message: "must have required property 'propertyName'", schema: schema22.required, parentSchema: schema22, data: data1 };
              vErrors === null ? vErrors = [err5] : vErrors.push(err5), errors++;
            }
            for (let key1 in data1)
              if (key1 !== "propertyName") {
                let err6 = { instancePath: instancePath + "/discriminator", schemaPath: "#/definitions/discriminatorKeyword/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key1 }, message: "must NOT have additional properties", schema: false, parentSchema: schema22, data: data1 };
                vErrors === null ? vErrors = [err6] : vErrors.push(err6), errors++;
              }
            if (data1.propertyName !== void 0) {
              let data2 = data1.propertyName;
              if (typeof data2 == "string") {
                if (func3(data2) > 255) {
                  let err7 = { instancePath: instancePath + "/discriminator/propertyName", schemaPath: "#/definitions/discriminatorKeyword/properties/propertyName/maxLength", keyword: "maxLength", params: { limit: 255 }, message: "must NOT have more than 255 characters", schema: 255, parentSchema: schema22.properties.propertyName, data: data2 };
                  vErrors === null ? vErrors = [err7] : vErrors.push(err7), errors++;
                }
                if (func3(data2) < 1) {
                  let err8 = { instancePath: instancePath + "/discriminator/propertyName", schemaPath: "#/definitions/discriminatorKeyword/properties/propertyName/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema22.properties.propertyName, data: data2 };
                  vErrors === null ? vErrors = [err8] : vErrors.push(err8), errors++;
                }
              } else {
                let err9 = { instancePath: instancePath + "/discriminator/propertyName", schemaPath: "#/definitions/discriminatorKeyword/properties/propertyName/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema22.properties.propertyName.type, parentSchema: schema22.properties.propertyName, data: data2 };
                vErrors === null ? vErrors = [err9] : vErrors.push(err9), errors++;
              }
            }
          } else {
            let err10 = { instancePath: instancePath + "/discriminator", schemaPath: "#/definitions/discriminatorKeyword/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema22.type, parentSchema: schema22, data: data1 };
            vErrors === null ? vErrors = [err10] : vErrors.push(err10), errors++;
          }
        }
        if (data.nullable !== void 0) {
          let data3 = data.nullable;
          if (typeof data3 != "boolean") {
            let err11 = { instancePath: instancePath + "/nullable", schemaPath: "#/definitions/nullableKeyword/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean", schema: schema23.type, parentSchema: schema23, data: data3 };
            vErrors === null ? vErrors = [err11] : vErrors.push(err11), errors++;
          }
        }
        if (data.description !== void 0) {
          let data4 = data.description;
          if (typeof data4 == "string") {
            if (func3(data4) > 1e4) {
              let err12 = { instancePath: instancePath + "/description", schemaPath: "#/definitions/description/maxLength", keyword: "maxLength", params: { limit: 1e4 }, message: "must NOT have more than 10000 characters", schema: 1e4, parentSchema: schema12, data: data4 };
              vErrors === null ? vErrors = [err12] : vErrors.push(err12), errors++;
            }
          } else {
            let err13 = { instancePath: instancePath + "/description", schemaPath: "#/definitions/description/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema12.type, parentSchema: schema12, data: data4 };
            vErrors === null ? vErrors = [err13] : vErrors.push(err13), errors++;
          }
        }
        if (data.deprecated !== void 0) {
          let data5 = data.deprecated;
          if (typeof data5 == "string") {
            if (func3(data5) > 1e4) {
              let err14 = { instancePath: instancePath + "/deprecated", schemaPath: "#/definitions/deprecated/maxLength", keyword: "maxLength", params: { limit: 1e4 }, message: "must NOT have more than 10000 characters", schema: 1e4, parentSchema: schema25, data: data5 };
              vErrors === null ? vErrors = [err14] : vErrors.push(err14), errors++;
            }
            if (func3(data5) < 1) {
              let err15 = { instancePath: instancePath + "/deprecated", schemaPath: "#/definitions/deprecated/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema25, data: data5 };
              vErrors === null ? vErrors = [err15] : vErrors.push(err15), errors++;
            }
          } else {
            let err16 = { instancePath: instancePath + "/deprecated", schemaPath: "#/definitions/deprecated/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema25.type, parentSchema: schema25, data: data5 };
            vErrors === null ? vErrors = [err16] : vErrors.push(err16), errors++;
          }
        }
        if (data.examples !== void 0) {
          let data6 = data.examples;
          if (Array.isArray(data6)) {
            if (data6.length > 20) {
              let err17 = { instancePath: instancePath + "/examples", schemaPath: "#/definitions/examplesKeyword/maxItems", keyword: "maxItems", params: { limit: 20 }, message: "must NOT have more than 20 items", schema: 20, parentSchema: schema26, data: data6 };
              vErrors === null ? vErrors = [err17] : vErrors.push(err17), errors++;
            }
            if (data6.length < 1) {
              let err18 = { instancePath: instancePath + "/examples", schemaPath: "#/definitions/examplesKeyword/minItems", keyword: "minItems", params: { limit: 1 }, message: "must NOT have fewer than 1 items", schema: 1, parentSchema: schema26, data: data6 };
              vErrors === null ? vErrors = [err18] : vErrors.push(err18), errors++;
            }
          } else {
            let err19 = { instancePath: instancePath + "/examples", schemaPath: "#/definitions/examplesKeyword/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema26.type, parentSchema: schema26, data: data6 };
            vErrors === null ? vErrors = [err19] : vErrors.push(err19), errors++;
          }
        }
        if (data.pii !== void 0) {
          let data7 = data.pii;
          if (typeof data7 != "boolean") {
            let err20 = { instancePath: instancePath + "/pii", schemaPath: "#/else/then/properties/pii/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean", schema: schema81.else.then.properties.pii.type, parentSchema: schema81.else.then.properties.pii, data: data7 };
            vErrors === null ? vErrors = [err20] : vErrors.push(err20), errors++;
          }
        }
      }
      var _valid1 = _errs9 === errors;
      valid3 = _valid1, ifClause1 = "then";
    } else {
      let _errs32 = errors, _errs33 = errors, valid11 = true, _errs34 = errors;
      if (data && typeof data == "object" && !Array.isArray(data)) {
        let missing1;
        if (data.type === void 0 && (missing1 = "type")) {
          let err21 = {};
          vErrors === null ? vErrors = [err21] : vErrors.push(err21), errors++;
        }
      }
      var _valid2 = _errs34 === errors;
      if (errors = _errs33, vErrors !== null && (_errs33 ? vErrors.length = _errs33 : vErrors = null), !_valid2) {
        let _errs35 = errors;
        if (data && typeof data == "object" && !Array.isArray(data)) {
          if (data.oneOf !== void 0 && !validate14(data.oneOf, { instancePath: instancePath + "/oneOf", parentData: data, parentDataProperty: "oneOf", rootData })) {
            for (let error2 of validate14.errors) (vErrors ??= []).push(error2);
            errors = vErrors.length;
          }
          if (data.discriminator !== void 0) {
            let data9 = data.discriminator;
            if (data9 && typeof data9 == "object" && !Array.isArray(data9)) {
              if (data9.propertyName === void 0) {
                let err22 = { instancePath: instancePath + "/discriminator", schemaPath: "#/definitions/discriminatorKeyword/required", keyword: "required", params: { missingProperty: "propertyName" }, message: "must have required property 'propertyName'", schema: schema22.required, parentSchema: schema22, data: data9 };
                vErrors === null ? vErrors = [err22] : vErrors.push(err22), errors++;
              }
              for (let key2 in data9)
                if (key2 !== "propertyName") {
                  let err23 = { instancePath: instancePath + "/discriminator", schemaPath: "#/definitions/discriminatorKeyword/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key2 }, message: "must NOT have additional properties", schema: false, parentSchema: schema22, data: data9 };
                  vErrors === null ? vErrors = [err23] : vErrors.push(err23), errors++;
                }
              if (data9.propertyName !== void 0) {
                let data10 = data9.propertyName;
                if (typeof data10 == "string") {
                  if (func3(data10) > 255) {
                    let err24 = { instancePath: instancePath + "/discriminator/propertyName", schemaPath: "#/definitions/discriminatorKeyword/properties/propertyName/maxLength", keyword: "maxLength", params: { limit: 255 }, message: "must NOT have more than 255 characters", schema: 255, parentSchema: schema22.properties.propertyName, data: data10 };
                    vErrors === null ? vErrors = [err24] : vErrors.push(err24), errors++;
                  }
                  if (func3(data10) < 1) {
                    let err25 = { instancePath: instancePath + "/discriminator/propertyName", schemaPath: "#/definitions/discriminatorKeyword/properties/propertyName/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema22.properties.propertyName, data: data10 };
                    vErrors === null ? vErrors = [err25] : vErrors.push(err25), errors++;
                  }
                } else {
                  let err26 = { instancePath: instancePath + "/discriminator/propertyName", schemaPath: "#/definitions/discriminatorKeyword/properties/propertyName/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema22.properties.propertyName.type, parentSchema: schema22.properties.propertyName, data: data10 };
                  vErrors === null ? vErrors = [err26] : vErrors.push(err26), errors++;
                }
              }
            } else {
              let err27 = { instancePath: instancePath + "/discriminator", schemaPath: "#/definitions/discriminatorKeyword/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema22.type, parentSchema: schema22, data: data9 };
              vErrors === null ? vErrors = [err27] : vErrors.push(err27), errors++;
            }
          }
        }
        var _valid2 = _errs35 === errors;
        valid11 = _valid2;
      }
      if (!valid11) {
        let err28 = { instancePath, schemaPath: "#/else/else/if", keyword: "if", params: { failingKeyword: "else" }, message: 'must match "else" schema', schema: schema81.else.else.if, parentSchema: schema81.else.else, data };
        vErrors === null ? vErrors = [err28] : vErrors.push(err28), errors++;
      }
      if (data && typeof data == "object" && !Array.isArray(data)) {
        if (data.type === void 0) {
          let err29 = { instancePath, schemaPath: "#/else/else/required", keyword: "required", params: { missingProperty: "type" }, message: "must have required property 'type'", schema: schema81.else.else.required, parentSchema: schema81.else.else, data };
          vErrors === null ? vErrors = [err29] : vErrors.push(err29), errors++;
        }
        for (let key3 in data)
          if (!func2.call(schema81.else.else.properties, key3)) {
            let err30 = { instancePath, schemaPath: "#/else/else/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key3 }, message: "must NOT have additional properties", schema: false, parentSchema: schema81.else.else, data };
            vErrors === null ? vErrors = [err30] : vErrors.push(err30), errors++;
          }
        if (data.type !== void 0 && !validate17(data.type, { instancePath: instancePath + "/type", parentData: data, parentDataProperty: "type", rootData })) {
          for (let error2 of validate17.errors) (vErrors ??= []).push(error2);
          errors = vErrors.length;
        }
        if (data.enum !== void 0) {
          let data12 = data.enum;
          if (Array.isArray(data12)) {
            if (data12.length < 1) {
              let err31 = { instancePath: instancePath + "/enum", schemaPath: "#/definitions/enumKeyword/minItems", keyword: "minItems", params: { limit: 1 }, message: "must NOT have fewer than 1 items", schema: 1, parentSchema: schema29, data: data12 };
              vErrors === null ? vErrors = [err31] : vErrors.push(err31), errors++;
            }
            let len0 = data12.length;
            for (let i0 = 0; i0 < len0; i0++) {
              let data13 = data12[i0];
              if (typeof data13 != "string" && !(typeof data13 == "number" && isFinite(data13)) && typeof data13 != "boolean") {
                let err32 = { instancePath: instancePath + "/enum/" + i0, schemaPath: "#/definitions/enumKeyword/items/type", keyword: "type", params: { type: schema29.items.type }, message: "must be string,number,boolean", schema: schema29.items.type, parentSchema: schema29.items, data: data13 };
                vErrors === null ? vErrors = [err32] : vErrors.push(err32), errors++;
              }
            }
            let i1 = data12.length, j0;
            if (i1 > 1) {
              let indices0 = {};
              for (; i1--; ) {
                let item0 = data12[i1];
                if (!(typeof item0 != "string" && !(typeof item0 == "number" && isFinite(item0)) && typeof item0 != "boolean")) {
                  if (typeof item0 == "string" && (item0 += "_"), typeof indices0[item0] == "number") {
                    j0 = indices0[item0];
                    let err33 = { instancePath: instancePath + "/enum", schemaPath: "#/definitions/enumKeyword/uniqueItems", keyword: "uniqueItems", params: { i: i1, j: j0 }, message: "must NOT have duplicate items (items ## " + j0 + " and " + i1 + " are identical)", schema: true, parentSchema: schema29, data: data12 };
                    vErrors === null ? vErrors = [err33] : vErrors.push(err33), errors++;
                    break;
                  }
                  indices0[item0] = i1;
                }
              }
            }
          } else {
            let err34 = { instancePath: instancePath + "/enum", schemaPath: "#/definitions/enumKeyword/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema29.type, parentSchema: schema29, data: data12 };
            vErrors === null ? vErrors = [err34] : vErrors.push(err34), errors++;
          }
        }
        if (data.const !== void 0) {
          let data14 = data.const;
          if (typeof data14 != "string" && !(typeof data14 == "number" && isFinite(data14)) && typeof data14 != "boolean") {
            let err35 = { instancePath: instancePath + "/const", schemaPath: "#/definitions/constKeyword/type", keyword: "type", params: { type: schema30.type }, message: "must be string,number,boolean", schema: schema30.type, parentSchema: schema30, data: data14 };
            vErrors === null ? vErrors = [err35] : vErrors.push(err35), errors++;
          }
        }
        if (data.items !== void 0 && !validate15(data.items, { instancePath: instancePath + "/items", parentData: data, parentDataProperty: "items", rootData })) {
          for (let error2 of validate15.errors) (vErrors ??= []).push(error2);
          errors = vErrors.length;
        }
        if (data.properties !== void 0 && !validate20(data.properties, { instancePath: instancePath + "/properties", parentData: data, parentDataProperty: "properties", rootData })) {
          for (let error2 of validate20.errors) (vErrors ??= []).push(error2);
          errors = vErrors.length;
        }
        if (data.required !== void 0) {
          let data17 = data.required;
          if (Array.isArray(data17)) {
            let len1 = data17.length;
            for (let i2 = 0; i2 < len1; i2++) {
              let data18 = data17[i2];
              if (typeof data18 != "string") {
                let err36 = { instancePath: instancePath + "/required/" + i2, schemaPath: "#/definitions/requiredKeyword/items/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema32.items.type, parentSchema: schema32.items, data: data18 };
                vErrors === null ? vErrors = [err36] : vErrors.push(err36), errors++;
              }
            }
            let i3 = data17.length, j1;
            if (i3 > 1) {
              let indices1 = {};
              for (; i3--; ) {
                let item1 = data17[i3];
                if (typeof item1 == "string") {
                  if (typeof indices1[item1] == "number") {
                    j1 = indices1[item1];
                    let err37 = { instancePath: instancePath + "/required", schemaPath: "#/definitions/requiredKeyword/uniqueItems", keyword: "uniqueItems", params: { i: i3, j: j1 }, message: "must NOT have duplicate items (items ## " + j1 + " and " + i3 + " are identical)", schema: true, parentSchema: schema32, data: data17 };
                    vErrors === null ? vErrors = [err37] : vErrors.push(err37), errors++;
                    break;
                  }
                  indices1[item1] = i3;
                }
              }
            }
          } else {
            let err38 = { instancePath: instancePath + "/required", schemaPath: "#/definitions/requiredKeyword/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema32.type, parentSchema: schema32, data: data17 };
            vErrors === null ? vErrors = [err38] : vErrors.push(err38), errors++;
          }
        }
        if (data.additionalProperties !== void 0 && !validate22(data.additionalProperties, { instancePath: instancePath + "/additionalProperties", parentData: data, parentDataProperty: "additionalProperties", rootData })) {
          for (let error2 of validate22.errors) (vErrors ??= []).push(error2);
          errors = vErrors.length;
        }
        if (data.nullable !== void 0) {
          let data20 = data.nullable;
          if (typeof data20 != "boolean") {
            let err39 = { instancePath: instancePath + "/nullable", schemaPath: "#/definitions/nullableKeyword/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean", schema: schema23.type, parentSchema: schema23, data: data20 };
            vErrors === null ? vErrors = [err39] : vErrors.push(err39), errors++;
          }
        }
        if (data.format !== void 0) {
          let data21 = data.format;
          if (!(data21 === "ulid" || data21 === "uuid" || data21 === "date-time" || data21 === "date" || data21 === "email" || data21 === "uri" || data21 === "decimal" || data21 === "int64")) {
            let err40 = { instancePath: instancePath + "/format", schemaPath: "#/definitions/formatKeyword/enum", keyword: "enum", params: { allowedValues: schema36.enum }, message: "must be equal to one of the allowed values", schema: schema36.enum, parentSchema: schema36, data: data21 };
            vErrors === null ? vErrors = [err40] : vErrors.push(err40), errors++;
          }
        }
        if (data.minimum !== void 0) {
          let data22 = data.minimum;
          if (!(typeof data22 == "number" && isFinite(data22))) {
            let err41 = { instancePath: instancePath + "/minimum", schemaPath: "#/definitions/minimumKeyword/type", keyword: "type", params: { type: "number" }, message: "must be number", schema: schema37.type, parentSchema: schema37, data: data22 };
            vErrors === null ? vErrors = [err41] : vErrors.push(err41), errors++;
          }
        }
        if (data.maximum !== void 0) {
          let data23 = data.maximum;
          if (!(typeof data23 == "number" && isFinite(data23))) {
            let err42 = { instancePath: instancePath + "/maximum", schemaPath: "#/definitions/maximumKeyword/type", keyword: "type", params: { type: "number" }, message: "must be number", schema: schema38.type, parentSchema: schema38, data: data23 };
            vErrors === null ? vErrors = [err42] : vErrors.push(err42), errors++;
          }
        }
        if (data.exclusiveMinimum !== void 0) {
          let data24 = data.exclusiveMinimum;
          if (!(typeof data24 == "number" && isFinite(data24))) {
            let err43 = { instancePath: instancePath + "/exclusiveMinimum", schemaPath: "#/definitions/exclusiveMinimumKeyword/type", keyword: "type", params: { type: "number" }, message: "must be number", schema: schema39.type, parentSchema: schema39, data: data24 };
            vErrors === null ? vErrors = [err43] : vErrors.push(err43), errors++;
          }
        }
        if (data.exclusiveMaximum !== void 0) {
          let data25 = data.exclusiveMaximum;
          if (!(typeof data25 == "number" && isFinite(data25))) {
            let err44 = { instancePath: instancePath + "/exclusiveMaximum", schemaPath: "#/definitions/exclusiveMaximumKeyword/type", keyword: "type", params: { type: "number" }, message: "must be number", schema: schema40.type, parentSchema: schema40, data: data25 };
            vErrors === null ? vErrors = [err44] : vErrors.push(err44), errors++;
          }
        }
        if (data.multipleOf !== void 0) {
          let data26 = data.multipleOf;
          if (typeof data26 == "number" && isFinite(data26)) {
            if (data26 <= 0 || isNaN(data26)) {
              let err45 = { instancePath: instancePath + "/multipleOf", schemaPath: "#/definitions/multipleOfKeyword/exclusiveMinimum", keyword: "exclusiveMinimum", params: { comparison: ">", limit: 0 }, message: "must be > 0", schema: 0, parentSchema: schema41, data: data26 };
              vErrors === null ? vErrors = [err45] : vErrors.push(err45), errors++;
            }
          } else {
            let err46 = { instancePath: instancePath + "/multipleOf", schemaPath: "#/definitions/multipleOfKeyword/type", keyword: "type", params: { type: "number" }, message: "must be number", schema: schema41.type, parentSchema: schema41, data: data26 };
            vErrors === null ? vErrors = [err46] : vErrors.push(err46), errors++;
          }
        }
        if (data.minLength !== void 0) {
          let data27 = data.minLength;
          if (!(typeof data27 == "number" && !(data27 % 1) && !isNaN(data27) && isFinite(data27))) {
            let err47 = { instancePath: instancePath + "/minLength", schemaPath: "#/definitions/minLengthKeyword/type", keyword: "type", params: { type: "integer" }, message: "must be integer", schema: schema42.type, parentSchema: schema42, data: data27 };
            vErrors === null ? vErrors = [err47] : vErrors.push(err47), errors++;
          }
          if (typeof data27 == "number" && isFinite(data27) && (data27 < 0 || isNaN(data27))) {
            let err48 = { instancePath: instancePath + "/minLength", schemaPath: "#/definitions/minLengthKeyword/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0", schema: 0, parentSchema: schema42, data: data27 };
            vErrors === null ? vErrors = [err48] : vErrors.push(err48), errors++;
          }
        }
        if (data.maxLength !== void 0) {
          let data28 = data.maxLength;
          if (!(typeof data28 == "number" && !(data28 % 1) && !isNaN(data28) && isFinite(data28))) {
            let err49 = { instancePath: instancePath + "/maxLength", schemaPath: "#/definitions/maxLengthKeyword/type", keyword: "type", params: { type: "integer" }, message: "must be integer", schema: schema43.type, parentSchema: schema43, data: data28 };
            vErrors === null ? vErrors = [err49] : vErrors.push(err49), errors++;
          }
          if (typeof data28 == "number" && isFinite(data28) && (data28 < 0 || isNaN(data28))) {
            let err50 = { instancePath: instancePath + "/maxLength", schemaPath: "#/definitions/maxLengthKeyword/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0", schema: 0, parentSchema: schema43, data: data28 };
            vErrors === null ? vErrors = [err50] : vErrors.push(err50), errors++;
          }
        }
        if (data.pattern !== void 0) {
          let data29 = data.pattern;
          if (typeof data29 == "string") {
            if (func3(data29) > 1e3) {
              let err51 = { instancePath: instancePath + "/pattern", schemaPath: "#/definitions/patternKeyword/maxLength", keyword: "maxLength", params: { limit: 1e3 }, message: "must NOT have more than 1000 characters", schema: 1e3, parentSchema: schema44, data: data29 };
              vErrors === null ? vErrors = [err51] : vErrors.push(err51), errors++;
            }
          } else {
            let err52 = { instancePath: instancePath + "/pattern", schemaPath: "#/definitions/patternKeyword/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema44.type, parentSchema: schema44, data: data29 };
            vErrors === null ? vErrors = [err52] : vErrors.push(err52), errors++;
          }
        }
        if (data.minItems !== void 0) {
          let data30 = data.minItems;
          if (!(typeof data30 == "number" && !(data30 % 1) && !isNaN(data30) && isFinite(data30))) {
            let err53 = { instancePath: instancePath + "/minItems", schemaPath: "#/definitions/minItemsKeyword/type", keyword: "type", params: { type: "integer" }, message: "must be integer", schema: schema45.type, parentSchema: schema45, data: data30 };
            vErrors === null ? vErrors = [err53] : vErrors.push(err53), errors++;
          }
          if (typeof data30 == "number" && isFinite(data30) && (data30 < 0 || isNaN(data30))) {
            let err54 = { instancePath: instancePath + "/minItems", schemaPath: "#/definitions/minItemsKeyword/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0", schema: 0, parentSchema: schema45, data: data30 };
            vErrors === null ? vErrors = [err54] : vErrors.push(err54), errors++;
          }
        }
        if (data.maxItems !== void 0) {
          let data31 = data.maxItems;
          if (!(typeof data31 == "number" && !(data31 % 1) && !isNaN(data31) && isFinite(data31))) {
            let err55 = { instancePath: instancePath + "/maxItems", schemaPath: "#/definitions/maxItemsKeyword/type", keyword: "type", params: { type: "integer" }, message: "must be integer", schema: schema46.type, parentSchema: schema46, data: data31 };
            vErrors === null ? vErrors = [err55] : vErrors.push(err55), errors++;
          }
          if (typeof data31 == "number" && isFinite(data31) && (data31 < 0 || isNaN(data31))) {
            let err56 = { instancePath: instancePath + "/maxItems", schemaPath: "#/definitions/maxItemsKeyword/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0", schema: 0, parentSchema: schema46, data: data31 };
            vErrors === null ? vErrors = [err56] : vErrors.push(err56), errors++;
          }
        }
        if (data.uniqueItems !== void 0) {
          let data32 = data.uniqueItems;
          if (typeof data32 != "boolean") {
            let err57 = { instancePath: instancePath + "/uniqueItems", schemaPath: "#/definitions/uniqueItemsKeyword/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean", schema: schema47.type, parentSchema: schema47, data: data32 };
            vErrors === null ? vErrors = [err57] : vErrors.push(err57), errors++;
          }
        }
        if (data.description !== void 0) {
          let data33 = data.description;
          if (typeof data33 == "string") {
            if (func3(data33) > 1e4) {
              let err58 = { instancePath: instancePath + "/description", schemaPath: "#/definitions/description/maxLength", keyword: "maxLength", params: { limit: 1e4 }, message: "must NOT have more than 10000 characters", schema: 1e4, parentSchema: schema12, data: data33 };
              vErrors === null ? vErrors = [err58] : vErrors.push(err58), errors++;
            }
          } else {
            let err59 = { instancePath: instancePath + "/description", schemaPath: "#/definitions/description/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema12.type, parentSchema: schema12, data: data33 };
            vErrors === null ? vErrors = [err59] : vErrors.push(err59), errors++;
          }
        }
        if (data.deprecated !== void 0) {
          let data34 = data.deprecated;
          if (typeof data34 == "string") {
            if (func3(data34) > 1e4) {
              let err60 = { instancePath: instancePath + "/deprecated", schemaPath: "#/definitions/deprecated/maxLength", keyword: "maxLength", params: { limit: 1e4 }, message: "must NOT have more than 10000 characters", schema: 1e4, parentSchema: schema25, data: data34 };
              vErrors === null ? vErrors = [err60] : vErrors.push(err60), errors++;
            }
            if (func3(data34) < 1) {
              let err61 = { instancePath: instancePath + "/deprecated", schemaPath: "#/definitions/deprecated/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema25, data: data34 };
              vErrors === null ? vErrors = [err61] : vErrors.push(err61), errors++;
            }
          } else {
            let err62 = { instancePath: instancePath + "/deprecated", schemaPath: "#/definitions/deprecated/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema25.type, parentSchema: schema25, data: data34 };
            vErrors === null ? vErrors = [err62] : vErrors.push(err62), errors++;
          }
        }
        if (data.examples !== void 0) {
          let data35 = data.examples;
          if (Array.isArray(data35)) {
            if (data35.length > 20) {
              let err63 = { instancePath: instancePath + "/examples", schemaPath: "#/definitions/examplesKeyword/maxItems", keyword: "maxItems", params: { limit: 20 }, message: "must NOT have more than 20 items", schema: 20, parentSchema: schema26, data: data35 };
              vErrors === null ? vErrors = [err63] : vErrors.push(err63), errors++;
            }
            if (data35.length < 1) {
              let err64 = { instancePath: instancePath + "/examples", schemaPath: "#/definitions/examplesKeyword/minItems", keyword: "minItems", params: { limit: 1 }, message: "must NOT have fewer than 1 items", schema: 1, parentSchema: schema26, data: data35 };
              vErrors === null ? vErrors = [err64] : vErrors.push(err64), errors++;
            }
          } else {
            let err65 = { instancePath: instancePath + "/examples", schemaPath: "#/definitions/examplesKeyword/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema26.type, parentSchema: schema26, data: data35 };
            vErrors === null ? vErrors = [err65] : vErrors.push(err65), errors++;
          }
        }
        if (data.pii !== void 0) {
          let data36 = data.pii;
          if (typeof data36 != "boolean") {
            let err66 = { instancePath: instancePath + "/pii", schemaPath: "#/else/else/properties/pii/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean", schema: schema81.else.else.properties.pii.type, parentSchema: schema81.else.else.properties.pii, data: data36 };
            vErrors === null ? vErrors = [err66] : vErrors.push(err66), errors++;
          }
        }
        if (data.lookup !== void 0) {
          let data37 = data.lookup;
          if (data37 !== false) {
            let err67 = { instancePath: instancePath + "/lookup", schemaPath: "#/else/else/properties/lookup/const", keyword: "const", params: { allowedValue: false }, message: "must be equal to constant", schema: false, parentSchema: schema81.else.else.properties.lookup, data: data37 };
            vErrors === null ? vErrors = [err67] : vErrors.push(err67), errors++;
          }
        }
        if (data.entity !== void 0) {
          let data38 = data.entity;
          if (typeof data38 == "string") {
            if (func3(data38) > 60) {
              let err68 = { instancePath: instancePath + "/entity", schemaPath: "#/else/else/properties/entity/maxLength", keyword: "maxLength", params: { limit: 60 }, message: "must NOT have more than 60 characters", schema: 60, parentSchema: schema81.else.else.properties.entity, data: data38 };
              vErrors === null ? vErrors = [err68] : vErrors.push(err68), errors++;
            }
            if (!pattern7.test(data38)) {
              let err69 = { instancePath: instancePath + "/entity", schemaPath: "#/else/else/properties/entity/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z][A-Za-z0-9_]*$" }, message: 'must match pattern "^[A-Za-z][A-Za-z0-9_]*$"', schema: "^[A-Za-z][A-Za-z0-9_]*$", parentSchema: schema81.else.else.properties.entity, data: data38 };
              vErrors === null ? vErrors = [err69] : vErrors.push(err69), errors++;
            }
          } else {
            let err70 = { instancePath: instancePath + "/entity", schemaPath: "#/else/else/properties/entity/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema81.else.else.properties.entity.type, parentSchema: schema81.else.else.properties.entity, data: data38 };
            vErrors === null ? vErrors = [err70] : vErrors.push(err70), errors++;
          }
        }
      }
      var _valid1 = _errs32 === errors;
      valid3 = _valid1, ifClause1 = "else";
    }
    if (!valid3) {
      let err71 = { instancePath, schemaPath: "#/else/if", keyword: "if", params: { failingKeyword: ifClause1 }, message: 'must match "' + ifClause1 + '" schema', schema: schema81.else.if, parentSchema: schema81.else, data };
      vErrors === null ? vErrors = [err71] : vErrors.push(err71), errors++;
    }
    var _valid0 = _errs6 === errors;
    valid2 = _valid0, ifClause0 = "else";
  }
  if (!valid2) {
    let err72 = { instancePath, schemaPath: "#/if", keyword: "if", params: { failingKeyword: ifClause0 }, message: 'must match "' + ifClause0 + '" schema', schema: schema81.if, parentSchema: schema81, data };
    vErrors === null ? vErrors = [err72] : vErrors.push(err72), errors++;
  }
  return validate34.errors = vErrors, errors === 0;
}
function validate33(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.data === void 0) {
      let err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "data" }, message: "must have required property 'data'", schema: schema76.required, parentSchema: schema76, data };
      vErrors === null ? vErrors = [err0] : vErrors.push(err0), errors++;
    }
    for (let key0 in data)
      if (!(key0 === "description" || key0 === "deprecated" || key0 === "lookups" || key0 === "data" || key0 === "additionalProperties")) {
        let err1 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties", schema: false, parentSchema: schema76, data };
        vErrors === null ? vErrors = [err1] : vErrors.push(err1), errors++;
      }
    if (data.description !== void 0) {
      let data0 = data.description;
      if (typeof data0 == "string") {
        if (func3(data0) > 1e4) {
          let err2 = { instancePath: instancePath + "/description", schemaPath: "#/definitions/description/maxLength", keyword: "maxLength", params: { limit: 1e4 }, message: "must NOT have more than 10000 characters", schema: 1e4, parentSchema: schema12, data: data0 };
          vErrors === null ? vErrors = [err2] : vErrors.push(err2), errors++;
        }
      } else {
        let err3 = { instancePath: instancePath + "/description", schemaPath: "#/definitions/description/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema12.type, parentSchema: schema12, data: data0 };
        vErrors === null ? vErrors = [err3] : vErrors.push(err3), errors++;
      }
    }
    if (data.deprecated !== void 0) {
      let data1 = data.deprecated;
      if (typeof data1 == "string") {
        if (func3(data1) > 1e4) {
          let err4 = { instancePath: instancePath + "/deprecated", schemaPath: "#/definitions/deprecated/maxLength", keyword: "maxLength", params: { limit: 1e4 }, message: "must NOT have more than 10000 characters", schema: 1e4, parentSchema: schema25, data: data1 };
          vErrors === null ? vErrors = [err4] : vErrors.push(err4), errors++;
        }
        if (func3(data1) < 1) {
          let err5 = { instancePath: instancePath + "/deprecated", schemaPath: "#/definitions/deprecated/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema25, data: data1 };
          vErrors === null ? vErrors = [err5] : vErrors.push(err5), errors++;
        }
      } else {
        let err6 = { instancePath: instancePath + "/deprecated", schemaPath: "#/definitions/deprecated/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema25.type, parentSchema: schema25, data: data1 };
        vErrors === null ? vErrors = [err6] : vErrors.push(err6), errors++;
      }
    }
    if (data.lookups !== void 0) {
      let data2 = data.lookups;
      if (Array.isArray(data2)) {
        let len0 = data2.length;
        for (let i0 = 0; i0 < len0; i0++) {
          let data3 = data2[i0];
          if (typeof data3 != "string") {
            let err7 = { instancePath: instancePath + "/lookups/" + i0, schemaPath: "#/definitions/lookups/items/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema14.items.type, parentSchema: schema14.items, data: data3 };
            vErrors === null ? vErrors = [err7] : vErrors.push(err7), errors++;
          }
          if (!(data3 === "type" || data3 === "partition" || data3 === "partition-entity" || data3 === "entity")) {
            let err8 = { instancePath: instancePath + "/lookups/" + i0, schemaPath: "#/definitions/lookups/items/enum", keyword: "enum", params: { allowedValues: schema14.items.enum }, message: "must be equal to one of the allowed values", schema: schema14.items.enum, parentSchema: schema14.items, data: data3 };
            vErrors === null ? vErrors = [err8] : vErrors.push(err8), errors++;
          }
        }
        let i1 = data2.length, j0;
        if (i1 > 1) {
          let indices0 = {};
          for (; i1--; ) {
            let item0 = data2[i1];
            if (typeof item0 == "string") {
              if (typeof indices0[item0] == "number") {
                j0 = indices0[item0];
                let err9 = { instancePath: instancePath + "/lookups", schemaPath: "#/definitions/lookups/uniqueItems", keyword: "uniqueItems", params: { i: i1, j: j0 }, message: "must NOT have duplicate items (items ## " + j0 + " and " + i1 + " are identical)", schema: true, parentSchema: schema14, data: data2 };
                vErrors === null ? vErrors = [err9] : vErrors.push(err9), errors++;
                break;
              }
              indices0[item0] = i1;
            }
          }
        }
      } else {
        let err10 = { instancePath: instancePath + "/lookups", schemaPath: "#/definitions/lookups/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema14.type, parentSchema: schema14, data: data2 };
        vErrors === null ? vErrors = [err10] : vErrors.push(err10), errors++;
      }
    }
    if (data.data !== void 0) {
      let data4 = data.data;
      if (data4 && typeof data4 == "object" && !Array.isArray(data4)) {
        for (let key1 in data4) {
          let _errs15 = errors;
          if (typeof key1 == "string") {
            if (func3(key1) > 255) {
              let err11 = { instancePath: instancePath + "/data", schemaPath: "#/definitions/fieldName/maxLength", keyword: "maxLength", params: { limit: 255 }, message: "must NOT have more than 255 characters", schema: 255, parentSchema: schema80, data: key1, propertyName: key1 };
              vErrors === null ? vErrors = [err11] : vErrors.push(err11), errors++;
            }
            if (func3(key1) < 1) {
              let err12 = { instancePath: instancePath + "/data", schemaPath: "#/definitions/fieldName/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema80, data: key1, propertyName: key1 };
              vErrors === null ? vErrors = [err12] : vErrors.push(err12), errors++;
            }
            if (!pattern6.test(key1)) {
              let err13 = { instancePath: instancePath + "/data", schemaPath: "#/definitions/fieldName/pattern", keyword: "pattern", params: { pattern: "^(?!(?:__proto__|constructor)\\??$)(?!\\s)[^\\u0000-\\u001f\\u007f\\ud800-\\udfff?]+(?<!\\s)\\??$" }, message: 'must match pattern "^(?!(?:__proto__|constructor)\\??$)(?!\\s)[^\\u0000-\\u001f\\u007f\\ud800-\\udfff?]+(?<!\\s)\\??$"', schema: "^(?!(?:__proto__|constructor)\\??$)(?!\\s)[^\\u0000-\\u001f\\u007f\\ud800-\\udfff?]+(?<!\\s)\\??$", parentSchema: schema80, data: key1, propertyName: key1 };
              vErrors === null ? vErrors = [err13] : vErrors.push(err13), errors++;
            }
          } else {
            let err14 = { instancePath: instancePath + "/data", schemaPath: "#/definitions/fieldName/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema80.type, parentSchema: schema80, data: key1, propertyName: key1 };
            vErrors === null ? vErrors = [err14] : vErrors.push(err14), errors++;
          }
          var valid7 = _errs15 === errors;
          if (!valid7) {
            let err15 = { instancePath: instancePath + "/data", schemaPath: "#/properties/data/propertyNames", keyword: "propertyNames", params: { propertyName: key1 }, message: "property name must be valid", schema: schema76.properties.data.propertyNames, parentSchema: schema76.properties.data, data: data4 };
            vErrors === null ? vErrors = [err15] : vErrors.push(err15), errors++;
          }
        }
        for (let key2 in data4)
          if (!validate34(data4[key2], { instancePath: instancePath + "/data/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"), parentData: data4, parentDataProperty: key2, rootData })) {
            for (let error2 of validate34.errors) (vErrors ??= []).push(error2);
            errors = vErrors.length;
          }
      } else {
        let err16 = { instancePath: instancePath + "/data", schemaPath: "#/properties/data/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema76.properties.data.type, parentSchema: schema76.properties.data, data: data4 };
        vErrors === null ? vErrors = [err16] : vErrors.push(err16), errors++;
      }
    }
    if (data.additionalProperties !== void 0) {
      let data6 = data.additionalProperties;
      if (typeof data6 != "boolean") {
        let err17 = { instancePath: instancePath + "/additionalProperties", schemaPath: "#/properties/additionalProperties/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean", schema: schema76.properties.additionalProperties.type, parentSchema: schema76.properties.additionalProperties, data: data6 };
        vErrors === null ? vErrors = [err17] : vErrors.push(err17), errors++;
      }
    }
  } else {
    let err18 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema76.type, parentSchema: schema76, data };
    vErrors === null ? vErrors = [err18] : vErrors.push(err18), errors++;
  }
  return validate33.errors = vErrors, errors === 0;
}
var schema108 = { title: "Stream", description: "The history of one thing: the events of some types that share an id.", type: "object", required: ["by", "events"], additionalProperties: false, properties: { description: { $ref: "#/definitions/description" }, by: { description: "The id that picks one stream.", $ref: "#/definitions/idField" }, across_partitions: { description: "Lifts the wall between partitions for this stream.", type: "boolean" }, materialized: { description: "Stores one more copy of each event under the stream's own key, so that the whole history is one query. Not for consistent streams, which do so anyway.", type: "boolean" }, consistent: { description: "Numbers the stream's events by revision (1, 2, 3 \u2026), so that a save can require that nothing has been added. Stores a copy of each event under the stream's own key.", type: "boolean" }, events: { description: "The event types of the stream.", type: "array", minItems: 1, uniqueItems: true, items: { type: "string" } } } };
function validate44(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.by === void 0) {
      let err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "by" }, message: "must have required property 'by'", schema: schema108.required, parentSchema: schema108, data };
      vErrors === null ? vErrors = [err0] : vErrors.push(err0), errors++;
    }
    if (data.events === void 0) {
      let err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "events" }, message: "must have required property 'events'", schema: schema108.required, parentSchema: schema108, data };
      vErrors === null ? vErrors = [err1] : vErrors.push(err1), errors++;
    }
    for (let key0 in data)
      if (!(key0 === "description" || key0 === "by" || key0 === "across_partitions" || key0 === "materialized" || key0 === "consistent" || key0 === "events")) {
        let err2 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties", schema: false, parentSchema: schema108, data };
        vErrors === null ? vErrors = [err2] : vErrors.push(err2), errors++;
      }
    if (data.description !== void 0) {
      let data0 = data.description;
      if (typeof data0 == "string") {
        if (func3(data0) > 1e4) {
          let err3 = { instancePath: instancePath + "/description", schemaPath: "#/definitions/description/maxLength", keyword: "maxLength", params: { limit: 1e4 }, message: "must NOT have more than 10000 characters", schema: 1e4, parentSchema: schema12, data: data0 };
          vErrors === null ? vErrors = [err3] : vErrors.push(err3), errors++;
        }
      } else {
        let err4 = { instancePath: instancePath + "/description", schemaPath: "#/definitions/description/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema12.type, parentSchema: schema12, data: data0 };
        vErrors === null ? vErrors = [err4] : vErrors.push(err4), errors++;
      }
    }
    if (data.by !== void 0) {
      let data1 = data.by;
      if (typeof data1 == "string") {
        if (func3(data1) > 64) {
          let err5 = { instancePath: instancePath + "/by", schemaPath: "#/definitions/idField/maxLength", keyword: "maxLength", params: { limit: 64 }, message: "must NOT have more than 64 characters", schema: 64, parentSchema: schema13, data: data1 };
          vErrors === null ? vErrors = [err5] : vErrors.push(err5), errors++;
        }
        if (!pattern1.test(data1)) {
          let err6 = { instancePath: instancePath + "/by", schemaPath: "#/definitions/idField/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z][A-Za-z0-9_]*_id$" }, message: 'must match pattern "^[A-Za-z][A-Za-z0-9_]*_id$"', schema: "^[A-Za-z][A-Za-z0-9_]*_id$", parentSchema: schema13, data: data1 };
          vErrors === null ? vErrors = [err6] : vErrors.push(err6), errors++;
        }
      } else {
        let err7 = { instancePath: instancePath + "/by", schemaPath: "#/definitions/idField/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema13.type, parentSchema: schema13, data: data1 };
        vErrors === null ? vErrors = [err7] : vErrors.push(err7), errors++;
      }
    }
    if (data.across_partitions !== void 0) {
      let data2 = data.across_partitions;
      if (typeof data2 != "boolean") {
        let err8 = { instancePath: instancePath + "/across_partitions", schemaPath: "#/properties/across_partitions/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean", schema: schema108.properties.across_partitions.type, parentSchema: schema108.properties.across_partitions, data: data2 };
        vErrors === null ? vErrors = [err8] : vErrors.push(err8), errors++;
      }
    }
    if (data.materialized !== void 0) {
      let data3 = data.materialized;
      if (typeof data3 != "boolean") {
        let err9 = { instancePath: instancePath + "/materialized", schemaPath: "#/properties/materialized/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean", schema: schema108.properties.materialized.type, parentSchema: schema108.properties.materialized, data: data3 };
        vErrors === null ? vErrors = [err9] : vErrors.push(err9), errors++;
      }
    }
    if (data.consistent !== void 0) {
      let data4 = data.consistent;
      if (typeof data4 != "boolean") {
        let err10 = { instancePath: instancePath + "/consistent", schemaPath: "#/properties/consistent/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean", schema: schema108.properties.consistent.type, parentSchema: schema108.properties.consistent, data: data4 };
        vErrors === null ? vErrors = [err10] : vErrors.push(err10), errors++;
      }
    }
    if (data.events !== void 0) {
      let data5 = data.events;
      if (Array.isArray(data5)) {
        if (data5.length < 1) {
          let err11 = { instancePath: instancePath + "/events", schemaPath: "#/properties/events/minItems", keyword: "minItems", params: { limit: 1 }, message: "must NOT have fewer than 1 items", schema: 1, parentSchema: schema108.properties.events, data: data5 };
          vErrors === null ? vErrors = [err11] : vErrors.push(err11), errors++;
        }
        let len0 = data5.length;
        for (let i0 = 0; i0 < len0; i0++) {
          let data6 = data5[i0];
          if (typeof data6 != "string") {
            let err12 = { instancePath: instancePath + "/events/" + i0, schemaPath: "#/properties/events/items/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema108.properties.events.items.type, parentSchema: schema108.properties.events.items, data: data6 };
            vErrors === null ? vErrors = [err12] : vErrors.push(err12), errors++;
          }
        }
        let i1 = data5.length, j0;
        if (i1 > 1) {
          let indices0 = {};
          for (; i1--; ) {
            let item0 = data5[i1];
            if (typeof item0 == "string") {
              if (typeof indices0[item0] == "number") {
                j0 = indices0[item0];
                let err13 = { instancePath: instancePath + "/events", schemaPath: "#/properties/events/uniqueItems", keyword: "uniqueItems", params: { i: i1, j: j0 }, message: "must NOT have duplicate items (items ## " + j0 + " and " + i1 + " are identical)", schema: true, parentSchema: schema108.properties.events, data: data5 };
                vErrors === null ? vErrors = [err13] : vErrors.push(err13), errors++;
                break;
              }
              indices0[item0] = i1;
            }
          }
        }
      } else {
        let err14 = { instancePath: instancePath + "/events", schemaPath: "#/properties/events/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema108.properties.events.type, parentSchema: schema108.properties.events, data: data5 };
        vErrors === null ? vErrors = [err14] : vErrors.push(err14), errors++;
      }
    }
  } else {
    let err15 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema108.type, parentSchema: schema108, data };
    vErrors === null ? vErrors = [err15] : vErrors.push(err15), errors++;
  }
  return validate44.errors = vErrors, errors === 0;
}
function validate10(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0, _errs1 = errors, valid0 = true, _errs2 = errors, _errs3 = errors, _errs4 = errors, _errs5 = errors, valid2 = false, _errs6 = errors;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    let missing0;
    if (data.name === void 0 && (missing0 = "name")) {
      let err0 = {};
      vErrors === null ? vErrors = [err0] : vErrors.push(err0), errors++;
    }
  }
  var _valid1 = _errs6 === errors;
  if (valid2 = valid2 || _valid1, !valid2) {
    let _errs7 = errors;
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing1;
      if (data.partition === void 0 && (missing1 = "partition")) {
        let err1 = {};
        vErrors === null ? vErrors = [err1] : vErrors.push(err1), errors++;
      }
    }
    var _valid1 = _errs7 === errors;
    if (valid2 = valid2 || _valid1, !valid2) {
      let _errs8 = errors;
      if (data && typeof data == "object" && !Array.isArray(data)) {
        let missing2;
        if (data.lookups === void 0 && (missing2 = "lookups")) {
          let err2 = {};
          vErrors === null ? vErrors = [err2] : vErrors.push(err2), errors++;
        }
      }
      var _valid1 = _errs8 === errors;
      if (valid2 = valid2 || _valid1, !valid2) {
        let _errs9 = errors;
        if (data && typeof data == "object" && !Array.isArray(data)) {
          let missing3;
          if (data.metadata === void 0 && (missing3 = "metadata")) {
            let err3 = {};
            vErrors === null ? vErrors = [err3] : vErrors.push(err3), errors++;
          }
        }
        var _valid1 = _errs9 === errors;
        if (valid2 = valid2 || _valid1, !valid2) {
          let _errs10 = errors;
          if (data && typeof data == "object" && !Array.isArray(data)) {
            let missing4;
            if (data.events === void 0 && (missing4 = "events")) {
              let err4 = {};
              vErrors === null ? vErrors = [err4] : vErrors.push(err4), errors++;
            }
          }
          var _valid1 = _errs10 === errors;
          if (valid2 = valid2 || _valid1, !valid2) {
            let _errs11 = errors;
            if (data && typeof data == "object" && !Array.isArray(data)) {
              let missing5;
              if (data.streams === void 0 && (missing5 = "streams")) {
                let err5 = {};
                vErrors === null ? vErrors = [err5] : vErrors.push(err5), errors++;
              }
            }
            var _valid1 = _errs11 === errors;
            if (valid2 = valid2 || _valid1, !valid2) {
              let _errs12 = errors;
              if (data && typeof data == "object" && !Array.isArray(data)) {
                let missing6;
                if (data.allow === void 0 && (missing6 = "allow")) {
                  let err6 = {};
                  vErrors === null ? vErrors = [err6] : vErrors.push(err6), errors++;
                }
              }
              var _valid1 = _errs12 === errors;
              valid2 = valid2 || _valid1;
            }
          }
        }
      }
    }
  }
  if (valid2)
    errors = _errs5, vErrors !== null && (_errs5 ? vErrors.length = _errs5 : vErrors = null);
  else {
    let err7 = {};
    vErrors === null ? vErrors = [err7] : vErrors.push(err7), errors++;
  }
  var valid1 = _errs4 === errors;
  if (valid1) {
    let err8 = {};
    vErrors === null ? vErrors = [err8] : vErrors.push(err8), errors++;
  } else {
    errors = _errs3, vErrors !== null && (_errs3 ? vErrors.length = _errs3 : vErrors = null);
    let _errs13 = errors, valid3 = false, _errs14 = errors;
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing7;
      if (data.types === void 0 && (missing7 = "types")) {
        let err9 = {};
        vErrors === null ? vErrors = [err9] : vErrors.push(err9), errors++;
      }
    }
    var _valid2 = _errs14 === errors;
    if (valid3 = valid3 || _valid2, !valid3) {
      let _errs15 = errors;
      if (data && typeof data == "object" && !Array.isArray(data)) {
        let missing8;
        if (data.imports === void 0 && (missing8 = "imports")) {
          let err10 = {};
          vErrors === null ? vErrors = [err10] : vErrors.push(err10), errors++;
        }
      }
      var _valid2 = _errs15 === errors;
      valid3 = valid3 || _valid2;
    }
    if (valid3)
      errors = _errs13, vErrors !== null && (_errs13 ? vErrors.length = _errs13 : vErrors = null);
    else {
      let err11 = {};
      vErrors === null ? vErrors = [err11] : vErrors.push(err11), errors++;
    }
  }
  var _valid0 = _errs2 === errors;
  if (errors = _errs1, vErrors !== null && (_errs1 ? vErrors.length = _errs1 : vErrors = null), !_valid0) {
    let _errs16 = errors;
    if (data && typeof data == "object" && !Array.isArray(data)) {
      if (data.name === void 0) {
        let err12 = { instancePath, schemaPath: "#/else/required", keyword: "required", params: { missingProperty: "name" }, message: "must have required property 'name'", schema: schema11.else.required, parentSchema: schema11.else, data };
        vErrors === null ? vErrors = [err12] : vErrors.push(err12), errors++;
      }
      if (data.events === void 0) {
        let err13 = { instancePath, schemaPath: "#/else/required", keyword: "required", params: { missingProperty: "events" }, message: "must have required property 'events'", schema: schema11.else.required, parentSchema: schema11.else, data };
        vErrors === null ? vErrors = [err13] : vErrors.push(err13), errors++;
      }
    }
    var _valid0 = _errs16 === errors;
    valid0 = _valid0;
  }
  if (!valid0) {
    let err14 = { instancePath, schemaPath: "#/if", keyword: "if", params: { failingKeyword: "else" }, message: 'must match "else" schema', schema: schema11.if, parentSchema: schema11, data };
    vErrors === null ? vErrors = [err14] : vErrors.push(err14), errors++;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.version === void 0) {
      let err15 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "version" }, message: "must have required property 'version'", schema: schema11.required, parentSchema: schema11, data };
      vErrors === null ? vErrors = [err15] : vErrors.push(err15), errors++;
    }
    for (let key0 in data)
      if (!func2.call(schema11.properties, key0)) {
        let err16 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties", schema: false, parentSchema: schema11, data };
        vErrors === null ? vErrors = [err16] : vErrors.push(err16), errors++;
      }
    if (data.version !== void 0) {
      let data0 = data.version;
      if (data0 !== 1) {
        let err17 = { instancePath: instancePath + "/version", schemaPath: "#/properties/version/const", keyword: "const", params: { allowedValue: 1 }, message: "must be equal to constant", schema: 1, parentSchema: schema11.properties.version, data: data0 };
        vErrors === null ? vErrors = [err17] : vErrors.push(err17), errors++;
      }
    }
    if (data.name !== void 0) {
      let data1 = data.name;
      if (typeof data1 == "string") {
        if (func3(data1) > 40) {
          let err18 = { instancePath: instancePath + "/name", schemaPath: "#/properties/name/maxLength", keyword: "maxLength", params: { limit: 40 }, message: "must NOT have more than 40 characters", schema: 40, parentSchema: schema11.properties.name, data: data1 };
          vErrors === null ? vErrors = [err18] : vErrors.push(err18), errors++;
        }
        if (!pattern0.test(data1)) {
          let err19 = { instancePath: instancePath + "/name", schemaPath: "#/properties/name/pattern", keyword: "pattern", params: { pattern: "^[A-Z][A-Za-z0-9]*$" }, message: 'must match pattern "^[A-Z][A-Za-z0-9]*$"', schema: "^[A-Z][A-Za-z0-9]*$", parentSchema: schema11.properties.name, data: data1 };
          vErrors === null ? vErrors = [err19] : vErrors.push(err19), errors++;
        }
      } else {
        let err20 = { instancePath: instancePath + "/name", schemaPath: "#/properties/name/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema11.properties.name.type, parentSchema: schema11.properties.name, data: data1 };
        vErrors === null ? vErrors = [err20] : vErrors.push(err20), errors++;
      }
    }
    if (data.description !== void 0) {
      let data2 = data.description;
      if (typeof data2 == "string") {
        if (func3(data2) > 1e4) {
          let err21 = { instancePath: instancePath + "/description", schemaPath: "#/definitions/description/maxLength", keyword: "maxLength", params: { limit: 1e4 }, message: "must NOT have more than 10000 characters", schema: 1e4, parentSchema: schema12, data: data2 };
          vErrors === null ? vErrors = [err21] : vErrors.push(err21), errors++;
        }
      } else {
        let err22 = { instancePath: instancePath + "/description", schemaPath: "#/definitions/description/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema12.type, parentSchema: schema12, data: data2 };
        vErrors === null ? vErrors = [err22] : vErrors.push(err22), errors++;
      }
    }
    if (data.partition !== void 0) {
      let data3 = data.partition;
      if (typeof data3 == "string") {
        if (func3(data3) > 64) {
          let err23 = { instancePath: instancePath + "/partition", schemaPath: "#/definitions/idField/maxLength", keyword: "maxLength", params: { limit: 64 }, message: "must NOT have more than 64 characters", schema: 64, parentSchema: schema13, data: data3 };
          vErrors === null ? vErrors = [err23] : vErrors.push(err23), errors++;
        }
        if (!pattern1.test(data3)) {
          let err24 = { instancePath: instancePath + "/partition", schemaPath: "#/definitions/idField/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z][A-Za-z0-9_]*_id$" }, message: 'must match pattern "^[A-Za-z][A-Za-z0-9_]*_id$"', schema: "^[A-Za-z][A-Za-z0-9_]*_id$", parentSchema: schema13, data: data3 };
          vErrors === null ? vErrors = [err24] : vErrors.push(err24), errors++;
        }
      } else {
        let err25 = { instancePath: instancePath + "/partition", schemaPath: "#/definitions/idField/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema13.type, parentSchema: schema13, data: data3 };
        vErrors === null ? vErrors = [err25] : vErrors.push(err25), errors++;
      }
    }
    if (data.lookups !== void 0) {
      let data4 = data.lookups;
      if (Array.isArray(data4)) {
        let len0 = data4.length;
        for (let i0 = 0; i0 < len0; i0++) {
          let data5 = data4[i0];
          if (typeof data5 != "string") {
            let err26 = { instancePath: instancePath + "/lookups/" + i0, schemaPath: "#/definitions/lookups/items/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema14.items.type, parentSchema: schema14.items, data: data5 };
            vErrors === null ? vErrors = [err26] : vErrors.push(err26), errors++;
          }
          if (!(data5 === "type" || data5 === "partition" || data5 === "partition-entity" || data5 === "entity")) {
            let err27 = { instancePath: instancePath + "/lookups/" + i0, schemaPath: "#/definitions/lookups/items/enum", keyword: "enum", params: { allowedValues: schema14.items.enum }, message: "must be equal to one of the allowed values", schema: schema14.items.enum, parentSchema: schema14.items, data: data5 };
            vErrors === null ? vErrors = [err27] : vErrors.push(err27), errors++;
          }
        }
        let i1 = data4.length, j0;
        if (i1 > 1) {
          let indices0 = {};
          for (; i1--; ) {
            let item0 = data4[i1];
            if (typeof item0 == "string") {
              if (typeof indices0[item0] == "number") {
                j0 = indices0[item0];
                let err28 = { instancePath: instancePath + "/lookups", schemaPath: "#/definitions/lookups/uniqueItems", keyword: "uniqueItems", params: { i: i1, j: j0 }, message: "must NOT have duplicate items (items ## " + j0 + " and " + i1 + " are identical)", schema: true, parentSchema: schema14, data: data4 };
                vErrors === null ? vErrors = [err28] : vErrors.push(err28), errors++;
                break;
              }
              indices0[item0] = i1;
            }
          }
        }
      } else {
        let err29 = { instancePath: instancePath + "/lookups", schemaPath: "#/definitions/lookups/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema14.type, parentSchema: schema14, data: data4 };
        vErrors === null ? vErrors = [err29] : vErrors.push(err29), errors++;
      }
    }
    if (data.metadata !== void 0) {
      let data6 = data.metadata;
      if (data6 && typeof data6 == "object" && !Array.isArray(data6)) {
        if (Object.keys(data6).length < 1) {
          let err30 = { instancePath: instancePath + "/metadata", schemaPath: "#/properties/metadata/minProperties", keyword: "minProperties", params: { limit: 1 }, message: "must NOT have fewer than 1 properties", schema: 1, parentSchema: schema11.properties.metadata, data: data6 };
          vErrors === null ? vErrors = [err30] : vErrors.push(err30), errors++;
        }
        for (let key1 in data6) {
          let _errs34 = errors;
          if (typeof key1 == "string") {
            if (func3(key1) > 255) {
              let err31 = { instancePath: instancePath + "/metadata", schemaPath: "#/properties/metadata/propertyNames/maxLength", keyword: "maxLength", params: { limit: 255 }, message: "must NOT have more than 255 characters", schema: 255, parentSchema: schema11.properties.metadata.propertyNames, data: key1, propertyName: key1 };
              vErrors === null ? vErrors = [err31] : vErrors.push(err31), errors++;
            }
            if (func3(key1) < 1) {
              let err32 = { instancePath: instancePath + "/metadata", schemaPath: "#/properties/metadata/propertyNames/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema11.properties.metadata.propertyNames, data: key1, propertyName: key1 };
              vErrors === null ? vErrors = [err32] : vErrors.push(err32), errors++;
            }
            if (!pattern2.test(key1)) {
              let err33 = { instancePath: instancePath + "/metadata", schemaPath: "#/properties/metadata/propertyNames/pattern", keyword: "pattern", params: { pattern: "^(?!(?:__proto__|constructor)$)(?!\\s)[^\\u0000-\\u001f\\u007f\\ud800-\\udfff?]+(?<!\\s)$" }, message: 'must match pattern "^(?!(?:__proto__|constructor)$)(?!\\s)[^\\u0000-\\u001f\\u007f\\ud800-\\udfff?]+(?<!\\s)$"', schema: "^(?!(?:__proto__|constructor)$)(?!\\s)[^\\u0000-\\u001f\\u007f\\ud800-\\udfff?]+(?<!\\s)$", parentSchema: schema11.properties.metadata.propertyNames, data: key1, propertyName: key1 };
              vErrors === null ? vErrors = [err33] : vErrors.push(err33), errors++;
            }
          } else {
            let err34 = { instancePath: instancePath + "/metadata", schemaPath: "#/properties/metadata/propertyNames/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema11.properties.metadata.propertyNames.type, parentSchema: schema11.properties.metadata.propertyNames, data: key1, propertyName: key1 };
            vErrors === null ? vErrors = [err34] : vErrors.push(err34), errors++;
          }
          var valid11 = _errs34 === errors;
          if (!valid11) {
            let err35 = { instancePath: instancePath + "/metadata", schemaPath: "#/properties/metadata/propertyNames", keyword: "propertyNames", params: { propertyName: key1 }, message: "property name must be valid", schema: schema11.properties.metadata.propertyNames, parentSchema: schema11.properties.metadata, data: data6 };
            vErrors === null ? vErrors = [err35] : vErrors.push(err35), errors++;
          }
        }
        for (let key2 in data6)
          if (!validate11(data6[key2], { instancePath: instancePath + "/metadata/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"), parentData: data6, parentDataProperty: key2, rootData })) {
            for (let error2 of validate11.errors) (vErrors ??= []).push(error2);
            errors = vErrors.length;
          }
      } else {
        let err36 = { instancePath: instancePath + "/metadata", schemaPath: "#/properties/metadata/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema11.properties.metadata.type, parentSchema: schema11.properties.metadata, data: data6 };
        vErrors === null ? vErrors = [err36] : vErrors.push(err36), errors++;
      }
    }
    if (data.imports !== void 0) {
      let data8 = data.imports;
      if (Array.isArray(data8)) {
        if (data8.length > 100) {
          let err37 = { instancePath: instancePath + "/imports", schemaPath: "#/properties/imports/maxItems", keyword: "maxItems", params: { limit: 100 }, message: "must NOT have more than 100 items", schema: 100, parentSchema: schema11.properties.imports, data: data8 };
          vErrors === null ? vErrors = [err37] : vErrors.push(err37), errors++;
        }
        let len1 = data8.length;
        for (let i2 = 0; i2 < len1; i2++) {
          let data9 = data8[i2];
          if (typeof data9 == "string") {
            if (func3(data9) > 1e3) {
              let err38 = { instancePath: instancePath + "/imports/" + i2, schemaPath: "#/properties/imports/items/maxLength", keyword: "maxLength", params: { limit: 1e3 }, message: "must NOT have more than 1000 characters", schema: 1e3, parentSchema: schema11.properties.imports.items, data: data9 };
              vErrors === null ? vErrors = [err38] : vErrors.push(err38), errors++;
            }
            if (func3(data9) < 1) {
              let err39 = { instancePath: instancePath + "/imports/" + i2, schemaPath: "#/properties/imports/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema11.properties.imports.items, data: data9 };
              vErrors === null ? vErrors = [err39] : vErrors.push(err39), errors++;
            }
          } else {
            let err40 = { instancePath: instancePath + "/imports/" + i2, schemaPath: "#/properties/imports/items/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema11.properties.imports.items.type, parentSchema: schema11.properties.imports.items, data: data9 };
            vErrors === null ? vErrors = [err40] : vErrors.push(err40), errors++;
          }
        }
        let i3 = data8.length, j1;
        if (i3 > 1) {
          let indices1 = {};
          for (; i3--; ) {
            let item1 = data8[i3];
            if (typeof item1 == "string") {
              if (typeof indices1[item1] == "number") {
                j1 = indices1[item1];
                let err41 = { instancePath: instancePath + "/imports", schemaPath: "#/properties/imports/uniqueItems", keyword: "uniqueItems", params: { i: i3, j: j1 }, message: "must NOT have duplicate items (items ## " + j1 + " and " + i3 + " are identical)", schema: true, parentSchema: schema11.properties.imports, data: data8 };
                vErrors === null ? vErrors = [err41] : vErrors.push(err41), errors++;
                break;
              }
              indices1[item1] = i3;
            }
          }
        }
      } else {
        let err42 = { instancePath: instancePath + "/imports", schemaPath: "#/properties/imports/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema11.properties.imports.type, parentSchema: schema11.properties.imports, data: data8 };
        vErrors === null ? vErrors = [err42] : vErrors.push(err42), errors++;
      }
    }
    if (data.types !== void 0) {
      let data10 = data.types;
      if (data10 && typeof data10 == "object" && !Array.isArray(data10)) {
        for (let key3 in data10) {
          let _errs44 = errors;
          if (typeof key3 == "string") {
            if (func3(key3) > 64) {
              let err43 = { instancePath: instancePath + "/types", schemaPath: "#/properties/types/propertyNames/maxLength", keyword: "maxLength", params: { limit: 64 }, message: "must NOT have more than 64 characters", schema: 64, parentSchema: schema11.properties.types.propertyNames, data: key3, propertyName: key3 };
              vErrors === null ? vErrors = [err43] : vErrors.push(err43), errors++;
            }
            if (!pattern0.test(key3)) {
              let err44 = { instancePath: instancePath + "/types", schemaPath: "#/properties/types/propertyNames/pattern", keyword: "pattern", params: { pattern: "^[A-Z][A-Za-z0-9]*$" }, message: 'must match pattern "^[A-Z][A-Za-z0-9]*$"', schema: "^[A-Z][A-Za-z0-9]*$", parentSchema: schema11.properties.types.propertyNames, data: key3, propertyName: key3 };
              vErrors === null ? vErrors = [err44] : vErrors.push(err44), errors++;
            }
          } else {
            let err45 = { instancePath: instancePath + "/types", schemaPath: "#/properties/types/propertyNames/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema11.properties.types.propertyNames.type, parentSchema: schema11.properties.types.propertyNames, data: key3, propertyName: key3 };
            vErrors === null ? vErrors = [err45] : vErrors.push(err45), errors++;
          }
          var valid16 = _errs44 === errors;
          if (!valid16) {
            let err46 = { instancePath: instancePath + "/types", schemaPath: "#/properties/types/propertyNames", keyword: "propertyNames", params: { propertyName: key3 }, message: "property name must be valid", schema: schema11.properties.types.propertyNames, parentSchema: schema11.properties.types, data: data10 };
            vErrors === null ? vErrors = [err46] : vErrors.push(err46), errors++;
          }
        }
        for (let key4 in data10)
          if (!validate15(data10[key4], { instancePath: instancePath + "/types/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"), parentData: data10, parentDataProperty: key4, rootData })) {
            for (let error2 of validate15.errors) (vErrors ??= []).push(error2);
            errors = vErrors.length;
          }
      } else {
        let err47 = { instancePath: instancePath + "/types", schemaPath: "#/properties/types/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema11.properties.types.type, parentSchema: schema11.properties.types, data: data10 };
        vErrors === null ? vErrors = [err47] : vErrors.push(err47), errors++;
      }
    }
    if (data.events !== void 0) {
      let data12 = data.events;
      if (data12 && typeof data12 == "object" && !Array.isArray(data12)) {
        if (Object.keys(data12).length < 1) {
          let err48 = { instancePath: instancePath + "/events", schemaPath: "#/properties/events/minProperties", keyword: "minProperties", params: { limit: 1 }, message: "must NOT have fewer than 1 properties", schema: 1, parentSchema: schema11.properties.events, data: data12 };
          vErrors === null ? vErrors = [err48] : vErrors.push(err48), errors++;
        }
        for (let key5 in data12) {
          let _errs50 = errors;
          if (typeof key5 == "string") {
            if (func3(key5) > 64) {
              let err49 = { instancePath: instancePath + "/events", schemaPath: "#/properties/events/propertyNames/maxLength", keyword: "maxLength", params: { limit: 64 }, message: "must NOT have more than 64 characters", schema: 64, parentSchema: schema11.properties.events.propertyNames, data: key5, propertyName: key5 };
              vErrors === null ? vErrors = [err49] : vErrors.push(err49), errors++;
            }
            if (!pattern5.test(key5)) {
              let err50 = { instancePath: instancePath + "/events", schemaPath: "#/properties/events/propertyNames/pattern", keyword: "pattern", params: { pattern: "^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$" }, message: 'must match pattern "^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$"', schema: "^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$", parentSchema: schema11.properties.events.propertyNames, data: key5, propertyName: key5 };
              vErrors === null ? vErrors = [err50] : vErrors.push(err50), errors++;
            }
          } else {
            let err51 = { instancePath: instancePath + "/events", schemaPath: "#/properties/events/propertyNames/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema11.properties.events.propertyNames.type, parentSchema: schema11.properties.events.propertyNames, data: key5, propertyName: key5 };
            vErrors === null ? vErrors = [err51] : vErrors.push(err51), errors++;
          }
          var valid18 = _errs50 === errors;
          if (!valid18) {
            let err52 = { instancePath: instancePath + "/events", schemaPath: "#/properties/events/propertyNames", keyword: "propertyNames", params: { propertyName: key5 }, message: "property name must be valid", schema: schema11.properties.events.propertyNames, parentSchema: schema11.properties.events, data: data12 };
            vErrors === null ? vErrors = [err52] : vErrors.push(err52), errors++;
          }
        }
        for (let key6 in data12)
          if (!validate33(data12[key6], { instancePath: instancePath + "/events/" + key6.replace(/~/g, "~0").replace(/\//g, "~1"), parentData: data12, parentDataProperty: key6, rootData })) {
            for (let error2 of validate33.errors) (vErrors ??= []).push(error2);
            errors = vErrors.length;
          }
      } else {
        let err53 = { instancePath: instancePath + "/events", schemaPath: "#/properties/events/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema11.properties.events.type, parentSchema: schema11.properties.events, data: data12 };
        vErrors === null ? vErrors = [err53] : vErrors.push(err53), errors++;
      }
    }
    if (data.streams !== void 0) {
      let data14 = data.streams;
      if (data14 && typeof data14 == "object" && !Array.isArray(data14)) {
        for (let key7 in data14) {
          let _errs56 = errors;
          if (typeof key7 == "string") {
            if (func3(key7) > 64) {
              let err54 = { instancePath: instancePath + "/streams", schemaPath: "#/properties/streams/propertyNames/maxLength", keyword: "maxLength", params: { limit: 64 }, message: "must NOT have more than 64 characters", schema: 64, parentSchema: schema11.properties.streams.propertyNames, data: key7, propertyName: key7 };
              vErrors === null ? vErrors = [err54] : vErrors.push(err54), errors++;
            }
            if (!pattern8.test(key7)) {
              let err55 = { instancePath: instancePath + "/streams", schemaPath: "#/properties/streams/propertyNames/pattern", keyword: "pattern", params: { pattern: "^[a-z][a-z0-9]*(_[a-z0-9]+)*$" }, message: 'must match pattern "^[a-z][a-z0-9]*(_[a-z0-9]+)*$"', schema: "^[a-z][a-z0-9]*(_[a-z0-9]+)*$", parentSchema: schema11.properties.streams.propertyNames, data: key7, propertyName: key7 };
              vErrors === null ? vErrors = [err55] : vErrors.push(err55), errors++;
            }
          } else {
            let err56 = { instancePath: instancePath + "/streams", schemaPath: "#/properties/streams/propertyNames/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema11.properties.streams.propertyNames.type, parentSchema: schema11.properties.streams.propertyNames, data: key7, propertyName: key7 };
            vErrors === null ? vErrors = [err56] : vErrors.push(err56), errors++;
          }
          var valid20 = _errs56 === errors;
          if (!valid20) {
            let err57 = { instancePath: instancePath + "/streams", schemaPath: "#/properties/streams/propertyNames", keyword: "propertyNames", params: { propertyName: key7 }, message: "property name must be valid", schema: schema11.properties.streams.propertyNames, parentSchema: schema11.properties.streams, data: data14 };
            vErrors === null ? vErrors = [err57] : vErrors.push(err57), errors++;
          }
        }
        for (let key8 in data14)
          if (!validate44(data14[key8], { instancePath: instancePath + "/streams/" + key8.replace(/~/g, "~0").replace(/\//g, "~1"), parentData: data14, parentDataProperty: key8, rootData })) {
            for (let error2 of validate44.errors) (vErrors ??= []).push(error2);
            errors = vErrors.length;
          }
      } else {
        let err58 = { instancePath: instancePath + "/streams", schemaPath: "#/properties/streams/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema11.properties.streams.type, parentSchema: schema11.properties.streams, data: data14 };
        vErrors === null ? vErrors = [err58] : vErrors.push(err58), errors++;
      }
    }
    if (data.allow !== void 0) {
      let data16 = data.allow;
      if (data16 && typeof data16 == "object" && !Array.isArray(data16)) {
        for (let key9 in data16)
          if (!(key9 === "event-without-stream" || key9 === "hot-key" || key9 === "id-like-name" || key9 === "id-without-lookup" || key9 === "many-copies" || key9 === "pii-in-key" || key9 === "similar-name")) {
            let err59 = { instancePath: instancePath + "/allow", schemaPath: "#/properties/allow/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key9 }, message: "must NOT have additional properties", schema: false, parentSchema: schema11.properties.allow, data: data16 };
            vErrors === null ? vErrors = [err59] : vErrors.push(err59), errors++;
          }
        if (data16["event-without-stream"] !== void 0) {
          let data17 = data16["event-without-stream"];
          if (typeof data17 == "string") {
            if (func3(data17) > 1e3) {
              let err60 = { instancePath: instancePath + "/allow/event-without-stream", schemaPath: "#/definitions/reason/maxLength", keyword: "maxLength", params: { limit: 1e3 }, message: "must NOT have more than 1000 characters", schema: 1e3, parentSchema: schema111, data: data17 };
              vErrors === null ? vErrors = [err60] : vErrors.push(err60), errors++;
            }
            if (func3(data17) < 1) {
              let err61 = { instancePath: instancePath + "/allow/event-without-stream", schemaPath: "#/definitions/reason/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema111, data: data17 };
              vErrors === null ? vErrors = [err61] : vErrors.push(err61), errors++;
            }
          } else {
            let err62 = { instancePath: instancePath + "/allow/event-without-stream", schemaPath: "#/definitions/reason/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema111.type, parentSchema: schema111, data: data17 };
            vErrors === null ? vErrors = [err62] : vErrors.push(err62), errors++;
          }
        }
        if (data16["hot-key"] !== void 0) {
          let data18 = data16["hot-key"];
          if (typeof data18 == "string") {
            if (func3(data18) > 1e3) {
              let err63 = { instancePath: instancePath + "/allow/hot-key", schemaPath: "#/definitions/reason/maxLength", keyword: "maxLength", params: { limit: 1e3 }, message: "must NOT have more than 1000 characters", schema: 1e3, parentSchema: schema111, data: data18 };
              vErrors === null ? vErrors = [err63] : vErrors.push(err63), errors++;
            }
            if (func3(data18) < 1) {
              let err64 = { instancePath: instancePath + "/allow/hot-key", schemaPath: "#/definitions/reason/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema111, data: data18 };
              vErrors === null ? vErrors = [err64] : vErrors.push(err64), errors++;
            }
          } else {
            let err65 = { instancePath: instancePath + "/allow/hot-key", schemaPath: "#/definitions/reason/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema111.type, parentSchema: schema111, data: data18 };
            vErrors === null ? vErrors = [err65] : vErrors.push(err65), errors++;
          }
        }
        if (data16["id-like-name"] !== void 0) {
          let data19 = data16["id-like-name"];
          if (typeof data19 == "string") {
            if (func3(data19) > 1e3) {
              let err66 = { instancePath: instancePath + "/allow/id-like-name", schemaPath: "#/definitions/reason/maxLength", keyword: "maxLength", params: { limit: 1e3 }, message: "must NOT have more than 1000 characters", schema: 1e3, parentSchema: schema111, data: data19 };
              vErrors === null ? vErrors = [err66] : vErrors.push(err66), errors++;
            }
            if (func3(data19) < 1) {
              let err67 = { instancePath: instancePath + "/allow/id-like-name", schemaPath: "#/definitions/reason/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema111, data: data19 };
              vErrors === null ? vErrors = [err67] : vErrors.push(err67), errors++;
            }
          } else {
            let err68 = { instancePath: instancePath + "/allow/id-like-name", schemaPath: "#/definitions/reason/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema111.type, parentSchema: schema111, data: data19 };
            vErrors === null ? vErrors = [err68] : vErrors.push(err68), errors++;
          }
        }
        if (data16["id-without-lookup"] !== void 0) {
          let data20 = data16["id-without-lookup"];
          if (typeof data20 == "string") {
            if (func3(data20) > 1e3) {
              let err69 = { instancePath: instancePath + "/allow/id-without-lookup", schemaPath: "#/definitions/reason/maxLength", keyword: "maxLength", params: { limit: 1e3 }, message: "must NOT have more than 1000 characters", schema: 1e3, parentSchema: schema111, data: data20 };
              vErrors === null ? vErrors = [err69] : vErrors.push(err69), errors++;
            }
            if (func3(data20) < 1) {
              let err70 = { instancePath: instancePath + "/allow/id-without-lookup", schemaPath: "#/definitions/reason/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema111, data: data20 };
              vErrors === null ? vErrors = [err70] : vErrors.push(err70), errors++;
            }
          } else {
            let err71 = { instancePath: instancePath + "/allow/id-without-lookup", schemaPath: "#/definitions/reason/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema111.type, parentSchema: schema111, data: data20 };
            vErrors === null ? vErrors = [err71] : vErrors.push(err71), errors++;
          }
        }
        if (data16["many-copies"] !== void 0) {
          let data21 = data16["many-copies"];
          if (typeof data21 == "string") {
            if (func3(data21) > 1e3) {
              let err72 = { instancePath: instancePath + "/allow/many-copies", schemaPath: "#/definitions/reason/maxLength", keyword: "maxLength", params: { limit: 1e3 }, message: "must NOT have more than 1000 characters", schema: 1e3, parentSchema: schema111, data: data21 };
              vErrors === null ? vErrors = [err72] : vErrors.push(err72), errors++;
            }
            if (func3(data21) < 1) {
              let err73 = { instancePath: instancePath + "/allow/many-copies", schemaPath: "#/definitions/reason/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema111, data: data21 };
              vErrors === null ? vErrors = [err73] : vErrors.push(err73), errors++;
            }
          } else {
            let err74 = { instancePath: instancePath + "/allow/many-copies", schemaPath: "#/definitions/reason/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema111.type, parentSchema: schema111, data: data21 };
            vErrors === null ? vErrors = [err74] : vErrors.push(err74), errors++;
          }
        }
        if (data16["pii-in-key"] !== void 0) {
          let data22 = data16["pii-in-key"];
          if (typeof data22 == "string") {
            if (func3(data22) > 1e3) {
              let err75 = { instancePath: instancePath + "/allow/pii-in-key", schemaPath: "#/definitions/reason/maxLength", keyword: "maxLength", params: { limit: 1e3 }, message: "must NOT have more than 1000 characters", schema: 1e3, parentSchema: schema111, data: data22 };
              vErrors === null ? vErrors = [err75] : vErrors.push(err75), errors++;
            }
            if (func3(data22) < 1) {
              let err76 = { instancePath: instancePath + "/allow/pii-in-key", schemaPath: "#/definitions/reason/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema111, data: data22 };
              vErrors === null ? vErrors = [err76] : vErrors.push(err76), errors++;
            }
          } else {
            let err77 = { instancePath: instancePath + "/allow/pii-in-key", schemaPath: "#/definitions/reason/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema111.type, parentSchema: schema111, data: data22 };
            vErrors === null ? vErrors = [err77] : vErrors.push(err77), errors++;
          }
        }
        if (data16["similar-name"] !== void 0) {
          let data23 = data16["similar-name"];
          if (typeof data23 == "string") {
            if (func3(data23) > 1e3) {
              let err78 = { instancePath: instancePath + "/allow/similar-name", schemaPath: "#/definitions/reason/maxLength", keyword: "maxLength", params: { limit: 1e3 }, message: "must NOT have more than 1000 characters", schema: 1e3, parentSchema: schema111, data: data23 };
              vErrors === null ? vErrors = [err78] : vErrors.push(err78), errors++;
            }
            if (func3(data23) < 1) {
              let err79 = { instancePath: instancePath + "/allow/similar-name", schemaPath: "#/definitions/reason/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema111, data: data23 };
              vErrors === null ? vErrors = [err79] : vErrors.push(err79), errors++;
            }
          } else {
            let err80 = { instancePath: instancePath + "/allow/similar-name", schemaPath: "#/definitions/reason/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema111.type, parentSchema: schema111, data: data23 };
            vErrors === null ? vErrors = [err80] : vErrors.push(err80), errors++;
          }
        }
      } else {
        let err81 = { instancePath: instancePath + "/allow", schemaPath: "#/properties/allow/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema11.properties.allow.type, parentSchema: schema11.properties.allow, data: data16 };
        vErrors === null ? vErrors = [err81] : vErrors.push(err81), errors++;
      }
    }
  } else {
    let err82 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema11.type, parentSchema: schema11, data };
    vErrors === null ? vErrors = [err82] : vErrors.push(err82), errors++;
  }
  return validate10.errors = vErrors, errors === 0;
}

// ../../work/main/generator/src/language/corrections/foreign-keywords.ts
var OTHER_NAMES = /* @__PURE__ */ new Map([
  ["$defs", ["types"]],
  ["components", ["types"]],
  ["definitions", ["types"]],
  ["fields", ["data", "properties"]],
  ["key", ["by"]],
  ["length", ["minLength"]],
  ["minLen", ["minLength"]],
  ["maxLen", ["maxLength"]],
  ["options", ["enum"]],
  ["payload", ["data"]],
  ["properties", ["data"]],
  ["props", ["data", "properties"]],
  ["regex", ["pattern"]],
  ["regexp", ["pattern"]],
  ["title", ["description"]],
  ["union", ["oneOf"]],
  ["unique", ["uniqueItems"]],
  ["values", ["enum"]]
]);
var HINTS = /* @__PURE__ */ new Map([
  [
    "$schema",
    'Write it as a comment for editors, in the first line: "# yaml-language-server: $schema=\u2026".'
  ],
  ["default", `Move "default" to a field of an event's data: nothing else can have one.`],
  ["entity", `Move "entity" to an id field of an event's data: nothing else can have it.`],
  ["lookup", `Move "lookup" to an id field of an event's data: nothing else can have it.`],
  ["pii", `Move "pii" to a field of an event's data or of metadata: nothing else can have it.`],
  ["allOf", "Write all properties out: types cannot be combined."],
  ["anyOf", 'Use "oneOf" with "discriminator" for objects, and "nullable: true" for null.'],
  ["if", "Remove it: no rule can depend on another value."],
  ["mapping", "Remove it: the discriminator's values in the branches say the same."],
  ["maxProperties", "Remove it: the number of properties cannot be limited."],
  ["minProperties", "Remove it: the number of properties cannot be limited."],
  ["not", "Remove it: a type cannot exclude values."],
  ["optional", 'Put a "?" after the name of the field.'],
  ["size", 'Use "maxLength" or "maxItems".'],
  ["max", 'Use "maximum", "maxLength" or "maxItems".'],
  ["min", 'Use "minimum", "minLength" or "minItems".']
]);
var VALUES = /* @__PURE__ */ new Map([
  ["data", "{}"],
  ["discriminator", "{ propertyName: \u2026 }"],
  ["name", "Store"],
  ["version", "1"]
]);
var LIMITS = /* @__PURE__ */ new Map([
  ["array", "Items"],
  ["integer", "imum"],
  ["number", "imum"],
  ["string", "Length"]
]);
var COMPOSITIONS = /* @__PURE__ */ new Set(["$ref", "allOf", "anyOf"]);
function otherName(key, allowed) {
  return OTHER_NAMES.get(key)?.find((name) => allowed.includes(name));
}
var UNKNOWN_RULES = /* @__PURE__ */ new Set([
  "if",
  "maxProperties",
  "minProperties",
  "not"
]);
function isOfForeignMap(key, mapping) {
  const { type } = mapping;
  const isMap2 = typeof type === "string" && /^(?:map|record|dict)$/i.test(type);
  return isMap2 && (key === "values" || key === "items");
}
function hintFor(key, mapping) {
  const { type } = mapping;
  if (key === "type" && Object.hasOwn(mapping, "oneOf")) {
    return "Remove it: a union has no type of its own.";
  }
  if (key === "$ref") {
    const name = typeof mapping.$ref === "string" ? mapping.$ref.replace(/^.*\//, "") : "";
    return /^[A-Z][A-Za-z0-9]{0,63}$/.test(name) ? `Use the name of the type: "type: ${name}".` : 'Use the name of a type under "types:", such as "type: Money".';
  }
  if (isOfForeignMap(key, mapping)) {
    return "Write { type: object, additionalProperties: \u2026 }, with the type of the values.";
  }
  const ending = typeof type === "string" && type.endsWith("[]") ? "Items" : LIMITS.get(type);
  if ((key === "min" || key === "max") && ending !== void 0) {
    return `Did you mean "${key}${ending}"?`;
  }
  return HINTS.get(key);
}

// ../../work/main/generator/src/language/corrections/keys.ts
function createKeyCorrector() {
  const suggest2 = limitedSuggest();
  const known = /* @__PURE__ */ new Map();
  return (mapping, allowed) => {
    const rule = allowed.join();
    const ofRule = known.get(rule) ?? /* @__PURE__ */ new WeakMap();
    known.set(rule, ofRule);
    const before = ofRule.get(mapping);
    if (before !== void 0) return before;
    const names = allowed.includes("enum") ? [...allowed, "oneOf"] : allowed;
    const legal = new Set(allowed);
    const unknownKeys = Object.keys(mapping).filter((key) => !legal.has(key));
    const corrections = new Map(
      unknownKeys.map((key) => [key, correctionOf(key, mapping, names, suggest2)])
    );
    ofRule.set(mapping, corrections);
    return corrections;
  };
}
function correctionOf(key, mapping, names, suggest2) {
  if (key === "anyOf" && Object.hasOwn(mapping, "discriminator")) return "oneOf";
  if (UNKNOWN_RULES.has(key) || isOfForeignMap(key, mapping)) return void 0;
  return otherName(key, names) ?? suggest2(key, names);
}
function allowedIn(rule) {
  return Object.keys(rule?.properties ?? {});
}

// ../../work/main/generator/src/language/mapping.ts
function isMapping(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

// ../../work/main/generator/src/language/corrections/misplaced.ts
var EVENT_KEYS = /* @__PURE__ */ new Set([
  "description",
  "deprecated",
  "lookups",
  "data",
  "additionalProperties"
]);
var INDENT = "Indent it: it belongs to the event type above.";
var BESIDE = 'Indent it: the fields of an event type belong under "data:".';
var FIELDS = 'Write the fields directly under "data:", with a "?" after the name of an optional one.';
var METADATA = 'Write the fields directly under "metadata:"; all of them are optional.';
var LANGUAGES = /* @__PURE__ */ new Map([
  ["asyncapi", "AsyncAPI"],
  ["openapi", "OpenAPI"],
  ["swagger", "OpenAPI"]
]);
function misplacedIn(value) {
  const document = isMapping(value) ? value : {};
  const outdented = outdentedIn(document.events);
  const foreign = foreignIn(document);
  return (path, name) => {
    if (foreign !== void 0) return foreign;
    const [section, entry2 = name, part] = path.map(String);
    if (section === "metadata") return fieldsAsSchema(document.metadata, [section], METADATA);
    if (section !== "events" || entry2 === void 0) return void 0;
    const key = outdented.get(entry2);
    if (key !== void 0 && (part === void 0 || EVENT_KEYS.has(entry2)))
      return { path: [section, key], keyPath: [section, key], hint: INDENT };
    const event = document.events[entry2];
    if (path.length < 2 || !isMapping(event)) return void 0;
    const field = part === void 0 || part === "data" ? besideData(event) : void 0;
    if (field !== void 0)
      return { path: [section, entry2], keyPath: [section, entry2, field], hint: BESIDE };
    if (part !== "data") return void 0;
    return fieldsAsSchema(event.data, [section, entry2, part], FIELDS);
  };
}
function foreignIn(document) {
  const key = Object.keys(document).find((name) => LANGUAGES.has(name));
  if (key === void 0) return void 0;
  const hint = `Write the event types in a file of their own: this is a document of ${LANGUAGES.get(key)}.`;
  return { path: [key], keyPath: [key], hint };
}
function besideData(event) {
  if (event.data !== null) return void 0;
  const key = Object.keys(event).find((name) => !EVENT_KEYS.has(name));
  return key !== void 0 && (typeof event[key] === "string" || isMapping(event[key])) ? key : void 0;
}
function fieldsAsSchema(fields2, path, hint) {
  if (!isMapping(fields2) || fields2.type !== "object" || !isMapping(fields2.properties))
    return void 0;
  return { path, keyPath: [...path, "properties"], hint };
}
function outdentedIn(events2) {
  const found = /* @__PURE__ */ new Map();
  let above;
  for (const [key, value] of Object.entries(isMapping(events2) ? events2 : {})) {
    if (!EVENT_KEYS.has(key)) {
      above = value === null || isMapping(value) && value.data === void 0 ? key : void 0;
    } else if (above !== void 0) {
      const first = found.get(above) ?? key;
      found.set(above, first).set(key, first);
    }
  }
  return found;
}

// ../../work/main/generator/src/language/corrections/shapes.ts
function shapes(corrections) {
  const known = /* @__PURE__ */ new WeakMap();
  return (mapping, allowed) => {
    const before = known.get(mapping);
    if (before !== void 0) return before.shape;
    const shape = shapeOf(mapping, allowed, corrections);
    known.set(mapping, { shape });
    return shape;
  };
}
function shapeOf(mapping, allowed, corrections) {
  const hint = rightForm(mapping, allowed);
  if (hint === void 0) return void 0;
  const unknownKeys = [...corrections(mapping, allowed)];
  const isOnlyMisspelt = unknownKeys.some(
    ([key, name]) => name === "type" || name === "oneOf" || COMPOSITIONS.has(key) || name === "data" && isMapping(mapping[key])
  );
  if (isOnlyMisspelt) return void 0;
  const field = unknownKeys.find(
    ([key, name]) => name === void 0 && isType(mapping[key]) && hintFor(key, mapping) === void 0
  );
  return field && { key: field[0], hint };
}
function rightForm(mapping, allowed) {
  if (allowed.includes("data") && !Object.hasOwn(mapping, "data"))
    return 'Move the fields of the event type under "data:".';
  const isKeyword = (key) => allowed.includes(key);
  if (allowed.includes("enum") && !Object.keys(mapping).some(isKeyword))
    return "Write an object as { type: object, properties: { \u2026 } }.";
  return void 0;
}
function isType(value) {
  return typeof value === "string" || isMapping(value);
}

// ../../work/main/generator/src/language/corrections/values.ts
function typeHint2({ path, value, wanted }) {
  if (path.length === 0) return value === null ? 'Begin with "version: 1".' : void 0;
  const key = path.at(-1);
  const pair = value === null ? /^([^\s:]+):([^\s:]+)$/.exec(String(key)) : null;
  if (pair !== null) return `Put a space after the colon: "${pair[1]}: ${pair[2]}".`;
  if (typeof value === "boolean") {
    if (key === "required") return requiredHint(path, value);
    if (value && (key === "exclusiveMinimum" || key === "exclusiveMaximum"))
      return `Write the bound itself: "${key}: 0".`;
  }
  if (typeof value === "string")
    return wanted.length === 1 ? textHint(value, wanted[0]) : void 0;
  return Array.isArray(value) && wanted.includes("string") ? listHint(key, value) : void 0;
}
function requiredHint(path, isRequired) {
  if (path[0] === "metadata" && path.length === 3) return "Remove it: all metadata is optional.";
  if (path[0] === "events" && path.length === 5) {
    return isRequired ? 'Remove it: a field without "?" after its name is required.' : 'Remove it, and put a "?" after the name of the field.';
  }
  return isRequired ? 'List its name under "required" of the object.' : 'Remove it: properties that "required" of the object does not list are optional.';
}
function textHint(value, wanted) {
  const isTruth = /^(?:yes|no|on|off|true|false)$/i.test(value);
  switch (wanted) {
    case "boolean":
      return isTruth ? "Write true or false: in YAML 1.2, yes and no are strings." : void 0;
    case "integer":
    case "number":
      return /^[+-]?\d+(?:\.\d+)?$/.test(value) ? "Remove the quotes." : void 0;
    case "array":
      return !isTruth && /^[\w./-]{1,64}$/.test(value) ? `Write a list: [${value}].` : void 0;
    default:
      return void 0;
  }
}
function listHint(key, list) {
  const names = list.filter((item) => item !== "null" && item !== null);
  const [name] = names;
  if (names.length !== 1 || typeof name !== "string") return void 0;
  if (names.length < list.length)
    return key === "type" ? 'Write the one type, and "nullable: true" beside it.' : void 0;
  return /^[A-Za-z]\w{0,63}$/.test(name) ? `Write a list as "${name}[]".` : void 0;
}

// ../../work/main/generator/src/language/structure/diagnose.ts
var BY_KEYWORD = {
  // These repeat the errors below them.
  if: () => void 0,
  propertyNames: () => void 0,
  additionalProperties: unknownKey,
  required: missingKey,
  type: wrongType,
  uniqueItems: duplicateItem,
  const: wrongConstant
};
var diagnose = (error2, path, context) => {
  const own = Object.hasOwn(BY_KEYWORD, error2.keyword) ? BY_KEYWORD[error2.keyword] : void 0;
  return (own ?? invalidNameOrValue)(error2, path, context);
};
function unknownKey({ params, data, parentSchema }, path, { file, root, corrections, shapeOf: shapeOf2 }) {
  const key = String(params.additionalProperty);
  const mapping = data;
  const allowed = allowedIn(parentSchema);
  const known = corrections(mapping, allowed);
  if (key === "discriminator" && [...known.values()].includes("oneOf")) return void 0;
  const shape = shapeOf2(mapping, allowed);
  if (shape !== void 0 && shape.key !== key) return void 0;
  const isNoPair = mapping[key] === null && (isInBraces(root, path) || /[:\s]/.test(key));
  const hint = shape?.hint ?? hintFor(key, mapping);
  const about = { key, allowed, suggestion: known.get(key), isNoPair, hint };
  const keyPath = [...path, key];
  return newDiagnostic(
    "unknown-key",
    { file, path: keyPath, location: keyLocationAt(root, keyPath) },
    about
  );
}
function missingKey(error2, path, { file, root, corrections, shapeOf: shapeOf2 }) {
  const key = String(error2.params.missingProperty);
  if (isMisspelt(key, error2, corrections)) return void 0;
  if (shapeOf2(error2.data, allowedIn(error2.parentSchema))) return void 0;
  const location = path.length === 0 ? firstCharacter(root.location) : keyLocationAt(root, path);
  return newDiagnostic("missing-key", { file, path, location }, { key, value: VALUES.get(key) });
}
function isMisspelt(key, { data, parentSchema }, corrections) {
  return Array.from(corrections(data, allowedIn(parentSchema))).some(
    ([unknown, correction]) => correction === key || // A key that other languages have for a type is reported itself.
    key === "type" && (COMPOSITIONS.has(unknown) || correction === "oneOf") || // `{type:string}` has no space after the colon, and so is one key.
    unknown.startsWith(`${key}:`)
  );
}
function wrongType({ params, data, parentSchema }, path, { file, root }) {
  const location = locationAt(root, path);
  const wanted = [params.type].flat();
  const isEmpty = data === null && location.start === location.end;
  return newDiagnostic(
    "wrong-type",
    { file, path, location },
    {
      expected: wanted.map(withArticle).join(" or "),
      actual: isEmpty ? "nothing" : describe(data),
      isEmpty: isEmpty && typeof path.at(-1) === "string",
      hint: typeHint2({ path, value: data, wanted }),
      description: parentSchema?.description
    }
  );
}
function duplicateItem({ params }, path, { file, root }) {
  const [first, again] = [Number(params.i), Number(params.j)].sort((a, b) => a - b);
  const itemPath = [...path, again];
  const related = [
    { location: locationAt(root, [...path, first]), message: "the first is here" }
  ];
  const at3 = { file, path: itemPath, location: locationAt(root, itemPath), related };
  return newDiagnostic("invalid-value", at3, {
    reason: "repeats an item of the list",
    suggestion: void 0
  });
}
function wrongConstant(error2, path, context) {
  const { data, params } = error2;
  if (data !== String(params.allowedValue)) return invalidNameOrValue(error2, path, context);
  const { file, root } = context;
  return newDiagnostic(
    "wrong-type",
    { file, path, location: locationAt(root, path) },
    {
      expected: String(params.allowedValue),
      actual: describe(data),
      isEmpty: false,
      hint: `Write it without quotes: "${path.at(-1)}: ${data}".`,
      description: void 0
    }
  );
}
function invalidNameOrValue(error2, path, { file, root }) {
  const rule = ruleOf(error2);
  if (error2.propertyName !== void 0) {
    const name = error2.propertyName;
    const keyPath = [...path, name];
    const at4 = { file, path: keyPath, location: keyLocationAt(root, keyPath) };
    const optional = error2.keyword === "pattern" ? optionalName(path, name, error2) : void 0;
    if (optional !== void 0) return newDiagnostic("invalid-name", at4, optional);
    const sentence = error2.keyword === "pattern" ? rule + letterFirst(path, name) : `it ${rule}`;
    return newDiagnostic("invalid-name", at4, {
      name,
      rule: sentence,
      suggestion: respelt(name, error2)
    });
  }
  const at3 = { file, path, location: locationAt(root, path) };
  if (error2.keyword === "pattern") {
    const name = String(error2.data);
    return newDiagnostic("invalid-name", at3, { name, rule, suggestion: respelt(name, error2) });
  }
  const allowed = error2.keyword === "enum" ? error2.params.allowedValues : [];
  const suggestion = typeof error2.data === "string" ? suggest(error2.data, allowed.map(String)) : void 0;
  const hint = error2.keyword === "const" && path.at(-1) === "lookup" ? "Remove it: ids have lookups by default." : void 0;
  return newDiagnostic("invalid-value", at3, { reason: rule, suggestion, hint });
}
function optionalName(path, name, { parentSchema }) {
  if (!name.endsWith("?")) return void 0;
  const suggestion = name.slice(0, -1);
  const isMetadata = path.length === 1 && path[0] === "metadata";
  if (!isMetadata && path.at(-1) !== "properties") return void 0;
  if (!new RegExp(String(parentSchema?.pattern)).test(suggestion)) return void 0;
  const rule = isMetadata ? "all metadata is optional" : 'properties that "required" does not list are optional';
  return { name, rule, suggestion };
}
function letterFirst([section, ...rest], name) {
  const isNamed = rest.length === 0 && (section === "events" || section === "streams");
  return isNamed && /^\d/.test(name) ? "; it begins with a letter" : "";
}
function ruleOf(error2) {
  const message = error2.parentSchema?.patternErrorMessage;
  const { limit, allowedValues, allowedValue } = error2.params;
  switch (error2.keyword) {
    case "pattern":
      return message ?? "breaks a rule of names";
    case "enum":
      return `must be one of ${allowedValues.join(", ")}`;
    case "const":
      return `must be ${JSON.stringify(allowedValue)}`;
    case "minimum":
      return `must be ${limit} or more`;
    case "exclusiveMinimum":
      return `must be above ${limit}`;
    case "minItems":
    case "minProperties":
    case "minLength":
      return limit === 1 ? "must not be empty" : `must have at least ${limit} items`;
    case "maxItems":
      return `must have at most ${limit} items`;
    case "maxLength":
      return `must have at most ${limit} characters`;
    default:
      return error2.message ?? `breaks the rule ${error2.keyword}`;
  }
}
function respelt(name, { parentSchema }) {
  const pattern = new RegExp(String(parentSchema?.pattern));
  return spellings(name).find((spelling) => pattern.test(spelling));
}
function isInBraces(root, path) {
  const { location, children } = locate(root, path);
  const [first] = children?.values() ?? [];
  return first?.keyLocation !== void 0 && location.start < first.keyLocation.start;
}
function firstCharacter(location) {
  return { ...location, end: location.start };
}
function describe(value) {
  if (value === null) return "null";
  if (Array.isArray(value)) return withArticle("array");
  return typeof value === "number" || typeof value === "boolean" ? String(value) : withArticle(typeof value);
}
function withArticle(type) {
  const words = {
    array: "a list",
    boolean: "true or false",
    integer: "an integer",
    number: "a number",
    object: "a mapping",
    string: "a string"
  };
  return words[String(type)] ?? String(type);
}

// ../../work/main/generator/src/language/structure/recover.ts
var SECTIONS_OF_ENTRIES = /* @__PURE__ */ new Set([
  "imports",
  "metadata",
  "types",
  "events",
  "streams",
  "allow"
]);
function brokenPart(path) {
  const [section, , key, member] = path;
  const isField = section === "events" && key === "data" && member !== void 0;
  const isListedEvent = section === "streams" && key === "events" && typeof member === "number";
  if (isField || isListedEvent) return path.slice(0, 4);
  return path.slice(0, SECTIONS_OF_ENTRIES.has(section) ? 2 : 1);
}
function recover(value, broken) {
  const isLost = ([section, ...inner]) => inner.length === 0 && (section === void 0 || section === "events" || section === "types");
  if (!isMapping(value) || broken.some(isLost)) return void 0;
  if (broken.length === 0) return value;
  const document = structuredClone(value);
  for (const path of broken) {
    const parent = parentOf(document, path);
    const last = path.at(-1);
    if (parent !== void 0 && last !== void 0) parent[last] = BROKEN;
  }
  return document;
}
function parentOf(document, path) {
  let part = document;
  for (const step of path.slice(0, -1)) {
    part = isContainer(part) ? part[step] : void 0;
  }
  return isContainer(part) ? part : void 0;
}
function isContainer(value) {
  return typeof value === "object" && value !== null;
}

// ../../work/main/generator/src/language/structure/check.ts
function checkStructure(file, root) {
  if (stdin_default(root.value)) return { diagnostics: [], broken: [] };
  const corrections = createKeyCorrector();
  const context = { file, root, corrections, shapeOf: shapes(corrections) };
  const misplacedAt = misplacedIn(root.value);
  const broken = [];
  const diagnostics = (stdin_default.errors ?? []).flatMap((error2) => {
    const path = pathOf2(root, error2.instancePath);
    for (const part of brokenBy(error2, path, context)) broken.push(part);
    const misplaced = misplacedAt(path, error2.propertyName);
    if (misplaced === void 0) return diagnose(error2, path, context) ?? [];
    broken.push(brokenPart(misplaced.path));
    return misplacedKey(misplaced, context);
  });
  return { diagnostics: withoutCascades(diagnostics), broken };
}
function brokenBy(error2, path, { root, corrections }) {
  const { keyword, params, propertyName: propertyName2 } = error2;
  if (keyword === "if" || keyword === "propertyNames") return [];
  if (propertyName2 !== void 0) {
    if (path.length > 1) return [brokenPart([...path, propertyName2])];
    const { children } = locate(root, path);
    const others = spellings(propertyName2).filter((name) => children?.has(name) !== true);
    return [propertyName2, ...others].map((name) => [...path, name]);
  }
  if (keyword === "uniqueItems") {
    return [brokenPart([...path, Math.max(Number(params.i), Number(params.j))])];
  }
  if (keyword === "required" && path.length === 0) return [[String(params.missingProperty)]];
  if (keyword !== "additionalProperties") return [brokenPart(path)];
  const key = String(params.additionalProperty);
  const mapping = error2.data;
  const correction = corrections(mapping, allowedIn(error2.parentSchema)).get(key);
  if (path.length > 0) {
    const isOfAllow = path[0] === "allow" && correction !== void 0;
    return isOfAllow ? [path] : [brokenPart([...path, key])];
  }
  return correction === void 0 || Object.hasOwn(mapping, correction) ? [] : [[correction]];
}
function misplacedKey({ path, keyPath, hint }, { file, root }) {
  const at3 = { file, path, location: keyLocationAt(root, keyPath) };
  const about = { key: String(keyPath.at(-1)), allowed: [], suggestion: void 0 };
  return newDiagnostic("unknown-key", at3, { ...about, isNoPair: false, hint });
}
var NAMED = /* @__PURE__ */ new Set(["types", "events", "streams"]);
function withoutCascades(diagnostics) {
  const reported = /* @__PURE__ */ new Set();
  const isMisnamed = ({ code, path: [section, ...rest] }) => code === "invalid-name" && rest.length === 1 && NAMED.has(section);
  const entry2 = ({ path }) => JSON.stringify(path.slice(0, 2));
  const misnamed = new Set(diagnostics.filter(isMisnamed).map(entry2));
  return diagnostics.filter((diagnostic) => {
    const { code, path, location, message } = diagnostic;
    if (misnamed.has(entry2(diagnostic)) && !isMisnamed(diagnostic)) return false;
    const key = JSON.stringify([path, code === "missing-key" ? message : location?.start]);
    return !reported.has(key) && reported.add(key);
  });
}
function pathOf2(root, pointer) {
  const path = [];
  for (const escaped of pointer.split("/").slice(1)) {
    const step = escaped.replaceAll("~1", "/").replaceAll("~0", "~");
    path.push(Array.isArray(locate(root, path).value) ? Number(step) : step);
  }
  return path;
}

// ../../work/main/generator/src/language/yaml/parse.ts
import { Composer, Lexer, Parser, YAMLParseError } from "yaml";

// ../../work/main/generator/src/language/source-file.ts
function sourceFile(file, text2) {
  const lineStarts = [0];
  for (let at3 = text2.indexOf("\n"); at3 !== -1; at3 = text2.indexOf("\n", at3 + 1)) {
    lineStarts.push(at3 + 1);
  }
  return { file, text: text2, lineStarts };
}
function locationOf(source, start, end) {
  let low = 0;
  let high = source.lineStarts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (source.lineStarts[middle] <= start) low = middle;
    else high = middle - 1;
  }
  const column = start - source.lineStarts[low] + 1;
  return { file: source.file, line: low + 1, column, start, end: Math.max(end, start) };
}

// ../../work/main/generator/src/language/yaml/guards.ts
var MAX_PARSER_DEPTH = 1e3;
var MAX_PARSER_INDICATORS = 500;
function findExcessiveNesting(text2) {
  let depth = 0;
  let indicators = 0;
  for (let index = 0; index < text2.length; index++) {
    switch (text2[index]) {
      case "{":
      case "[":
        depth++;
        indicators = 0;
        break;
      case "}":
      case "]":
        depth = Math.max(0, depth - 1);
        indicators = 0;
        break;
      case ",":
      case "\n":
        indicators = 0;
        break;
      case "-":
      case "?":
      case ":":
        if (text2[index + 1] === " " || text2[index + 1] === "	") indicators++;
        break;
    }
    if (depth > MAX_PARSER_DEPTH || indicators > MAX_PARSER_INDICATORS) return index;
  }
  return void 0;
}
function isStackOverflow(error2) {
  return error2 instanceof RangeError && error2.message.includes("call stack");
}
var UNPRINTABLE = /(?![\t\n\r\u007f-\u009f])\p{Cc}/u;
var LONE_CR = /\r(?!\n)/;
var OTHER_VERSION = /^%YAML[ \t]+(?!1\.2\b).*/m;
function illegalText(text2) {
  const cr = LONE_CR.exec(text2);
  if (cr !== null) {
    const reason = "A carriage return (CR) alone does not end a line";
    return at2(cr, { reason, help: "Save the file with LF or CRLF line ends." });
  }
  const unprintable = UNPRINTABLE.exec(text2);
  if (unprintable !== null) {
    const code = unprintable[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
    return at2(unprintable, { reason: `A YAML file cannot have the character U+${code}` });
  }
  const version = /^\uFEFF?%/.test(text2) ? OTHER_VERSION.exec(text2) : null;
  if (version !== null) {
    const reason = "Only YAML 1.2 is supported";
    return at2(version, { reason, help: "Remove the line." });
  }
  return void 0;
}
function at2(match, about) {
  return { ...about, start: match.index, end: match.index + match[0].length };
}

// ../../work/main/generator/src/language/yaml/messages.ts
var NO_TAGS = {
  reason: "YAML tags are not supported",
  help: "Remove the tag, or put the string in quotes."
};
var BY_CODE = {
  BAD_DQ_ESCAPE: {
    reason: "A string in double quotes has an unknown escape sequence",
    help: "Use single quotes, which keep a backslash."
  },
  BAD_SCALAR_START: {
    reason: "A string without quotes cannot begin with this character",
    help: "Put the string in quotes."
  },
  BLOCK_AS_IMPLICIT_KEY: {
    reason: 'This line has a second colon, and a string with ": " in it requires quotes',
    help: "Put the string in quotes."
  },
  BLOCK_IN_FLOW: {
    reason: "A second colon comes before the next comma",
    help: 'Put a comma between the two pairs, or quotes around a string with ": " in it.'
  },
  KEY_OVER_1024_CHARS: { reason: "A key can have at most 1024 characters" },
  MULTILINE_IMPLICIT_KEY: {
    reason: "This line has no colon with a space after it, so it is not a key",
    help: "Put a space after the colon; or, inside of { }, a comma after the line above."
  },
  MULTIPLE_DOCS: { reason: "A second document begins here" },
  NON_STRING_KEY: { reason: "A key must be a string" },
  TAB_AS_INDENT: { reason: "Tabs are not allowed as indentation", help: "Indent with spaces." },
  TAG_RESOLVE_FAILED: NO_TAGS
};
var BY_MESSAGE = [
  [
    /^Implicit map keys need/,
    {
      reason: "This key has no colon with a space after it",
      help: "Put a space after the colon."
    }
  ],
  [
    /^Missing closing/,
    { reason: "This quote is not closed", help: "Close it with a quote of the same kind." }
  ],
  [
    /^Unexpected scalar at node end/,
    {
      reason: "Unexpected characters follow the end of a value",
      help: "Put the whole string in quotes; inside of single quotes, write a single quote twice."
    }
  ]
];
function syntaxMistake({ code, message, pos }, text2) {
  const [start, end] = pos;
  const known = BY_MESSAGE.find(([pattern]) => pattern.test(message))?.[1] ?? BY_CODE[code];
  if (code === "BLOCK_AS_IMPLICIT_KEY")
    return deeperLine(text2, start) ?? { start, end, ...known };
  if (isBracketedType(message, text2, start)) {
    const reason = 'Inside of { } and [ ], a string with brackets requires quotes: "string[]"';
    return { reason, help: "Put the string in quotes.", start, end };
  }
  return { ...known ?? { reason: message }, start, end };
}
function isBracketedType(message, text2, start) {
  return message.includes("flow-seq-start") && text2.startsWith("[]", start);
}
function deeperLine(text2, start) {
  const value = /^[^\n]*\n(?:[ \t]*(?:#[^\n]*)?\r?\n)*( *)(?=[^\n]*:(?:\s|$))/.exec(
    text2.slice(start)
  );
  const isSecondColon = /^[^\n#]*: /.test(text2.slice(start));
  if (value === null || isSecondColon) return void 0;
  const at3 = start + value[0].length;
  return {
    reason: "This line is indented deeper than the one above, which already has a value",
    help: "Align it with the key above, or write the value of that key as a mapping.",
    start: at3,
    end: at3 + 1
  };
}
function tagMistake({ range }, text2) {
  const value = range?.[0] ?? 0;
  const start = Math.max(0, text2.lastIndexOf("!", value - 1));
  const end = start + (/^\S*/.exec(text2.slice(start, value))?.[0].length ?? 1);
  return { ...NO_TAGS, start, end };
}

// ../../work/main/generator/src/language/yaml/walk.ts
import { isAlias, isMap, isNode, isScalar, isSeq, visit } from "yaml";
var WalkError = class extends Error {
  diagnostic;
  constructor(only) {
    super(only.message);
    this.diagnostic = only;
  }
};
var LocatedValue = class {
  value;
  children;
  #source;
  #range;
  #keyRange;
  constructor(source, range, keyRange, { value, children }) {
    this.value = value;
    this.children = children;
    this.#source = source;
    this.#range = range;
    this.#keyRange = keyRange;
  }
  get location() {
    return placeOfRange(this.#source, this.#range);
  }
  get keyLocation() {
    return this.#keyRange && placeOfRange(this.#source, this.#keyRange);
  }
};
function placeOfRange(source, [start, end]) {
  return locationOf(source, start, start + source.text.slice(start, end).trimEnd().length);
}
var YamlWalker = class {
  diagnostics = [];
  /** Whether the values can be used: parts that are left out make no other part wrong. */
  isUsable = true;
  #source;
  /** The last node above with each anchor. */
  #anchors = /* @__PURE__ */ new Map();
  /** The path to the node that is walked, in the document, and the nodes on it. */
  #path = [];
  #open = /* @__PURE__ */ new Set();
  #outermostAlias;
  #values = 0;
  #characters = 0;
  constructor(source) {
    this.#source = source;
  }
  /** @throws WalkError at a limit, and at a tag. */
  locate(node, keyRange) {
    const range = rangeOf(node) ?? keyRange ?? [0, 0];
    this.#count(range);
    if (this.#path.length > MAX_DEPTH) {
      throw new WalkError(newDiagnostic("too-deep", this.#at(range), { limit: MAX_DEPTH }));
    }
    const content = isAlias(node) ? this.#contentOfAlias(node, range) : this.#contentOf(node, range);
    return new LocatedValue(this.#source, range, keyRange, content);
  }
  #contentOf(node, range) {
    if (node !== null) this.#enter(node);
    if (isSeq(node)) {
      const children = /* @__PURE__ */ new Map();
      this.#open.add(node);
      node.items.forEach((item, index) => {
        children.set(index, this.#step(index, item));
      });
      this.#open.delete(node);
      return { value: Array.from(children.values(), (child) => child.value), children };
    }
    if (isMap(node)) {
      const children = /* @__PURE__ */ new Map();
      this.#open.add(node);
      for (const { key, value: value2 } of node.items) this.#locatePair(key, value2, children);
      this.#open.delete(node);
      const members2 = Array.from(children, ([name, child]) => [name, child.value]);
      return { value: Object.fromEntries(members2), children };
    }
    const value = isScalar(node) ? node.value : null;
    if (typeof value === "string") this.#countText(value, range);
    return { value, children: void 0 };
  }
  /** Notes the anchor of a node, and refuses its tag. */
  #enter(node) {
    const { anchor, tag: tag2 } = node;
    if (tag2 !== void 0) {
      const { text: text2, file } = this.#source;
      const { start, end, ...about } = tagMistake(node, text2);
      const at3 = { file, location: locationOf(this.#source, start, end) };
      throw new WalkError(newDiagnostic("yaml-syntax", at3, about));
    }
    if (anchor !== void 0 && this.#outermostAlias === void 0) this.#anchors.set(anchor, node);
  }
  #step(step, node, keyRange) {
    this.#path.push(step);
    const located = this.locate(node, keyRange);
    this.#path.pop();
    return located;
  }
  #contentOfAlias(alias, range) {
    const target = this.#anchors.get(alias.source);
    if (target === void 0) {
      const reason = `There is no anchor &${alias.source} above this alias`;
      const help = "Write the anchor above it, or the value itself.";
      this.#spoil(newDiagnostic("yaml-syntax", this.#at(range), { reason, help }));
      return { value: null, children: void 0 };
    }
    if (this.#open.has(target)) {
      const about = { limit: MAX_DEPTH, alias: alias.source };
      this.#spoil(newDiagnostic("too-deep", this.#at(range), about));
      return { value: null, children: void 0 };
    }
    const outermost = this.#outermostAlias;
    this.#outermostAlias ??= this.#at(range);
    this.#count(range);
    const content = this.#contentOf(target, range);
    this.#outermostAlias = outermost;
    return content;
  }
  #locatePair(key, value, children) {
    const name = String(isScalar(key) ? key.value : key);
    const range = rangeOf(isScalar(key) ? key : null);
    this.#countText(name, range);
    if (isNode(key)) this.#enter(key);
    if (isScalar(key) && key.type === "PLAIN" && name === "<<") {
      this.#skip(value, range);
      const reason = 'Merge keys ("<<") of YAML 1.1 are not supported';
      const help = "Write the members out.";
      this.#spoil(newDiagnostic("yaml-syntax", this.#at(range), { reason, help }));
    } else if (children.has(name)) {
      this.#skip(value, range);
      const first = children.get(name)?.keyLocation;
      const related = first === void 0 ? [] : [{ location: first, message: "the first is here" }];
      const at3 = { ...this.#at(range), path: [...this.#path, name], related };
      this.diagnostics.push(newDiagnostic("duplicate-key", at3, { key: name }));
    } else {
      children.set(name, this.#step(name, value, range));
    }
  }
  /** Leaves a value out, but for its anchors and tags. */
  #skip(value, range) {
    this.#count(range);
    if (!isNode(value)) return;
    visit(value, { Value: (_2, node) => this.#enter(node) });
  }
  #at(range) {
    const location = range && placeOfRange(this.#source, range);
    return { file: this.#source.file, location, path: [...this.#path] };
  }
  #spoil(found) {
    this.isUsable = false;
    this.diagnostics.push(found);
  }
  #count(range) {
    if (++this.#values > MAX_VALUES) this.#stopAt(range, MAX_VALUES, "values");
  }
  #countText(text2, range) {
    this.#characters += text2.length;
    if (this.#characters > MAX_CHARACTERS) this.#stopAt(range, MAX_CHARACTERS, "characters");
  }
  /** Reports the outermost alias, which repeats too much, rather than the value that is one too many. */
  #stopAt(range, limit, what) {
    const at3 = this.#outermostAlias ?? this.#at(range);
    throw new WalkError(newDiagnostic("too-many-values", at3, { limit, what }));
  }
};
function rangeOf(node) {
  const range = node?.range;
  return range ? [range[0], range[1]] : void 0;
}

// ../../work/main/generator/src/language/yaml/parse.ts
function parseYaml(source) {
  const { text: text2 } = source;
  const nesting = findExcessiveNesting(text2);
  if (nesting !== void 0) return tooDeep(source, nesting);
  const illegal = illegalText(text2);
  if (illegal !== void 0) return syntaxError(source, illegal);
  const parsed = documentOf(source);
  if (parsed === void 0) return tooDeep(source, 0);
  if ("limit" in parsed) return onlyDiagnostic(parsed.limit);
  const { document } = parsed;
  const problems = [...document.errors, ...document.warnings];
  if (problems.length > 0) {
    const problem = problems.reduce((a, b) => b.pos[0] < a.pos[0] ? b : a);
    if (problem.code === "RESOURCE_EXHAUSTION") return tooDeep(source, problem.pos[0]);
    return syntaxError(source, syntaxMistake(problem, text2));
  }
  try {
    const walker = new YamlWalker(source);
    const root = walker.locate(document.contents);
    return { root: walker.isUsable ? root : void 0, diagnostics: walker.diagnostics };
  } catch (error2) {
    if (error2 instanceof WalkError) return onlyDiagnostic(error2.diagnostic);
    throw error2;
  }
}
function onlyDiagnostic(found) {
  return { root: void 0, diagnostics: [found] };
}
function tooDeep(source, offset) {
  const at3 = { file: source.file, location: locationOf(source, offset, offset + 1) };
  return onlyDiagnostic(newDiagnostic("too-deep", at3, { limit: MAX_DEPTH }));
}
function syntaxError(source, { start, end, ...about }) {
  const at3 = { file: source.file, location: locationOf(source, start, end) };
  return onlyDiagnostic(newDiagnostic("yaml-syntax", at3, about));
}
function documentOf(source) {
  try {
    const document = withoutStackTraces(() => compose(source.text));
    if (typeof document === "number") {
      const at3 = { file: source.file, location: locationOf(source, document, document + 1) };
      return {
        limit: newDiagnostic("too-many-values", at3, { limit: MAX_TOKENS, what: "YAML tokens" })
      };
    }
    return { document };
  } catch (error2) {
    if (isStackOverflow(error2)) return void 0;
    throw error2;
  }
}
function compose(text2) {
  const parser = new Parser();
  let tooMany;
  function* tokens() {
    let count = 0;
    for (const lexeme of new Lexer().lex(text2)) {
      if (++count > MAX_TOKENS) {
        tooMany = parser.offset;
        break;
      }
      yield* parser.next(lexeme);
    }
    yield* parser.end();
  }
  const composer = new Composer({
    version: "1.2",
    schema: "core",
    merge: false,
    prettyErrors: false,
    stringKeys: true,
    // The walker does it: the parser compares each key with each.
    uniqueKeys: false,
    resolveKnownTags: false
  });
  const [first, second] = composer.compose(tokens(), true, text2.length);
  if (tooMany !== void 0) return tooMany;
  if (second !== void 0) {
    const [start, end] = second.range;
    first?.errors.push(new YAMLParseError([start, end], "MULTIPLE_DOCS", "A second document"));
  }
  return first;
}
function withoutStackTraces(run) {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return run();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

// ../../work/main/generator/src/language/load.ts
var NOTHING = {
  documents: [],
  sources: [],
  diagnostics: [],
  isComplete: true,
  scopeOf: () => /* @__PURE__ */ new Set()
};
function load(source, reader = NO_IMPORTS) {
  const { checked, diagnostics } = loadOne(source);
  if (checked === void 0) return { checked, imports: NOTHING, diagnostics };
  const imports2 = loadImports(checked, reader, loadOne);
  return { checked, imports: imports2, diagnostics: [...diagnostics, ...imports2.diagnostics] };
}
function loadOne(source) {
  const { root, diagnostics: ofYaml } = parseYaml(source);
  if (root === void 0) return { checked: void 0, diagnostics: ofYaml };
  const halves = ofYaml.map(({ path }) => path);
  if (halves.some(({ length }) => length < 2)) return { checked: void 0, diagnostics: ofYaml };
  const structure2 = checkStructure(source.file, root);
  const diagnostics = [...ofYaml, ...structure2.diagnostics];
  const document = recover(root.value, [...structure2.broken, ...halves.map(brokenPart)]);
  return { checked: document && { document, root, source }, diagnostics };
}

// ../../work/main/generator/src/lint/rules/event-without-stream.ts
var eventWithoutStream = {
  code: "event-without-stream",
  summary: "The schema has streams, and an event type is in none of them.",
  help: "Add the event type to a stream",
  readsLookups: true,
  *check({ model: model2, events: events2, streamsOf }) {
    if (model2.streams.length === 0) return;
    for (const event of events2) {
      if (streamsOf(event).length > 0) continue;
      yield { path: ["events", event.type], message: `${event.type} is in no stream.` };
    }
  }
};

// ../../work/main/generator/src/lint/rules/hot-key.ts
var MESSAGE = 'The lookup "type" stores all events of a type under one key of the whole table, which takes about 500 events a second.';
var hotKey = {
  code: "hot-key",
  summary: 'All events of a type are under one key of the whole table, by the lookup "type".',
  help: 'Name a partition, or give "lookups:" without "type"',
  readsLookups: true,
  check: (schema) => [...ownLists(schema), ...commonList(schema)]
};
function* ownLists({ model: model2, valueAt: valueAt2 }) {
  for (const event of model2.events.filter(isHot)) {
    const path = ["events", event.type, "lookups"];
    const lookups = valueAt2(path);
    if (Array.isArray(lookups)) yield inList(path, lookups);
  }
}
function* commonList({ model: model2, valueAt: valueAt2 }) {
  const takesCommon = ({ type }) => valueAt2(["events", type, "lookups"]) === void 0;
  if (!model2.events.some((event) => isHot(event) && takesCommon(event))) return;
  const lookups = valueAt2(["lookups"]);
  if (Array.isArray(lookups)) yield inList(["lookups"], lookups);
  else yield { path: ["events"], message: MESSAGE };
}
function inList(path, lookups) {
  return { path: [...path, lookups.indexOf("type")], at: "value", message: MESSAGE };
}
function isHot({ lookups }) {
  return lookups.some(({ kind }) => kind === "type");
}

// ../../work/main/generator/src/lint/id-names.ts
function idWord(name) {
  const last = wordsOf(name).at(-1);
  if (last === void 0 || !name.endsWith(last)) return void 0;
  const word = last.toLowerCase();
  return word === "id" || word === "ids" ? word : void 0;
}
function legalIdName(name, owner) {
  const words = wordsOf(name).slice(0, -1);
  const entity = words.length > 0 ? words : wordsOf(owner ?? "");
  const legal = `${entity.join("_").toLowerCase()}_id`;
  return isLegalIdField(legal) ? legal : void 0;
}

// ../../work/main/generator/src/lint/nested-ids.ts
var MAX_STEPS = 1e6;
function nestedIds({ types: types2 }, isOwn) {
  const ofTypes = new Map(
    types2.map(({ name, type }) => [name, partsOf2(type, ["types", name], name)])
  );
  let steps = 0;
  return function* ({ path, name, type }) {
    const { ids: ids2, names } = partsOf2(type, path, name);
    yield* ids2;
    const reached = new Set(names);
    for (const reachedName of reached) {
      const parts = ofTypes.get(reachedName);
      if (parts === void 0) continue;
      steps += 1 + parts.ids.length + parts.names.length;
      if (steps > MAX_STEPS) return;
      for (const id of parts.ids) yield isOwn(reachedName) ? id : { ...id, path };
      for (const next of parts.names) reached.add(next);
    }
  };
}
function partsOf2(type, path, owner) {
  const parts = { ids: [], names: [] };
  collect(type, path, owner, parts);
  return parts;
}
function collect(type, path, owner, parts) {
  switch (type.kind) {
    case "named":
      parts.names.push(type.name);
      return;
    case "list":
      collect(type.items, [...path, "items"], void 0, parts);
      return;
    case "map":
      collect(type.values, [...path, "additionalProperties"], void 0, parts);
      return;
    case "union":
      type.branches.forEach((branch, index) => {
        collect(branch, [...path, "oneOf", index], owner, parts);
      });
      return;
    case "object":
      for (const property of type.properties) {
        const propertyPath = [...path, "properties", property.name];
        if (idWord(property.name) !== void 0) {
          parts.ids.push({ name: property.name, path: propertyPath, owner });
        }
        collect(property.type, propertyPath, property.name, parts);
      }
      return;
  }
}

// ../../work/main/generator/src/lint/rules/id-like-name.ts
var idLikeName = {
  code: "id-like-name",
  summary: "A name looks like that of an id, and no query finds events by it.",
  help: 'Rename it so that it ends in _id, such as "order_id"',
  readsLookups: false,
  *check({ model: model2, valueAt: valueAt2 }) {
    const idsInside = nestedIds(model2, (type) => valueAt2(["types", type]) !== void 0);
    const reported = /* @__PURE__ */ new Set();
    const isNew = ({ name }) => !reported.has(name) && reported.add(name);
    for (const event of model2.events) {
      const names = new Set(event.fields.map(({ name }) => name));
      for (const field of event.fields) {
        const path = fieldPath(event.type, field);
        if (isIdLike(field) && isNew(field)) yield { path, ...wordsOfField(field) };
        for (const id of idsInside({ path, name: field.name, type: field.type })) {
          const legal = legalIdName(id.name, id.owner);
          const isLifted = legal !== void 0 && names.has(legal);
          if (!isLifted && isNew(id)) yield { path: id.path, ...wordsOfNested(id, legal) };
        }
      }
    }
  }
};
function isIdLike({ name }) {
  return !isIdField(name) && idWord(name) !== void 0;
}
function wordsOfField({ name }) {
  const legal = legalIdName(name);
  if (idWord(name) === "ids") {
    const message2 = `"${name}" looks like a list of ids, but no query finds events by them.`;
    return { message: message2, help: helpForList(legal) };
  }
  const message = `"${name}" looks like an id, but no query finds events by it: its name does not end in _id.`;
  return { message, help: `Rename it to ${idNamed(legal)}` };
}
function wordsOfNested({ name }, legal) {
  const message = `"${name}" is not directly under "data", so no query finds events by it.`;
  const help = idWord(name) === "ids" ? helpForList(legal) : `Add ${idNamed(legal)} to the data of the event type`;
  return { message, help };
}
function helpForList(legal) {
  return `Add ${idNamed(legal)} to the data of an event type that is to be found by one of them`;
}
function idNamed(legal) {
  return legal === void 0 ? '"<entity>_id", such as "order_id"' : `"${legal}"`;
}

// ../../work/main/generator/src/lint/lookups.ts
function isFoundBy(event, streams2) {
  const lookups = [...event.lookups, ...streams2.map(({ lookup }) => lookup)];
  const inKeys = new Set(lookups.flatMap(lookupPath));
  return (modelKey) => inKeys.has(modelKey);
}

// ../../work/main/generator/src/lint/rules/id-without-lookup.ts
var idWithoutLookup = {
  code: "id-without-lookup",
  summary: "No lookup or stream finds an event by one of its ids.",
  help: 'Add a lookup, or mark the field with "lookup: false"',
  readsLookups: true,
  *check({ model: model2, events: events2, streamsOf }) {
    for (const event of events2) {
      const isFound = isFoundBy(event, streamsOf(event));
      for (const field of event.fields) {
        const { name, modelKey } = field;
        if (modelKey === void 0 || modelKey === model2.partition || isFound(modelKey)) continue;
        const path = fieldPath(event.type, field);
        yield { path, message: `No lookup or stream finds ${event.type} by "${name}".` };
      }
    }
  }
};

// ../../work/main/generator/src/lint/rules/many-copies.ts
var MANY_COPIES = 10;
var manyCopies = {
  code: "many-copies",
  summary: `An event has over ${MANY_COPIES} copies.`,
  help: 'Mark id fields that no query uses with "lookup: false"',
  readsLookups: true,
  *check({ events: events2, streamsOf }) {
    for (const event of events2) {
      const copies = maxCopies(event, streamsOf(event));
      if (copies <= MANY_COPIES) continue;
      const message = `Each ${event.type} is stored as up to ${copies} copies; more than ${MANY_COPIES} are rarely useful.`;
      yield { path: ["events", event.type], message };
    }
  }
};

// ../../work/main/generator/src/lint/rules/pii-in-key.ts
var piiInKey = {
  code: "pii-in-key",
  summary: "Personal data becomes a part of keys.",
  help: 'Use an id that reveals nothing, or mark the field with "lookup: false"',
  readsLookups: true,
  *check({ events: events2, streamsOf }) {
    for (const event of events2) {
      const isFound = isFoundBy(event, streamsOf(event));
      for (const field of event.fields) {
        const { name, modelKey, isPii: isPii2 } = field;
        if (!isPii2 || modelKey === void 0 || !isFound(modelKey)) continue;
        const message = `"${name}" is personal data, and becomes a part of keys.`;
        yield { path: fieldPath(event.type, field), message };
      }
    }
  }
};

// ../../work/main/generator/src/lint/similar-names.ts
var MIN_LENGTH = 5;
var MAX_LENGTH = 64;
function similarNames(names) {
  const similar = /* @__PURE__ */ new Map();
  const bySpelling = /* @__PURE__ */ new Map();
  for (const name of new Set(names)) {
    const spellings2 = spellingsOf(name);
    const other = spellings2.map((spelling) => bySpelling.get(spelling)).find((found) => found);
    if (other !== void 0 && isLikely(name, other)) similar.set(name, other);
    for (const spelling of spellings2) {
      if (!bySpelling.has(spelling)) bySpelling.set(spelling, name);
    }
  }
  return similar;
}
function spellingsOf(name) {
  const folded = fold(name);
  const result = [folded];
  if (folded.length > MAX_LENGTH) return result;
  for (let at3 = 0; at3 < folded.length; at3++) {
    result.push(`${folded.slice(0, at3)}${folded.slice(at3 + 1)}`);
  }
  return result;
}
function fold(name) {
  return name.toLowerCase().replace(/[_-]/g, "");
}
function isLikely(name, other) {
  if (fold(name) === fold(other)) return true;
  const [words, others] = [foldedWords(name), foldedWords(other)];
  if (words.length !== others.length) return false;
  const different = words.flatMap((word, index) => {
    const counterpart = others[index];
    return word === counterpart ? [] : [[word, counterpart]];
  });
  return different.length === 1 && different.every(([word, counterpart]) => isTypo(word, counterpart));
}
function foldedWords(name) {
  return wordsOf(name).map((word) => word.toLowerCase());
}
function isTypo(word, other) {
  const [short2, long] = word.length < other.length ? [word, other] : [other, word];
  if (short2.length < MIN_LENGTH) return false;
  let start = 0;
  while (start < short2.length && short2[start] === long[start]) start++;
  if (short2.length === long.length) {
    const swapped = long.slice(0, start) + (long[start + 1] ?? "") + (long[start] ?? "") + long.slice(start + 2);
    return swapped === short2;
  }
  const isInside = start > 0 && start < short2.length;
  const isOneMore = long.slice(0, start) + long.slice(start + 1) === short2;
  return isInside && isOneMore && !/\d/.test(long[start]);
}

// ../../work/main/generator/src/lint/rules/similar-name.ts
var similarName = {
  code: "similar-name",
  summary: "Two names look like two spellings of one name.",
  help: "Spell both alike, or make them differ more",
  readsLookups: false,
  *check({ model: model2, hasError }) {
    for (const paths of [eventTypes(model2), fields(model2)]) {
      for (const [name, other] of similarNames([...paths.keys()])) {
        const [path, otherPath] = [paths.get(name), paths.get(other)];
        if (isReported(name, other) || hasError(path) || hasError(otherPath)) continue;
        const related = { path: otherPath, message: "the other is here" };
        const message = `"${name}" and "${other}" look like two spellings of one name.`;
        yield { path, message, related };
      }
    }
  }
};
function isReported(name, other) {
  if (isIdField(name) !== isIdField(other)) return true;
  return isIdField(name) && name.toUpperCase() === other.toUpperCase();
}
function eventTypes({ events: events2 }) {
  return new Map(events2.map(({ type }) => [type, ["events", type]]));
}
function fields({ events: events2 }) {
  const paths = /* @__PURE__ */ new Map();
  for (const event of events2) {
    for (const field of event.fields) {
      if (!paths.has(field.name)) paths.set(field.name, fieldPath(event.type, field));
    }
  }
  return paths;
}

// ../../work/main/generator/src/lint/rules/index.ts
var rules = [
  eventWithoutStream,
  hotKey,
  idLikeName,
  idWithoutLookup,
  manyCopies,
  piiInKey,
  similarName
];

// ../../work/main/generator/src/lint/run.ts
function lint({ model: model2, checked, errors, isWhole }) {
  const schema = lintedSchema(model2, checked, errors);
  const found = rules.filter(({ readsLookups }) => isWhole || !readsLookups).flatMap((rule) => Array.from(rule.check(schema), (warning2) => ({ rule, warning: warning2 })));
  const allowed = Object.keys(checked.document.allow ?? {});
  const warnings2 = found.filter(({ rule }) => !allowed.includes(rule.code));
  const codes = new Set(found.map(({ rule }) => rule.code));
  const isAllKnown = isWhole && schema.events.length === model2.events.length && hasAllTypes(model2);
  const unused = isAllKnown ? allowed.filter((code) => !codes.has(code)) : [];
  return [
    ...warnings2.map(({ rule, warning: warning2 }) => diagnosticOf(rule, warning2, checked)),
    ...unused.map((code) => unusedAllow(code, checked))
  ];
}
function lintedSchema(model2, { root }, errors) {
  const byEvent = streamsByEvent(model2.streams);
  const hasError = (path) => errors.has(pathKey(path));
  return {
    model: model2,
    valueAt: (path) => valueAt(root, path),
    events: model2.events.filter(({ type }) => !hasError(["events", type])),
    streamsOf: ({ type }) => byEvent.get(type) ?? [],
    hasError
  };
}
function hasAllTypes({ events: events2, types: types2 }) {
  const hasError = errorFinder(types2);
  return events2.every(({ fields: fields2 }) => !fields2.some(({ type }) => hasError(type)));
}
function valueAt(root, path) {
  let part = root;
  for (const step of path) part = part?.children?.get(step);
  return part?.value;
}
function diagnosticOf({ code, help: usualHelp }, { path, at: at3 = "key", message, help = usualHelp, related }, { root, source: { file } }) {
  const locationIn = at3 === "key" ? keyLocationAt : locationAt;
  return {
    code,
    severity: "warning",
    message,
    help: `${help}; or give a reason under "allow: { ${code}: \u2026 }".`,
    file,
    location: locationIn(root, path),
    path,
    related: related === void 0 ? [] : [{ location: locationIn(root, related.path), message: related.message }]
  };
}
function unusedAllow(code, { root, source: { file } }) {
  const path = ["allow", code];
  return newDiagnostic(
    "unused-allow",
    { file, path, location: keyLocationAt(root, path) },
    { code }
  );
}

// ../../work/main/test/language/support.ts
function allDiagnosticsOf(yaml2, reader = NO_IMPORTS) {
  const { checked, imports: imports2, diagnostics } = load(sourceFile("events.yaml", yaml2), reader);
  if (checked === void 0) return diagnostics;
  const built = build(checked, imports2);
  const warnings2 = checked.document.allow === BROKEN ? [] : lint({ ...built, checked });
  return [
    ...diagnostics,
    ...built.diagnostics,
    ...checkNames(built.model, checked),
    ...warnings2,
    ...checkValues(built.values, built.types)
  ];
}
function diagnosticsOf(yaml2) {
  return allDiagnosticsOf(yaml2).filter(isError);
}
function modelOf2(yaml2) {
  const whole = /^(version:|%|{)/.test(yaml2) ? yaml2 : `version: 1
name: Store
${yaml2}`;
  const wrong = diagnosticsOf(whole);
  const { checked, imports: imports2 } = load(sourceFile("events.yaml", whole));
  if (checked === void 0 || wrong.length > 0) {
    throw new Error(wrong.map(({ message }) => message).join(" "));
  }
  return build(checked, imports2).model;
}

// ../../work/main/generator/src/emit/typescript/escape.ts
var IDENTIFIER = /^[A-Za-z_$][A-Za-z0-9_$]*$/;
function identifier(name) {
  if (!IDENTIFIER.test(name)) throw new Error(`${JSON.stringify(name)} is no identifier`);
  return name;
}
var UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;
var HTML = /<(?=!--|\/?script)/gi;
function stringLiteral(text2) {
  return JSON.stringify(text2).replace(UNSAFE, unicodeEscape).replace(HTML, "\\x3c");
}
function unicodeEscape(character) {
  return Array.from({ length: character.length }, (_2, index) => {
    const unit = character.charCodeAt(index).toString(16).padStart(4, "0");
    return `\\u${unit}`;
  }).join("");
}
function splitLiteral(text2, columns) {
  const pieces = [];
  let piece = "";
  let width = 2;
  for (const character of text2) {
    const own = character === "<" ? "\\x3c".length : stringLiteral(character).length - 2;
    if (width + own > columns && piece !== "") {
      pieces.push(stringLiteral(piece));
      piece = "";
      width = 2;
    }
    piece += character;
    width += own;
  }
  return [...pieces, stringLiteral(piece)];
}
function propertyName(name) {
  return IDENTIFIER.test(name) ? name : stringLiteral(name);
}
var LINE_BREAK = /\r\n|[\n\r\u0085\u2028\u2029]/;
function commentLines(text2) {
  return text2.trim().split(LINE_BREAK).map(
    (line) => line.replace(/\t/g, "  ").replace(UNSAFE, "\uFFFD").replaceAll("*/", "*\\/").replace(/(^|\s)@/g, "$1\\@").trimEnd()
  );
}
function commentPattern(source) {
  return source.replace(UNSAFE, unicodeEscape).replaceAll("*/", "*\\/").replace(/(^|\s)@/g, "$1\\x40");
}

// ../../work/main/generator/src/emit/typescript/layout.ts
var WIDTH = 100;
var MAX_WIDTH = 120;
var INDENT2 = 2;
var MAX_INDENT = 40;
function brackets(open, parts, close, options = {}) {
  const { separator = ",", padding = "", isSeparatorLast = true, isBlock = false } = options;
  const space = parts.length === 0 ? "" : padding;
  const inner = isBlock && parts.length > 0 ? void 0 : joined(parts, `${separator} `);
  const flatParts = inner === void 0 ? void 0 : short(open + space + inner + space);
  const end = flatOf(close);
  const flat = flatParts === void 0 || end === void 0 ? void 0 : short(flatParts + end);
  return { kind: "brackets", flat, open, parts, close, separator, isSeparatorLast, flatParts };
}
function braces(members2, separator = ";", close = "}") {
  return brackets("{", members2, close, { separator, padding: " " });
}
function block(open, members2, separator = ";", close = "}") {
  return brackets(open, members2, close, { separator, isBlock: true });
}
function typeCall(name, types2, close = ">") {
  return brackets(`${name}<`, types2, close, { isSeparatorLast: false });
}
function indexed(name, key) {
  return brackets(`${name}[`, [key], "]", { isSeparatorLast: false });
}
function chain(operator, parts) {
  const [only] = parts;
  if (parts.length === 1 && only !== void 0) return only;
  return { kind: "chain", flat: joined(parts, ` ${operator} `), operator, parts };
}
function entry(head, body, end = "") {
  const flat = joined([head, body], " ");
  return {
    kind: "entry",
    flat: flat === void 0 ? void 0 : short(flat + end),
    head,
    body,
    end
  };
}
function literal(flat, split, joints) {
  return { kind: "literal", flat, split, joints };
}
function commented(comment, code) {
  return { kind: "commented", flat: void 0, comment, code };
}
function withTail(code, tail) {
  if (typeof code === "string") return code + tail;
  const { flat, close } = code;
  return {
    ...code,
    flat: flat === void 0 ? void 0 : short(flat + tail),
    close: withTail(close, tail)
  };
}
function layOut(code) {
  return `${print(code, 0, 0, 0)}
`;
}
function print(code, indent, column, after) {
  if (typeof code === "string") return code;
  const { flat } = code;
  if (flat !== void 0 && column + flat.length + after <= WIDTH) return flat;
  switch (code.kind) {
    case "brackets":
      return printBrackets(code, indent, column, after);
    case "chain":
      return printChain(code, indent, column, after);
    case "entry":
      return printEntry(code, indent, column, after);
    case "literal":
      return printLiteral(code, indent, column, after);
    case "commented": {
      const lines = code.comment(WIDTH - indent);
      return [...lines, print(code.code, indent, column, after)].join(newLine(indent));
    }
  }
}
function printBrackets(code, indent, column, after) {
  const { open, parts, close, separator, isSeparatorLast, flatParts } = code;
  if (flatParts !== void 0 && typeof close !== "string" && close.flat === void 0) {
    const end = column + flatParts.length;
    if (end + close.open.length <= WIDTH) return flatParts + print(close, indent, end, after);
  }
  if (parts.length === 0) return open + print(close, indent, column + open.length, after);
  const inside = deeper(indent);
  const lines = parts.map((part, index) => {
    const end = index < parts.length - 1 || isSeparatorLast ? separator : "";
    return newLine(inside) + print(part, inside, inside, end.length) + end;
  });
  return open + lines.join("") + newLine(indent) + print(close, indent, indent, after);
}
function printChain(code, indent, column, after) {
  const { operator, parts } = code;
  const lines = parts.map((part, index) => {
    const isLast = index === parts.length - 1;
    const start = (index === 0 ? column : indent) + operator.length + 1;
    return `${operator} ${print(part, deeper(indent), start, isLast ? after : 0)}`;
  });
  return lines.join(newLine(indent));
}
function printEntry(code, indent, column, after) {
  const { head, body, end } = code;
  const behind = end.length + after;
  const text2 = print(head, indent, column, 1);
  const start = endOf(text2, column) + 1;
  if (typeof body !== "string" && body.kind === "brackets") {
    const isShort2 = start + body.open.length <= MAX_WIDTH;
    if (isShort2) return `${text2} ${print(body, indent, start, behind)}${end}`;
  }
  const inside = deeper(indent);
  const isChain = typeof body !== "string" && body.kind === "chain";
  const lines = isChain ? printChain(body, inside, inside, behind) : print(body, inside, inside, behind);
  return text2 + newLine(inside) + lines + end;
}
function printLiteral(code, indent, column, after) {
  if (column + code.flat.length + after <= MAX_WIDTH) return code.flat;
  const [before, between, behind] = code.joints;
  const inside = deeper(indent);
  const pieces = code.split(WIDTH - inside - between.length);
  const start = before === "" ? "" : before + newLine(inside);
  return start + pieces.join(between + newLine(inside)) + behind;
}
function endOf(text2, column) {
  const start = text2.lastIndexOf("\n");
  return start === -1 ? column + text2.length : text2.length - start - 1;
}
function deeper(indent) {
  return Math.min(indent + INDENT2, MAX_INDENT);
}
function newLine(indent) {
  return `
${" ".repeat(indent)}`;
}
function flatOf(code) {
  return typeof code === "string" ? code : code.flat;
}
function joined(parts, separator) {
  let line = "";
  for (const [index, part] of parts.entries()) {
    const flat = flatOf(part);
    if (flat === void 0 || line.length > WIDTH) return void 0;
    line += index === 0 ? flat : separator + flat;
  }
  return short(line);
}
function short(line) {
  return line.length > WIDTH ? void 0 : line;
}

// ../../work/main/generator/src/emit/typescript/rule-tags.ts
function ruleTags(type) {
  switch (type.kind) {
    case "string": {
      const { format, minLength, maxLength, pattern } = type;
      return tags({
        format,
        minLength,
        maxLength,
        pattern: pattern === void 0 ? void 0 : commentPattern(pattern)
      });
    }
    case "number": {
      const { isInteger, minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = type;
      const name = isInteger ? "integer" : void 0;
      return tags({
        type: name,
        minimum,
        maximum,
        exclusiveMinimum,
        exclusiveMaximum,
        multipleOf
      });
    }
    case "list": {
      const { minItems, maxItems: maxItems2, hasUniqueItems } = type;
      return tags({ minItems, maxItems: maxItems2, uniqueItems: hasUniqueItems ? true : void 0 });
    }
    case "boolean":
    case "json":
    case "literals":
    case "object":
    case "map":
    case "union":
    case "named":
    case "error":
      return [];
  }
}
function tags(rules2) {
  return Object.entries(rules2).flatMap(
    ([name, value]) => value === void 0 ? [] : `@${name} ${value}`
  );
}

// ../../work/main/generator/src/emit/typescript/doc-comment.ts
function documented(about, code) {
  const comment = commentOf(about);
  const isEmpty = Object.values(comment).every((lines) => lines.length === 0);
  return isEmpty ? code : commented((columns) => linesOf(comment, columns), code);
}
function commentOf(about) {
  const { description, isPii: isPii2, type, examples = [], deprecated, default: fallback } = about;
  const notes = [
    ...fallback === void 0 ? [] : tag("default", JSON.stringify(fallback)),
    ...examples.flatMap((example) => tag("example", JSON.stringify(example))),
    ...deprecated === void 0 ? [] : tag("deprecated", deprecated)
  ];
  return {
    description: description === void 0 || description.trim() === "" ? [] : commentLines(description),
    personalData: isPii2 === true ? ["Personal data."] : [],
    rules: type === void 0 ? [] : ruleTags(type),
    notes
  };
}
function tag(name, text2) {
  const [first = "", ...rest] = commentLines(text2);
  return [`@${name} ${first}`.trimEnd(), ...rest];
}
function linesOf({ description, personalData, rules: rules2, notes }, columns) {
  const text2 = [...description, ...personalData];
  if (text2.length + notes.length <= 1) {
    const line = `/** ${[...text2, ...rules2, ...notes].join(" ")} */`;
    if (line.length <= columns) return [line];
  }
  const tags2 = [...rules2.length === 0 ? [] : [rules2.join(" ")], ...notes];
  const paragraphs = [description, personalData, tags2].filter((lines2) => lines2.length > 0);
  const lines = paragraphs.flatMap(
    (paragraph, index) => index === 0 ? paragraph : ["", ...paragraph]
  );
  const wrapped = lines.flatMap((line) => wrap(line, columns - " * ".length));
  return ["/**", ...wrapped.map((line) => ` * ${line}`.trimEnd()), " */"];
}
function plainComment(text2, columns) {
  return commentLines(text2).flatMap((line) => wrap(line, columns - "// ".length)).map((line) => `// ${line}`.trimEnd());
}
function wrap(line, columns) {
  if (line.length <= columns) return [line];
  const lines = [];
  let current = "";
  for (const word of line.split(" ").flatMap((word2) => cut(word2, columns))) {
    if (current !== "" && current.length + 1 + word.length > columns) {
      lines.push(current);
      current = word;
    } else current = current === "" ? word : `${current} ${word}`;
  }
  return [...lines, current];
}
function cut(word, columns) {
  if (word.length <= columns) return [word];
  const pieces = [];
  let piece = "";
  for (const character of word) {
    if (piece.length + character.length > columns) {
      pieces.push(piece);
      piece = character === "@" ? "\\@" : character;
    } else piece += character;
  }
  return [...pieces, piece];
}

// ../../work/main/generator/src/emit/typescript/client.ts
function clientInterface(model2) {
  const names = moduleNames(model2.name);
  const { eventMap: eventMap2, lookupMap: lookupMap2 } = names;
  const promise = globalType(model2, "Promise");
  const generator = globalType(model2, "AsyncGenerator");
  const event = `${eventMap2}[Type]`;
  const lookup = indexed(`${lookupMap2}[Type]`, `keyof ${lookupMap2}[Type]`);
  const query = (of, options) => entry("query:", chain("&", [`{ ${of} }`, lookup, `runtime.${options}`]));
  const promised = (result) => `) => ${promise}<${result}>`;
  const method = (name, parameters, end) => block(`readonly ${name}: <Type extends keyof ${eventMap2}>(`, parameters, ",", end);
  const input = `event: { type: Type } & ${names.eventInputs}[Type]`;
  const one = "eventType: Type";
  const several = "eventTypes: readonly Type[]";
  const members2 = [
    method("saveEvent", [input, "options?: runtime.SaveOptions"], promised(event)),
    method("getLatestEvent", [query(one, "LatestReadOptions")], promised(`${event} | undefined`)),
    method("getLatestEvents", [query(one, "ReadOptions")], promised(`${event}[]`)),
    method("getEventStream", [query(several, "ReadOptions")], promised(`${event}[]`)),
    method(
      "iterateEventStream",
      [query(several, "ReadOptions")],
      `) => ${generator}<${event}, void, undefined>`
    ),
    method(
      "getEventPage",
      [query(several, "PageOptions")],
      promised(`runtime.EventPage<${event}>`)
    )
  ];
  const description = "Reads and writes the events of this schema in one table.";
  const base = `export interface ${names.eventClient} extends runtime.EventClient`;
  const parts = [names.events, names.eventInput, names.streams];
  return documented({ description }, typeCall(base, parts, block("> {", members2)));
}

// ../../work/main/generator/src/emit/typescript/type-alias.ts
function typeAlias(name, body, document = (code) => code) {
  const head = `type ${identifier(name)} =`;
  const exported = `export ${head}`;
  if (exported.length <= MAX_WIDTH) return [document(entry(exported, body, ";"))];
  return [document(entry(head, body, ";")), block("export type {", [name], ",", "};")];
}

// ../../work/main/generator/src/emit/typescript/type-code.ts
function typeCode(type) {
  switch (type.kind) {
    case "literals":
      return chain("|", [...type.values.map(literalType), ...orNull(type)]);
    case "union":
      return chain("|", [...type.branches.map(typeCode), ...orNull(type)]);
    case "object":
    case "map": {
      const object = objectCode(type);
      return type.isNullable ? withTail(object, " | null") : object;
    }
    case "list":
      return chain("|", [listCode(type.items), ...orNull(type)]);
    case "string":
    case "number":
    case "boolean":
    case "json":
    case "named":
      return chain("|", [typeName(type), ...orNull(type)]);
    case "error":
      throw new Error("The model of a schema with errors becomes no module.");
  }
}
function orNull({ isNullable }) {
  return isNullable ? ["null"] : [];
}
function typeName(type) {
  switch (type.kind) {
    case "named":
      return identifier(type.name);
    case "json":
      return "runtime.JsonValue";
    default:
      return type.kind;
  }
}
function literalType(value) {
  if (typeof value !== "string") return String(value);
  return literal(stringLiteral(value), (columns) => splitLiteral(value, columns), [
    "`${",
    "}${",
    "}`"
  ]);
}
var MAX_BEFORE_BRACKETS = 40;
function listCode(items) {
  const code = typeCode(items);
  if (typeof code === "string" && code.length < MAX_BEFORE_BRACKETS) return `${code}[]`;
  if (typeof code !== "string" && code.kind === "brackets" && !items.isNullable) {
    const { close } = code;
    if (typeof close === "string" && close.length < MAX_BEFORE_BRACKETS)
      return withTail(code, "[]");
  }
  return brackets("(", [code], ")[]", { separator: "" });
}
function objectCode(type) {
  if (type.kind === "map") return braces([entry("[key: string]:", typeCode(type.values))]);
  return braces(memberCodes(type.properties, type.isOpen));
}
function memberCodes(members2, isOpen) {
  if (members2.length === 0) return [`[key: string]: ${isOpen ? "unknown" : "never"}`];
  const codes = members2.map(memberCode);
  return isOpen ? [...codes, "[key: string]: unknown"] : codes;
}
function memberCode(member) {
  const { name, isOptional, type } = member;
  return documented(
    member,
    entry(`${propertyName(name)}${isOptional ? "?" : ""}:`, typeCode(type))
  );
}

// ../../work/main/generator/src/emit/typescript/declarations.ts
function typeDeclarations(model2) {
  const names = moduleNames(model2.name);
  return [
    ...metadataInterface(model2, names),
    ...eventBase(model2, names),
    ...model2.types.flatMap(namedType),
    ...model2.events.map((event) => eventInterface(event, names)),
    eventMap(
      "Event type \u2192 event.",
      names.eventMap,
      model2.events.map((event) => [event, event.interfaceName])
    ),
    ...unionOfMap("Every event, told apart by its `type`.", names.events, names.eventMap)
  ];
}
function metadataInterface({ metadata }, names) {
  if (metadata.length === 0) return [];
  const description = "What can be stored beside the data of any event.";
  const members2 = metadata.map((field) => ({ ...field, isOptional: true }));
  const open = `export interface ${names.metadata} {`;
  return [documented({ description }, block(open, memberCodes(members2, false)))];
}
function eventBase({ metadata }, names) {
  const base = metadata.length === 0 ? typeCall("runtime.EventBase", [names.eventTypes]) : typeCall("runtime.EventWithMetadata", [names.eventTypes, names.metadata]);
  return typeAlias(
    names.eventBase,
    base,
    (code) => documented({ description: "What every event has." }, code)
  );
}
function namedType({ name, type, description, deprecated, examples }) {
  if (type.kind !== "object" || type.isNullable || type.properties.length === 0) {
    return typeAlias(
      name,
      typeCode(type),
      (code) => documented({ description, deprecated, examples, type }, code)
    );
  }
  const open = `export interface ${identifier(name)} {`;
  const members2 = memberCodes(type.properties, type.isOpen);
  return [documented({ description, deprecated, examples }, block(open, members2))];
}
function eventInterface(event, names) {
  const fields2 = event.fields.map((field) => ({
    ...field,
    isOptional: field.isOptional && field.default === void 0
  }));
  const members2 = [
    entry("type:", `${names.eventTypes}.${identifier(event.type)}`),
    entry("data:", block("{", memberCodes(fields2, event.isOpen)))
  ];
  const { description, interfaceName } = event;
  return documented({ description }, block(extending(interfaceName, names.eventBase), members2));
}
function extending(name, base) {
  const head = `export interface ${identifier(name)}`;
  const line = `${head} extends ${identifier(base)} {`;
  return line.length <= WIDTH ? line : `${head}
  extends ${identifier(base)} {`;
}
function eventMap(description, name, types2) {
  const members2 = types2.map(([{ type }, code]) => entry(`${identifier(type)}:`, code));
  return documented({ description }, block(`export interface ${name} {`, members2));
}
function unionOfMap(description, name, map) {
  return typeAlias(name, indexed(map, `keyof ${map}`), (code) => documented({ description }, code));
}
function eventUnion(description, name, events2) {
  const parts = events2.map(({ interfaceName }) => identifier(interfaceName));
  return typeAlias(name, chain("|", parts), (code) => documented({ description }, code));
}

// ../../work/main/generator/src/emit/typescript/header.ts
var CODEGEN = 1;

// ../../work/main/generator/src/emit/typescript/rules.ts
function fieldRules(fields2) {
  return byName(fields2, (field) => withWords(typeRule(field.type), fieldWords(field)));
}
function metadataRules(fields2) {
  const optional = fields2.map((field) => ({ ...field, isOptional: true }));
  return byName(
    optional,
    ({ type, isPii: isPii2 }) => withWords(typeRule(type), { pii: isPii2 ? true : void 0 })
  );
}
function byName(members2, ruleOf2) {
  return Object.fromEntries(
    members2.map((member) => [`${member.name}${member.isOptional ? "?" : ""}`, ruleOf2(member)])
  );
}
function fieldWords({ name, modelKey, default: fallback, isPii: isPii2 }) {
  const isOther = modelKey !== void 0 && modelKey !== name;
  return {
    entity: isOther ? modelKey.slice(0, -"_id".length) : void 0,
    lookup: isIdField(name) && modelKey === void 0 ? false : void 0,
    default: fallback,
    pii: isPii2 ? true : void 0
  };
}
function typeRule(type) {
  return withWords(plainRule(type), { nullable: type.isNullable ? true : void 0 });
}
function plainRule(type) {
  switch (type.kind) {
    case "string":
      return stringRule(type);
    case "number":
      return numberRule(type);
    case "boolean":
    case "json":
      return type.kind;
    case "named":
      return type.name;
    case "literals": {
      const [only] = type.values;
      return type.values.length === 1 && only !== void 0 ? { const: only } : { enum: type.values };
    }
    case "list": {
      const items = typeRule(type.items);
      const { minItems, maxItems: maxItems2 } = type;
      const words = { minItems, maxItems: maxItems2, uniqueItems: type.hasUniqueItems ? true : void 0 };
      return isShort(items) ? withWords(`${items}[]`, words) : { type: "array", items, ...words };
    }
    case "map": {
      const { values } = type;
      if (values.kind === "json") return "object";
      return { type: "object", additionalProperties: typeRule(values) };
    }
    case "object":
      return {
        type: "object",
        properties: byName(type.properties, (property) => typeRule(property.type)),
        additionalProperties: type.isOpen ? true : void 0
      };
    case "union":
      return {
        oneOf: type.branches.map(typeRule),
        discriminator: { propertyName: type.tag }
      };
    case "error":
      throw new Error("The model of a schema with errors becomes no module.");
  }
}
function stringRule({ format, minLength, maxLength, pattern }) {
  const name = format === void 0 ? "string" : format === "date-time" ? "timestamp" : format;
  return withWords(name, { minLength, maxLength, pattern });
}
function numberRule(type) {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = type;
  const words = { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf };
  return withWords(type.isInteger ? "integer" : "number", words);
}
var MAX_SHORT = 80;
function isShort(rule) {
  return typeof rule === "string" && rule.length <= MAX_SHORT;
}
function withWords(rule, words) {
  if (Object.values(words).every((word) => word === void 0)) return rule;
  return typeof rule === "string" ? { type: rule, ...words } : { ...rule, ...words };
}

// ../../work/main/generator/src/emit/typescript/value-code.ts
function valueCode(value) {
  if (typeof value === "string") return stringCode(value);
  if (value === null || typeof value !== "object") return String(value);
  if (isList(value)) return brackets("[", value.map(valueCode), "]");
  return braces(members(value, valueCode), ",");
}
function members(object, codeOf) {
  return Object.entries(object).flatMap(
    ([name, value]) => value === void 0 ? [] : entry(keyCode(name), codeOf(value))
  );
}
var MAX_KEY = 70;
function keyCode(name) {
  if (name === "__proto__") return '["__proto__"]:';
  const key = propertyName(name);
  if (key.length <= MAX_KEY) return `${key}:`;
  return brackets("[", [stringCode(name)], "]:", { separator: "" });
}
function stringCode(text2) {
  const split = (columns) => splitLiteral(text2, columns);
  return literal(stringLiteral(text2), split, ["", " +", ""]);
}
function isList(value) {
  return Array.isArray(value);
}

// ../../work/main/generator/src/emit/typescript/descriptor.ts
function descriptor(model2) {
  const { name, partition, metadata, events: events2, streams: streams2 } = model2;
  const types2 = usedTypes(model2);
  const whole = members(
    {
      codegen: String(CODEGEN),
      name: stringLiteral(name),
      partition: partition === void 0 ? void 0 : stringLiteral(partition),
      events: blockOf(Object.fromEntries(events2.map((event) => [event.type, eventCode(event)]))),
      types: types2.length === 0 ? void 0 : valuesBlock(Object.fromEntries(types2)),
      metadata: metadata.length === 0 ? void 0 : valuesBlock(metadataRules(metadata)),
      streams: streams2.length === 0 ? void 0 : blockOf(
        Object.fromEntries(streams2.map((stream) => [stream.memberName, streamCode(stream)]))
      )
    },
    (code) => code
  );
  return entry("const descriptor: runtime.Descriptor =", block("{", whole, ","), ";");
}
function eventCode({ fields: fields2, isOpen, lookups }) {
  return blockOf({
    data: valuesBlock(fieldRules(fields2)),
    open: isOpen ? "true" : void 0,
    lookups: valueCode(lookups.map(lookupPath))
  });
}
function streamCode({ name, lookup, events: events2, isMaterialized, isConsistent }) {
  return valuesBlock({
    name,
    by: lookupPath(lookup),
    events: events2.map(({ type }) => type),
    materialized: isMaterialized ? true : void 0,
    consistent: isConsistent ? true : void 0
  });
}
function valuesBlock(values) {
  return block("{", members(values, valueCode), ",");
}
function blockOf(codes) {
  return block(
    "{",
    members(codes, (code) => code),
    ","
  );
}
function usedTypes({ events: events2, metadata, types: types2 }) {
  const byName2 = new Map(types2.map(({ name, type }) => [name, type]));
  const open = [...events2.flatMap(({ fields: fields2 }) => fields2), ...metadata].map(({ type }) => type);
  const used = /* @__PURE__ */ new Set();
  for (let type = open.pop(); type !== void 0; type = open.pop()) {
    if (type.kind === "named" && !used.has(type.name)) {
      used.add(type.name);
      const named = byName2.get(type.name);
      if (named !== void 0) open.push(named);
    }
    open.push(...innerTypes(type));
  }
  return types2.filter(({ name }) => used.has(name)).map(({ name, type }) => [name, typeRule(type)]);
}

// ../../work/main/generator/src/emit/typescript/event-types.ts
function eventTypes2(model2, style) {
  return style === "native" ? [enumOf(model2)] : constantOf(model2);
}
var DESCRIPTION = "The event types.";
function enumOf({ name, events: events2 }) {
  const open = `export enum ${moduleNames(name).eventTypes} {`;
  const members2 = events2.map((event) => memberOf(event, `${identifier(event.type)} =`));
  return documented({ description: DESCRIPTION }, block(open, members2, ","));
}
function constantOf({ name, events: events2 }) {
  const { eventTypes: eventTypes3 } = moduleNames(name);
  const values = events2.map((event) => memberOf(event, `${identifier(event.type)}:`));
  const types2 = events2.map(
    ({ type, deprecated }) => documented({ deprecated }, entry(`type ${identifier(type)} =`, stringLiteral(type)))
  );
  return [
    documented(
      { description: DESCRIPTION },
      block(`export const ${eventTypes3} = {`, values, ",", "} as const;")
    ),
    ...typeAlias(eventTypes3, indexed(`(typeof ${eventTypes3})`, `keyof typeof ${eventTypes3}`)),
    block(`export declare namespace ${eventTypes3} {`, types2)
  ];
}
function memberOf({ type, description, deprecated }, head) {
  return documented({ description, deprecated }, entry(head, stringLiteral(type)));
}

// ../../work/main/generator/src/emit/typescript/inputs.ts
function inputDeclarations(model2, style) {
  const names = moduleNames(model2.name);
  return [
    inputBase(model2, names),
    ...model2.events.map((event) => inputInterface(event, names, style)),
    eventMap(
      "Event type \u2192 what saving takes.",
      names.eventInputs,
      model2.events.map((event) => [event, identifier(inputName(event))])
    ),
    ...unionOfMap(
      "What saving takes: an event's `type` and its `data`.",
      names.eventInput,
      names.eventInputs
    )
  ];
}
function inputBase({ metadata }, names) {
  const description = "What saving takes, beside `type` and `data`.";
  const hasMetadata = metadata.length > 0;
  const members2 = [
    documented(
      {
        description: "A ULID of `newEventId()`, for a save that is safe to repeat. Default: a new one."
      },
      "id?: string"
    ),
    documented(
      {
        description: hasMetadata ? "What is stored beside `data`; no event is found by it." : "The schema declares no metadata."
      },
      `metadata?: ${hasMetadata ? names.metadata : "never"}`
    )
  ];
  return documented({ description }, block(`export interface ${names.eventInputBase} {`, members2));
}
function inputInterface(event, names, style) {
  const read = identifier(event.interfaceName);
  const omissible = omissibleFields(event).map(({ name }) => literalType(name));
  const data = `${read}["data"]`;
  const type = stringLiteral(event.type);
  const members2 = [
    // A native enum's type refuses the plain string, which is what programs have from JSON.
    entry("type:", style === "native" ? chain("|", [`${read}["type"]`, type]) : type),
    entry(
      "data:",
      omissible.length === 0 ? data : typeCall("runtime.WithOptional", [data, chain("|", omissible)])
    )
  ];
  return block(extending(inputName(event), names.eventInputBase), members2);
}

// ../../work/main/generator/src/emit/typescript/lookups.ts
function lookupMap(model2) {
  const name = moduleNames(model2.name).lookupMap;
  const distinct = new Map(
    model2.events.flatMap(({ lookups }) => lookups.map((lookup) => [keyOf(lookup, model2), lookup]))
  );
  const all = ordered([...distinct.values()]).map((lookup) => lookupType(lookup, model2));
  const members2 = block("> {", membersOf(model2, name));
  const heading = all.length === 0 ? block(`export interface ${name} {`, membersOf(model2, name)) : typeCall(`export interface ${name} extends runtime.Ordered`, [chain("|", all)], members2);
  return documented({ description: "Event type \u2192 the queries that find it." }, heading);
}
function membersOf(model2, mapName) {
  const seen = /* @__PURE__ */ new Map();
  return model2.events.map((event) => {
    const head = `${identifier(event.type)}:`;
    const keys = event.lookups.map((lookup) => keyOf(lookup, model2)).join();
    const first = seen.get(keys);
    if (first !== void 0 && event.lookups.length > 1) {
      return entry(head, indexed(mapName, stringLiteral(first)));
    }
    seen.set(keys, event.type);
    return entry(head, lookupsOf2(event, model2));
  });
}
function lookupsOf2({ lookups }, model2) {
  return braces(
    ordered(lookups).map(
      (lookup) => entry(`${propertyName(keyOf(lookup, model2))}:`, lookupType(lookup, model2))
    )
  );
}
var ORDER = ["partition-entity", "entity", "partition", "type"];
function ordered(lookups) {
  return ORDER.flatMap((kind) => lookups.filter((lookup) => lookup.kind === kind));
}
function keyOf(lookup, { partition }) {
  switch (lookup.kind) {
    case "type":
      return "type";
    case "partition":
      return lookup.partition;
    case "partition-entity":
      return lookup.modelKey;
    case "entity":
      return partition === void 0 ? lookup.modelKey : `*+${lookup.modelKey}`;
  }
}
function lookupType(lookup, { name }) {
  switch (lookup.kind) {
    case "type":
      return "runtime.TypeLookup";
    case "partition":
      return typeCall("runtime.PartitionLookup", [
        stringLiteral(lookup.partition),
        stringLiteral(name)
      ]);
    case "partition-entity":
      return typeCall("runtime.PartitionEntityLookup", [stringLiteral(lookup.modelKey)]);
    case "entity":
      return typeCall("runtime.EntityLookup", [stringLiteral(lookup.modelKey)]);
  }
}

// ../../work/main/generator/src/emit/typescript/schemas.ts
function standardSchemas({ name }) {
  const { eventSchema, eventInput, dataSchemas, eventInputs } = moduleNames(name);
  return [
    constant(
      "An event as `saveEvent` takes it, as Standard Schema.",
      typeCall(`export const ${eventSchema}: runtime.StandardSchema`, [eventInput], "> ="),
      "eventSchema"
    ),
    constant(
      "The data of each event type, as Standard Schema.",
      typeCall(`export const ${dataSchemas}: runtime.DataSchemas`, [eventInputs], "> ="),
      "dataSchemas"
    )
  ];
}
function constant(description, head, make) {
  const value = `/* @__PURE__ */ runtime.${make}(descriptor)`;
  return documented({ description }, entry(head, value, ";"));
}

// ../../work/main/generator/src/emit/typescript/streams.ts
function streamDeclarations({ name, streams: streams2 }) {
  const description = "The streams, each picked by its ids.";
  const open = `export interface ${moduleNames(name).streams} {`;
  return [
    ...streams2.flatMap(
      (stream) => eventUnion(`The events of the stream \`${stream.name}\`.`, stream.unionName, stream.events)
    ),
    documented({ description }, block(open, streams2.map(memberOf2)))
  ];
}
function memberOf2(stream) {
  const ids2 = lookupPath(stream.lookup).map((id) => `${identifier(id)}: string`);
  const kind = stream.isConsistent ? "ConsistentEventStream" : "EventStream";
  const returned = typeCall(`) => runtime.${kind}`, [identifier(stream.unionName)]);
  const method = brackets("(", [entry("ids:", braces(ids2))], returned);
  const description = stream.description?.trim() || `The events of one stream \`${stream.name}\`.`;
  return documented({ description }, entry(`readonly ${identifier(stream.memberName)}:`, method));
}

// ../../work/main/generator/src/emit/typescript/template.ts
import { readFileSync } from "node:fs";
var FOLDER = new URL("../../../templates/", import.meta.url);
var NAME = /\$Name\$/g;
var SLOT = /^[ ]*\/\/ @slot (\w+)\n[\s\S]*?^[ ]*\/\/ @end\n/gm;
var FOR_TOOLS = /^[ ]*\/\/ biome-ignore .*\n/gm;
function readTemplate(path) {
  return readFileSync(new URL(path, FOLDER), "utf8").replaceAll("\r\n", "\n");
}
function fillTemplate(template, name, slots) {
  const body = template.slice(template.indexOf("// @begin\n") + "// @begin\n".length);
  const unused = new Set(Object.keys(slots));
  const filled = body.replace(FOR_TOOLS, "").replace(NAME, () => name).replace(SLOT, (_2, slot) => {
    const text2 = slots[slot];
    if (text2 === void 0) throw new Error(`the template's slot "${slot}" has no text`);
    unused.delete(slot);
    return text2;
  });
  if (unused.size > 0) throw new Error(`the template has no slot for ${[...unused].join(", ")}`);
  return filled;
}

// ../../work/main/generator/src/emit/typescript/module.ts
function emitModule(model2, enumStyle) {
  const isConsistent = model2.streams.some((stream) => stream.isConsistent);
  const body = fillTemplate(readTemplate("module/client.ts"), identifier(model2.name), {
    declarations: textOf([
      ...eventTypes2(model2, enumStyle),
      ...typeDeclarations(model2),
      ...inputDeclarations(model2, enumStyle),
      lookupMap(model2),
      ...streamDeclarations(model2),
      clientInterface(model2),
      descriptor(model2),
      ...standardSchemas(model2)
    ]),
    // Clients without consistent streams are smaller by the code for them.
    consistentStreams: isConsistent ? "    runtime.consistentStreams,\n" : ""
  });
  return overview(model2) + body;
}
function textOf(declarations) {
  return declarations.map(layOut).join("\n");
}
function overview({ description }) {
  if (description === void 0 || description.trim() === "") return "";
  return `${plainComment(description, WIDTH).join("\n")}

`;
}

// speed.ts
var n = Number(process.argv[2]);
var events = Array.from({ length: n }, (_2, i) => `  THING_${i}_MADE:
    description: Somebody made it.
    data:
      store_id: ulid
      product_id: ulid
      price: { type: number, minimum: 0 }
      state: { type: string, enum: [open, closed] }
      note?: { type: string, maxLength: 100 }
      made_at: timestamp
`);
var model = modelOf2(`version: 1
name: Store
partition: store_id
events:
${events.join("")}`);
var t = process.cpuUsage();
var w = performance.now();
var text = emitModule(model, "native");
var u = process.cpuUsage(t);
console.log(n, text.length, "user", u.user / 1e3, "sys", u.system / 1e3, "wall", performance.now() - w);

import { type Analyzed, analyze } from "../../analyze.js";
import { type Diagnostic, isError, type YamlPath } from "../../diagnostics/diagnostic.js";
import { sourceFile } from "../../language/source-file.js";
import { type Entry, entryOf, isMap, type Tree, type TreeMap } from "./tree.js";
import { writeYaml } from "./write-yaml.js";

/** Each round removes at least one part, and errors come in few layers: text, structure, names, values. */
const MAX_ROUNDS = 12;

/** A schema that is legal, as text. */
export interface Repaired {
  readonly text: string;
  readonly analyzed: Analyzed;
  /** The errors that are left, if the schema could not be made legal. */
  readonly errors: readonly Diagnostic[];
}

/**
 * Writes a schema, and leaves out what the language refuses: a keyword, else the type of a field, else the whole part. Each is
 * noted where it was, with the message of the generator.
 */
export async function writeLegal(schema: TreeMap, heading: readonly string[]): Promise<Repaired> {
  for (let round = 0; ; round++) {
    const text = writeYaml(schema, heading);
    const analyzed = await analyze(sourceFile("events.yaml", text));
    const errors = analyzed.diagnostics.filter(isError);
    if (errors.length === 0 || round === MAX_ROUNDS) return { text, analyzed, errors };
    const isChanged = errors.map((error) => leaveOut(schema, error)).includes(true);
    if (!isChanged) return { text, analyzed, errors };
  }
}

/** The keys without which a part is still legal. */
const OPTIONAL: ReadonlySet<string> = new Set([
  ...[
    "description",
    "deprecated",
    "examples",
    "default",
    "pattern",
    "format",
    "minimum",
    "maximum",
  ],
  ...["exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minLength", "maxLength", "minItems"],
  ...["maxItems", "uniqueItems", "aliases", "wire", "entity", "pii", "lookups", "partition"],
  ...["metadata", "required", "previous", "version", "nullable"],
]);

/** The keys of mappings whose values are types. */
const HOLDERS: ReadonlySet<string> = new Set(["data", "types", "metadata", "properties"]);

/** Leaves out the part that an error is about. `false` if there is none. */
function leaveOut(schema: TreeMap, { path, message }: Diagnostic): boolean {
  const note = `Not imported: ${message}`;
  const steps = stepsOf(schema, path);
  for (let index = steps.length - 1; index >= 0; index--) {
    const step = steps[index];
    if (step === undefined) continue;
    const { owner, found, holder } = step;
    if (OPTIONAL.has(found.key) && !isTypeHolder(holder)) return remove(owner, found, note);
    if (isTypeHolder(holder)) {
      if (found.value === "json") return remove(owner, found, note);
      found.value = "json";
      found.notes.push(note);
      return true;
    }
    if (["events", "streams", "groups"].includes(holder ?? "")) return remove(owner, found, note);
  }
  return false;
}

function isTypeHolder(holder: string | undefined): boolean {
  return HOLDERS.has(holder ?? "");
}

interface Step {
  readonly owner: TreeMap;
  readonly found: Entry;
  /** The key of the owner. */
  readonly holder: string | undefined;
}

/** The entries that a path leads through, as far as they are there. */
function stepsOf(schema: TreeMap, path: YamlPath): Step[] {
  const steps: Step[] = [];
  let tree: Tree | undefined = schema;
  let holder: string | undefined;
  for (const key of path) {
    if (Array.isArray(tree)) {
      tree = tree[Number(key)];
      continue;
    }
    const found: Entry | undefined = entryOf(tree, key) ?? entryOf(tree, `${key}?`);
    if (found === undefined || !isMap(tree)) break;
    steps.push({ owner: tree, found, holder });
    holder = found.key;
    tree = found.value;
  }
  return steps;
}

/** Removes an entry. Its notes stay at the next entry, else at the end of the mapping. */
function remove(owner: TreeMap, found: Entry, note: string): boolean {
  const index = owner.entries.indexOf(found);
  owner.entries.splice(index, 1);
  const notes = [...found.notes, `${found.key}: ${note}`];
  const next = owner.entries[index];
  if (next === undefined) owner.notes.push(...notes);
  else next.notes.unshift(...notes);
  return true;
}

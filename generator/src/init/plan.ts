import { type Dependencies, planDependencies } from "./dependencies.js";
import { addEntries, addMember, replaceScript } from "./edit-manifest.js";
import type { Facts } from "./facts.js";
import { type Extras, type PlannedFile, planConfig, planFiles } from "./files.js";
import { layoutOf, SCHEMA_PATH } from "./layout.js";
import { type NextCommand, nextOf, notesOf } from "./next.js";
import { planScripts, type Scripts } from "./scripts.js";
import type { InitTemplates } from "./templates.js";

/** One file of a plan. */
export interface Step {
  /** "keep" is a file that exists, and is left as it is. */
  readonly action: "create" | "change" | "keep";
  readonly path: string;
  /** The purpose of the file, or the changes. */
  readonly about: string;
  /** The whole new text; `undefined` for a file that stays. */
  readonly text: string | undefined;
}

/** What init will do. */
export interface Plan {
  readonly steps: readonly Step[];
  /** The schema whose module is generated at once; `undefined` for a project with a schema of its own. */
  readonly generates: string | undefined;
  /** What the user should know, each a sentence. */
  readonly notes: readonly string[];
  readonly next: readonly NextCommand[];
}

/** Plans what a project lacks. Nothing that exists is overwritten. */
export function planInit(facts: Facts, extras: Extras, templates: InitTemplates): Plan {
  const layout = layoutOf(facts);
  const scripts = planScripts(facts, layout);
  const dependencies = planDependencies(facts, layout);
  const steps = [
    ...planFiles(facts, layout, scripts, extras, templates).map((file) => stepOf(file, facts)),
    manifestStep(facts, scripts, dependencies),
    attributesStep(facts),
    ...(layout.kind === "set-up" ? [] : [stepOf(planConfig(layout, templates), facts)]),
  ];
  return {
    steps,
    generates: layout.example === undefined ? undefined : SCHEMA_PATH,
    notes: notesOf(facts, extras),
    next: nextOf(facts, scripts, layout),
  };
}

/** The steps in the order in which they are written: a project with the schema and the config has all the rest. */
export function inOrderOfWriting(steps: readonly Step[]): Step[] {
  const isSchema = ({ path }: Step) => path === SCHEMA_PATH;
  const config = steps.slice(-1);
  const others = steps.slice(0, -1);
  return [...others.filter((step) => !isSchema(step)), ...others.filter(isSchema), ...config];
}

function stepOf({ path, text, purpose }: PlannedFile, { read }: Facts): Step {
  return read(path) === undefined
    ? { action: "create", path, about: purpose, text }
    : { action: "keep", path, about: "exists", text: undefined };
}

const MANIFEST = "package.json";

function manifestStep(
  { name, manifest, becomesEsm }: Facts,
  { added, replaced }: Scripts,
  dependencies: Dependencies,
): Step {
  const empty = { name: packageName(name), private: true, type: "module" };
  let text = manifest ?? `${JSON.stringify(empty, null, 2)}\n`;
  if (becomesEsm) text = addMember(text, "type", "module");
  text = addEntries(text, "scripts", added);
  for (const [script, command] of Object.entries(replaced)) {
    text = replaceScript(text, script, command);
  }
  for (const [key, entries] of Object.entries(dependencies)) text = addEntries(text, key, entries);
  if (text === manifest) {
    return {
      action: "keep",
      path: MANIFEST,
      about: "has all scripts and packages",
      text: undefined,
    };
  }
  const packages = Object.values(dependencies).flatMap(Object.keys);
  const changes = [
    ...(becomesEsm ? ['"type": "module"'] : []),
    ...listOf("scripts", Object.keys({ ...added, ...replaced })),
    ...listOf("packages", packages),
  ];
  const action = manifest === undefined ? "create" : "change";
  const about = manifest === undefined ? "the package" : changes.join("; ");
  return { action, path: MANIFEST, about, text };
}

function listOf(what: string, names: readonly string[]): string[] {
  return names.length === 0 ? [] : [`${what} ${names.join(", ")}`];
}

/** A name that npm accepts. */
function packageName(folder: string): string {
  const name = folder
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, "-")
    .replace(/^[._-]+|-+$/g, "");
  return name === "" ? "events" : name.slice(0, 200);
}

const ATTRIBUTES = ".gitattributes";
const ATTRIBUTE = "*.generated.ts linguist-generated";

/** Reviews on GitHub fold generated files. */
function attributesStep({ read }: Facts): Step {
  const before = read(ATTRIBUTES);
  const about = "folds generated modules in reviews on GitHub";
  if (before === undefined) {
    return { action: "create", path: ATTRIBUTES, about, text: `${ATTRIBUTE}\n` };
  }
  if (/^\*\.generated\.ts\s.*linguist-generated/m.test(before)) {
    return { action: "keep", path: ATTRIBUTES, about: "names generated modules", text: undefined };
  }
  const separator = before === "" || before.endsWith("\n") ? "" : "\n";
  const text = `${before}${separator}${ATTRIBUTE}\n`;
  return { action: "change", path: ATTRIBUTES, about, text };
}

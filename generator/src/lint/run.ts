import { errorFinder } from "../analysis/errors.js";
import { declaredFields } from "../analysis/fields.js";
import { pathKey, Reporter } from "../analysis/reporter.js";
import type { Diagnostic, YamlPath } from "../diagnostics/diagnostic.js";
import type { CheckedDocument } from "../language/document.js";
import { keyLocationAt, type Located, locationAt } from "../language/located.js";
import { type Model, streamsByEvent } from "../model/model.js";
import type { LintedSchema, Rule, Warning } from "./rule.js";
import { rules } from "./rules/index.js";

/** A schema to lint, and which parts of it errors make uncertain. */
export interface LintInput {
  readonly model: Model;
  /** The document that the model was built from. */
  readonly checked: CheckedDocument;
  /** The documents that it imports. */
  readonly imported: readonly CheckedDocument[];
  /** The paths, as keys (see `pathKey`), of event types and fields that have an error themselves. */
  readonly errors: ReadonlySet<string>;
  /** Whether the model has all lookups and streams that the document gives. */
  readonly isWhole: boolean;
}

/** The warnings of all rules about a schema, but for the codes that its `allow:` lists. */
export function lint({ model, checked, imported, errors, isWhole }: LintInput): Diagnostic[] {
  // A file that has only types cannot allow a warning: the schemas that import it get those about its types.
  if (checked.document.events === undefined) return [];
  const schema = lintedSchema(model, checked, errors);
  const found = rules
    .filter(({ readsLookups }) => isWhole || !readsLookups)
    .flatMap((rule) => Array.from(distinct(rule.check(schema)), (warning) => ({ rule, warning })));

  const allowed = Object.keys(checked.document.allow ?? {});
  const warnings = found.filter(({ rule }) => !allowed.includes(rule.code));
  const codes = new Set(found.map(({ rule }) => rule.code));
  const unused = allowed.filter((code) => !codes.has(code));
  const report = new Reporter(checked);
  // A part with an error may have the warning that an entry allows.
  const areEventsKnown = isWhole && schema.events.length === model.events.length;
  if (unused.length > 0 && areEventsKnown && hasAllTypes(model)) {
    for (const code of unused) report.atKey("unused-allow", ["allow", code], { code });
  }
  const declaresType = (type: string) => (document: CheckedDocument) =>
    Object.hasOwn(document.document.types ?? {}, type);
  return [
    ...warnings.map(({ rule, warning }) => {
      const { within } = warning;
      const document = within === undefined ? checked : imported.find(declaresType(within));
      return diagnosticOf(rule, warning, document ?? checked, checked.source.file);
    }),
    ...report.diagnostics,
  ];
}

/** The first warning at each path: a field of a group is a field of many event types. */
function* distinct(warnings: Iterable<Warning>): Iterable<Warning> {
  const paths = new Set<string>();
  for (const warning of warnings) {
    const key = `${warning.within} ${pathKey(warning.path)}`;
    if (!paths.has(key)) yield warning;
    paths.add(key);
  }
}

function lintedSchema(
  model: Model,
  { root }: CheckedDocument,
  errors: ReadonlySet<string>,
): LintedSchema {
  const byEvent = streamsByEvent(model.streams);
  const hasError = (path: YamlPath) => errors.has(pathKey(path));
  return {
    model,
    valueAt: (path) => valueAt(root, path),
    fields: [...declaredFields(model)],
    events: model.events.filter(({ type }) => !hasError(["events", type])),
    streamsOf: ({ type }) => byEvent.get(type) ?? [],
    hasError,
  };
}

/** Whether all types are known: an error type may have any properties and rules. */
function hasAllTypes({ events, metadata, types }: Model): boolean {
  const hasError = errorFinder(types);
  const fields = [...events.flatMap((event) => event.fields), ...metadata, ...types];
  return !fields.some(({ type }) => hasError(type));
}

function valueAt(root: Located, path: YamlPath): unknown {
  let part: Located | undefined = root;
  for (const step of path) part = part?.children?.get(step);
  return part?.value;
}

function diagnosticOf(
  { code, help: usualHelp }: Rule,
  { path, at = "key", message, help = usualHelp, related }: Warning,
  { root, source: { file } }: CheckedDocument,
  schema: string,
): Diagnostic {
  const locationIn = at === "key" ? keyLocationAt : locationAt;
  const where = file === schema ? "" : ` in ${schema}`;
  return {
    code,
    severity: "warning",
    message,
    help: `${help}; or give a reason under "allow: { ${code}: … }"${where}.`,
    file,
    location: locationIn(root, path),
    path,
    related:
      related === undefined
        ? []
        : [{ location: locationIn(root, related.path), message: related.message }],
  };
}

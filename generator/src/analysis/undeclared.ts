import type { YamlPath } from "../diagnostics/diagnostic.js";
import type { ParametersOf, RelatedPath, Reporter } from "./reporter.js";

type UndeclaredCode =
  | "unknown-event-type"
  | "unknown-field-type"
  | "unknown-group"
  | "unknown-stream-field";

/** A value of one of the documents that has a name. */
export interface Use {
  readonly path: YamlPath;
  readonly report: Reporter;
}

/** A name that is used, and that nothing declares. */
export interface Undeclared<C extends UndeclaredCode> {
  readonly code: C;
  readonly about: ParametersOf<C>;
  readonly uses: readonly Use[];
  /** What is said of a use, such as "it is listed here". */
  readonly use: string;
  readonly unused: Unused | undefined;
}

/** A declaration without a use, whose name is near. */
export interface Unused extends Use {
  readonly name: string;
  /** What is said of it, such as "in no stream". */
  readonly as: string;
  /** Whether its key or its value has the name. Default: its key. */
  readonly at?: "key" | "value";
}

/** The uses of a name that are shown with a diagnostic. */
const MAX_USES = 10;

/**
 * Reports an undeclared name once. Where several uses agree, and a declaration that is near has none, the declaration
 * is what is misspelt. Where there is one use, either may be misspelt: the declaration is shown, too.
 */
export function reportUndeclared<C extends UndeclaredCode>(undeclared: Undeclared<C>): void {
  const { code, about, uses, use, unused } = undeclared;
  const [first, ...others] = uses;
  if (first === undefined) return;
  if (unused !== undefined && others.length > 0) {
    const { report, path, at = "key", name } = unused;
    report.at({ path, at }, code, { ...about, declared: name }, relatedUses(uses, use));
    return;
  }
  const related = relatedUses(others, `${use}, too`);
  if (unused !== undefined) {
    const message = `"${unused.name}" is declared here, and ${unused.as}`;
    const { path, at = "key", report } = unused;
    related.push({ path, at, message, within: report });
  }
  first.report.atValue(code, first.path, about, related);
}

function relatedUses(uses: readonly Use[], use: string): RelatedPath[] {
  const more = uses.length - MAX_USES;
  return uses.slice(0, MAX_USES).map(({ path, report }, index) => {
    const isLast = index === MAX_USES - 1 && more > 0;
    const message = isLast ? `${use}, and ${more} more times` : use;
    return { path, at: "value", message, within: report };
  });
}

/** Where something stands in a source file. Lines and columns count from 1, offsets from 0. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly start: number;
  readonly end: number;
}

/** From the document's root: keys and indexes. */
export type YamlPath = readonly (string | number)[];

/** Another place that a finding is about: the first of two that clash. */
export interface RelatedPlace {
  readonly place: Place;
  /** What stands there. */
  readonly message: string;
}

/** A warning stops nothing, and is no failure. */
export type Severity = "error" | "warning";

/** One thing that the tool has to say, as a value. */
export interface Finding {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  /** The way out. */
  readonly help: string | undefined;
  /** The file it is about. */
  readonly file: string;
  readonly place: Place | undefined;
  readonly path: YamlPath;
  readonly related: readonly RelatedPlace[];
}

export function isError({ severity }: Finding): boolean {
  return severity === "error";
}

export function formatPath(path: YamlPath): string {
  return path
    .map((step, index) => {
      if (typeof step === "number") return `[${step}]`;
      if (!/^[^\s.[\]"]+$/.test(step)) return `[${JSON.stringify(step)}]`;
      return index === 0 ? step : `.${step}`;
    })
    .join("");
}

/** Reading order: by file, then place, then code. */
export function compareFindings(a: Finding, b: Finding): number {
  return (
    compare(a.file, b.file) ||
    (a.place?.start ?? -1) - (b.place?.start ?? -1) ||
    compare(a.code, b.code)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A range of a source file. Lines and columns count from 1, offsets from 0; `end` is after the last character. */
export interface Location {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly start: number;
  readonly end: number;
}

/** The keys and indexes that lead from the document's root to a part. */
export type YamlPath = readonly (string | number)[];

/** Another location that a diagnostic is about, such as the first of two names that clash. */
export interface RelatedLocation {
  readonly location: Location;
  /** What is at the location, in a few words. */
  readonly message: string;
}

/** An error fails the command; a warning does not. */
export type Severity = "error" | "warning";

/** One message about a schema or about the output: what is wrong, where, and what to do. */
export interface Diagnostic {
  /** The kind of message; stable. */
  readonly code: string;
  readonly severity: Severity;
  /** What is wrong, in one sentence. */
  readonly message: string;
  /** What to do; begins with a verb. `undefined` where the message says it. */
  readonly help: string | undefined;
  /** The file that it is about, as the command line names it. */
  readonly file: string;
  /** `undefined` for a whole file. */
  readonly location: Location | undefined;
  /** Empty for a whole file. */
  readonly path: YamlPath;
  readonly related: readonly RelatedLocation[];
  /** For a change that `breaking` found. */
  readonly change?: ChangeFacts;
}

/** What a diagnostic about a change of a schema has besides. */
export interface ChangeFacts {
  /** What the change does harm to: "STORED". */
  readonly category: string;
  /** The part that changed, by which `accept:` names it: `events.PRICE_LOWERED.data.alert_id`. */
  readonly part: string;
  /** 16 hexadecimal digits: the same for other wording, and for other locations. */
  readonly fingerprint: string;
}

export function isError({ severity }: Diagnostic): boolean {
  return severity === "error";
}

/** A path as a person writes it: `events.PRICE_LOWERED.data["a b"]`. */
export function formatPath(path: YamlPath): string {
  return path
    .map((step, index) => {
      if (typeof step === "number") return `[${step}]`;
      if (!/^[^\s.[\]"]+$/.test(step)) return `[${JSON.stringify(step)}]`;
      return index === 0 ? step : `.${step}`;
    })
    .join("");
}

/** Reading order: by file, then location, then code. */
export function compareDiagnostics(a: Diagnostic, b: Diagnostic): number {
  return (
    compare(a.file, b.file) ||
    (a.location?.start ?? -1) - (b.location?.start ?? -1) ||
    compare(a.code, b.code)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

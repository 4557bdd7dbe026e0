import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { newDiagnostic } from "../../diagnostics/messages.js";
import { compareWithHistory, type Finding } from "../../evolution/index.js";
import type { SchemaVersion } from "../../evolution/version.js";

/** What a schema changes since older versions, as diagnostics with both locations. */
export function changesBetween(older: readonly SchemaVersion[], next: SchemaVersion): Diagnostic[] {
  const models = older.map(({ model }) => model);
  const { findings, unused } = compareWithHistory(models, next.model);
  const since = older.at(-1)?.name ?? "";
  return [
    ...findings.map((finding) => diagnosticOf(finding, older, next)),
    ...unused.map(({ rule, path: part }) => {
      const path = ["accept", rule, part];
      const location = next.locate(path);
      const at = { file: location.file, location, path };
      return newDiagnostic("unused-accept", at, { rule, part, since });
    }),
  ];
}

function diagnosticOf(
  finding: Finding,
  older: readonly SchemaVersion[],
  next: SchemaVersion,
): Diagnostic {
  const { rule: code, severity, category, fingerprint, message, help, path: part } = finding;
  const { oldPath, newPath: path, release } = finding;
  const location = next.locate(path);
  const before = older[release];
  const related =
    before === undefined
      ? []
      : [{ location: before.locate(oldPath), message: `in ${before.name}` }];
  const change = { category, part, fingerprint };
  return { code, severity, message, help, file: location.file, location, path, related, change };
}

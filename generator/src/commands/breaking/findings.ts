import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import type { Finding } from "../../evolution/finding.js";
import type { SchemaVersion } from "../../evolution/version.js";

/** What comparing a schema with older versions has found, as diagnostics with both locations. */
export function diagnosticsOf(
  findings: readonly Finding[],
  older: readonly SchemaVersion[],
  next: SchemaVersion,
): Diagnostic[] {
  return findings.map((finding): Diagnostic => {
    const { rule: code, severity, category, fingerprint, message, help, path: part } = finding;
    const { oldPath, newPath, release } = finding;
    const location = next.locate(newPath);
    const before = older[release];
    const related =
      before === undefined
        ? []
        : [{ location: before.locate(oldPath), message: `in ${before.name}` }];
    const change = { category, part, fingerprint };
    return {
      code,
      severity,
      message,
      help,
      file: location.file,
      location,
      path: newPath,
      related,
      change,
    };
  });
}

import type { ValidateFunction } from "ajv";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { mismatchReason } from "../../json-schema/error-reasons.js";
import { valueValidators } from "../../json-schema/value-validators.js";
import type { NamedType } from "../../model/model.js";
import { pathOfPointer } from "../../util/json-pointer.js";
import type { DeclaredValue } from "../type-reader.js";
import { PatternTests } from "./pattern-tests.js";

/** Checks the examples, the defaults and the allowed values of a schema against their own types. */
export function checkValues(
  values: readonly DeclaredValue[],
  types: readonly NamedType[],
): Diagnostic[] {
  const patterns = new PatternTests();
  const validatorOf = valueValidators(
    types,
    values.map(({ type }) => type),
    patterns.matches,
  );
  const checks = values.map((declared) => new ValueCheck(declared, validatorOf(declared.type)));
  const open = checks.filter((check) => check.run(patterns));
  if (open.length > 0) {
    patterns.run();
    for (const check of open) check.run(patterns);
  }
  return checks.flatMap(({ diagnostic }) => diagnostic ?? []);
}

class ValueCheck {
  diagnostic: Diagnostic | undefined;
  readonly #declared: DeclaredValue;
  readonly #validate: ValidateFunction;

  constructor(declared: DeclaredValue, validate: ValidateFunction) {
    this.#declared = declared;
    this.#validate = validate;
  }

  /** Whether the result is open until patterns are matched. */
  run(patterns: PatternTests): boolean {
    const { report, path, value } = this.#declared;
    const { openCount } = patterns;
    patterns.metSlow = false;
    const isValid = this.#validate(value);
    if (patterns.metSlow) this.diagnostic = report.valueDiagnostic("slow-pattern", path, {});
    else if (!isValid) this.diagnostic = this.#mismatch();
    return patterns.openCount > openCount;
  }

  #mismatch(): Diagnostic {
    const { report, path, value } = this.#declared;
    const [first] = this.#validate.errors ?? [];
    const inner = first === undefined ? [] : pathOfPointer(first.instancePath, value);
    const reason = first === undefined ? "it has another type" : mismatchReason(first);
    return report.valueDiagnostic("value-mismatch", [...path, ...inner], { reason });
  }
}

/**
 * Standard Schema v1, as https://standardschema.dev specifies it. Copied, as the specification
 * recommends, so that no package has to be installed.
 */
export interface StandardSchema<Value> {
  readonly "~standard": {
    readonly version: 1;
    readonly vendor: "ddb-pattern";
    /** Checks a value. Synchronous, though the specification allows promises. */
    readonly validate: (value: unknown) => StandardResult<Value>;
    /** For type inference only; there is no value at run time. */
    readonly types?: { readonly input: Value; readonly output: Value };
  };
}

export type StandardResult<Value> =
  | { readonly value: Value; readonly issues?: undefined }
  | { readonly issues: readonly StandardIssue[] };

export interface StandardIssue {
  readonly message: string;
  readonly path?: readonly PropertyKey[];
}

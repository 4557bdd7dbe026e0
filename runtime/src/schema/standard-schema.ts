/**
 * Standard Schema v1, as https://standardschema.dev specifies it. Written here, and not imported: the
 * specification asks for a copy, so that nothing has to be installed.
 */
export interface StandardSchema<Value> {
  readonly "~standard": {
    readonly version: 1;
    readonly vendor: "ddb-pattern";
    /** Checks a value. Synchronous, though the specification allows promises. */
    readonly validate: (value: unknown) => StandardResult<Value>;
    /** For types alone; there is no value. */
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

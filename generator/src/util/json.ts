export type Literal = string | number | boolean;

/** A JSON value. YAML's core schema has the same values, and NaN and the infinities. */
export type Json = Literal | null | readonly Json[] | { readonly [name: string]: Json };

import { dirname } from "node:path";
import { getTsconfig } from "get-tsconfig";
import type { EnumStyle } from "../emit/typescript/event-types.js";

/** What the nearest tsconfig asks of a file: with `erasableSyntaxOnly`, an enum would not compile. */
export function inferEnumStyle(output: string): EnumStyle {
  try {
    const options = getTsconfig(dirname(output))?.config.compilerOptions as
      | { readonly erasableSyntaxOnly?: boolean }
      | undefined;
    return options?.erasableSyntaxOnly === true ? "erasable" : "native";
  } catch {
    // A tsconfig that cannot be read is TypeScript's to report.
    return "native";
  }
}

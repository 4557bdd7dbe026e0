/** Far beyond what is legal, and far before the parser, which calls itself, comes to the end of the stack. */
const HOPELESS_DEPTH = 1000;

/**
 * Where a file nests so deep that the parser must not see it: at the end of the stack, not even an error
 * can be relied on. Counts brackets without looking at quotes: no text has so many that stay open.
 */
export function deepPlace(text: string): number | undefined {
  let depth = 0;
  for (let index = 0; index < text.length; index++) {
    const character = text[index];
    if (character === "{" || character === "[") depth++;
    else if ((character === "}" || character === "]") && depth > 0) depth--;
    if (depth > HOPELESS_DEPTH) return index;
  }
  return hopelessLine(text);
}

/** Each of them can begin something inside of what the one before it began, if no bracket or comma ended that. */
const HOPELESS_INDICATORS = 500;

function hopelessLine(text: string): number | undefined {
  let count = 0;
  for (const { 0: found, index } of text.matchAll(/[\n,[\]{}]|[-?:](?=[ \t])/g)) {
    count = /[-?:]/.test(found) ? count + 1 : 0;
    if (count > HOPELESS_INDICATORS) return index;
  }
  return undefined;
}

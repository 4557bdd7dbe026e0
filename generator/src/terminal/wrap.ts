/** The width of all text for people that is not a code frame. */
export const WIDTH = 80;

/** A paragraph in lines of at most `width` columns; only a longer word makes a longer line. */
export function wrap(paragraph: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of paragraph.split(/\s+/).filter((part) => part !== "")) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = "";
    }
    line = line === "" ? word : `${line} ${word}`;
  }
  return line === "" ? lines : [...lines, line];
}

/** Rows of a term and its description, in two columns below each other. */
export function twoColumns(rows: readonly (readonly [string, string])[]): string[] {
  const left = Math.max(...rows.map(([term]) => term.length));
  const indent = "  ".length + left + "  ".length;
  return rows.flatMap(([term, description]) =>
    wrap(description, WIDTH - indent).map((line, index) =>
      index === 0 ? `  ${term.padEnd(left)}  ${line}` : `${" ".repeat(indent)}${line}`,
    ),
  );
}

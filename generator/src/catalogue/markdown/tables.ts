/** A table of cells that are Markdown already; nothing for a table without rows. */
export function table(headings: readonly string[], rows: readonly (readonly string[])[]): string[] {
  if (rows.length === 0) return [];
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [[line(headings), line(headings.map(() => "---")), ...rows.map(line)].join("\n")];
}

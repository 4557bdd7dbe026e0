/** A table of a report. */
export interface Table {
  readonly title: string;
  readonly head: readonly string[];
  /** Cells in the order of the head; the first is a name, the others are numbers. */
  readonly rows: readonly (readonly string[])[];
  /** Sentences below the table. */
  readonly notes: readonly string[];
}

/** Tables for a terminal. */
export function tablesText(tables: readonly Table[]): string {
  return tables.map((table) => textOf(table).join("\n")).join("\n\n");
}

function textOf({ title, head, rows, notes }: Table): string[] {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const lines = all.map((row) => {
    const cells = row.map((cell, column) => {
      const width = widths[column] ?? 0;
      return column === 0 ? cell.padEnd(width) : cell.padStart(width);
    });
    return `  ${cells.join("  ")}`.trimEnd();
  });
  return [title, ...(rows.length === 0 ? [] : lines), ...notes.map((note) => `  ${note}`)];
}

/** Tables for a page or a comment of a pull request. */
export function tablesMarkdown(tables: readonly Table[]): string {
  return tables.map((table) => markdownOf(table).join("\n")).join("\n\n");
}

function markdownOf({ title, head, rows, notes }: Table): string[] {
  const line = (cells: readonly string[]) => `| ${cells.map(escaped).join(" | ")} |`;
  const rule = `| ${head.map((_, column) => (column === 0 ? "---" : "--:")).join(" | ")} |`;
  const table = rows.length === 0 ? [] : ["", line(head), rule, ...rows.map(line)];
  return [`### ${escaped(title)}`, ...table, ...notes.flatMap((note) => ["", escaped(note)])];
}

/** Braces, colons and underscores of keys are no marks of Markdown within a word; these are. */
function escaped(text: string): string {
  return text.replace(/[\\`*_|<>[\]~#&]/g, "\\$&");
}

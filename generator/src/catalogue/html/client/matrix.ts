/** Marks the column below the pointer: rows are marked by the style. */
export function startMatrix(): void {
  for (const table of document.querySelectorAll<HTMLTableElement>(".mx table")) {
    let marked: Element | undefined;
    const mark = (column: Element | undefined) => {
      if (column === marked) return;
      marked?.classList.remove("hot");
      column?.classList.add("hot");
      marked = column;
    };
    const headings = table.tHead?.rows[1]?.cells;
    table.addEventListener("pointerover", ({ target }) => {
      const cell = target instanceof Element ? target.closest("td,th") : null;
      if (!(cell instanceof HTMLTableCellElement) || cell.colSpan > 1) return mark(undefined);
      mark(headings?.[columnOf(cell)]);
    });
    table.addEventListener("pointerleave", () => mark(undefined));
  }
}

/** Cells that span columns come before it. */
function columnOf(cell: HTMLTableCellElement): number {
  const cells = Array.from(cell.parentElement?.children ?? []) as HTMLTableCellElement[];
  const before = cells.slice(0, cells.indexOf(cell));
  return before.reduce((sum, { colSpan }) => sum + colSpan, 0);
}

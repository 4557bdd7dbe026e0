import type { PlainEvent } from "ddb-pattern-runtime";
import type { TableItem } from "../../../runtime/src/storage/table.js";

/** The totals of orders, as another database would have them: each row has the revision that it is at. */
export class GuardedTotals {
  readonly rows = new Map<string, { revision: number; paid: number; notes: number }>();
  applied = 0;
  /** Events that came again. */
  repeated = 0;
  /** Events that came before one that they follow. */
  missed = 0;
  /** Page views, by event. They have no revision, so they can be counted again. */
  readonly pages = new Map<string, number>();

  view({ id }: PlainEvent): void {
    this.pages.set(id, (this.pages.get(id) ?? 0) + 1);
  }

  /** An upsert that is guarded by the revision. */
  apply({ type, data }: PlainEvent, revision: number): void {
    const order = String(data.order_id);
    const row = this.rows.get(order) ?? { revision: 0, paid: 0, notes: 0 };
    if (revision <= row.revision) {
      this.repeated++;
      return;
    }
    if (revision > row.revision + 1) this.missed++;
    this.applied++;
    const paid = type === "ORDER_PAID" ? (data.amount as number) : 0;
    const notes = type === "ORDER_NOTED" ? 1 : 0;
    this.rows.set(order, { revision, paid: row.paid + paid, notes: row.notes + notes });
  }
}

/** What the totals must be, by the items of the table. */
export function foldOf(items: readonly TableItem[]): GuardedTotals {
  const totals = new GuardedTotals();
  const byKey = (a: TableItem, b: TableItem) =>
    a.pk < b.pk ? -1 : a.pk > b.pk ? 1 : a.sk < b.sk ? -1 : 1;
  for (const item of items.toSorted(byKey)) {
    const event = item as unknown as PlainEvent;
    if (item.pk.endsWith("::@order") && /^\d/.test(item.sk)) totals.apply(event, Number(item.sk));
    if (item.pk === "PAGE_VIEWED") totals.view(event);
  }
  return totals;
}

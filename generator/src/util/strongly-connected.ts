/** A name on the way, and the names after it that are still to be followed. */
interface Step {
  readonly name: string;
  readonly rest: Iterator<string>;
}

/**
 * The names in groups: those of one group all lead to each other, those of different ones do not (Tarjan's
 * strongly connected components). Needs no more of the stack, however long the ways are.
 */
export function components(
  names: readonly string[],
  next: (name: string) => Iterable<string>,
): string[][] {
  const groups: string[][] = [];
  const order = new Map<string, number>();
  /** Name → the earliest that it is known to lead back to. */
  const earliest = new Map<string, number>();
  /** What is in no group yet, in the order in which it was met. */
  const open: string[] = [];
  const isOpen = new Set<string>();

  const enter = (name: string): Step => {
    order.set(name, order.size);
    earliest.set(name, order.size - 1);
    open.push(name);
    isOpen.add(name);
    return { name, rest: next(name)[Symbol.iterator]() };
  };
  const leadsBackTo = (name: string, place: number) => {
    earliest.set(name, Math.min(earliest.get(name) as number, place));
  };
  const leave = (name: string): void => {
    if (earliest.get(name) !== order.get(name)) return;
    const group = open.splice(open.lastIndexOf(name));
    for (const member of group) isOpen.delete(member);
    groups.push(group);
  };

  for (const start of names) {
    if (order.has(start)) continue;
    const way = [enter(start)];
    for (let step = way.at(-1); step !== undefined; step = way.at(-1)) {
      const { done, value } = step.rest.next();
      if (done !== true) {
        if (!order.has(value)) way.push(enter(value));
        else if (isOpen.has(value)) leadsBackTo(step.name, order.get(value) as number);
        continue;
      }
      way.pop();
      leave(step.name);
      const before = way.at(-1);
      if (before !== undefined) leadsBackTo(before.name, earliest.get(step.name) as number);
    }
  }
  return groups;
}

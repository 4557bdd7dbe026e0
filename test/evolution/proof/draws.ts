import fc from "fast-check";
import { Random } from "../../faults/support-random.js";

/** What is drawn for one pair of schemas: all of it follows from the seed. */
export class Draws extends Random {
  /** A seed for other draws. */
  seed(): number {
    return this.below(2 ** 31);
  }

  value<Value>(arbitrary: fc.Arbitrary<Value>): Value {
    return fc.sample(arbitrary, { numRuns: 1, seed: this.seed() })[0] as Value;
  }

  shuffled<Item>(items: readonly Item[]): Item[] {
    const left = [...items];
    return Array.from(items, () => left.splice(this.below(left.length), 1)[0] as Item);
  }

  /** Some of the items, in any order; at least one, if there is one. */
  some<Item>(items: readonly Item[]): Item[] {
    return this.shuffled(items).slice(0, 1 + this.below(items.length));
  }
}

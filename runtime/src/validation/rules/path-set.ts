import type { EventIssue } from "../validation-error.js";

type Path = EventIssue["path"];

interface Node extends Map<string | number | null, Node> {}

/** The step after the last one of a path. */
const END = null;

/**
 * A set of paths. It keeps and compares a long name once, and not once for each path below it: 100,000 paths take
 * linear time in the event that they lead into.
 */
export class PathSet {
  readonly #root: Node = new Map();

  /** Adds a path. Returns whether the set did not have it. */
  add(path: Path): boolean {
    let isNew = false;
    let node = this.#root;
    for (const step of [...path, END]) {
      let next = node.get(step);
      if (next === undefined) {
        next = new Map();
        node.set(step, next);
        isNew = true;
      }
      node = next;
    }
    return isNew;
  }

  has(path: Path): boolean {
    let node: Node | undefined = this.#root;
    for (const step of [...path, END]) node = node?.get(step);
    return node !== undefined;
  }
}

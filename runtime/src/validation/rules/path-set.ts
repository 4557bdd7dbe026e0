import type { EventIssue } from "../validation-error.js";

type Path = EventIssue["path"];

interface Node extends Map<string | number | null, Node> {}

/** The step behind the last one of a path. */
const END = null;

/**
 * A set of paths. It keeps and compares a long name once, and not for each path below it, so that 100,000 paths
 * take no more than linear time in the event that they lead into.
 */
export class PathSet {
  readonly #root: Node = new Map();

  constructor(issues: readonly EventIssue[]) {
    for (const { path } of issues) {
      let node = this.#root;
      for (const step of [...path, END]) {
        let next = node.get(step);
        if (next === undefined) {
          next = new Map();
          node.set(step, next);
        }
        node = next;
      }
    }
  }

  has(path: Path): boolean {
    let node: Node | undefined = this.#root;
    for (const step of [...path, END]) node = node?.get(step);
    return node !== undefined;
  }
}

import { compare, type Finding } from "../../../generator/src/evolution/index.js";
import type { Model } from "../../../generator/src/model/model.js";
import type { Pair } from "./pairs.js";
import { isAlong } from "./paths.js";
import type { Problem } from "./problem.js";

export type { Finding };

/** Whether a finding says that stored events cannot be read, or are read otherwise, or are not found. */
export function isHarm({ category }: Pick<Finding, "category">): boolean {
  return category === "STORED" || category === "LOOKUP";
}

export function isClean(old: Model, next: Model): boolean {
  return !compare(old, next).some(isHarm);
}

/** What the rules say of a pair: of stored events with all releases, of everything else with the newest. */
export function findingsOf({ releases, old, next }: Pair): Finding[] {
  const ofNewest = compare(old.model, next.model);
  const known = new Set(ofNewest.map(({ rule, path }) => `${rule} ${path}`));
  const others = releases.slice(0, -1).flatMap(({ model }) => compare(model, next.model));
  const stored = others.filter(({ category, rule, path }) => {
    return category === "STORED" && !known.has(`${rule} ${path}`) && known.add(`${rule} ${path}`);
  });
  return [...ofNewest, ...stored];
}

/** Whether a problem is what a finding is about: it leads to the same part of one of the schemas. */
export function explains({ oldPath, newPath }: Finding, { trails }: Problem): boolean {
  // Of a part that only one schema has, the other path leads to what it is missing from.
  const depth = Math.max(depthOf(oldPath), depthOf(newPath));
  const paths = [oldPath, newPath].filter((path) => depthOf(path) === depth);
  return paths.some((path) =>
    trails.some((trail) => {
      // What is wrong with an event type as a whole says nothing about its data.
      const isOfType = trail[0] === "events" && trail.length === 2;
      return (!isOfType || path.length <= 3) && isAlong(trail, path);
    }),
  );
}

/** How deep a path leads; an earlier version is as deep as the newest one. */
function depthOf(path: Finding["newPath"]): number {
  return path[0] === "events" && path[2] === "previous" ? path.length - 2 : path.length;
}

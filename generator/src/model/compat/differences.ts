import type { TypesByName } from "../aliases.js";
import { compareShapes } from "./compare-shapes.js";
import { compareTypes } from "./compare-types.js";
import { type Comparing, comparing } from "./comparing.js";
import type { Difference } from "./difference.js";
import type { IsReserved, ShapePair } from "./pair-fields.js";

/**
 * The differences of the given shapes, each at its deepest part, and once: a change of a named type or of a
 * group is one difference. Types that contain themselves are compared once.
 *
 * What a reader does with the old values is not considered here: it ignores members that no schema lists.
 */
export function differences(
  shapes: Iterable<ShapePair>,
  oldTypes: TypesByName,
  newTypes: TypesByName,
  isReserved: IsReserved,
): Difference[] {
  const context: Comparing = comparing(oldTypes, newTypes, isReserved);
  for (const shape of shapes) compareShapes(shape, context);
  // A list that grows, and no recursion: types can lead through each other in chains of thousands.
  for (const pair of context.open) compareTypes(pair, context);
  return context.found.all;
}

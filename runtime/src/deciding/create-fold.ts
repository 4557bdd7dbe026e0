import { DdbPatternError } from "../errors.js";
import type { Descriptor } from "../schema/descriptor.js";
import { schemaOf } from "../schema/schema.js";
import { type Fold, withFoldCode } from "../streams/fold.js";
import { quote } from "../util/quote.js";
import { checkedDefinition } from "./definition.js";
import { FoldRunner } from "./fold-runner.js";

/**
 * Creates a fold; generated code calls it.
 *
 * @param member - The member of the descriptor's `streams`.
 * @throws InvalidArgumentError for an invalid definition.
 */
export function createFold<State, Event, Input>(
  descriptor: Descriptor,
  member: string,
  definition: unknown,
): Fold<State, Event, Input> {
  const schema = schemaOf(descriptor);
  const stream = schema.streams[member];
  if (stream === undefined) {
    throw new DdbPatternError(
      "runtime-mismatch",
      `Schema "${schema.name}" has no stream ${quote(member)}: generate its client again.`,
    );
  }
  const isConsistent = stream.consistent === true;
  const checked = checkedDefinition(definition, stream.name, stream.events, isConsistent);
  const runner = new FoldRunner(descriptor, stream, checked);
  const fold = {
    stream: stream.name,
    initial: () => runner.initial(),
    apply: (state: unknown, events: Iterable<object>) => runner.apply(state, events),
  };
  return withFoldCode(fold, runner) as Fold<unknown, never> as Fold<State, Event, Input>;
}

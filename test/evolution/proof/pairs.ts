import type { Model } from "../../../generator/src/model/model.js";
import { legalSchema } from "../../properties/emit-schemas.js";
import { Draws } from "./draws.js";
import { type Draft, draftOf, type Type } from "./edits/draft.js";
import { type Applied, drawEdits, edited } from "./edits/edits.js";
import { formerNames } from "./edits/former-names.js";
import { type Release, released } from "./release.js";

/** An old and a new schema, with the releases before the old one. */
export interface Pair {
  readonly seed: number;
  /** The releases whose events are stored, the old schema last. */
  readonly releases: readonly Release[];
  readonly old: Release;
  readonly next: Release;
  /** The edits that lead from the old schema to the new one. */
  readonly edits: readonly Applied[];
}

/** Whether an old schema can be followed by a new one without harm to stored events. */
export type IsClean = (old: Model, next: Model) => boolean;

/** How often edits led to a schema with errors. */
export interface Share {
  drawn: number;
  legal: number;
}

const TRIES = 4;
const MAX_EDITS = 4;

/** A random pair of legal schemas; `undefined` if chance made only illegal ones. */
export async function pairOf(
  seed: number,
  isClean: IsClean,
  share: Share,
): Promise<Pair | undefined> {
  const draws = new Draws(seed);
  const base = await released(simplified(draftOf(draws.value(legalSchema))));
  if (!("release" in base)) return undefined;
  const releases = [base.release];
  for (let steps = draws.pick([0, 0, 1, 1, 2]); steps > 0; steps--) {
    const last = releases.at(-1) as Release;
    const next = await follower(last, { count: 1 + draws.below(3), isCareful: true }, draws, share);
    if (next !== undefined && releases.every(({ model }) => isClean(model, next.release.model))) {
      releases.push(next.release);
    }
  }
  const old = releases.at(-1) as Release;
  const former = await withFormerNames(old);
  if (former !== undefined && releases.every(({ model }) => isClean(former.model, model))) {
    releases.unshift(former);
  }
  const isCareful = draws.happens(0.5);
  const count = isCareful || draws.happens(0.4) ? 1 + draws.below(MAX_EDITS) : 1;
  const next = await follower(old, { count, isCareful }, draws, share);
  return next && { seed, releases, old, next: next.release, edits: next.edits };
}

/**
 * The release before a schema in which everything has its first alias as its name; `undefined` if there are no
 * aliases, or if that is no legal schema.
 */
async function withFormerNames({ draft }: Release): Promise<Release | undefined> {
  const former = formerNames(draft);
  const result = former === undefined ? undefined : await released(former);
  return result !== undefined && "release" in result ? result.release : undefined;
}

/** A schema that edits make of another one; `undefined` if all attempts have errors. */
async function follower(
  { draft }: Release,
  how: Parameters<typeof drawEdits>[1],
  draws: Draws,
  share: Share,
): Promise<{ readonly release: Release; readonly edits: readonly Applied[] } | undefined> {
  for (let tries = TRIES; tries > 0; tries--) {
    const edits = drawEdits(draft, how, draws);
    share.drawn++;
    const result = await released(edited(draft, edits));
    if (!("release" in result)) continue;
    share.legal++;
    return { release: result.release, edits };
  }
  return undefined;
}

/** The same pair with fewer edits, if they are legal, too; and with upcasters that make up all that they can. */
export async function withEdits(pair: Pair, edits: readonly Applied[]): Promise<Pair | undefined> {
  const result = await released(edited(pair.old.draft, edits), true);
  return "release" in result ? { ...pair, next: result.release, edits } : undefined;
}

const TEXTS = new Set(["description", "deprecated", "examples", "allow"]);

/** The schema without what neither stored events nor keys depend on. */
function simplified(draft: Draft): Draft {
  return without(draft) as Draft;
}

/** Leaves out texts for people; fields with such a name stay, as they are in mappings of names. */
function without(part: unknown, isNames = false): unknown {
  if (Array.isArray(part)) return part.map((item) => without(item));
  if (typeof part !== "object" || part === null) return part;
  const kept = Object.entries(part as Record<string, Type>).filter(
    ([key]) => isNames || !TEXTS.has(key),
  );
  return Object.fromEntries(
    kept.map(([key, inner]) => [key, without(inner, !isNames && isNamed(key, inner))]),
  );
}

const NAMED = new Set(["types", "groups", "events", "streams", "metadata", "data", "properties"]);

function isNamed(key: string, inner: unknown): boolean {
  return NAMED.has(key) && typeof inner === "object";
}

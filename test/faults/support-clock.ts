import type { Random } from "./support-random.js";

/** A clock that is up to ten minutes fast or slow, and sometimes jumps. */
export function unsteadyClock(random: Random): () => number {
  const skew = () => Math.round((2 * random.fraction() - 1) * 10 * 60_000);
  let ahead = skew();
  return () => {
    if (random.happens(0.02)) ahead = skew();
    return Date.now() + ahead;
  };
}

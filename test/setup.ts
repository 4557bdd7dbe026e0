import fc from "fast-check";

/**
 * One seed, so that a run tells about the change that is tested and not about luck. To look further:
 * `FAST_CHECK_SEED=$RANDOM npx vitest run test/properties`.
 */
fc.configureGlobal({ seed: Number(process.env.FAST_CHECK_SEED ?? 20_261_123) });

import fc from "fast-check";

/**
 * One seed, so that a failure comes from the change that is tested and not from chance. `npm run test:fuzz`
 * sets a new one for each run.
 */
fc.configureGlobal({ seed: Number(process.env.FAST_CHECK_SEED ?? 20_261_123) });

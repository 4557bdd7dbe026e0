/** The tests that `npm test` leaves out, by the command that runs them: `npm run test:faults` and so on. */
export const TIERS = {
  /** Four versions of TypeScript on what is generated. */
  compilers: [
    "test/emit/compile.test.ts",
    "test/emit/wide.test.ts",
    "test/emit/large.test.ts",
    "test/codegen/generated.test.ts",
    "test/compat/programs.test.ts",
    "test/types/*.test.ts",
    "test/packages/*.test.ts",
  ],
  /** Lost replies, killed processes, races. */
  faults: [
    "test/consumers/chaos/*.test.ts",
    "test/faults/*.test.ts",
    "test/projections/rebuild-*.test.ts",
    "test/projections/chaos.test.ts",
  ],
  /** Random schemas, values and calls, with a new seed for each run; and how work grows with its input. */
  fuzz: [
    "test/properties/*.test.ts",
    "test/evolution/proof/fresh.test.ts",
    "test/typos/fresh-typos.test.ts",
    "test/validation/rules.test.ts",
    "test/tables/differential.test.ts",
    "test/analysis/slow.test.ts",
  ],
  /** Parsers and validators of other projects, and a browser, on what we write for them: `test/tools/install.ts`. */
  tools: ["test/tools/*/*.test.ts"],
} as const;

/** The tier of `npm test`: everything that no other tier has. */
export const MAIN = "main";

export type Tier = keyof typeof TIERS | typeof MAIN;

export const TIER_NAMES: readonly Tier[] = [
  MAIN,
  ...(Object.keys(TIERS) as (keyof typeof TIERS)[]),
];

/** The file, from the repository's root, to which a run of a tier reports. */
export function reportOf(tier: Tier): string {
  return `.cache/test-reports/${tier}.json`;
}

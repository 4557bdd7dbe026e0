import { ENGINE_PACKAGE } from "./dependencies.js";
import type { Facts } from "./facts.js";
import type { Extras } from "./files.js";
import type { Layout } from "./layout.js";
import { EXEC, runScript } from "./package-manager.js";
import type { Scripts } from "./scripts.js";

/** A command for the user to run, and its effect. */
export interface NextCommand {
  readonly line: string;
  readonly effect: string;
}

/** What the user should know, each a sentence or two. */
export function notesOf(facts: Facts, { hasCi, hasAgents }: Extras): string[] {
  const { manager, isEsm, tsconfig, hasGithub, platform } = facts;
  return [
    ...(!isEsm && tsconfig?.verbatimModuleSyntax === true
      ? [
          'TypeScript refuses ES imports in a CommonJS package with "verbatimModuleSyntax", also in generated modules: add "type": "module" to package.json, or turn the option off.',
        ]
      : []),
    ...(`@dynoxide/${platform}` === ENGINE_PACKAGE
      ? []
      : [
          `npm has no local engine for ${platform}. "ddb-pattern-gen dev --help" says how to get one; until then, the program keeps its events in memory.`,
        ]),
    ...(hasCi || hasGithub
      ? []
      : [
          `In CI, run "${EXEC[manager]} ddb-pattern-gen --check". For a workflow of GitHub, add --ci.`,
        ]),
    ...(hasAgents ? [] : ["For an AGENTS.md with instructions for coding agents, add --agents."]),
  ];
}

/** The commands that install, run and test. */
export function nextOf({ manager }: Facts, scripts: Scripts, { example }: Layout): NextCommand[] {
  const run = (script: string | undefined, effect: string) =>
    script === undefined ? [] : [{ line: runScript(manager, script), effect }];
  return [
    { line: `${manager} install`, effect: "Install the packages" },
    ...(example ? run(scripts.start, "Save two events, and read them") : []),
    ...run(scripts.test, "Run the tests"),
    ...run(scripts.dev, "Start a local table, and generate again after each change"),
  ];
}

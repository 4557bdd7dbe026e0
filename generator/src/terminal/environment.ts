/** The environment variables that the command reads, as the reference page lists them. */
export const ENVIRONMENT = {
  FORCE_COLOR:
    "With `--color auto`: colours on every stream; `0` and `false`: no colours. Overrides the variables below",
  NO_COLOR: "With `--color auto`: no colours, if the value is not empty",
  TERM: "`dumb`: no colours with `--color auto`, and no progress line",
  BUILDKITE: "With `--color auto`: colours, because the log of the service shows them",
  CIRCLECI: "The same",
  GITHUB_ACTIONS: "The same. Also keeps output from being read as a command of GitHub's runner",
  GITLAB_CI: "The same",
  GITHUB_WORKSPACE:
    "With `--format github`: the folder from which annotations name files. GitHub Actions sets it",
  DDB_PATTERN_DYNOXIDE: "With `dev`: the path of the local engine",
  npm_config_user_agent:
    "With `init`: the package manager, which sets it for the programs that it runs",
  DDB_PATTERN_GEN_DEBUG: "If it is set, the report of a bug has the stack of the error",
} as const;

export type Environment = {
  readonly [Name in keyof typeof ENVIRONMENT]?: string | undefined;
};

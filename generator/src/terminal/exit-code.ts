/** The exit codes of the command. */
export const EXIT = {
  ok: 0,
  errors: 1,
  usage: 2,
  /** EX_SOFTWARE of BSD's sysexits.h. */
  bug: 70,
  /** A shell reports a process that a signal ended as 128 and the signal's number. */
  interrupted: 130,
  terminated: 143,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** The exit codes as `--help` and the reference page list them. */
export const EXIT_MEANINGS: Readonly<Record<ExitCode, string>> = {
  [EXIT.ok]: "Success. There may be warnings.",
  [EXIT.errors]:
    "A schema is wrong, or breaks what was released; a file cannot be written; a table cannot be used, or is not as it must be; or `--check` found a difference.",
  [EXIT.usage]: "The command line is wrong. The message on stderr says why.",
  [EXIT.bug]: "A bug of ddb-pattern-gen.",
  [EXIT.interrupted]: "Interrupted (SIGINT).",
  [EXIT.terminated]: "Terminated (SIGTERM).",
};

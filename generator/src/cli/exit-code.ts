/** What the command's exit code says. */
export const EXIT = {
  ok: 0,
  /** The input or the output is not as it should be. */
  findings: 1,
  /** The command was called in a way that it does not know. */
  usage: 2,
  /** The tool itself failed (sysexits' EX_SOFTWARE). */
  bug: 70,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

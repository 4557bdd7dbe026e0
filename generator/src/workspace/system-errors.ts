/** Codes for problems that Node has no codes for. */
export const LOCKED = "LOCKED";
export const NOT_REGULAR = "NOT_REGULAR";

const REASONS: Readonly<Record<string, string>> = {
  [LOCKED]: "the file is read-only",
  [NOT_REGULAR]: "it is not a regular file",
  EACCES: "permission denied",
  EBUSY: "another program uses the file",
  EEXIST: "a file has the name of its folder",
  EFBIG: "the file is too large",
  EISDIR: "it is a folder",
  ELOOP: "its links form a circle",
  ENAMETOOLONG: "its name is too long",
  ENOENT: "there is no such file",
  ENOSPC: "the disk is full",
  ENOTDIR: "a part of its path is not a folder",
  EPERM: "permission denied",
  EROFS: "the file system is read-only",
};

const REMEDIES: Readonly<Record<string, string>> = {
  [LOCKED]: "Make the file writable, or check it out from version control.",
  EBUSY: "Close the program that uses the file.",
  ENOSPC: "Free some space on the disk.",
};

/** The reason why a system call failed, without its path. */
export function systemReason(error: unknown): string {
  const code = codeOf(error);
  return code === undefined ? "an unknown reason" : (REASONS[code] ?? code);
}

/** The help for a system call that failed; `undefined` if its path and permissions are all to check. */
export function systemRemedy(error: unknown): string | undefined {
  return REMEDIES[codeOf(error) ?? ""];
}

export function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException | undefined)?.code;
}

/** An error like those of system calls. */
export function systemError(code: string): NodeJS.ErrnoException {
  return Object.assign(new Error(code), { code });
}

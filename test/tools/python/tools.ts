import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { installPython } from "../../engines/python-environment.ts";

const REQUIREMENTS = fileURLToPath(new URL("requirements.txt", import.meta.url));

/** The Python with the modules `cfnlint` and `awscli`, from PyPI. */
export function installPythonTools(): Promise<string> {
  return installPython("tools", REQUIREMENTS);
}

/** The linter of CloudFormation as a program: a virtual environment that was moved has no scripts. */
const CFN_LINT = "import sys; from cfnlint.runner.cli import main; sys.exit(main())";

/** Runs the linter of CloudFormation, and returns its exit code and its output. */
export async function cfnLint(
  argv: readonly string[],
): Promise<{ readonly exit: number; readonly stdout: string }> {
  const python = await installPythonTools();
  try {
    const { stdout } = await promisify(execFile)(python, ["-c", CFN_LINT, ...argv]);
    return { exit: 0, stdout };
  } catch (error) {
    const { code, stdout, stderr } = error as { code?: unknown; stdout: string; stderr: string };
    if (typeof code !== "number" || stderr !== "") throw error;
    return { exit: code, stdout };
  }
}

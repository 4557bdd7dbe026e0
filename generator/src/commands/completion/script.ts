import { loadCommands } from "../registry.js";
import { bashScript } from "./bash.js";
import { fishScript } from "./fish.js";
import { zshScript } from "./zsh.js";

const SCRIPTS = { bash: bashScript, zsh: zshScript, fish: fishScript } as const;

/** The script that makes a shell complete the command lines of this tool. */
export async function completionScript(shell: keyof typeof SCRIPTS): Promise<string> {
  return SCRIPTS[shell](await loadCommands());
}

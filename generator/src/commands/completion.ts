import { EXIT } from "../terminal/exit-code.js";
import { type Command, defineCommand } from "./command.js";
import { COMMON_OPTIONS } from "./option.js";

const SHELLS = ["bash", "zsh", "fish"] as const;
type Shell = (typeof SHELLS)[number];

export const command: Command = defineCommand({
  name: "completion",
  summary: "Print a script that completes commands in a shell",
  details: [
    "The script completes commands, options, their values and files. Load it when the shell starts.",
  ],
  operands: { name: "shell", noun: "shell", count: "one", choices: () => SHELLS },
  options: COMMON_OPTIONS,
  examples: [
    {
      line: 'eval "$(ddb-pattern-gen completion bash)"',
      effect: "Complete in bash; put the line into ~/.bashrc",
    },
    {
      line: 'eval "$(ddb-pattern-gen completion zsh)"',
      effect: "Complete in zsh; put the line into ~/.zshrc, after compinit",
    },
    {
      line: "ddb-pattern-gen completion fish | source",
      effect: "Complete in fish; put the line into ~/.config/fish/config.fish",
    },
  ],
  printsData: () => true,
  run: async ({ operands: [shell] }, { stdout }) => {
    const { completionScript } = await import("./completion/script.js");
    stdout.write(await completionScript(shell as Shell));
    return EXIT.ok;
  },
});

import type { Command } from "../command.js";
import type { Option } from "../option.js";
import { DEFAULT_COMMAND } from "../registry.js";
import { type Offer, operandsOf, RUNNERS, SCHEMA_EXTENSIONS, valuesOf } from "./words.js";

/** A script for fish 3. */
export function fishScript(commands: readonly Command[]): string {
  const names = commands.map(({ name }) => name).join(" ");
  return `# Completion of ddb-pattern-gen for fish: ddb-pattern-gen completion fish | source
function __ddb_pattern_gen_command
    for word in (commandline -opc)[2..]
        if contains -- $word ${names}
            echo $word
            return
        end
    end
end
function __ddb_pattern_gen_is
    set -l command (__ddb_pattern_gen_command)
    test -n "$command"; or set command ${DEFAULT_COMMAND}
    test $command = $argv[1]
end
complete -c ddb-pattern-gen -e
complete -c ddb-pattern-gen -f
${commands.map(commandLine).join("\n")}
${commands.flatMap((command) => [operandLine(command), ...optionLines(command)]).join("\n")}
# npx ddb-pattern-gen
function __ddb_pattern_gen_after
    set -l words (commandline -opc)
    test (count $words) -gt 1; and test $words[2] = ddb-pattern-gen
end
function __ddb_pattern_gen_rest
    complete -C (commandline -cp | string replace -r '^\\s*\\S+\\s+' '')
end
for word in ${RUNNERS.join(" ")}
    complete -c $word -f -n __ddb_pattern_gen_after -a '(__ddb_pattern_gen_rest)'
end
`;
}

function commandLine({ name, summary }: Command): string {
  return `complete -c ddb-pattern-gen -n 'test -z (__ddb_pattern_gen_command)' -a ${name} -d ${quoted(summary)}`;
}

function operandLine(command: Command): string {
  return `${start(command)} -k -a ${quoted(words(operandsOf(command)))}`;
}

function optionLines(command: Command): string[] {
  return Object.entries(command.options).map(([name, option]) =>
    [start(command), ...flags(name, option), `-d ${quoted(option.help)}`].join(" "),
  );
}

function start({ name }: Command): string {
  return `complete -c ddb-pattern-gen -n '__ddb_pattern_gen_is ${name}'`;
}

function flags(name: string, option: Option): string[] {
  const short = option.short === undefined ? [] : [`-s ${option.short}`];
  const values = option.type === "boolean" ? [] : [`-x -a ${quoted(words(valuesOf(option)))}`];
  return [...short, `-l ${name}`, ...values];
}

/** Words, or a command that prints them. */
function words(offer: Offer): string {
  switch (offer.kind) {
    case "words": {
      const schemas = offer.areFirst ? [words({ kind: "schemas" })] : [];
      return [...offer.words, ...schemas].join(" ");
    }
    case "folders":
      return "(__fish_complete_directories)";
    case "files":
      return "(__fish_complete_path)";
    case "schemas":
      return SCHEMA_EXTENSIONS.map((extension) => `(__fish_complete_suffix .${extension})`).join(
        " ",
      );
    case "nothing":
      return "";
  }
}

/** A string in single quotes, as fish reads it back. */
function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, "\\$&")}'`;
}

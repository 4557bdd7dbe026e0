import type { Command } from "../command.js";
import type { Option } from "../option.js";
import { DEFAULT_COMMAND } from "../registry.js";
import { type Offer, operandsOf, quoted, RUNNERS, SCHEMA_EXTENSIONS, valuesOf } from "./words.js";

/** A script for zsh with compinit; as a file in $fpath, it is called _ddb-pattern-gen. */
export function zshScript(commands: readonly Command[]): string {
  const names = commands.map(({ name }) => name);
  return `#compdef ddb-pattern-gen
# Completion of ddb-pattern-gen for zsh: eval "$(ddb-pattern-gen completion zsh)"
_ddb_pattern_gen() {
  local command='' index
  for (( index = 2; index < CURRENT; index++ )); do
    case $words[index] in
      (${names.join("|")}) command=$words[index]; words[index]=(); (( CURRENT-- )); break ;;
    esac
  done
  local -a commands=(
${commands.map(({ name, summary }) => `    ${quoted(`${name}:${summary}`)}`).join("\n")}
  )
  if [[ -z $command && $words[CURRENT] != -* ]]; then
    _describe command commands
  fi
  case \${command:-${DEFAULT_COMMAND}} in
${commands.map(commandCase).join("\n")}
  esac
}
if [[ $funcstack[1] == _ddb-pattern-gen ]]; then
  _ddb_pattern_gen "$@"
else
  compdef _ddb_pattern_gen ddb-pattern-gen
  # npx ddb-pattern-gen, unless npx has a completion of its own.
  _ddb_pattern_gen_after() {
    if [[ $words[2] == ddb-pattern-gen ]] && (( CURRENT > 2 )); then
      shift words
      (( CURRENT-- ))
      _ddb_pattern_gen
    else
      _files
    fi
  }
  for _ddb_pattern_gen_word in ${RUNNERS.join(" ")}; do
    (( $+_comps[$_ddb_pattern_gen_word] )) || compdef _ddb_pattern_gen_after $_ddb_pattern_gen_word
  done
  unset _ddb_pattern_gen_word
fi
`;
}

function commandCase(command: Command): string {
  const { name, options, operands } = command;
  const specs = [
    ...Object.entries(options).flatMap(([option, declared]) => optionSpecs(option, declared)),
    ...operandSpecs(operands.noun, operandsOf(command)),
  ];
  return [
    `    (${name})`,
    "      _arguments -s -S \\",
    specs.map((spec) => `        ${quoted(spec)}`).join(" \\\n"),
    "      ;;",
  ].join("\n");
}

/** The operands in the language of `_arguments`. */
function operandSpecs(noun: string, offer: Offer): string[] {
  if (offer.kind !== "words" || !offer.areFirst) return [`*:${noun}:${action(offer)}`];
  return [`1:${noun}:${action(offer)}`, `*:schema file:${action({ kind: "schemas" })}`];
}

/** One option in the language of `_arguments`: `--out=[What it does]:folder:_files -/`. */
function optionSpecs(name: string, option: Option): string[] {
  const effect = `[${escaped(option.help)}]`;
  if (option.type === "string") {
    return [`--${name}=${effect}:${option.value}:${action(valuesOf(option))}`];
  }
  const forms = option.short === undefined ? [`--${name}`] : [`-${option.short}`, `--${name}`];
  return forms.map((form) => `${form}${effect}`);
}

function action(offer: Offer): string {
  switch (offer.kind) {
    case "words":
      return `(${offer.words.join(" ")})`;
    case "folders":
      return "_files -/";
    case "files":
      return "_files";
    case "schemas":
      return `_files -g "*.(${SCHEMA_EXTENSIONS.join("|")})"`;
    case "nothing":
      return "";
  }
}

/** Brackets and colons end parts of a spec. */
function escaped(text: string): string {
  return text.replace(/[\\[\]:]/g, "\\$&");
}

import type { Command } from "../command.js";
import { DEFAULT_COMMAND } from "../registry.js";
import { type Offer, operandsOf, quoted, RUNNERS, SCHEMA_EXTENSIONS, valuesOf } from "./words.js";

/** A script for bash 3.2, which macOS has, and newer ones. */
export function bashScript(commands: readonly Command[]): string {
  const names = commands.map(({ name }) => name);
  const others = names.filter((name) => name !== DEFAULT_COMMAND);
  return `# Completion of ddb-pattern-gen for bash: eval "$(ddb-pattern-gen completion bash)"
_ddb_pattern_gen() {
  local IFS=$'\\n'
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]}
  local command='' word
  # bash splits --name=value into three words.
  if [[ $current == '=' ]]; then
    current=''
  elif [[ $previous == '=' ]]; then
    previous=\${COMP_WORDS[COMP_CWORD-2]}
  fi
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case $word in
      ${names.join("|")}) command=$word; break ;;
    esac
  done
  case \${command:-${DEFAULT_COMMAND}}:$previous in
${commands.flatMap(valueCases).join("\n")}
  esac
  if [[ $current == -* ]]; then
    case \${command:-${DEFAULT_COMMAND}} in
${commands.map(optionsCase).join("\n")}
    esac
    return
  fi
  case $command in
    '') COMPREPLY=($(compgen -W ${words(others)} -- "$current"; ${generator({ kind: "schemas" })})) ;;
${commands.map((command) => `    ${command.name}) ${reply(operandsOf(command))} ;;`).join("\n")}
  esac
}
complete -o filenames -F _ddb_pattern_gen ddb-pattern-gen
# npx ddb-pattern-gen, unless npx has a completion of its own.
_ddb_pattern_gen_after() {
  if [[ \${COMP_WORDS[1]} == ddb-pattern-gen ]] && (( COMP_CWORD > 1 )); then
    COMP_WORDS=("\${COMP_WORDS[@]:1}")
    COMP_CWORD=$((COMP_CWORD - 1))
    _ddb_pattern_gen
  else
    local IFS=$'\\n'
    COMPREPLY=($(compgen -W ddb-pattern-gen -- "\${COMP_WORDS[COMP_CWORD]}"))
  fi
}
for _ddb_pattern_gen_word in ${RUNNERS.join(" ")}; do
  complete -p "$_ddb_pattern_gen_word" > /dev/null 2>&1 || complete -o default -o filenames -F _ddb_pattern_gen_after "$_ddb_pattern_gen_word"
done
unset _ddb_pattern_gen_word
`;
}

function valueCases({ name, options }: Command): string[] {
  return Object.entries(options).flatMap(([option, declared]) =>
    declared.type === "boolean"
      ? []
      : [`    ${name}:--${option}) ${reply(valuesOf(declared))}; return ;;`],
  );
}

function optionsCase({ name, options }: Command): string {
  const names = Object.keys(options).map((option) => `--${option}`);
  return `      ${name}) ${reply({ kind: "words", words: names })} ;;`;
}

function reply(offer: Offer): string {
  return offer.kind === "nothing" ? ":" : `COMPREPLY=($(${generator(offer)}))`;
}

/** Commands that print what fits the current word, one a line. */
function generator(offer: Offer): string {
  switch (offer.kind) {
    case "words": {
      const list = `compgen -W ${words(offer.words)} -- "$current"`;
      return offer.areFirst ? `${list}; ${generator({ kind: "schemas" })}` : list;
    }
    case "folders":
      return 'compgen -d -- "$current"';
    case "files":
      return 'compgen -f -- "$current"';
    case "schemas":
      return [
        ...SCHEMA_EXTENSIONS.map((extension) => `compgen -f -X '!*.${extension}' -- "$current"`),
        'compgen -d -- "$current"',
      ].join("; ");
    case "nothing":
      return ":";
  }
}

/** A list for \`compgen -W\`, which splits it by IFS. */
function words(list: readonly string[]): string {
  return `$${quoted(list.join("\\n"))}`;
}

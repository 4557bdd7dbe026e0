export const HELP = `ddb-pattern-gen: typed event-sourcing clients for Amazon DynamoDB, from YAML

Usage
  ddb-pattern-gen <files...> [options]
  ddb-pattern-gen lint <files...> [options]

  Generates <name>.generated.ts for each <name>.yaml. Files can be globs in quotes.
  With lint, looks for mistakes in the schemas, and does nothing else.

Options for generating
  --check          write nothing; report files that are missing, changed or orphaned
  --out <folder>   generate into this folder; default: beside each schema
  --stdout         print the module instead of writing it; one file only
  --enum <style>   "native": an enum; "erasable": runs where types are only stripped;
                   default: as the nearest tsconfig's erasableSyntaxOnly asks
  --force          generate also what its header says is current

Options
  --format <how>   "text" on stderr, "json" or "github" annotations on stdout;
                   default: text
  --color <when>   "auto", "always" or "never"; default: auto, for terminals
  --quiet          say nothing but errors
  --help           print this
  --version        print the version

Exit codes
  0  done, or nothing to do; there may be warnings
  1  errors: the schema is wrong, or --check found a difference
  2  the command was not understood
  70 a bug of this tool

Examples
  ddb-pattern-gen events.yaml
  ddb-pattern-gen "schemas/**/*.yaml" --out src/generated
  ddb-pattern-gen events.yaml --check
  ddb-pattern-gen lint events.yaml --format json
`;

import { type Alias, type Node, parseDocument, visit } from "yaml";
import type { Finding } from "../../diagnostics/diagnostic.js";
import { finding } from "../../diagnostics/messages.js";
import { withinTime } from "../../util/time-limit.js";
import type { Located } from "../located.js";
import { placeOf, type SourceFile } from "../source-file.js";
import { hopelessPlace, illegalText, isStackOverflow } from "./guards.js";
import { syntaxMistake, tagMistake, type YamlMistake } from "./messages.js";
import { LimitError, MAX_DEPTH, YamlWalker } from "./walk.js";

/** What is read takes a second at most, unless it was made to take long. */
export const MAX_SECONDS = 3;

export interface ParsedYaml {
  /** `undefined` where what could be read would make other parts look wrong. */
  readonly root: Located | undefined;
  readonly findings: readonly Finding[];
}

/** YAML text to a value with places. Of keys that stand twice, it has the first. */
export function parseYaml(source: SourceFile, seconds: number = MAX_SECONDS): ParsedYaml {
  const parsed = withinTime(seconds * 1000, () => parse(source));
  if (parsed !== undefined) return parsed.result;
  return onlyFinding(finding("too-slow", { file: source.file }, { seconds }));
}

function parse(source: SourceFile): ParsedYaml {
  const { text } = source;
  const hopeless = hopelessPlace(text);
  if (hopeless !== undefined) return tooDeep(source, hopeless);
  const illegal = illegalText(text);
  if (illegal !== undefined) return syntaxError(source, illegal);

  const parsed = documentOf(text);
  if (parsed === undefined) return tooDeep(source, 0);
  const { document, targets, tagged } = parsed;
  // Only the first: the parser guesses on from there, and what it then says is mostly noise.
  const problems = [...document.errors, ...document.warnings];
  if (problems.length > 0) {
    const problem = problems.reduce((a, b) => (b.pos[0] < a.pos[0] ? b : a));
    if (problem.code === "RESOURCE_EXHAUSTION") return tooDeep(source, problem.pos[0]);
    return syntaxError(source, syntaxMistake(problem, text));
  }
  if (tagged !== undefined) return syntaxError(source, tagMistake(tagged, text));

  try {
    const walker = new YamlWalker(source, targets);
    const root = walker.locate(document.contents);
    return { root: walker.isUsable ? root : undefined, findings: walker.findings };
  } catch (error) {
    if (error instanceof LimitError) return onlyFinding(error.finding);
    throw error;
  }
}

function onlyFinding(found: Finding): ParsedYaml {
  return { root: undefined, findings: [found] };
}

function tooDeep(source: SourceFile, offset: number): ParsedYaml {
  const at = { file: source.file, place: placeOf(source, offset, offset + 1) };
  return onlyFinding(finding("too-deep", at, { limit: MAX_DEPTH }));
}

function syntaxError(source: SourceFile, { start, end, ...about }: YamlMistake): ParsedYaml {
  const at = { file: source.file, place: placeOf(source, start, end) };
  return onlyFinding(finding("yaml-syntax", at, about));
}

/** The parser's document; `undefined` where it nests so deep that the stack ends. */
function documentOf(text: string) {
  try {
    const document = withoutStackTraces(() =>
      parseDocument(text, {
        version: "1.2",
        schema: "core",
        merge: false,
        prettyErrors: false,
        stringKeys: true,
        // The walker does it: the parser compares each key with each.
        uniqueKeys: false,
        resolveKnownTags: false,
      }),
    );
    return { document, ...nodesOf(document) };
  } catch (error) {
    if (isStackOverflow(error)) return undefined;
    throw error;
  }
}

/** The parser makes an error of each mistake, maybe a million of them; nearly all of the time goes for their stacks. */
function withoutStackTraces<Result>(run: () => Result): Result {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return run();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** The node that each alias repeats, which is the last one before it that has the anchor; and the first with a tag. */
function nodesOf(document: ReturnType<typeof parseDocument>) {
  const anchors = new Map<string, Node>();
  const targets = new Map<Alias, Node>();
  let tagged: Node | undefined;
  visit(document, {
    Alias(_, alias) {
      const target = anchors.get(alias.source);
      if (target !== undefined) targets.set(alias, target);
    },
    Value(_, node) {
      if (node.anchor !== undefined) anchors.set(node.anchor, node);
      if (node.tag !== undefined) tagged ??= node;
    },
  });
  return { targets, tagged };
}

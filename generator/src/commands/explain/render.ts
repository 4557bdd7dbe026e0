import { styleText } from "node:util";
import { jsonText } from "../../diagnostics/render/json.js";
import { codeLink, pageLink } from "../../project/links.js";
import { WIDTH, wrap } from "../../terminal/wrap.js";
import { indent } from "../../util/indent.js";
import type { CodeSection } from "./code-sections.js";

/** A section as text for people. */
export function codeText({ code, chapter, markdown }: CodeSection, isColored: boolean): string {
  const blocks = [
    `${bold(code, isColored)} (${chapter})`,
    ...blocksOf(markdown),
    `Reference: ${codeLink(code)}`,
  ];
  return `${blocks.join("\n\n")}\n`;
}

/** All codes below the titles of their chapters, each in one line, for `grep`. */
export function listText(sections: readonly CodeSection[], isColored: boolean): string {
  const width = Math.max(...sections.map(({ code }) => code.length));
  const chapters = new Set(sections.map(({ chapter }) => chapter));
  const blocks = Array.from(chapters, (title) => {
    const codes = sections.filter(({ chapter }) => chapter === title);
    const lines = codes.map(({ code, summary }) => `  ${code.padEnd(width)}  ${summary}`);
    return [bold(title, isColored), ...lines].join("\n");
  });
  return `${[...blocks, `Reference: ${pageLink("codes.md")} and ${pageLink("breaking.md")}`].join("\n\n")}\n`;
}

/** A section for programs. */
export function codeJson(section: CodeSection): string {
  return jsonText({ version: 1, ...entry(section), markdown: section.markdown });
}

/** All codes for programs. */
export function listJson(sections: readonly CodeSection[]): string {
  return jsonText({ version: 1, codes: sections.map(entry) });
}

function entry({ code, chapter, summary }: CodeSection) {
  return { code, chapter, summary, docs: codeLink(code) };
}

function bold(text: string, isColored: boolean): string {
  return isColored ? styleText("bold", text, { validateStream: false }) : text;
}

/**
 * A section has two examples: what is refused, and what is accepted. Two command lines share one block. That of a rule
 * has a change.
 */
function blocksOf(markdown: string): string[] {
  const blocks = markdown.split(/^(```\w*\n[\s\S]*?^```)$/m).map((part) => part.trim());
  const examples = blocks.filter((block) => block.startsWith("```"));
  const titles = titlesOf(examples);
  return blocks
    .filter((block) => block !== "")
    .flatMap((block) => {
      if (!block.startsWith("```")) return paragraphsOf(block);
      return [...titles.splice(0, 1), indent(block.replace(/^```\w*\n|\n```$/g, ""))];
    });
}

function titlesOf(examples: readonly string[]): string[] {
  if (examples[0]?.startsWith("```diff")) return ["Change:"];
  return examples.length === 2 ? ["Refused:", "Accepted:"] : ["Refused, then accepted:"];
}

/** Paragraphs without the marks of links and of bold words, wrapped. */
function paragraphsOf(markdown: string): string[] {
  return markdown
    .replace(/\[([^\]]+)\]\([^)]*\)/g, "$1")
    .replace(/\*\*(\w+\.)\*\*/g, "$1")
    .split(/\n{2,}/)
    .map((paragraph) => wrap(paragraph, WIDTH).join("\n"));
}

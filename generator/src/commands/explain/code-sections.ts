import { readPackageFile } from "../../project/package-file.js";

/** The section of the reference about one code: of docs/reference/codes.md, or breaking.md for a rule. */
export interface CodeSection {
  readonly code: string;
  /** The chapter of the reference: "Streams". */
  readonly chapter: string;
  /** The first sentence. */
  readonly summary: string;
  /** The section in Markdown, without its heading. */
  readonly markdown: string;
}

/** The codes in the order of the reference, which is a part of the package, then the rules of `breaking`. */
export function codeSections(): readonly CodeSection[] {
  const pages = ["docs/reference/codes.md", "docs/reference/breaking.md"];
  return pages.flatMap((page) => parseCodes(readPackageFile(page)));
}

/** Reads a page: a heading of level 2 is a chapter, one of level 3 is a code. */
export function parseCodes(page: string): CodeSection[] {
  const chapters = page.replaceAll("\r\n", "\n").split(/^## /m).slice(1);
  return chapters.flatMap((text) => {
    const [introduction = "", ...sections] = text.split(/^### /m);
    const chapter = firstLine(introduction);
    return sections.map((section) => {
      const code = firstLine(section);
      const markdown = section.slice(code.length).trim();
      return { code, chapter, summary: firstSentence(markdown), markdown };
    });
  });
}

function firstLine(text: string): string {
  return text.split("\n", 1)[0]?.trim() ?? "";
}

/** Matches a text up to its first period or colon before a space or its end. Skips code in backticks. */
const FIRST_SENTENCE = /^(?:`[^`]*`|[.:](?!\s|$)|[^.:`])*/;

/** Without the category of a rule, which is before it in bold. */
function firstSentence(markdown: string): string {
  const [first = ""] = markdown.replace(/^\*\*\w+\.\*\* /, "").split("\n\n", 1);
  const paragraph = first.replace(/\s+/g, " ");
  return `${FIRST_SENTENCE.exec(paragraph)?.[0]}.`;
}

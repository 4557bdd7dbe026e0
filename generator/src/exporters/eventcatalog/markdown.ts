/**
 * Text from a schema as text in MDX: nothing of it is Markdown, a tag, an expression in braces, or `import` and `export` at the
 * beginning of a line, which MDX runs; nor a directive (`:note`), which EventCatalog reads. CommonMark lets a backslash escape any punctuation (section 2.4). Letters and digits are
 * written as character references.
 */
export function mdxText(text: string): string {
  return text
    .trim()
    .split(/\r\n|[\n\r\u0085\u2028\u2029]/)
    .map((line) => escapeLine(line.trim()))
    .join("\n");
}

/** The same on one line, for a cell of a table, a heading or a list. */
export function mdxLine(text: string): string {
  return escapeLine(text.replace(/\s+/g, " ").trim());
}

/** Text as code on one line. Backticks would not let a cell of a table hold `|`. */
export function mdxCode(text: string): string {
  return `<code>${mdxLine(text)}</code>`;
}

function escapeLine(line: string): string {
  return line
    .replace(/\p{Cc}/gu, "\u{fffd}")
    .replace(/[\\`*_{}[\]<>#|~&]|:(?=[\p{L}:])/gu, "\\$&")
    .replace(/^(?:[-+=]|\d(?=\d*[.)])|[ie](?=mport\b|xport\b))/, reference);
}

function reference(character: string): string {
  return `&#${character.charCodeAt(0)};`;
}

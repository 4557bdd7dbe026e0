import { styleText } from "node:util";
import { printable } from "../../diagnostics/render/printable.js";
import { WIDTH, wrap } from "../../terminal/wrap.js";

/** A part of a text for people. */
export interface Section {
  readonly title: string;
  /** Wrapped at the width of a terminal. */
  readonly paragraphs: readonly string[];
  /** Not wrapped, because they are copied. */
  readonly lines: readonly string[];
}

export function section(title: string, lines: readonly string[]): Section {
  return { title, paragraphs: [], lines };
}

/** Lines that belong to the line before them. */
export function bulleted(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}

/** Sections in the order given, with titles in bold. Control characters of schemas are replaced. */
export function sectionsText(sections: readonly Section[], isColored: boolean): string {
  const blocks = sections.map(({ title, paragraphs, lines }) => {
    const shown = printable(title);
    const head = isColored ? styleText("bold", shown, { validateStream: false }) : shown;
    const body = [
      ...paragraphs.flatMap(paragraphsOf).flatMap((paragraph) => ["", ...paragraph]),
      ...lines.map((line) => `  ${printable(line)}`),
    ];
    return [head, ...body].join("\n");
  });
  return `${blocks.join("\n\n")}\n`;
}

/** The paragraphs of a description, which can have lines of its own, wrapped. */
function paragraphsOf(text: string): string[][] {
  const parts = text.trim().split(/\n\s*\n/);
  return parts.map((part) => wrap(printable(part.replace(/\s+/g, " ")), WIDTH));
}

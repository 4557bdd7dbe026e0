import { micromark } from "micromark";
import { gfm, gfmHtml } from "micromark-extension-gfm";
import { expect, test } from "vitest";
import {
  cellCode,
  code,
  codeBlock,
  paragraphs,
  text,
} from "../../../generator/src/catalogue/markdown/escape.js";
import { markdownPage } from "../../../generator/src/catalogue/markdown/page.js";
import { table } from "../../../generator/src/catalogue/markdown/tables.js";
import { catalogue } from "../../catalogue/support.js";
import { HOSTILE, hostileSchema } from "./hostile-schema.js";

/** GitHub's dialect, with HTML as it is written, so that a tag from a schema would be one. */
function htmlOf(markdown: string): string {
  return micromark(markdown, {
    extensions: [gfm()],
    htmlExtensions: [gfmHtml()],
    allowDangerousHtml: true,
    allowDangerousProtocol: true,
  });
}

/** Strings that Markdown would take for something else. */
const MARKED = [
  ...HOSTILE,
  "# heading",
  "- item",
  "+ item",
  "1. item",
  "12) item",
  "> quote",
  "***",
  "---",
  "===",
  ": : :",
  "    code",
  "a | b || c \\| d \\",
  "*a* **b** _c_ __d__ ~e~ ~~f~~ snake_case_name",
  "`a` ``b` ```c",
  "![image](x.png) [link][1] [^1] <https://a.example> &amp; &#35;",
  "[ ] task",
  "$x^2$ $$y$$",
  "trailing backslash \\",
];

/** The text of HTML without tags, as a browser shows it. */
function shown(html: string): string {
  return html
    .replace(/<[^>]*>/g, "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&")
    .trim();
}

/** Line breaks are spaces in text; forbidden characters are replaced. */
function expected(value: string): string {
  return value
    .trim()
    .replace(/\s+/g, " ")
    .replace(/[^\P{Cc}\n\t]|[\u202a-\u202e\u2066-\u2069]/gu, "\ufffd");
}

const ELEMENT = /<(?!\/?(?:p|code|table|thead|tbody|tr|t[hd])>)[^>]*>/g;

test.each(MARKED)("text %# stays text", (value) => {
  for (const html of [htmlOf(text(value)), htmlOf(table(["a"], [[text(value)]]).join("\n"))]) {
    expect(html.match(ELEMENT) ?? []).toEqual([]);
    expect(shown(html.replace(/<thead>[\s\S]*<\/thead>/, ""))).toBe(expected(value));
  }
});

test.each(MARKED)("code %# stays code", (value) => {
  const inTable = table(["a"], [[cellCode(value)]]).join("\n");
  for (const html of [htmlOf(code(value)), htmlOf(inTable)]) {
    expect(html.match(ELEMENT) ?? []).toEqual([]);
    expect(html).toContain("<code>");
    expect(shown(html.replace(/<thead>[\s\S]*<\/thead>/, ""))).toBe(expected(value));
  }
});

test("a block of code ends where it should", () => {
  const value = "```\n</pre>\n````\n~~~ `a`";
  expect(shown(htmlOf(codeBlock("json", value)))).toBe(value);
});

test("paragraphs are those of the description", () => {
  const html = htmlOf(paragraphs("One\nline.\n\n- Two <b>.\n\n\n1. Three.").join("\n\n"));
  expect(html).toBe("<p>One line.</p>\n<p>- Two &lt;b&gt;.</p>\n<p>1. Three.</p>");
});

test("a hostile schema adds no element to a page", async () => {
  const elements = async (texts: readonly string[]) => {
    const html = htmlOf(markdownPage(await catalogue(hostileSchema(texts))));
    const counts: Record<string, number> = {};
    for (const [tag] of html.matchAll(/<\/?[a-z][^>]*>/gi)) {
      counts[tag] = (counts[tag] ?? 0) + 1;
    }
    return counts;
  };
  expect(await elements(HOSTILE)).toEqual(await elements(HOSTILE.map(() => "plain")));
});

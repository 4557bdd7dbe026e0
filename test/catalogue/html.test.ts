import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { fragment, html, join, rawSource } from "../../generator/src/catalogue/html/escape.js";
import { htmlPage } from "../../generator/src/catalogue/html/page.js";
import { isCatalogue } from "../../generator/src/catalogue/marks.js";
import { catalogue, read } from "./support.js";

const PAGE = htmlPage(await catalogue(read("test/cases/docs-markdown/events.yaml")));

test("values are escaped as their place requires", () => {
  const text = `<a href="x">'&</a>`;
  expect(html`<p title="${text}">${text}</p>`.text).toBe(
    `<p title="&lt;a href=&quot;x&quot;&gt;'&amp;&lt;/a&gt;">&lt;a href="x"&gt;'&amp;&lt;/a&gt;</p>`,
  );
  expect(html`${[text, html`<b>${1}</b>`, undefined, false]}`.text).toBe(
    `&lt;a href="x"&gt;'&amp;&lt;/a&gt;<b>1</b>`,
  );
  expect(join(["<", html`<i>`], ">").text).toBe("&lt;&gt;<i>");
});

test("characters that HTML forbids, or that turn the direction of what follows, are replaced", () => {
  expect(html`${"a\u0000b\u0085c\u202ed\u2066e\ud800f\tg\nh\u200f\u2028"}`.text).toBe(
    "a\ufffdb\ufffdc\ufffdd\ufffde\ufffdf\tg\nh\u200f\u2028",
  );
});

test("a string that is no anchor, or ends a script, is a bug of the tool", () => {
  expect(fragment("Shop.stream-order_2").text).toBe("Shop.stream-order_2");
  for (const anchor of ["", "a b", "a>b", 'a"', "a/b", "é"]) {
    expect(() => fragment(anchor)).toThrow("is no anchor");
  }
  for (const source of ["a</script>", "</STYLE >", "<!--", "<script"]) {
    expect(() => rawSource(source)).toThrow("ends its element");
  }
});

test("the policy has the hashes of the page's script and style, and nothing else runs", () => {
  const hashOf = (element: string) => {
    const [, source = ""] = new RegExp(`<${element}>(.*?)</${element}>`, "s").exec(PAGE) ?? [];
    return createHash("sha256").update(source).digest("base64");
  };
  const [, policy] = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(PAGE) ?? [];
  expect(policy).toBe(
    `default-src 'none'; script-src 'sha256-${hashOf("script")}'; style-src 'sha256-${hashOf("style")}'; img-src data:; base-uri 'none'; form-action 'none'`,
  );
  expect(PAGE.match(/<script/g)).toHaveLength(1);
  expect(PAGE).not.toMatch(/ (?:style|on[a-z]+)=|(?:src|action)=|https?:\/\/(?!example)/);
});

test("the page says everything of an event", () => {
  const [, article = ""] =
    /<article class=ev id=ORDER_PLACED>([\s\S]*?)<\/article>/.exec(PAGE) ?? [];
  for (const part of [
    "A customer ordered | and did not pay yet.",
    "<small>version 2</small>",
    "Stored as <code>order.placed</code>",
    "Formerly <code>ORDER_MADE</code>",
    "Streams: <a href=#stream-order>order</a> (consistent)",
    "<b>email</b> <var>email</var> <small class=pii>personal data</small>",
    "<b>price</b> <var><a href=#type-Money>Money</a></var>",
    "<b><i>lines[].</i>note</b> <var>string or null</var> <small>optional</small><p class=r>maxLength 80",
    "<p>Deprecated: Nobody looks at it.",
    'default <code>"web"</code> · formerly <code>source</code>',
    "Stored as 3 copies, for 6 write units",
    "<code class=c>SHOP::{shop_id}::ORDER::{order_id}::@order</code> <code>{revision}</code> <small>canonical</small>",
    "Found by queries by shop_id and order_id",
    "earlier events under <code>SHOP::{shop_id}::ORDER_MADE</code>",
    "<summary>Version 1</summary><p class=r>An upcaster from 1 to 2 is required.",
    '"price": { "amount": "12.50", "currency": "EUR" }',
  ]) {
    expect(article).toContain(part);
  }
  for (const part of ["<b>ORDER_GONE</b>", "Orders do not go away.", "<code>campaign</code>"]) {
    expect(PAGE).toContain(part);
  }
});

test("a page and a Markdown file are catalogues, and texts of people are not", () => {
  expect(isCatalogue(PAGE)).toBe(true);
  expect(isCatalogue(read("test/cases/docs-markdown/expected/events.md"))).toBe(true);
  expect(isCatalogue(read("docs/guide/catalogue.md"))).toBe(false);
  expect(isCatalogue(`${"x".repeat(2000)}${PAGE}`)).toBe(false);
});

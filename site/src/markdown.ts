import type { MarkdownRenderer } from "vitepress";
import { PROJECT_URL } from "../../generator/src/project/links.ts";
import { type Pages, resolveLink, type Target } from "./pages.ts";

type Token = ReturnType<MarkdownRenderer["parse"]>[number];

/**
 * Teaches the renderer what the pages have for GitHub: links to files of the repository, titles of blocks of code, and
 * text that VitePress would take for templates.
 *
 * @throws Error, when it renders, for a link that leads nowhere.
 */
export function adaptMarkdown(md: MarkdownRenderer, pages: Pages): void {
  const files = new Map(Array.from(pages, ([file, page]) => [page, file]));
  md.core.ruler.push("repository-links", ({ tokens, env }) => {
    const file = files.get(env.relativePath);
    const resolve = (href: string): Target =>
      file === undefined ? resolveApiLink(href) : resolveLink(pages, file, href);
    for (const { children } of tokens) {
      if (children !== null) adaptLinks(children, resolve);
    }
  });
  showTitlesOfCode(md);
  // Two braces begin an expression of Vue.
  const text = md.renderer.rules.text;
  md.renderer.rules.text = (...args) => (text?.(...args) ?? "").replaceAll("{{", "&#123;&#123;");
}

/** TypeDoc links to members that it shows in tables, where they have no anchor. */
const resolveApiLink = (href: string): Target =>
  href.includes("#property-") ? { kind: "text" } : { kind: "address", href };

function adaptLinks(tokens: Token[], resolve: (href: string) => Target): void {
  const open: Target[] = [];
  for (const [index, token] of tokens.entries()) {
    if (token.type === "link_open") {
      const target = resolve(String(token.attrGet("href")));
      adaptLink(token, target, tokens[index + 1]);
      open.push(target);
    } else if (token.type === "link_close" && isText(open.pop())) {
      toSpan(token);
    }
  }
}

/** Whether a link becomes text. */
const isText = (target: Target | undefined): boolean =>
  target?.kind === "text" || (target?.kind === "file" && PROJECT_URL === undefined);

function adaptLink(token: Token, target: Target, label: Token | undefined): void {
  if (isText(target)) {
    const title = token.attrGet("title");
    toSpan(token);
    token.attrs = null;
    if (target.kind !== "file") return;
    token.attrSet("title", title === null ? target.path : `${target.path}: ${title}`);
  } else if (target.kind === "page") {
    token.attrSet("href", target.href);
    // The name of a file says little on a site.
    if (label !== undefined && /^[\w./-]+\.md$/.test(label.content)) label.content = target.title;
  } else if (target.kind === "file") {
    token.attrSet("href", `${PROJECT_URL}/blob/main/${target.path}`);
  }
}

function toSpan(token: Token): void {
  token.type = token.nesting === 1 ? "span_open" : "span_close";
  token.tag = "span";
}

function showTitlesOfCode(md: MarkdownRenderer): void {
  const fence = md.renderer.rules.fence;
  md.renderer.rules.fence = (tokens, index, options, env, self) => {
    const code = fence?.(tokens, index, options, env, self) ?? "";
    const title = /\btitle="([^"]+)"/.exec(tokens[index]?.info ?? "")?.[1];
    if (title === undefined) return code;
    return `<div class="titled-code"><p>${md.utils.escapeHtml(title)}</p>${code}</div>`;
  };
}

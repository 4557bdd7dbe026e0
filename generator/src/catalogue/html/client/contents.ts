import { byId } from "./elements.js";

/** The list of contents: opened by a button on narrow screens, and marked where the reader is. */
export function startContents(): void {
  const menu = byId("menu");
  const nav = byId("nav");
  const open = (isOpen: boolean) => {
    menu.setAttribute("aria-expanded", String(isOpen));
    nav.classList.toggle("open", isOpen);
  };
  menu.addEventListener("click", () => open(menu.getAttribute("aria-expanded") === "false"));
  nav.addEventListener("click", ({ target }) => {
    if (target instanceof Element && target.closest("a")) open(false);
  });
  document.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || !nav.classList.contains("open")) return;
    open(false);
    menu.focus();
  });
  followReader(nav);
}

/** Marks the link to the part of the page that is at the top of the window, and opens the list that has it. */
function followReader(nav: HTMLElement): void {
  const links = new Map<string, HTMLAnchorElement>();
  for (const link of nav.querySelectorAll("a")) links.set(link.hash.slice(1), link);
  let current: HTMLAnchorElement | undefined;
  /** The list that this function has opened; those that the reader opens stay open. */
  let opened: HTMLDetailsElement | undefined;
  const mark = (link: HTMLAnchorElement) => {
    current?.removeAttribute("aria-current");
    link.setAttribute("aria-current", "location");
    current = link;
    const list = link.closest("details");
    if (list !== null && list !== opened) {
      if (opened !== undefined) opened.open = false;
      opened = list.open ? undefined : list;
      list.open = true;
    }
    reveal(link, nav);
  };
  const observer = new IntersectionObserver(
    (entries) => {
      const top = entries.find(({ isIntersecting }) => isIntersecting);
      const link = links.get(top?.target.id ?? "");
      if (link !== undefined && link !== current) mark(link);
    },
    { rootMargin: "-80px 0px -80% 0px" },
  );
  for (const part of document.querySelectorAll("article[id]")) observer.observe(part);
}

/** Scrolls the list alone: `scrollIntoView` would scroll the page, too. */
function reveal(link: HTMLElement, nav: HTMLElement): void {
  const [inner, outer] = [link.getBoundingClientRect(), nav.getBoundingClientRect()];
  if (inner.top < outer.top || inner.bottom > outer.bottom) {
    nav.scrollTop += inner.top - outer.top - outer.height / 2;
  }
}

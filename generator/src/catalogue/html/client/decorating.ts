import { addCopyButton } from "./copying.js";
import { paintJson, paintKey } from "./painting.js";

/**
 * Paints code and adds buttons that copy it, in parts that come into view: a page can have thousands of keys. Without a
 * clipboard, as in pages that come over plain HTTP, there are no buttons.
 */
export function startDecorating(): void {
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        observer.unobserve(target);
        decorate(target);
      }
    },
    { rootMargin: "300px" },
  );
  for (const part of document.querySelectorAll("article")) observer.observe(part);
}

function decorate(part: Element): void {
  for (const code of part.querySelectorAll(".c,pre")) {
    if (code.tagName === "PRE") paintJson(code);
    else paintKey(code);
    if (navigator.clipboard !== undefined) addCopyButton(code);
  }
}

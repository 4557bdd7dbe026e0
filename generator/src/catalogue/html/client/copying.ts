import { create } from "./elements.js";

/** How long a button says that it has copied, in milliseconds. */
const SAID_MS = 1500;

/**
 * Buttons that copy code, at parts that come into view: a page can have thousands of keys. Without a clipboard, as in
 * pages that come over plain HTTP, there are none.
 */
export function startCopying(): void {
  if (navigator.clipboard === undefined) return;
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        observer.unobserve(target);
        for (const code of target.querySelectorAll(".c,pre")) addButton(code);
      }
    },
    { rootMargin: "200px" },
  );
  for (const part of document.querySelectorAll("article")) observer.observe(part);
}

function addButton(code: Element): void {
  const text = code.textContent ?? "";
  const button = create("button", "Copy", "copy");
  const short = text.length > 60 || text.includes("\n") ? "example" : text;
  button.setAttribute("type", "button");
  button.setAttribute("aria-label", `Copy ${short}`);
  button.addEventListener("click", async () => {
    const isCopied = await navigator.clipboard.writeText(text).then(
      () => true,
      () => false,
    );
    button.textContent = isCopied ? "Copied" : "Failed";
    setTimeout(() => {
      button.textContent = "Copy";
    }, SAID_MS);
  });
  if (code.tagName === "PRE") code.append(button);
  else code.after(button);
}

import { create } from "./elements.js";

/** How long a button says that it has copied, in milliseconds. */
const SAID_MS = 1500;

/** A button that copies the text of an element, after it or, of a block, inside of it. */
export function addCopyButton(code: Element): void {
  const text = code.textContent ?? "";
  const isBlock = code.tagName === "PRE";
  const button = create("button", "Copy", "copy");
  button.setAttribute("type", "button");
  button.setAttribute("aria-label", `Copy ${isBlock ? "the example" : text}`);
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
  if (isBlock) code.append(button);
  else code.after(button);
}

import { byId } from "./elements.js";
import { type Entry, readEntries } from "./entries.js";
import { find, wordsOf } from "./find.js";
import { option } from "./option.js";

/** More results are counted, and not shown. */
const MAX_SHOWN = 20;

/** The search field with its list of results: a combobox. */
export function startSearch(): void {
  new Search(byId("find") as HTMLInputElement, byId("found"), byId("says"));
}

class Search {
  readonly #field: HTMLInputElement;
  readonly #list: HTMLElement;
  readonly #status: HTMLElement;
  /** Read when they are first needed. */
  #entries: readonly Entry[] | undefined;
  #shown: readonly Entry[] = [];
  /** The option that Enter opens; -1 for none. */
  #active = -1;

  constructor(field: HTMLInputElement, list: HTMLElement, status: HTMLElement) {
    this.#field = field;
    this.#list = list;
    this.#status = status;
    field.addEventListener("focus", () => {
      this.#entries ??= readEntries();
    });
    field.addEventListener("input", () => this.#search());
    field.addEventListener("keydown", (event) => this.#press(event));
    field.addEventListener("blur", () => this.#close());
    // A press would take the focus from the field, which closes the list before the click.
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", ({ target }) => {
      const option = target instanceof Element ? target.closest("[role=option]") : null;
      if (option !== null) this.#go(Array.from(list.children).indexOf(option));
    });
    document.addEventListener("keydown", (event) => this.#shortcut(event));
  }

  /** `/` and Ctrl+K lead to the field. */
  #shortcut(event: KeyboardEvent): void {
    const { key, ctrlKey, metaKey, altKey, target } = event;
    const isTyping = target instanceof HTMLInputElement;
    const isSlash = key === "/" && !ctrlKey && !metaKey && !altKey && !isTyping;
    if (!isSlash && !(key === "k" && (ctrlKey || metaKey))) return;
    event.preventDefault();
    this.#field.focus();
    this.#field.select();
  }

  #search(): void {
    this.#entries ??= readEntries();
    const words = wordsOf(this.#field.value);
    const found = find(this.#entries, words);
    this.#shown = found.slice(0, MAX_SHOWN);
    this.#list.replaceChildren(...this.#shown.map((entry, index) => option(entry, index, words)));
    this.#list.hidden = this.#shown.length === 0;
    this.#field.setAttribute("aria-expanded", String(this.#shown.length > 0));
    this.#activate(this.#shown.length > 0 ? 0 : -1);
    this.#status.textContent = words.length === 0 ? "" : statusText(found.length);
  }

  #press(event: KeyboardEvent): void {
    const last = this.#shown.length - 1;
    switch (event.key) {
      case "ArrowDown":
        this.#activate(this.#active === last ? 0 : this.#active + 1);
        break;
      case "ArrowUp":
        this.#activate(this.#active <= 0 ? last : this.#active - 1);
        break;
      case "Enter":
        this.#go(this.#active);
        break;
      case "Escape":
        if (this.#field.value === "") this.#field.blur();
        this.#field.value = "";
        this.#search();
        break;
      default:
        return;
    }
    event.preventDefault();
  }

  #activate(index: number): void {
    this.#list.children[this.#active]?.setAttribute("aria-selected", "false");
    this.#active = index;
    const option = this.#list.children[index];
    if (option === undefined) {
      this.#field.removeAttribute("aria-activedescendant");
      return;
    }
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    this.#field.setAttribute("aria-activedescendant", option.id);
  }

  #go(index: number): void {
    const entry = this.#shown[index];
    if (entry === undefined) return;
    this.#close();
    location.hash = entry.id;
    document.querySelector<HTMLElement>(`[id="${CSS.escape(entry.id)}"] h3 a`)?.focus();
  }

  #close(): void {
    this.#list.hidden = true;
    this.#field.setAttribute("aria-expanded", "false");
    this.#field.removeAttribute("aria-activedescendant");
  }
}

function statusText(found: number): string {
  if (found === 0) return "Nothing found";
  const results = found === 1 ? "1 result" : `${found} results`;
  return found > MAX_SHOWN ? `${results}; the first ${MAX_SHOWN} are listed` : results;
}

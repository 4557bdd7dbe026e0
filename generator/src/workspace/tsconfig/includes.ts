import type { Tsconfig } from "./read.js";

/** Whether a TypeScript file is part of the program of a tsconfig. The file need not exist. */
export function includesFile(
  { files, include, exclude }: Pick<Tsconfig, "files" | "include" | "exclude">,
  file: string,
): boolean {
  const path = slashed(file);
  if (files.some((listed) => slashed(listed) === path)) return true;
  return (
    include.some((pattern) => includeRegExp(slashed(pattern)).test(path)) &&
    !exclude.some((pattern) => excludeRegExp(slashed(pattern)).test(path))
  );
}

/** The file systems of these platforms ignore case. */
const FLAGS = ["darwin", "win32"].includes(process.platform) ? "i" : "";

/** The patterns for the wildcards of a glob. */
interface Wildcards {
  /** `**`: any number of folders. */
  readonly folders: string;
  /** `*` and `?` at the beginning of a name. */
  readonly star: string;
  readonly mark: string;
}

/** The wildcards of `include` skip folders of packages, and names that begin with a period. */
const NO_PACKAGES = "(?!(?:node_modules|bower_components|jspm_packages)(?:/|$))";
const INCLUDING: Wildcards = {
  folders: `(?:/${NO_PACKAGES}[^./][^/]*)*?`,
  star: `${NO_PACKAGES}(?:[^./][^/]*)?`,
  mark: `${NO_PACKAGES}[^./]`,
};
const EXCLUDING: Wildcards = { folders: "(?:/.+?)?", star: "[^/]*", mark: "[^/]" };

function includeRegExp(pattern: string): RegExp {
  const isFolder = /\/[^/.*?]*$/.test(pattern);
  const files = isFolder ? `${pattern.replace(/\/$/, "")}/**/*` : pattern;
  return new RegExp(`^${sourceOf(files, INCLUDING)}$`, FLAGS);
}

/** A pattern of `exclude` also excludes all files below a folder that it matches. */
function excludeRegExp(pattern: string): RegExp {
  return new RegExp(`^${sourceOf(pattern, EXCLUDING)}(?:/|$)`, FLAGS);
}

function sourceOf(pattern: string, wildcards: Wildcards): string {
  // Two ** in a row match the same as one, but take longer.
  const [root = "", ...names] = pattern.replace(/(?:\/\*\*)+(?=\/\*\*(?:\/|$))/g, "").split("/");
  const sources = names.map((name) =>
    name === "**" ? wildcards.folders : `/${nameSource(name, wildcards)}`,
  );
  return literal(root) + sources.join("");
}

function nameSource(name: string, { star, mark }: Wildcards): string {
  if (name.startsWith("*")) return star + rest(name.slice(1));
  if (name.startsWith("?")) return mark + rest(name.slice(1));
  return rest(name);
}

function rest(name: string): string {
  return literal(name).replaceAll("\\*", "[^/]*").replaceAll("\\?", "[^/]");
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

function slashed(path: string): string {
  return path.replaceAll("\\", "/");
}

import { yamlText } from "../asyncapi/asyncapi-exporter.js";
import { GENERATED } from "../export-file.js";

/** The keys of front matter and their values. */
export type FrontMatter = Readonly<Record<string, unknown>>;

/** A page of MDX with its front matter, which EventCatalog reads as YAML 1.1. */
export function page(frontMatter: FrontMatter, body: readonly string[]): string {
  return `---\n${yamlText(frontMatter)}---\n\n{/* ${GENERATED} */}\n\n${body.join("\n\n")}\n`;
}

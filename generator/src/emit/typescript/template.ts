import { readPackageFile } from "../../project/package-file.js";

const NAME = /\$Name\$/g;
const SLOT = /^[ ]*\/\/ @slot (\w+)\n[\s\S]*?^[ ]*\/\/ @end\n/gm;

/** Comments of a template for tools of this repository. */
const FOR_TOOLS = /^[ ]*\/\/ biome-ignore .*\n/gm;

/** A template of the package's `templates/`, which is built from the one at the repository's top. */
export function readTemplate(path: string): string {
  return readPackageFile(`templates/${path}`).replaceAll("\r\n", "\n");
}

/**
 * A template with the schema's name in place of `$Name$`, and code in place of each slot. Everything above the line
 * `// @begin` explains the template and is left out.
 *
 * @throws Error for a slot without code, or code without a slot: both are bugs of this tool.
 */
export function fillTemplate(
  template: string,
  name: string,
  slots: Readonly<Record<string, string>>,
): string {
  const body = template.slice(template.indexOf("// @begin\n") + "// @begin\n".length);
  const unused = new Set(Object.keys(slots));
  const filled = body
    .replace(FOR_TOOLS, "")
    .replace(NAME, () => name)
    .replace(SLOT, (_, slot: string) => {
      const code = slots[slot];
      if (code === undefined) throw new Error(`the template's slot "${slot}" has no code`);
      unused.delete(slot);
      return code;
    });
  if (unused.size > 0) throw new Error(`the template has no slot for ${[...unused].join(", ")}`);
  return filled;
}

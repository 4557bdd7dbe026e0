import { CODEGEN } from "../emit/typescript/header.js";
import { readPackageFile } from "../project/package-file.js";

/** What `--version` prints: the version, or JSON with all that a report of a bug should name. */
export function versionText(isJson: boolean): string {
  const { name, version } = readJson<{ name: string; version: string }>("package.json");
  if (!isJson) return `${version}\n`;
  const schema = readJson<LanguageSchema>("events.schema.json");
  const facts = {
    name,
    version,
    codegen: CODEGEN,
    language: schema.properties.version.const,
    node: process.versions.node,
    platform: process.platform,
    arch: process.arch,
  };
  return `${JSON.stringify(facts, null, 2)}\n`;
}

interface LanguageSchema {
  readonly properties: { readonly version: { readonly const: number } };
}

function readJson<Content>(path: string): Content {
  return JSON.parse(readPackageFile(path)) as Content;
}

import { dirname, join, resolve } from "node:path";
import { isMapping, type Mapping } from "../../language/mapping.js";
import type { Observer } from "../observations.js";
import { findExtended } from "./extends.js";
import { parseJsonc } from "./jsonc.js";

/** The options of a tsconfig about enums and files, those that it extends included. Paths are absolute. */
export interface Tsconfig {
  readonly erasableSyntaxOnly: boolean;
  readonly files: readonly string[];
  /** Glob patterns. */
  readonly include: readonly string[];
  /** Glob patterns. */
  readonly exclude: readonly string[];
  /** The paths of other tsconfigs. */
  readonly references: readonly string[];
}

// biome-ignore lint/suspicious/noTemplateCurlyInString: this is how tsconfig files write it.
const CONFIG_DIR = "${configDir}";

/** The options that a tsconfig gives itself. It inherits the others. */
interface Settings {
  readonly erasableSyntaxOnly?: boolean;
  readonly outDir?: string;
  readonly declarationDir?: string;
  readonly files?: readonly string[];
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
}

/**
 * Reads a tsconfig; `undefined` for a file that cannot be read. If it extends a file that cannot be read,
 * its other options count: TypeScript does the same, after an error message.
 */
export function readTsconfig(path: string, observer: Observer): Tsconfig | undefined {
  const document = readObject(path, observer);
  if (document === undefined) return undefined;
  const settings = settingsOf(path, document, observer);
  const { erasableSyntaxOnly, outDir, declarationDir, files, include, exclude } = settings;
  const folder = dirname(path);
  const placed = (paths: readonly string[]) =>
    paths.map((item) => resolve(folder, item.replace(CONFIG_DIR, folder)));
  const outputs = [outDir, declarationDir].filter((output) => output !== undefined);
  return {
    erasableSyntaxOnly: erasableSyntaxOnly ?? false,
    files: placed(files ?? []),
    include: placed(include ?? (files === undefined ? ["**/*"] : [])),
    exclude: placed(exclude ?? outputs),
    references: mappingsIn(document.references).flatMap((reference) =>
      typeof reference.path === "string" ? [configPath(resolve(folder, reference.path))] : [],
    ),
  };
}

/** A reference names a tsconfig, or the folder of one. */
function configPath(path: string): string {
  return path.endsWith(".json") ? path : join(path, "tsconfig.json");
}

/** More than any project has. A longer chain would not fit on the stack. */
const MAX_EXTENDED = 100;

function settingsOf(
  path: string,
  document: Mapping,
  observer: Observer,
  known: Map<string, Settings> = new Map(),
): Settings {
  // This also ends a circle of files that extend each other.
  known.set(path, {});
  const folder = dirname(path);
  const inherited = [document.extends].flat().flatMap((name) => {
    const extended = typeof name === "string" ? findExtended(name, folder, observer) : undefined;
    return extended === undefined ? [] : [extendedSettings(extended, observer, known)];
  });
  const settings: Settings = Object.assign({}, ...inherited, ownSettings(document, folder));
  known.set(path, settings);
  return settings;
}

function extendedSettings(
  path: string,
  observer: Observer,
  known: Map<string, Settings>,
): Settings {
  const before = known.get(path);
  if (before !== undefined || known.size === MAX_EXTENDED) return before ?? {};
  return settingsOf(path, readObject(path, observer) ?? {}, observer, known);
}

/** Paths count from the folder of their own file, but for those that begin with `${configDir}`. */
function ownSettings(document: Mapping, folder: string): Settings {
  const options = isMapping(document.compilerOptions) ? document.compilerOptions : {};
  const placed = (path: string) => (path.startsWith(CONFIG_DIR) ? path : resolve(folder, path));
  const pathsIn = (value: unknown) =>
    Array.isArray(value) ? value.filter((item) => typeof item === "string").map(placed) : undefined;
  const pathIn = (value: unknown) => (typeof value === "string" ? placed(value) : undefined);
  const own = {
    erasableSyntaxOnly:
      "erasableSyntaxOnly" in options ? options.erasableSyntaxOnly === true : undefined,
    outDir: pathIn(options.outDir),
    declarationDir: pathIn(options.declarationDir),
    files: pathsIn(document.files),
    include: pathsIn(document.include),
    exclude: pathsIn(document.exclude),
  };
  return Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined));
}

function readObject(path: string, observer: Observer): Mapping | undefined {
  const bytes = observer.read(path);
  if (bytes === undefined) return undefined;
  const document = parseJsonc(bytes.toString());
  return isMapping(document) ? document : undefined;
}

function mappingsIn(list: unknown): Mapping[] {
  return Array.isArray(list) ? list.filter(isMapping) : [];
}

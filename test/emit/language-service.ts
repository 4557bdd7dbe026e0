import ts from "typescript-5.9";
import { STRICT_FLAGS } from "./compilers.js";

/** What an editor shows of one program, whose text changes. */
export interface Editor {
  /** The names that are offered at the `|` of a text, the first ones first. */
  completions(text: string): string[];
  /** The messages of the compiler for a text. */
  errors(text: string): string[];
  /** What is shown of the name behind the `^` of a text, and the tags of its comment. */
  hover(text: string): { readonly code: string; readonly tags: readonly string[] };
}

/** The language service of TypeScript 5.9 for a program in a folder, as editors use it. */
export function openEditor(file: string): Editor {
  let text = "";
  let version = 0;
  const host: ts.LanguageServiceHost = {
    getScriptFileNames: () => [file],
    getScriptVersion: (name) => (name === file ? String(version) : "1"),
    getScriptSnapshot: (name) => {
      const content = name === file ? text : ts.sys.readFile(name);
      return content === undefined ? undefined : ts.ScriptSnapshot.fromString(content);
    },
    getCurrentDirectory: () => ts.sys.resolvePath(`${file}/..`),
    getCompilationSettings: () => SETTINGS,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: (name) => name === file || ts.sys.fileExists(name),
    readFile: (name) => (name === file ? text : ts.sys.readFile(name)),
    readDirectory: ts.sys.readDirectory,
    directoryExists: ts.sys.directoryExists,
    getDirectories: ts.sys.getDirectories,
  };
  const service = ts.createLanguageService(host);
  const write = (next: string) => {
    text = next;
    version++;
  };
  const writeWithout = (marked: string, mark: string): number => {
    const position = marked.lastIndexOf(mark);
    write(marked.slice(0, position) + marked.slice(position + mark.length));
    return position;
  };
  return {
    completions(marked) {
      const position = writeWithout(marked, "|");
      const entries = service.getCompletionsAtPosition(file, position, {})?.entries ?? [];
      const order = (entry: ts.CompletionEntry) => entry.sortText;
      return [...entries]
        .sort((a, b) => Number(order(a) > order(b)) - Number(order(a) < order(b)))
        .map(({ name }) => name);
    },
    errors(content) {
      write(content);
      return service
        .getSemanticDiagnostics(file)
        .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
    },
    hover(marked) {
      const info = service.getQuickInfoAtPosition(file, writeWithout(marked, "^"));
      const tags = (info?.tags ?? []).map(
        ({ name, text: parts }) => `@${name} ${ts.displayPartsToString(parts)}`,
      );
      return { code: ts.displayPartsToString(info?.displayParts), tags };
    },
  };
}

const SETTINGS: ts.CompilerOptions = {
  ...ts.convertCompilerOptionsFromJson({ ...STRICT_FLAGS, module: "nodenext", noEmit: true }, "/")
    .options,
  noUnusedLocals: false,
};

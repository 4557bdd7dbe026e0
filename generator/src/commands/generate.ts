import { dirname, join, relative, resolve } from "node:path";
import type { GenerateRequest } from "../cli/arguments.js";
import { EXIT, type ExitCode } from "../cli/exit-code.js";
import { report } from "../cli/report.js";
import { Progress, type Terminal } from "../cli/terminal.js";
import { type Finding, isError } from "../diagnostics/diagnostic.js";
import { finding } from "../diagnostics/messages.js";
import { printable } from "../diagnostics/render/printable.js";
import {
  importsOf,
  isSealedFor,
  normalize,
  type Origin,
  sourceOf,
  withHeader,
} from "../emit/typescript/header.js";
import { sourceFile } from "../language/source-file.js";
import { inferEnumStyle } from "../workspace/enum-style.js";
import { importReader } from "../workspace/import-reader.js";
import { expandFiles, readInput, systemReason } from "../workspace/inputs.js";
import {
  findOrphans,
  readIfExists,
  readTexts,
  realFolder,
  writeAtomically,
} from "../workspace/output-files.js";
import { nameClashes, nameOfModule, type SchemaName } from "../workspace/schema-names.js";
import { outputClashes, shellPath, type Target, targetOf, wayTo } from "../workspace/targets.js";

/** A target after the work: what there is, and what there should be. */
interface Result {
  readonly target: Target;
  readonly existing: string | undefined;
  /** `undefined` where errors stood in the way, and for a file that has only types. */
  readonly wanted: string | undefined;
  readonly hasOnlyTypes?: boolean;
}

/** A difference that takes longer is none that anybody reads. */
const DIFF_MS = 1000;

/** The main command: plans, generates what is not current, and writes, prints or compares. */
export async function runGenerate(request: GenerateRequest, terminal: Terminal): Promise<ExitCode> {
  const run = new GenerateRun(request, terminal);
  return run.run();
}

class GenerateRun {
  readonly #request: GenerateRequest;
  readonly #terminal: Terminal;
  readonly #findings: Finding[] = [];
  readonly #sources = new Map<string, string>();
  readonly #names: SchemaName[] = [];

  constructor(request: GenerateRequest, terminal: Terminal) {
    this.#request = request;
    this.#terminal = terminal;
  }

  async run(): Promise<ExitCode> {
    const { files, mode } = this.#request;
    const inputs = await expandFiles(files, this.#terminal.cwd);
    if (mode === "stdout" && inputs.length > 1) {
      this.#terminal.stderr.write("--stdout takes one schema file.\n");
      return EXIT.usage;
    }
    const targets = inputs.map((input) => targetOf(input, this.#request));
    const progress = new Progress(this.#terminal);
    const results: Result[] = [];
    for (const target of targets) {
      progress.show(
        printable(`Generating ${results.length + 1} of ${targets.length}: ${target.input}`),
      );
      results.push(await this.#result(target));
    }
    progress.clear();
    const withOutput = results.filter(({ hasOnlyTypes }) => !hasOnlyTypes);
    this.#findings.push(...outputClashes(withOutput.map(({ target }) => target)));
    for (const { target, existing } of withOutput) {
      if (existing === undefined || sourceOf(existing) !== undefined) continue;
      const { input: file, output } = target;
      this.#findings.push(finding("output-not-generated", { file }, { output }));
    }
    this.#findings.push(...nameClashes(this.#names));

    if (mode === "check") await this.#compare(results);
    // One wrong schema stops all writing: a half-updated set of clients helps nobody.
    else if (!this.#findings.some(isError)) await this.#deliver(results);
    return report(this.#findings, this.#sources, this.#request, this.#terminal);
  }

  /** Reads a target's files and generates its module, unless the seal says that it is current. */
  async #result(target: Target): Promise<Result> {
    const output = this.#resolve(target.output);
    const existing = this.#request.mode === "stdout" ? undefined : await this.#existing(target);
    const read = await readInput(target.input, this.#resolve(target.input));
    if ("problem" in read) {
      this.#findings.push(read.problem);
      return { target, existing, wanted: undefined };
    }
    const enumStyle = this.#request.enumStyle ?? inferEnumStyle(output);
    // Imports are named by where they are, and so is the way to them.
    const folder = await realFolder(dirname(output));
    const plain = { input: read.text, enumStyle };
    if (existing !== undefined && !this.#request.isForced) {
      const imports = await readTexts(folder, importsOf(existing));
      const origin = imports && { ...plain, imports };
      if (origin !== undefined && isCurrent(existing, target, origin)) {
        const name = nameOfModule(existing);
        if (name !== undefined) this.#names.push({ file: target.input, name, place: undefined });
        return { target, existing, wanted: existing };
      }
    }

    this.#sources.set(target.input, read.text);
    const { generate } = await import("../generate.js");
    const source = sourceFile(target.input, read.text);
    const generated = await generate(
      source,
      enumStyle,
      importReader(target.input, this.#terminal.cwd),
    );
    for (const { file, text } of generated.imports) this.#sources.set(file, text);
    for (const found of generated.findings) this.#findings.push(found);
    if (generated.name !== undefined) this.#names.push({ file: target.input, ...generated.name });
    if (generated.body === undefined) {
      const hasOnlyTypes = !generated.findings.some(isError);
      if (hasOnlyTypes) this.#say(`only types ${target.input}`);
      return { target, existing, wanted: undefined, hasOnlyTypes };
    }
    const imports = generated.imports.map(({ file, text }) => ({
      path: wayTo(this.#resolve(file), folder),
      text,
    }));
    return { target, existing, wanted: withHeader(generated.body, target, { ...plain, imports }) };
  }

  /** What stands in a target's place. */
  async #existing({ input, output }: Target): Promise<string | undefined> {
    try {
      return await readIfExists(this.#resolve(output));
    } catch (error) {
      const about = { output, reason: systemReason(error) };
      this.#findings.push(finding("output-unwritable", { file: input }, about));
      return undefined;
    }
  }

  async #deliver(results: readonly Result[]): Promise<void> {
    for (const { target, existing, wanted } of results) {
      if (wanted === undefined) continue;
      if (this.#request.mode === "stdout") this.#terminal.stdout.write(wanted);
      else if (isSame(existing, wanted)) this.#say(`current    ${target.output}`);
      else await this.#write(target, wanted);
    }
  }

  async #write({ input, output }: Target, text: string): Promise<void> {
    try {
      await writeAtomically(this.#resolve(output), text);
      this.#say(`generated  ${output}`);
    } catch (error) {
      const about = { output, reason: systemReason(error) };
      this.#findings.push(finding("output-unwritable", { file: input }, about));
    }
  }

  async #compare(results: readonly Result[]): Promise<void> {
    for (const { target, existing, wanted, hasOnlyTypes } of results) {
      if (hasOnlyTypes && sourceOf(existing ?? "") === target.source) {
        const { input: file, output } = target;
        const about = { output, source: file, problem: "has only types by now" };
        this.#findings.push(finding("output-orphan", { file }, about));
      }
      const isOurs = existing === undefined || sourceOf(existing) !== undefined;
      if (wanted === undefined || !isOurs) continue;
      if (isSame(existing, wanted)) {
        this.#say(`current    ${target.output}`);
        continue;
      }
      const about = { output: target.output, command: this.#commandFor(target) };
      const code = existing === undefined ? "output-missing" : "output-changed";
      this.#findings.push(finding(code, { file: target.input }, about));
      // In other formats, stdout is for programs.
      const isDiffWanted = this.#request.format === "text" && existing !== undefined;
      if (isDiffWanted) await this.#printDiff(target.output, existing, wanted);
    }
    const folders = results.map(({ target }) => dirname(this.#resolve(target.output)));
    for (const { output, source } of await findOrphans(folders)) {
      const file = relative(this.#terminal.cwd, output);
      const about = { output: file, source: join(dirname(file), source), problem: "is gone" };
      this.#findings.push(finding("output-orphan", { file }, about));
    }
  }

  async #printDiff(output: string, existing: string, wanted: string): Promise<void> {
    const { createTwoFilesPatch } = await import("diff");
    const name = output.replaceAll("\\", "/");
    const patch = createTwoFilesPatch(
      `a/${name}`,
      `b/${name}`,
      normalize(existing),
      wanted,
      undefined,
      undefined,
      { context: 3, timeout: DIFF_MS },
    );
    const lines = patch?.replace(/^=+\n/, "").split("\n");
    const shown = lines?.map(printableLine).join("\n");
    this.#terminal.stdout.write(shown ?? `${printable(name)} differs too much to show how.\n`);
  }

  /** The command as the user would repeat it, from where they are. */
  #commandFor({ input }: Target): string {
    const { out, enumStyle } = this.#request;
    const words = ["npx ddb-pattern-gen", shellPath(input)];
    if (out !== undefined) words.push("--out", shellPath(out));
    if (enumStyle !== undefined) words.push("--enum", enumStyle);
    return words.join(" ");
  }

  #say(text: string): void {
    if (!this.#request.isQuiet) this.#terminal.stderr.write(`${printable(text)}\n`);
  }

  #resolve(path: string): string {
    return resolve(this.#terminal.cwd, path);
  }
}

/** A line of a file, safe for a terminal, its tabs kept. */
function printableLine(line: string): string {
  return line.split("\t").map(printable).join("\t");
}

/** Whether the seal says that nothing changed, and the header that it came from this very schema. */
function isCurrent(existing: string, target: Target, origin: Origin): boolean {
  return sourceOf(existing) === target.source && isSealedFor(existing, origin);
}

function isSame(existing: string | undefined, wanted: string): boolean {
  return existing !== undefined && normalize(existing) === normalize(wanted);
}

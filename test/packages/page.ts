import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readRepositoryFile, temporaryFolder } from "../emit/support.js";
import { install, packAll, run } from "./pack.js";

/** A page whose blocks of code have titles: files, and the commands "install" and "run". */
export class Page {
  readonly text: string;
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
    this.text = readRepositoryFile(path);
  }

  /** A block of code by its title. */
  block(title: string): string {
    const pattern = new RegExp(`^\`\`\`\\w+ title="${title}"\\n(.*?)^\`\`\`$`, "ms");
    const found = pattern.exec(this.text)?.[1];
    if (found === undefined) throw new Error(`${this.#path} has no block "${title}".`);
    return found;
  }

  /** The names of the packages that a command of the block "install" installs. */
  #installed(flags: string): string[] {
    const line = this.block("install")
      .split("\n")
      .find((each) => each.startsWith(`npm i ${flags}`));
    return (line ?? "").replace(/^npm i (?:-D )?/, "").split(" ");
  }

  /** The commands of a block. */
  commands(title = "run"): string[][] {
    return this.block(title)
      .trim()
      .split("\n")
      .map((line) => line.split(" "));
  }

  /**
   * Does in an empty folder what the page says: installs the packages as they would be published, writes
   * the files, and runs the commands that begin with `npx`.
   *
   * @param files - The titles of the blocks that are files.
   */
  async follow(
    files: readonly string[],
    whenDone: (remove: () => void) => unknown,
  ): Promise<string> {
    const folder = temporaryFolder(whenDone);
    const [development, all] = [this.#installed("-D"), this.#installed("")];
    const versions = (names: readonly string[]) =>
      Object.fromEntries(names.map((name) => [name, "*"]));
    const manifest = {
      name: "start",
      private: true,
      type: "module",
      dependencies: versions(all.filter((name) => !development.includes(name))),
      devDependencies: versions(development),
    };
    writeFileSync(join(folder, "package.json"), JSON.stringify(manifest));
    for (const file of files) writeFileSync(join(folder, file), this.block(file));
    const { folder: tarballs, packages } = await packAll();
    await install(folder, packages);
    rmSync(tarballs, { recursive: true, force: true });
    for (const [program, name = "", ...args] of this.commands()) {
      // A test runs what needs an engine.
      if (program !== "npx" || args[0] === "dev") continue;
      await run(join(folder, "node_modules/.bin", name), args, { cwd: folder });
    }
    return folder;
  }
}

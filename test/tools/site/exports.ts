import { join } from "node:path";
import ts from "typescript-5.9";
import { ROOT } from "../../emit/support.js";

/**
 * Reads declarations of the repository once.
 *
 * @returns A function from the path of a file to the names that it exports.
 */
export function exportsOf(files: readonly string[]): (file: string) => string[] {
  const program = ts.createProgram(
    files.map((file) => join(ROOT, file)),
    {
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      types: [],
    },
  );
  const checker = program.getTypeChecker();
  return (file) => {
    const source = program.getSourceFile(join(ROOT, file));
    const symbol = source && checker.getSymbolAtLocation(source);
    if (symbol === undefined) throw new Error(`${file} has no exports. Build the packages.`);
    return checker.getExportsOfModule(symbol).map(({ name }) => name);
  };
}

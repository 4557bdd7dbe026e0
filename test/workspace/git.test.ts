import { expect, test, vi } from "vitest";
import { pathInRepository } from "../../generator/src/workspace/git.js";

vi.mock("node:path", async (importActual) => (await importActual<{ win32: object }>()).win32);

test.each([
  ["C:\\repo\\store\\events.yaml", "store/events.yaml"],
  ["C:\\other\\events.yaml", undefined],
  ["D:\\repo\\events.yaml", undefined],
])("on Windows, the path of %s in the repository C:\\repo is %s", (file, path) => {
  expect(pathInRepository({ ref: "main", commit: "", top: "C:\\repo" }, file)).toBe(path);
});

import { execFileSync } from "node:child_process";
import { type Browser, chromium } from "playwright-core";

/** Starts the Chromium of the PATH without a window. It may run as root in a container, where it has no sandbox. */
export function launchBrowser(): Promise<Browser> {
  const path = execFileSync("sh", ["-c", "command -v chromium"], { encoding: "utf8" });
  return chromium.launch({ executablePath: path.trim(), args: ["--no-sandbox"] });
}

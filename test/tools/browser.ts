import { execFileSync } from "node:child_process";
import { type Browser, chromium } from "playwright-core";

/** A wait that is longer has no end; a shorter one can be that of a slow machine. */
export const PATIENCE_MS = 240_000;

/** Starts the Chromium of the PATH without a window. It may run as root in a container, where it has no sandbox. */
export function launchBrowser(): Promise<Browser> {
  const path = execFileSync("sh", ["-c", "command -v chromium"], { encoding: "utf8" });
  const executablePath = path.trim();
  return chromium.launch({ executablePath, args: ["--no-sandbox"], timeout: PATIENCE_MS });
}

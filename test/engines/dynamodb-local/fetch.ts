// Fetches DynamoDB Local into the cache, so that a run on it needs no network; fails where it cannot be had.
import { fetchLibraries } from "../dynamodb-local.js";

try {
  await fetchLibraries();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}

import type { Rule } from "../rule.js";

export const upcasterRequired: Rule = {
  id: "UPCASTER_REQUIRED",
  category: "SOURCE",
  purpose:
    "Code that creates a client, a consumer or a projection passes an upcaster for each step between versions that needs one.",
  fix: "Write the upcaster. None is needed where aliases and defaults are enough, and the old values fit the new types.",
  mirror: {
    none: "A client ignores no upcaster: one that is not needed any more does not compile.",
  },
  *check({ events }) {
    for (const { old, new: next } of events.pairs) {
      for (const { version, needsUpcaster } of next.previous) {
        const before = old.previous.find((one) => one.version === version);
        if (!needsUpcaster || before?.needsUpcaster === true) continue;
        yield {
          path: ["events", next.type, "previous", String(version)],
          oldPath: ["events", old.type],
          new: version,
          message: `Code that creates a client, a consumer or a projection must pass an upcaster for ${next.type}, from version ${version} to ${version + 1}.`,
          help: `Add "upcasters: { ${codeWord(next.storedType)}: { ${version}: (data) => … } }" to the options of each client, consumer and projection.`,
        };
      }
    }
  },
};

/** A name as the key of an object in code. */
function codeWord(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) ? name : `'${name}'`;
}

import { warning } from "./message.js";

/** The one warning that no rule of `lint/rules/` gives, and that cannot be allowed: it is about `allow:` itself. */
export const warnings = {
  "unused-allow": warning((p: { code: string }) => ({
    message: `"allow" lists "${p.code}", but this file has no such warning.`,
    help: `Remove "${p.code}" from "allow".`,
  })),
};

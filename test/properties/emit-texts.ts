import fc from "fast-check";

/** Texts that end comments, strings and lines, hide, change direction, or mean something to a tool. */
const FRAGMENTS = [
  ...["*/", "/*", "//", "/**", "*", "\\", "\\\\", "\\u0041", '"', "'", "`", "${", "}", "{", ";"],
  ...["\n", "\r\n", "\r", "\t", "\0", "\x07", "\x1b[31m", "\x7f", "\u0085", "\u2028", "\u2029"],
  ...["\u200b", "\u202e", "\u2066", "\ufeff", "\ud800", "\udc00", "\u00a0", "\u00ad"],
  ...["@deprecated", "\n@deprecated", "* @internal", "@ts-nocheck", "// @ts-ignore", "{@link x}"],
  ...["prettier-ignore", "eslint-enable", "/ <reference path='x' />", "#!/bin/sh", "<!--"],
  ...["</script>", "export default 1", "$Name$", "// @slot aliases", "// @end", "$&", "$1"],
  ...["😀", "👍🏽", "🇩🇪", "e\u0301", "漢字", "ﬀ", "ñ", "﷽", "☃", "☃\ufe0f", "1\ufe0f\u20e3"],
  ...["urn:one", "order:placed", "-created", "- updated", "“open”", "either // or", "a /* b"],
  ...["  ", " ", "a", "price", "The new price, in cents.", "out of stock", "0"],
];

export const hostileText: fc.Arbitrary<string> = fc.oneof(
  fc.array(fc.constantFrom(...FRAGMENTS), { maxLength: 6 }).map((parts) => parts.join("")),
  fc.stringMatching(/^[ -~]{0,40}$/),
  fc.string({ unit: "binary", maxLength: 12 }),
  fc.lorem({ maxCount: 12 }),
);

/** Those of them that a table gives back as it took them. */
export const storableText: fc.Arbitrary<string> = hostileText.filter(
  (text) => !/\p{Surrogate}/u.test(text),
);

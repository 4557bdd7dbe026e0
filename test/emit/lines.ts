/** The longest line of generated code. */
const MAX_LINE = 120;

/** A member of an interface, whose name cannot be written on several lines: `"a long name"?: string;`. */
const NAME_OF_MEMBER = /^ *(?:"(?:[^"\\]|\\.)*"|\w+)\??:$/;

/** The longest name of a member for which there is room on a line with its type. */
const MAX_NAME = 75;

/** The lines of a module that are too long, but for those of a single name that nothing can split. */
export function longLines(text: string): string[] {
  const isName = (line: string) => NAME_OF_MEMBER.test(line) && line.length > MAX_NAME;
  return text.split("\n").filter((line) => line.length > MAX_LINE && !isName(line));
}

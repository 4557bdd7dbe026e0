/**
 * The limits of the language. Each keeps the time and the memory that a file takes in proportion to its size, also
 * where the file is made to take long. docs/reference/language.md lists them.
 */

/** Of one file. A schema of 5,000 event types has about 2 MiB. */
export const MAX_FILE_BYTES: number = 4 * 1024 * 1024;

/** Tokens of YAML in one file: in a file of nothing but colons, the parser takes nearly 1 kB for each. */
export const MAX_TOKENS = 2_000_000;

/** Values of one document, its aliases written out: aliases of aliases make any number from a few lines. */
export const MAX_VALUES = 500_000;

/** Characters of all strings of one document, its aliases written out: one alias can repeat a long string. */
export const MAX_CHARACTERS = 8_000_000;

/** Levels of one document. Far below the depth at which functions that call themselves run out of stack. */
export const MAX_DEPTH = 64;

/** Files that one schema imports, directly or not: a chain of files may have no end. */
export const MAX_IMPORTS = 100;

/** Parts of one schema (see `checkSize`): the module must stay small enough for editors and compilers. */
export const MAX_PARTS = 50_000;

/** Parts of one event type, or of one type under `types:`: a type is looked at once for each of its parts. */
export const MAX_PARTS_OF_ONE = 1_000;

/** Fields of groups, counted in each event type that includes them: a few lines can make any number. */
export const MAX_INCLUDED_FIELDS = 250_000;

/** Items of one event. Source: DynamoDB's TransactWriteItems takes at most 100 items. */
export const MAX_ITEMS = 100;

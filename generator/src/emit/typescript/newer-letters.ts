/**
 * What may stand in an identifier today and not in one of ES5: letters, digits and marks that came into Unicode
 * later, and some signs and joiners. Prettier keeps names that have them in quotes, and not every compiler knows them.
 * Source: Unicode 17's ID_Start and ID_Continue without those that Prettier 3 takes the quotes from; a test
 * compares them.
 */
export const NEWER_LETTERS: RegExp =
  // biome-ignore lint/suspicious/noMisleadingCharacterClass: marks are looked for by themselves.
  /[\u00b7\u0387\u0560\u0588\u05ef\u07fd\u0860-\u086a\u0870-\u0887\u0889-\u088f\u0897-\u089f\u08b5\u08be-\u08c9\u08ca-\u08d3\u09fc\u09fe\u0afa-\u0aff\u0b55\u0c04\u0c3c\u0c5c-\u0c5d\u0cdc-\u0cdd\u0cf3\u0d00\u0d04\u0d3b-\u0d3c\u0d81\u0e86\u0e89\u0e8c\u0e8e-\u0e93\u0e98\u0ea0\u0ea8-\u0ea9\u0eac\u0eba\u0ece\u1369-\u1371\u170d\u1715\u171f\u180f\u1878\u1885-\u1886\u19da\u1abf-\u1add\u1ae0-\u1aeb\u1b4c\u1c89-\u1c8a\u1c90-\u1cba\u1cbd-\u1cbf\u1cf2-\u1cf3\u1cf7\u1cfa\u1df6-\u1dfa\u200c-\u200d\u2118\u212e\u2c2f\u2c5f\u309b-\u309c\u30fb\u312e-\u312f\u31bb-\u31bf\u4db6-\u4dbf\u9fd6-\u9fff\ua7af\ua7b8-\ua7dc\ua7f1-\ua7f6\ua82c\ua8fe\ua8ff\uab66-\uab69\uff65]/;

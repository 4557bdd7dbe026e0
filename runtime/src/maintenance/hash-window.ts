/**
 * Groups of entries, as many as fit in memory: those whose names' hashes are in a range. The range
 * gets smaller while groups are added, and the next pass over all entries takes the rest.
 */
export class HashWindow<Entry> {
  readonly #maxBytes: number;
  readonly #groups = new Map<string, Group<Entry>>();
  #bytes = 0;
  /** The least hash of the window, and the least hash after it. */
  #from = 0;
  #to = HASHES;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /**
   * Adds an entry to its group, if the group is in the window.
   *
   * @param bytes - The approximate memory of the entry.
   */
  add(name: string, bytes: number, create: () => Entry): void {
    const hash = hashOf(name);
    if (hash < this.#from || hash >= this.#to) return;
    let group = this.#groups.get(name);
    if (group === undefined) {
      group = { hash, entries: [], bytes: GROUP_BYTES + 2 * name.length };
      this.#groups.set(name, group);
      this.#bytes += group.bytes;
    }
    group.entries.push(create());
    group.bytes += bytes;
    this.#bytes += bytes;
    while (this.#bytes > this.#maxBytes && this.#narrow());
  }

  /** Halves the window. One group always stays, whatever its size. */
  #narrow(): boolean {
    const to = this.#from + Math.floor((this.#to - this.#from) / 2);
    if (to <= this.#from || this.#groups.size < 2) return false;
    this.#to = to;
    for (const [name, { hash, bytes }] of this.#groups) {
      if (hash < to) continue;
      this.#groups.delete(name);
      this.#bytes -= bytes;
    }
    return true;
  }

  /** Takes the groups out of the window. */
  take(): [name: string, entries: Entry[]][] {
    const groups = [...this.#groups].map(([name, { entries }]): [string, Entry[]] => [
      name,
      entries,
    ]);
    this.#groups.clear();
    this.#bytes = 0;
    return groups;
  }

  /** Moves the window to the hashes after it, and returns whether there are any. */
  next(): boolean {
    this.#from = this.#to;
    this.#to = HASHES;
    return this.#from < HASHES;
  }
}

interface Group<Entry> {
  readonly hash: number;
  readonly entries: Entry[];
  bytes: number;
}

const HASHES = 2 ** 32;

/** The approximate memory of a group without entries. */
const GROUP_BYTES = 200;

/** A 32-bit hash whose high bits, which divide the windows, depend on all characters. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

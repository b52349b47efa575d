/** How the work on n atoms is cut into chunks: by the atoms alone, never by the number of threads, so that sums are reproducible. */

/** Chunk c < nChunks owns the atoms c·atomsPerChunk …; chunk nChunks takes what reaches too far along the chain. */
export interface ChunkPlan {
  readonly nAtoms: number;
  readonly nChunks: number;
  readonly atomsPerChunk: number;
}

const ATOMS_PER_CHUNK = 1024;
const MAX_CHUNKS = 64;

/** Cuts n atoms into at most 64 chunks of at least 1024 atoms. */
export function planChunks(nAtoms: number): ChunkPlan {
  const atomsPerChunk = Math.max(ATOMS_PER_CHUNK, Math.ceil(nAtoms / MAX_CHUNKS));
  return { nAtoms, atomsPerChunk, nChunks: Math.ceil(nAtoms / atomsPerChunk) };
}

/** Atoms [begin, end) that chunk c owns. */
export function atomsOfChunk(plan: ChunkPlan, chunk: number): readonly [begin: number, end: number] {
  const begin = chunk * plan.atomsPerChunk;
  return [begin, Math.min(plan.nAtoms, begin + plan.atomsPerChunk)];
}

/** A half-open range of atoms; empty when first ≥ end. */
export interface Reach {
  first: number;
  end: number;
}

/** Restraints in the order of their chunks. */
export interface Assignment {
  /** [n] the caller's number of the restraint at each place. */
  readonly order: Int32Array;
  /** [nChunks + 2] first place of each chunk, the far one last. */
  readonly chunkStart: Int32Array;
  /** The atoms that each chunk's restraints touch. */
  readonly reach: readonly Reach[];
}

/** Gives every restraint to the chunk of its lowest atom, or to the far chunk when it spans more than a chunk's atoms. */
export function assignChunks(plan: ChunkPlan, atoms: Int32Array, start: Int32Array): Assignment {
  const n = start.length - 1;
  const chunkOf = new Int32Array(n);
  const chunkStart = new Int32Array(plan.nChunks + 2);
  const reach = Array.from({ length: plan.nChunks + 1 }, () => ({ first: plan.nAtoms, end: 0 }));
  for (let i = 0; i < n; i++) {
    let low = plan.nAtoms;
    let high = 0;
    for (let k = start[i]!; k < start[i + 1]!; k++) {
      low = Math.min(low, atoms[k]!);
      high = Math.max(high, atoms[k]!);
    }
    const isFar = high - low > plan.atomsPerChunk;
    const chunk = isFar ? plan.nChunks : Math.floor(Math.min(low, high) / plan.atomsPerChunk);
    chunkOf[i] = chunk;
    chunkStart[chunk + 1]!++;
    reach[chunk]!.first = Math.min(reach[chunk]!.first, low);
    reach[chunk]!.end = Math.max(reach[chunk]!.end, high + 1);
  }
  for (let chunk = 0; chunk <= plan.nChunks; chunk++) chunkStart[chunk + 1]! += chunkStart[chunk]!;
  const next = Int32Array.from(chunkStart);
  const order = new Int32Array(n);
  for (let i = 0; i < n; i++) order[next[chunkOf[i]!]!++] = i;
  return { order, chunkStart, reach };
}

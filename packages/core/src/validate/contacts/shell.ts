/** The atoms that touch a scored one, relative to it: whose surface a dot lies in. */

const fields = 5;

/** A growing list of spheres with a number for what each is to the scored atom. */
export class Shell {
  /** Number of spheres. */
  n = 0;
  /** Gap of the dot that `deepest` was asked for last, Å; negative. */
  gap = 0;
  /** Position, squared radius and radius of each sphere. */
  private data = new Float64Array(64 * fields);
  private kinds = new Uint8Array(64);

  clear(): void {
    this.n = 0;
  }

  kind(k: number): number {
    return this.kinds[k]!;
  }

  /** Adds a sphere at (x, y, z) from the scored atom. */
  add(x: number, y: number, z: number, sphere: { readonly radius: number; readonly kind: number }): void {
    if (this.n === this.kinds.length) this.grow();
    const at = this.n * fields;
    const { radius, kind } = sphere;
    this.data[at] = x;
    this.data[at + 1] = y;
    this.data[at + 2] = z;
    this.data[at + 3] = radius * radius;
    this.data[at + 4] = radius;
    this.kinds[this.n++] = kind;
  }

  /** The sphere that the dot lies deepest in; −1 for none. Sets `gap`. */
  deepest(px: number, py: number, pz: number): number {
    const { data, n } = this;
    let best = -1;
    let least = 0;
    for (let k = 0, at = 0; k < n; k++, at += fields) {
      const dx = data[at]! - px;
      const dy = data[at + 1]! - py;
      const dz = data[at + 2]! - pz;
      const squared = dx * dx + dy * dy + dz * dz;
      if (squared >= data[at + 3]!) continue;
      const gap = Math.sqrt(squared) - data[at + 4]!;
      if (gap < least) {
        least = gap;
        best = k;
      }
    }
    this.gap = least;
    return best;
  }

  /** Whether any sphere covers the dot. */
  covers(px: number, py: number, pz: number): boolean {
    const { data, n } = this;
    for (let k = 0, at = 0; k < n; k++, at += fields) {
      const dx = data[at]! - px;
      const dy = data[at + 1]! - py;
      const dz = data[at + 2]! - pz;
      if (dx * dx + dy * dy + dz * dz < data[at + 3]!) return true;
    }
    return false;
  }

  private grow(): void {
    const data = new Float64Array(2 * this.data.length);
    data.set(this.data);
    this.data = data;
    const kinds = new Uint8Array(2 * this.kinds.length);
    kinds.set(this.kinds);
    this.kinds = kinds;
  }
}

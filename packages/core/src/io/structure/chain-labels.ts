/** Hands out `label_asym_id`: polymers get their author id if it is free, all others A … Z, AA … that are no author id. */
export class ChainLabels {
  private readonly reserved: ReadonlySet<string>;
  private readonly used = new Set<string>();
  private counter = 0;

  constructor(authAsymIds: Iterable<string>) {
    this.reserved = new Set(authAsymIds);
  }

  /** The label of a polymer of an author chain. */
  forPolymer(authAsymId: string): string {
    if (this.used.has(authAsymId)) return this.next();
    this.used.add(authAsymId);
    return authAsymId;
  }

  /** A label that nothing else has. */
  next(): string {
    for (;;) {
      const label = letters(this.counter++);
      if (this.reserved.has(label) || this.used.has(label)) continue;
      this.used.add(label);
      return label;
    }
  }
}

/** 0 → A, 25 → Z, 26 → AA, 27 → AB: bijective base 26. */
function letters(index: number): string {
  let text = "";
  for (let rest = index + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    text = String.fromCharCode(65 + ((rest - 1) % 26)) + text;
  }
  return text;
}

/** The chemical elements: symbol, weight, radii, and electron scattering factors. */
import { elementRows } from "./data/elements.ts";

/** One element. Radii in Å; the scattering factor is Σ a[i] exp(-b[i] s²) Å with s = sin θ / λ. */
export interface ElementData {
  readonly atomicNumber: number;
  /** As in the periodic table: `C`, `Fe`. */
  readonly symbol: string;
  readonly isMetal: boolean;
  readonly weight: number;
  readonly covalentRadius: number;
  readonly vdwRadius: number;
  readonly scatteringA: readonly number[];
  readonly scatteringB: readonly number[];
}

function parseElement(row: string, index: number): ElementData {
  const [symbol, metal, ...words] = row.split(" ");
  const numbers = words.map(Number);
  return {
    atomicNumber: index + 1,
    symbol: symbol!,
    isMetal: metal === "1",
    weight: numbers[0]!,
    covalentRadius: numbers[1]!,
    vdwRadius: numbers[2]!,
    scatteringA: numbers.slice(3, 8),
    scatteringB: numbers.slice(8, 13),
  };
}

/** Elements 1 to 98 in order: `elements[z - 1]`. */
export const elements: readonly ElementData[] = elementRows.trim().split("\n").map(parseElement);

const numberOf = new Map(elements.map((e) => [e.symbol.toUpperCase(), e.atomicNumber]));
numberOf.set("D", 1);
numberOf.set("T", 1);

/** Atomic number of a symbol in any case (`FE`, `fe`, `Fe`); deuterium and tritium are 1; 0 when there is no such element. */
export function atomicNumberOf(symbol: string): number {
  return numberOf.get(symbol.toUpperCase()) ?? 0;
}

/** The element of an atomic number from 1 to 98; anything else is a RangeError. */
export function elementData(atomicNumber: number): ElementData {
  const data = elements[atomicNumber - 1];
  if (!data) {
    throw new RangeError(`there is no element with atomic number ${atomicNumber} in the table (1 to 98)`);
  }
  return data;
}

/** Electron scattering factor in Å at s² = (sin θ / λ)² in Å⁻² (International Tables C, 4.3.2.2; valid up to s = 2 Å⁻¹). */
export function electronScatteringFactor(atomicNumber: number, sSquared: number): number {
  const { scatteringA, scatteringB } = elementData(atomicNumber);
  let sum = 0;
  for (let i = 0; i < scatteringA.length; i++) {
    sum += scatteringA[i]! * Math.exp(-scatteringB[i]! * sSquared);
  }
  return sum;
}

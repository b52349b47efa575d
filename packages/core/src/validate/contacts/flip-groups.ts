/** The side chains that may be modelled backwards, Asn, Gln and His: their atoms, their states and what turns with them. */

/** A side chain whose end can be turned by 180° or, for His, protonated at either nitrogen or both. */
export interface FlipGroup {
  /** Heavy atoms that swap places in pairs: the first with the second, the third with the fourth. */
  readonly swapped: readonly string[];
  /** Hydrogens on them. */
  readonly hydrogens: readonly string[];
  /** The atom that the group hangs on, scored with it. */
  readonly pivot: string;
  /** The atom before the pivot: both define the axis of the flip. */
  readonly hinge: string;
  /** The two atoms that a docked flip brings back to the places of each other. */
  readonly docked: readonly [string, string];
  /** Atoms between the group and Cα, which bend a little when a flip is docked. */
  readonly linkers: readonly string[];
}

export const flipGroups: Readonly<Record<string, FlipGroup>> = {
  HIS: {
    swapped: ["ND1", "CD2", "CE1", "NE2"],
    hydrogens: ["HD1", "HD2", "HE1", "HE2"],
    pivot: "CG",
    hinge: "CB",
    docked: ["CE1", "NE2"],
    linkers: ["HB2", "HB3"],
  },
  ASN: {
    swapped: ["OD1", "ND2"],
    hydrogens: ["HD21", "HD22"],
    pivot: "CG",
    hinge: "CB",
    docked: ["OD1", "ND2"],
    linkers: ["HB2", "HB3"],
  },
  GLN: {
    swapped: ["OE1", "NE2"],
    hydrogens: ["HE21", "HE22"],
    pivot: "CD",
    hinge: "CG",
    docked: ["OE1", "NE2"],
    linkers: ["CB", "HB2", "HB3", "HG2", "HG3"],
  },
};

/** Whether a heavy atom accepts or gives hydrogen bonds in one of the states of its group. */
export function isFlippable(compId: string, name: string): boolean {
  return flipGroups[compId]?.swapped.includes(name) ?? false;
}

/** One state of a group. */
export interface FlipState {
  readonly isFlipped: boolean;
  /** Hydrogens that the state lacks. */
  readonly absent: readonly string[];
  /** Whether ring nitrogens of His accept hydrogen bonds. */
  readonly ringAccepts: boolean;
  /** Bias against the state, to be scaled by the weight of the run. */
  readonly penalty: number;
}

const hisStates: readonly FlipState[] = [
  { isFlipped: false, absent: ["HD1"], ringAccepts: true, penalty: 0 },
  { isFlipped: false, absent: ["HE2"], ringAccepts: true, penalty: 0 },
  { isFlipped: false, absent: [], ringAccepts: false, penalty: 0.05 },
  { isFlipped: true, absent: ["HD1"], ringAccepts: true, penalty: 0.5 },
  { isFlipped: true, absent: ["HE2"], ringAccepts: true, penalty: 0.5 },
  { isFlipped: true, absent: [], ringAccepts: false, penalty: 0.55 },
];
const amideStates: readonly FlipState[] = [
  { isFlipped: false, absent: [], ringAccepts: false, penalty: 0 },
  { isFlipped: true, absent: [], ringAccepts: false, penalty: 0.5 },
];

/** The states of a group in the order of trial. */
export const flipStates = (compId: string): readonly FlipState[] =>
  compId === "HIS" ? hisStates : amideStates;

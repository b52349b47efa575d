/** Lists of covalent geometry: bonds, angles, hands, planes. */

import type { GeometryMeasure, GeometryOutlier } from "../../../validate/covalent-geometry.ts";
import { fixed } from "../../format-metric.ts";
import type { ReportResidue } from "../../report-residues.ts";
import type { ValidationReport } from "../../validation-report.ts";
import type { Insert } from "../html.ts";
import { residueButton } from "../residue-button.ts";
import { numberColumn, type ResidueList, textColumn } from "./residue-list.ts";

/** Names of atoms as a button that shows their residue. */
type AtomButton = (names: readonly string[], residue: number) => Insert;

/** The lists of one report. */
export function geometryLists(
  { model }: ValidationReport,
  residues: readonly ReportResidue[],
): ResidueList[] {
  const button: AtomButton = (names, residue) => residueButton(residues, residue, shortNames(names));
  const { polymerBonds, otherBonds, polymerAngles, otherAngles } = model.geometryByFixedTargets;
  return [
    {
      id: "list-bonds",
      title: "Bond lengths beyond 4σ",
      note: "By the fixed targets (Engh & Huber, Parkinson, monomer dictionaries); the wwPDB counts from 5σ on.",
      columns: measureColumns("Å"),
      rows: measureRows([polymerBonds, otherBonds], 3, button),
    },
    {
      id: "list-angles",
      title: "Bond angles beyond 4σ",
      note: "By the fixed targets; the wwPDB counts from 5σ on.",
      columns: measureColumns("°"),
      rows: measureRows([polymerAngles, otherAngles], 1, button),
    },
    chiralityList(model, button),
    planeList(model, button),
  ];
}

const measureColumns = (unit: string) => [
  textColumn("Atoms"),
  numberColumn(`Found (${unit})`),
  numberColumn(`Target (${unit})`),
  numberColumn("Z"),
];

const measureRows = (
  measures: readonly GeometryMeasure[],
  decimals: number,
  button: AtomButton,
): Insert[][] =>
  measures
    .flatMap(({ outliers }): readonly GeometryOutlier[] => outliers)
    .sort((a, b) => Math.abs(b.z) - Math.abs(a.z))
    .map(({ atoms, residue, value, ideal, z }) => [
      button(atoms, residue),
      fixed(value, decimals),
      fixed(ideal, decimals),
      fixed(z, 1),
    ]);

const chiralityList = ({ chirality }: ValidationReport["model"], button: AtomButton): ResidueList => ({
  id: "list-chirality",
  title: "Chiral centres",
  note: "Centres of the wrong hand, or distorted by more than 4σ; pairs of like atoms that carry each other's names.",
  columns: [
    textColumn("Centre"),
    textColumn("Fault"),
    numberColumn("Volume (Å³)"),
    numberColumn("Target (Å³)"),
  ],
  rows: [...chirality.outliers, ...chirality.swappedNames].map(({ atoms, residue, fault, volume, ideal }) => [
    button(atoms.slice(0, 1), residue),
    fault,
    fixed(volume, 2),
    fixed(ideal, 2),
  ]),
});

const planeList = ({ planarity }: ValidationReport["model"], button: AtomButton): ResidueList => ({
  id: "list-planes",
  title: "Groups that are not flat",
  note: "Groups with an atom more than 4σ off their best plane.",
  columns: [textColumn("Atoms"), numberColumn("RMS (Å)"), numberColumn("Worst (Å)"), numberColumn("Z")],
  rows: planarity.outliers.map(({ atoms, residue, rmsd, maxDeviation, z }) => [
    button(atoms, residue),
    fixed(rmsd, 3),
    fixed(maxDeviation, 3),
    fixed(z, 1),
  ]),
});

/** `A/LEU 48/CA CB CG`: the residue is named again only where it changes. */
function shortNames(names: readonly string[]): string {
  let last = "";
  return names
    .map((name) => {
      const cut = name.lastIndexOf("/");
      const [residue, atom] = [name.slice(0, cut), name.slice(cut + 1)];
      const text = residue === last ? atom : `${residue}/${atom}`;
      last = residue;
      return text;
    })
    .join(" ");
}

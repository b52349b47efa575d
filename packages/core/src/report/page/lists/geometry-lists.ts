/** Lists of covalent geometry: bonds, angles, hands, planes. */

import type { GeometryOutlier } from "../../../validate/covalent-geometry.ts";
import { fixed } from "../../format-metric.ts";
import type { ReportResidue } from "../../report-residues.ts";
import type { ValidationReport } from "../../validation-report.ts";
import type { Insert } from "../html.ts";
import { residueButton } from "../residue-button.ts";
import { numberColumn, type ResidueList, textColumn } from "./residue-list.ts";

/** The lists of one report. */
export function geometryLists(
  { model }: ValidationReport,
  residues: readonly ReportResidue[],
): ResidueList[] {
  const { geometryByFixedTargets: byFixed, chirality, planarity } = model;
  const atoms = (names: readonly string[], residue: number): Insert =>
    residueButton(residues, residue, shortNames(names));
  const measured = (outliers: readonly GeometryOutlier[], decimals: number): Insert[][] =>
    outliers.map(({ atoms: names, residue, value, ideal, z }) => [
      atoms(names, residue),
      fixed(value, decimals),
      fixed(ideal, decimals),
      fixed(z, 1),
    ]);
  const columns = (unit: string) => [
    textColumn("Atoms"),
    numberColumn(`Found (${unit})`),
    numberColumn(`Target (${unit})`),
    numberColumn("Z"),
  ];
  return [
    {
      id: "list-bonds",
      title: "Bond lengths beyond 4σ",
      note: "By the fixed targets (Engh & Huber, Parkinson, monomer dictionaries); the wwPDB counts from 5σ on.",
      columns: columns("Å"),
      rows: measured(byWorst(byFixed.polymerBonds.outliers, byFixed.otherBonds.outliers), 3),
    },
    {
      id: "list-angles",
      title: "Bond angles beyond 4σ",
      note: "By the fixed targets; the wwPDB counts from 5σ on.",
      columns: columns("°"),
      rows: measured(byWorst(byFixed.polymerAngles.outliers, byFixed.otherAngles.outliers), 1),
    },
    {
      id: "list-chirality",
      title: "Chiral centres",
      note: "Centres of the wrong hand, or distorted by more than 4σ; pairs of like atoms that carry each other's names.",
      columns: [
        textColumn("Centre"),
        textColumn("Fault"),
        numberColumn("Volume (Å³)"),
        numberColumn("Target (Å³)"),
      ],
      rows: [...chirality.outliers, ...chirality.swappedNames].map(
        ({ atoms: names, residue, fault, volume, ideal }) => [
          atoms(names.slice(0, 1), residue),
          fault,
          fixed(volume, 2),
          fixed(ideal, 2),
        ],
      ),
    },
    {
      id: "list-planes",
      title: "Groups that are not flat",
      note: "Groups with an atom more than 4σ off their best plane.",
      columns: [textColumn("Atoms"), numberColumn("RMS (Å)"), numberColumn("Worst (Å)"), numberColumn("Z")],
      rows: planarity.outliers.map(({ atoms: names, residue, rmsd, maxDeviation, z }) => [
        atoms(names, residue),
        fixed(rmsd, 3),
        fixed(maxDeviation, 3),
        fixed(z, 1),
      ]),
    },
  ];
}

const byWorst = (...lists: readonly (readonly GeometryOutlier[])[]): GeometryOutlier[] =>
  lists.flat().sort((a, b) => Math.abs(b.z) - Math.abs(a.z));

/** `A/LEU 48/CA CB CG`: the residue is named again only where it changes. */
export function shortNames(names: readonly string[]): string {
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

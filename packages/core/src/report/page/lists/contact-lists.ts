/** Lists of clashes and of side chains that would rather be turned around. */

import type { ResidueId } from "../../../validate/residue-id.ts";
import { fixed } from "../../format-metric.ts";
import { type ReportResidue, residueName } from "../../report-residues.ts";
import type { ValidationReport } from "../../validation-report.ts";
import { residueButton } from "../residue-button.ts";
import { numberColumn, type ResidueList, textColumn } from "./residue-list.ts";

/** The lists of one report; none without clash analysis. */
export function contactLists(
  { model, before }: ValidationReport,
  residues: readonly ReportResidue[],
): ResidueList[] {
  const { clashes } = model;
  if (!clashes) return [];
  const earlier = new Map(
    before?.clashes?.rotated.clashes.map(({ atom1, atom2, overlap }) => [pairKey(atom1, atom2), overlap]),
  );
  return [
    {
      id: "list-clashes",
      title: "Clashes",
      note: "Pairs of atoms that overlap by 0.4 Å or more, hydrogens rotated to their best.",
      columns: [
        textColumn("Atom"),
        textColumn("Atom"),
        numberColumn("Overlap (Å)"),
        ...(before ? [numberColumn("Before")] : []),
      ],
      rows: clashes.rotated.clashes.map(({ atom1, atom2, residue1, residue2, overlap }) => {
        const was = earlier.get(pairKey(atom1, atom2));
        return [
          residueButton(residues, residue1, atom1),
          residueButton(residues, residue2, atom2),
          fixed(overlap, 2),
          ...(before ? [was === undefined ? "none" : fixed(was, 2)] : []),
        ];
      }),
    },
    ...(model.rotamers.length > 0 ? [turnedList(clashes.turned, residues)] : []),
  ];
}

const turnedList = (turned: readonly ResidueId[], residues: readonly ReportResidue[]): ResidueList => ({
  id: "list-turned",
  title: "Side chains to turn around",
  note: "Asn, Gln and His side chains whose contacts and hydrogen bonds are better with the ends exchanged: the density rarely tells.",
  columns: [textColumn("Residue")],
  rows: turned.map((id) => [residueButton(residues, id.residue, residueName(id))]),
});

const pairKey = (atom1: string, atom2: string): string => [atom1, atom2].sort().join(" ");

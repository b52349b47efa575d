/** What two touching atoms are to each other: a plain contact or a hydrogen bond. */
import { contactRules } from "../../tables/contact-radii.ts";

/** Roles of an atom as bits. */
export const trait = {
  hydrogen: 1,
  donor: 2,
  acceptor: 4,
  positive: 8,
  negative: 16,
  water: 32,
  /** A stand-in for a hydrogen of water: makes hydrogen bonds, clashes with nothing. */
  phantom: 64,
  ring: 128,
} as const;

export const contact = { none: 0, plain: 1, hydrogenBond: 2, chargedHydrogenBond: 3 } as const;

/** The contact of an atom with traits `a` to one with traits `b`; charges must be opposite for a hydrogen bond. */
export function contactOf(a: number, b: number): number {
  const { donor, acceptor, positive, negative } = trait;
  const isComplementary =
    ((a & donor) !== 0 && (b & acceptor) !== 0) || ((a & acceptor) !== 0 && (b & donor) !== 0);
  const areCharged = (a & (positive | negative)) !== 0 && (b & (positive | negative)) !== 0;
  const areOpposite =
    ((a & positive) !== 0 && (b & negative) !== 0) || ((a & negative) !== 0 && (b & positive) !== 0);
  if (isComplementary && !areCharged) return contact.hydrogenBond;
  if (isComplementary && areOpposite) return contact.chargedHydrogenBond;
  return b & trait.phantom ? contact.none : contact.plain;
}

/** How far a contact may overlap before it counts as a bump, Å. */
export function allowanceOf(kind: number): number {
  if (kind === contact.plain) return 0;
  return kind === contact.hydrogenBond
    ? contactRules.hydrogenBondAllowance
    : contactRules.chargedHydrogenBondAllowance;
}

/** Adds to a contact model the stand-ins for hydrogens of waters, which let waters hydrogen-bond. */
import { polarHydrogenRadius } from "../../tables/contact-radii.ts";
import { position, type Vector } from "../measure.ts";
import { type AtomGrid, findNear } from "./atom-grid.ts";
import { trait } from "./contact-kind.ts";
import type { ContactModel } from "./contact-model.ts";
import { type NearAcceptor, phantomPositions } from "./water-phantoms.ts";

/** Radius of water's oxygen and its hydrogen together, slack for the search, and the gap below which a stand-in is made, Å. */
const rule = { span: 2, maxGap: -0.1 };
const slack = 0.5;
const oxygen = 8;

/** The model with the stand-ins at its end; the model itself when it has no waters. `grid` is over its heavy atoms. */
export function withWaterPhantoms(model: ContactModel, grid: AtomGrid): ContactModel {
  const phantoms = findPhantoms(model, grid);
  if (phantoms.length === 0) return model;
  const { nAtoms } = model;
  const oxygens = phantoms.map(({ parent }) => parent);
  return {
    ...model,
    nAtoms: nAtoms + phantoms.length,
    xyz: Float64Array.from([...model.xyz, ...phantoms.flatMap(({ xyz }) => xyz)]),
    radius: extended(model.radius, oxygens, () => polarHydrogenRadius),
    traits: extended(model.traits, oxygens, () => trait.hydrogen | trait.donor | trait.water | trait.phantom),
    alt: extended(model.alt, oxygens, (parent) => model.alt[parent]!),
    occ: extended(model.occ, oxygens, (parent) => model.occ[parent]!),
    residueOf: extended(model.residueOf, oxygens, (parent) => model.residueOf[parent]!),
    parent: extended(model.parent, oxygens, (parent) => parent),
    name: [...model.name, ...phantoms.map(() => "H?")],
  };
}

function extended<T extends Float64Array | Uint8Array | Int32Array>(
  values: T,
  oxygens: readonly number[],
  ofParent: (parent: number) => number,
): T {
  const longer = new (values.constructor as new (n: number) => T)(values.length + oxygens.length);
  longer.set(values);
  oxygens.forEach((parent, k) => {
    longer[values.length + k] = ofParent(parent);
  });
  return longer;
}

function findPhantoms(model: ContactModel, grid: AtomGrid): { parent: number; xyz: Vector }[] {
  const { sites, traits, radius, alt } = model;
  const maxRadius = radius.reduce((a, b) => Math.max(a, b), 0);
  const phantoms: { parent: number; xyz: Vector }[] = [];
  const found: number[] = [];
  for (let i = 0; i < model.nHeavy; i++) {
    if (!(traits[i]! & trait.water) || sites.element[i] !== oxygen) continue;
    const place = position(model.xyz, i);
    const n = findNear(grid, place, maxRadius + radius[i]! + slack, found);
    const acceptors: NearAcceptor[] = [];
    for (let k = 0; k < n; k++) {
      const other = found[k]!;
      if (other === i || !(traits[other]! & trait.acceptor)) continue;
      if (alt[i] !== alt[other] && alt[i] !== 0 && alt[other] !== 0) continue;
      const ring = traits[other]! & trait.ring ? sites.residueOf[other]! : -1;
      acceptors.push({ xyz: position(model.xyz, other), radius: radius[other]!, ring });
    }
    for (const xyz of phantomPositions(place, acceptors, rule)) phantoms.push({ parent: i, xyz });
  }
  return phantoms;
}

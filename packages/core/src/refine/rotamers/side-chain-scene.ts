/** Free side chains among all else that a model holds: what each place of one costs by its rotamer, its contacts and the map. */
import { createSystem, type GeometryKernels } from "@cryoreel/geometry-wasm";
import type { Volume } from "../../map/volume.ts";
import type { MonomerDictionary } from "../../model/monomer.ts";
import type { Restraints } from "../../model/restraints.ts";
import { type Structure, withCoordinates } from "../../model/structure.ts";
import { clashRules } from "../clash-rules.ts";
import { hydrogenList } from "../hydrogen-list.ts";
import { ContactScene } from "./contact-scene.ts";
import { freeSideChains, type SideChain } from "./free-side-chains.ts";
import { interpolateTorsions } from "./interpolate-torsions.ts";
import { restingHydrogens } from "./resting-hydrogens.ts";
import { SideChainDensity } from "./side-chain-density.ts";
import { chiOf, chiRate, setChi, turningForce, turnSites } from "./turn-side-chain.ts";

/** A model, and where there is one its map. */
export interface SideChainParts {
  readonly structure: Structure;
  /** [n,3] Å */
  readonly xyz: Float64Array;
  /** Those of `structure`. */
  readonly restraints: Restraints;
  readonly dictionaries?: readonly MonomerDictionary[];
  readonly kernels: GeometryKernels;
  /** With its resolution, Å; without it rotamers and contacts alone decide, and the smallest change is best. */
  readonly map?: { readonly density: Volume; readonly resolution: number };
}

/** A side chain in one place; costs are logarithms of likelihoods, so they add up. */
export interface Placement {
  readonly chi: readonly number[];
  /** Å, of the side chain's sites. */
  readonly places: Float64Array;
  readonly rotamer: number;
  readonly clash: number;
  readonly map: number;
  /** For leaving the place at the beginning; 0 with a map. */
  readonly shift: number;
  readonly total: number;
  /** See `SideChainDensity.assess`; 0 without a map. */
  readonly support: number;
}

/** How an attempt is judged. */
export interface AttemptOptions {
  /** A side chain whose contacts do not count. */
  readonly skip?: number;
  /** What it may not cost. */
  readonly enough?: number;
}

/** What the model leaves of the map is its errors more than noise, so the map counts more than its likelihood under such noise. */
const mapShare = 1.5;
/** Without a map: cost of each Å (root mean square) that heavy atoms move. */
const shiftCost = 0.4;

export class SideChainScene {
  readonly chains: readonly SideChain[];
  readonly contacts: ContactScene;
  readonly resolution: number | undefined;
  private readonly nAtoms: number;
  private readonly density: SideChainDensity | undefined;
  private readonly start: Float64Array;
  /** [nSites,3], of the side chain at hand. */
  private readonly gradient: Float64Array;

  constructor({ structure, xyz, restraints, dictionaries, kernels, map }: SideChainParts) {
    const present = withCoordinates(structure, xyz);
    const hydrogens = restingHydrogens(structure, hydrogenList(structure, restraints, dictionaries));
    const system = createSystem(kernels, structure.nAtoms, hydrogens.list);
    this.start = new Float64Array(3 * (structure.nAtoms + hydrogens.name.length));
    this.start.set(xyz);
    this.start.set(system.placeHydrogens(xyz), 3 * structure.nAtoms);
    system.dispose();
    this.gradient = new Float64Array(this.start.length);
    this.nAtoms = structure.nAtoms;
    this.chains = freeSideChains(present, restraints, hydrogens);
    this.contacts = new ContactScene(
      this.start.slice(),
      clashRules(structure, restraints, hydrogens),
      this.chains.map((chain) => chain.sites),
    );
    const density = map && new SideChainDensity({ structure, xyz, ...map });
    this.density = density?.isBlind ? undefined : density;
    this.resolution = this.density && map?.resolution;
  }

  /** Whether a map counts. */
  get hasMap(): boolean {
    return this.density !== undefined;
  }

  /** The atoms' present coordinates, [n,3]. */
  coordinates(): Float64Array {
    return this.contacts.xyz.slice(0, 3 * this.nAtoms);
  }

  /** Lifts a side chain out, so that it may be tried elsewhere; `drop` puts it back. */
  lift(index: number): void {
    this.density?.account(this.chains[index]!.heavy, this.contacts.xyz, -1);
  }

  /** Puts a lifted side chain where a placement says. */
  drop(index: number, { places }: Placement): void {
    const { sites, heavy } = this.chains[index]!;
    this.putAt(sites, places);
    this.contacts.settle(index);
    this.density?.account(heavy, this.contacts.xyz, 1);
  }

  private putAt(sites: Int32Array, places: Float64Array): void {
    sites.forEach((site, i) => {
      this.contacts.xyz.set(places.subarray(3 * i, 3 * i + 3), 3 * site);
    });
  }

  /** Where a lifted side chain stands; contacts with the side chain `skip` do not count. */
  assess(index: number, skip = index): Placement {
    return this.assessWithin(index, skip, Number.POSITIVE_INFINITY)!;
  }

  /**
   * A lifted side chain with the χ given, all else as in `from`; undefined where it would cost `enough` or more. Contacts with
   * the side chain `skip` do not count.
   */
  attempt(
    index: number,
    from: Placement,
    chi: readonly number[],
    { skip = index, enough = Number.POSITIVE_INFINITY }: AttemptOptions = {},
  ): Placement | undefined {
    const chain = this.chains[index]!;
    this.putAt(chain.sites, from.places);
    setChi(chain, this.contacts.xyz, chi);
    return this.assessWithin(index, skip, enough);
  }

  /** What a lifted side chain with the χ given would cost without its contacts, all else as in `from`. */
  costApart(index: number, from: Placement, chi: readonly number[]): number {
    const chain = this.chains[index]!;
    this.putAt(chain.sites, from.places);
    setChi(chain, this.contacts.xyz, chi);
    const { rotamer, map, shift } = this.costsApart(chain, chi);
    return rotamer + map + shift;
  }

  private costsApart(chain: SideChain, chi: readonly number[]) {
    const { xyz } = this.contacts;
    const seen = this.density?.assess(chain.heavy, xyz);
    return {
      rotamer: interpolateTorsions(chain.map.axes, chain.map.cost, chi),
      map: mapShare * (seen?.cost ?? 0),
      shift: this.density ? 0 : shiftCost * this.shiftOf(chain),
      support: seen?.support ?? 0,
    };
  }

  private assessWithin(index: number, skip: number, enough: number): Placement | undefined {
    const chain = this.chains[index]!;
    const { xyz } = this.contacts;
    const chi = chiOf(chain, xyz);
    const apart = this.costsApart(chain, chi);
    const least = apart.rotamer + apart.map + apart.shift;
    const clash = this.contacts.cost(index, skip, enough - least);
    const total = least + clash;
    if (total >= enough) return undefined;
    const places = new Float64Array(3 * chain.sites.length);
    chain.sites.forEach((site, i) => {
      places.set(xyz.subarray(3 * site, 3 * site + 3), 3 * i);
    });
    return { chi, places, ...apart, clash, total };
  }

  /** ∂total/∂turn of a lifted side chain where it stands, for each of its turns, 1/rad. */
  slopes(index: number): Float64Array {
    const chain = this.chains[index]!;
    const { xyz } = this.contacts;
    const { gradient } = this;
    for (const site of chain.sites) gradient.fill(0, 3 * site, 3 * site + 3);
    this.contacts.pull(index, gradient);
    if (this.density) this.density.pull(chain.heavy, xyz, mapShare, gradient);
    else this.pullBack(chain, gradient);
    const byChi = new Float64Array(chain.turns.length);
    interpolateTorsions(chain.map.axes, chain.map.cost, chiOf(chain, xyz), byChi);
    return byChi.map((slope, k) => {
      const turn = chain.turns[k]!;
      return slope * chiRate(chain, xyz, k) + turningForce(turn, xyz, gradient);
    });
  }

  /** Adds the derivatives of the cost of leaving the start. */
  private pullBack(chain: SideChain, gradient: Float64Array): void {
    const { xyz } = this.contacts;
    const rms = this.shiftOf(chain);
    if (rms === 0) return;
    for (const atom of chain.heavy) {
      for (let k = 3 * atom; k < 3 * atom + 3; k++) {
        gradient[k]! += (shiftCost * (xyz[k]! - this.start[k]!)) / (rms * chain.heavy.length);
      }
    }
  }

  /** Turns a lifted side chain about its bonds by angles, rad. */
  turn(index: number, angles: ArrayLike<number>): void {
    this.chains[index]!.turns.forEach((turn, k) => {
      turnSites(turn, this.contacts.xyz, angles[k]!);
    });
  }

  /** What the overlaps of two lifted side chains in given places cost. */
  costBetween(
    [index, first]: readonly [number, Placement],
    [other, second]: readonly [number, Placement],
  ): number {
    this.putAt(this.chains[index]!.sites, first.places);
    this.putAt(this.chains[other]!.sites, second.places);
    return this.contacts.costBetween(index, other);
  }

  private shiftOf({ heavy }: SideChain): number {
    const { xyz } = this.contacts;
    let sum = 0;
    for (const atom of heavy) {
      for (let k = 3 * atom; k < 3 * atom + 3; k++) sum += (xyz[k]! - this.start[k]!) ** 2;
    }
    return Math.sqrt(sum / heavy.length);
  }
}

/** Turns side chains to given χ angles. */
import { cross, dot, torsionOf, vectorBetween } from "../../model/measure.ts";
import type { SideChain, Turn } from "./free-side-chains.ts";

/** The χ angles at coordinates [nSites,3], rad. */
export const chiOf = ({ chi }: SideChain, xyz: Float64Array): number[] =>
  chi.map((atoms) => torsionOf(xyz, atoms));

/** a − b in (−π, π]; `turn` π where half a turn gives the same. */
export function angleBetween(a: number, b: number, turn = 2 * Math.PI): number {
  const difference = (a - b) % turn;
  if (difference > turn / 2) return difference - turn;
  return difference <= -turn / 2 ? difference + turn : difference;
}

/** Turns the sites about the bond by an angle (rad), in place. */
export function turnSites({ from, to, sites }: Turn, xyz: Float64Array, angle: number): void {
  const [ox, oy, oz] = [xyz[3 * to]!, xyz[3 * to + 1]!, xyz[3 * to + 2]!];
  let [x, y, z] = [ox - xyz[3 * from]!, oy - xyz[3 * from + 1]!, oz - xyz[3 * from + 2]!];
  const length = Math.sqrt(x * x + y * y + z * z);
  if (length === 0) return;
  [x, y, z] = [x / length, y / length, z / length];
  const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
  for (const site of sites) {
    const [px, py, pz] = [xyz[3 * site]! - ox, xyz[3 * site + 1]! - oy, xyz[3 * site + 2]! - oz];
    const along = (x * px + y * py + z * pz) * (1 - cosine);
    xyz[3 * site] = ox + px * cosine + (y * pz - z * py) * sine + x * along;
    xyz[3 * site + 1] = oy + py * cosine + (z * px - x * pz) * sine + y * along;
    xyz[3 * site + 2] = oz + pz * cosine + (x * py - y * px) * sine + z * along;
  }
}

/** Steps until the ring of Pro has its χ1; a turn about Cβ–Cδ changes χ1 by less than its own angle. */
const ringSteps = 24;

/** Brings a side chain to χ angles (rad), in place, bonds and angles as they are. */
export function setChi(chain: SideChain, xyz: Float64Array, chi: readonly number[]): void {
  chain.turns.forEach((turn, k) => {
    const missing = (): number => angleBetween(chi[k]!, torsionOf(xyz, chain.chi[k]!));
    if (chain.compId !== "PRO") {
      turnSites(turn, xyz, missing());
      return;
    }
    for (let step = 0; step < ringSteps; step++) turnSites(turn, xyz, -missing());
  });
}

type Vector = readonly [number, number, number];

const scaled = (v: Vector, factor: number): Vector => [factor * v[0], factor * v[1], factor * v[2]];

/** How a site moves for each radian of a turn, Å. */
function velocity({ from, to }: Turn, xyz: Float64Array, site: number): Vector {
  const axis = vectorBetween(xyz, from, to);
  const length = Math.hypot(...axis);
  return length === 0 ? [0, 0, 0] : scaled(cross(axis, vectorBetween(xyz, to, site)), 1 / length);
}

/** ∂/∂turn of what has the `gradient` [nSites,3] by the places of the sites. */
export function turningForce(turn: Turn, xyz: Float64Array, gradient: Float64Array): number {
  let sum = 0;
  for (const site of turn.sites) {
    sum += dot(velocity(turn, xyz, site), gradient.subarray(3 * site, 3 * site + 3) as unknown as Vector);
  }
  return sum;
}

/** ∂χ/∂turn of the k-th χ by its own turn: 1 but in the ring of Pro, where the last atom alone moves. */
export function chiRate(chain: SideChain, xyz: Float64Array, k: number): number {
  if (chain.compId !== "PRO") return 1;
  const [, b, c, d] = chain.chi[k]!;
  const along = vectorBetween(xyz, b, c);
  const normal = cross(along, vectorBetween(xyz, c, d));
  const square = dot(normal, normal);
  return square === 0 ? 0 : (Math.hypot(...along) / square) * dot(normal, velocity(chain.turns[k]!, xyz, d));
}

/** Evenly spread dots on spheres: the samples of a van der Waals surface (Word et al. 1999, J. Mol. Biol. 285, 1711). */
import { contactRules } from "../../tables/contact-radii.ts";

/** Tilt of the pole and twist of every second ring, which keep dots off the axes. */
const tilt = (5 * Math.PI) / 360;
const twist = 0.2;

/** Dots [n,3] of about `density` per Å² on a sphere of `radius` Å about the origin: rings of latitude, offset in turn. */
export function dotSphere(radius: number, density: number): Float64Array {
  const most = Math.floor(4 * Math.PI * density * radius * radius);
  const equator = Math.floor(Math.sqrt(most * Math.PI));
  const nRings = Math.floor(equator / 2);
  const dots: number[] = [];
  for (let ring = 0; ring <= nRings; ring++) {
    const phi = (Math.PI * ring) / Math.max(nRings, 1);
    const nInRing = Math.max(1, Math.floor(equator * Math.sin(phi)));
    const offset = ring % 2 === 0 ? twist : 0;
    for (let k = 0; k < nInRing && dots.length < 3 * most; k++) {
      const theta = (2 * Math.PI * k + offset) / nInRing;
      const across = radius * Math.sin(phi);
      const y = across * Math.sin(theta);
      const z = radius * Math.cos(phi);
      dots.push(across * Math.cos(theta), y * Math.cos(tilt) - z * Math.sin(tilt));
      dots.push(y * Math.sin(tilt) + z * Math.cos(tilt));
    }
  }
  return Float64Array.from(dots);
}

const known = new Map<number, Float64Array>();

/** The dots of an atom of `radius`, at the density of contacts; built once. */
export function dotsOfRadius(radius: number): Float64Array {
  let dots = known.get(radius);
  if (!dots) {
    dots = dotSphere(radius, contactRules.dotDensity);
    known.set(radius, dots);
  }
  return dots;
}

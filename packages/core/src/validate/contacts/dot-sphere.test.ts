import { expect, it } from "vitest";
import { dotSphere, dotsOfRadius } from "./dot-sphere.ts";

it.each([1.05, 1.22, 1.4, 1.7])("covers a sphere of %f Å evenly", (radius) => {
  const dots = dotSphere(radius, 16);
  const n = dots.length / 3;
  const area = 4 * Math.PI * radius * radius;
  expect(n / area).toBeGreaterThan(14);
  expect(n / area).toBeLessThanOrEqual(16);
  const sum = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    expect(Math.hypot(dots[3 * i]!, dots[3 * i + 1]!, dots[3 * i + 2]!)).toBeCloseTo(radius, 9);
    for (let k = 0; k < 3; k++) sum[k]! += dots[3 * i + k]! / n;
  }
  expect(Math.hypot(...sum)).toBeLessThan(0.05 * radius);
});

it("leaves no hole wider than the spacing of dots allows", () => {
  const dots = dotSphere(1.4, 16);
  for (let step = 0; step < 60; step++) {
    const [phi, theta] = [(Math.PI * step) / 60, 2.4 * step];
    const place = [Math.sin(phi) * Math.cos(theta), Math.sin(phi) * Math.sin(theta), Math.cos(phi)];
    let nearest = Number.POSITIVE_INFINITY;
    for (let d = 0; d < dots.length; d += 3) {
      const gap = Math.hypot(...place.map((x, k) => 1.4 * x - dots[d + k]!));
      nearest = Math.min(nearest, gap);
    }
    expect(nearest).toBeLessThan(0.25);
  }
});

it("keeps the dots of a radius", () => {
  expect(dotsOfRadius(1.4)).toBe(dotsOfRadius(1.4));
});

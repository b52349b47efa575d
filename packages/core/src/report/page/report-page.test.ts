/** The report page as text: whole, self-contained, safe, and complete without its script. */

import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { reportHtml } from "./report-page.ts";
import type { PageData } from "./residue-facts.ts";
import { makeReport, plantedOutlier } from "./testing/make-report.ts";

const full = makeReport({ withMap: true, withBefore: true });
const page = reportHtml(full);
const plain = reportHtml(makeReport());

const dataOf = (text: string): PageData =>
  JSON.parse(/<script type="application\/json" id="page-data">(.*?)<\/script>/s.exec(text)![1]!) as PageData;

/** Elements that are never closed in HTML. */
const voids = new Set(["meta", "br"]);

/** The names of elements left open or closed out of turn. */
function unbalanced(text: string): string[] {
  const open: string[] = [];
  const body = text.replace(/<(script|style)\b[^>]*>.*?<\/\1>/gs, "").replace("<!DOCTYPE html>", "");
  for (const [, slash, name, selfClosed] of body.matchAll(/<(\/?)([a-zA-Z0-9]+)(?:[^>"]|"[^"]*")*?(\/?)>/g)) {
    if (selfClosed || voids.has(name!)) continue;
    if (!slash) open.push(name!);
    else if (open.pop() !== name) return [name!];
  }
  return open;
}

describe("the page", () => {
  it("closes every element", () => {
    expect(unbalanced(page)).toEqual([]);
    expect(unbalanced(plain)).toEqual([]);
  });

  it("loads nothing from anywhere", () => {
    // The one address is the name of SVG, which the script needs to draw; nobody fetches it.
    const addresses = page.replaceAll("http://www.w3.org/2000/svg", "");
    expect(/https?:|<link|<img|@import|url\((?!#)|\bsrc=/.exec(addresses)).toBeNull();
    expect(page).toContain("default-src &#39;none&#39;");
  });

  it("shows what it is given: a map, a model before", () => {
    expect(page).toContain("Fourier shell correlation");
    expect(page).toMatch(/<th scope="col" class="number">Before<\/th>/);
    expect(plain).not.toContain('id="map"');
    expect(plain).not.toMatch(/<th scope="col" class="number">Before<\/th>/);
    expect(plain).toContain("No map was given");
  });

  it("marks metrics as held out or in the loss", () => {
    const row = (label: string) => page.slice(page.indexOf(`<th scope="row">${label}`)).split("</th>")[0];
    expect(row("Q-score (σ 0.4 Å)")).toContain("held out");
    expect(row("Ramachandran outliers")).toContain("in the loss");
  });

  it("never makes up percentiles", () => {
    expect(page).not.toContain(">Percentile<");
    const percentiles = {
      source: "a made-up archive",
      metrics: {
        clashscore: [
          [0, 100],
          [50, 0],
        ],
      },
    } as const;
    const ranked = reportHtml({ ...full, percentiles });
    expect(ranked).toContain(">Percentile<");
    expect(ranked).toContain("a made-up archive");
  });

  it("has every polymer residue in one strip", () => {
    const strips = [...page.matchAll(/data-first="(\d+)" data-count="(\d+)"/g)].map(([, first, count]) => [
      Number(first),
      Number(count),
    ]);
    expect(strips).toEqual([
      [0, 50],
      [50, 10],
    ]);
  });

  it("shows the planted outlier in plot, list and strip, and its number in words", () => {
    const outlier = new RegExp(
      `<g class="outlier"[^>]*data-residue="${plantedOutlier}"[^>]*aria-label="A/ALA 6: outlier, φ 10°, ψ 0°`,
    );
    expect(outlier.test(page)).toBe(true);
    const list = page.slice(page.indexOf('id="list-ramachandran"')).split("</details>")[0]!;
    expect(list).toContain(`data-residue="${plantedOutlier}">A/ALA 6</button>`);
    expect(/aria-label="A\/ALA 1 to A\/ALA 50: [^"]*A\/ALA 6 Ramachandran outlier/.test(page)).toBe(true);
  });

  it("hands its script what it needs", () => {
    const { facts, labels, now, was, ramachandran } = dataOf(page);
    expect([labels.length, now.length, was!.length]).toEqual([60, 60, 60]);
    expect(ramachandran[plantedOutlier]).toEqual(["general", 10, 0]);
    const fact = facts.indexOf("Ramachandran");
    expect(now[plantedOutlier]![fact]).toBe("outlier (10°, 0°)");
    expect((was![plantedOutlier] as readonly string[])[fact]).toMatch(/\(20°, 100°\)$/);
    expect(dataOf(plain).was).toBeNull();
  });

  it("lets no name of a file or chain become markup", () => {
    const evil = `</script><img src=x onerror="alert(1)">&'`;
    const text = reportHtml({ ...makeReport({ chain: evil }), title: evil });
    expect(text).not.toContain("<img");
    expect(unbalanced(text)).toEqual([]);
    expect(dataOf(text).labels[0]).toBe(`${evil}/ALA 1`);
  });
});

it("carries the script and the styles of page/client as they are", () => {
  const script = fileURLToPath(new URL("../../../scripts/make-report-assets.ts", import.meta.url));
  execFileSync(process.execPath, ["--no-warnings", script, "--check"], { stdio: "pipe" });
});

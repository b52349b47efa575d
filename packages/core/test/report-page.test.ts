/** The report page's script in a real browser: a residue chosen anywhere shows everywhere. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { reportHtml } from "../src/report/page/report-page.ts";
import { makeReport, plantedOutlier } from "../src/report/page/testing/make-report.ts";
import { Browser, hasBrowser } from "./browser.ts";

const reason = hasBrowser ? "" : " (skipped: no Chromium; CHROMIUM names its program)";

describe.skipIf(!hasBrowser)(`the report in a browser${reason}`, () => {
  let browser: Browser;
  let folder: string;
  let url: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "report-"));
    const file = join(folder, "report.html");
    writeFileSync(file, reportHtml(makeReport({ withMap: true, withBefore: true })));
    url = pathToFileURL(file).href;
    browser = await Browser.open();
    await browser.visit(url);
  }, 60_000);
  afterAll(async () => {
    // Not there where it could not be opened.
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const text = (selector: string) =>
    browser.evaluate<string | null>(
      `document.querySelector(${JSON.stringify(selector)})?.textContent ?? null`,
    );
  const click = (selector: string) =>
    browser.evaluate(
      `document.querySelector(${JSON.stringify(selector)}).dispatchEvent(new MouseEvent("click", {bubbles: true}))`,
    );
  const shown = () => text("#inspector:not([hidden]) strong");

  it("loads without a fault and asks for nothing but itself", async () => {
    const faults = browser.messages.filter(({ method }) => /exceptionThrown|entryAdded/.test(method));
    const requests = browser.messages
      .filter(({ method }) => method === "Network.requestWillBeSent")
      .map(({ params }) => (params["request"] as { url: string }).url);
    expect(faults).toEqual([]);
    expect(requests).toEqual([url]);
    expect(await shown()).toBeNull();
  });

  it("a name in a list shows the residue in its strip, its plot and in numbers", async () => {
    await click(`#list-ramachandran button[data-residue="${plantedOutlier}"]`);
    expect(await shown()).toBe("A/ALA 6");
    expect(await text("#inspector")).toMatch(/Ramachandran.*outlier \(20°, 100°\).*outlier \(10°, 0°\)/);
    const cursors = await browser.evaluate<string[]>(
      `[...document.querySelectorAll(".cursor")].map((cursor) => cursor.closest("svg").getAttribute("class"))`,
    );
    expect(cursors.sort()).toEqual(["ramachandran", "strip"]);
    expect(await browser.evaluate(`document.querySelectorAll(".outlier.selected").length`)).toBe(1);
  });

  it("a click into a strip chooses the residue under it", async () => {
    await browser.evaluate(`(() => {
      const strip = document.querySelector("svg.strip");
      strip.scrollIntoView();
      const { left, top, width } = strip.getBoundingClientRect();
      const { gutter, column } = strip.dataset;
      const x = left + ((Number(gutter) + 9.5 * Number(column)) / strip.viewBox.baseVal.width) * width;
      strip.dispatchEvent(new MouseEvent("click", { clientX: x, clientY: top + 30, bubbles: true }));
    })()`);
    expect(await shown()).toBe("A/ALA 10");
  });

  it("keys walk along a strip, and Escape lets go", async () => {
    await browser.evaluate(`document.querySelector("svg.strip").focus()`);
    await browser.press("ArrowRight");
    expect(await shown()).toBe("A/ALA 11");
    await browser.press("Home");
    await browser.press("ArrowLeft");
    expect(await shown()).toBe("A/ALA 1");
    await browser.press("Escape");
    expect(await shown()).toBeNull();
  });

  it("an outlier on the plot answers to the keyboard", async () => {
    await browser.evaluate(`document.querySelector("g.outlier").focus()`);
    await browser.press("Enter");
    expect(await shown()).toBe("A/ALA 6");
  });

  it("a link names a residue", async () => {
    await browser.visit("about:blank");
    await browser.visit(`${url}#${encodeURIComponent("A/ALA 42")}`);
    expect(await shown()).toBe("A/ALA 42");
  });

  it("fits a narrow window without scrolling sideways, dark or light", async () => {
    for (const value of ["light", "dark"]) {
      await browser.send("Emulation.setEmulatedMedia", {
        features: [{ name: "prefers-color-scheme", value }],
      });
      for (const width of [390, 900, 1440]) {
        await browser.send("Emulation.setDeviceMetricsOverride", {
          width,
          height: 800,
          deviceScaleFactor: 1,
          mobile: false,
        });
        const spare = await browser.evaluate<number>("document.documentElement.scrollWidth - innerWidth");
        expect([value, width, Math.max(0, spare)]).toEqual([value, width, 0]);
      }
    }
  });
});

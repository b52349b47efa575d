/** The script of the report page: links a residue's name with its place in strips and plots, and shows its numbers. */

import type { PageData } from "../residue-facts.ts";

const data = JSON.parse(document.getElementById("page-data")!.textContent!) as PageData;
const inspector = document.getElementById("inspector")!;
const strips = [...document.querySelectorAll<SVGSVGElement>("svg.strip")];
const plots = [...document.querySelectorAll<SVGSVGElement>("svg.ramachandran")];
const tooltip = document.body.appendChild(document.createElement("div"));
let selected = -1;

tooltip.id = "tooltip";
tooltip.hidden = true;
document.documentElement.classList.add("scripted");

function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  className: string,
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  made.className = className;
  made.append(...children);
  return made;
}

function shape(name: "rect" | "circle", attributes: Record<string, number | string>): SVGElement {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  made.classList.add("cursor");
  return made;
}

/** A number that a drawing carries for its reader. */
const numberOf = (drawing: SVGSVGElement, key: string): number => Number(drawing.dataset[key]);

const stripOf = (residue: number): SVGSVGElement | undefined =>
  strips.find((strip) => {
    const first = numberOf(strip, "first");
    return residue >= first && residue < first + numberOf(strip, "count");
  });

/** Shows a residue everywhere; −1 shows none. */
function select(residue: number): void {
  selected = residue;
  for (const old of document.querySelectorAll(".cursor")) old.remove();
  for (const old of document.querySelectorAll(".selected")) old.classList.remove("selected");
  inspector.hidden = residue < 0;
  history.replaceState(null, "", residue < 0 ? "#" : `#${encodeURIComponent(data.labels[residue]!)}`);
  document.documentElement.classList.toggle("inspecting", residue >= 0);
  if (residue < 0) return;
  for (const link of document.querySelectorAll(`[data-residue="${residue}"]`)) link.classList.add("selected");
  const strip = stripOf(residue);
  if (strip) strip.prepend(stripCursor(strip, residue));
  const place = data.ramachandran[residue]!;
  if (place) plotOf(place[0])?.append(plotCursor(place[1], place[2]));
  inspector.replaceChildren(...inspectorParts(residue, strip));
}

function stripCursor(strip: SVGSVGElement, residue: number): SVGElement {
  const width = numberOf(strip, "column");
  const x = numberOf(strip, "gutter") + (residue - numberOf(strip, "first")) * width;
  return shape("rect", {
    x: x - 0.5,
    y: 11,
    width: width + 1,
    height: strip.viewBox.baseVal.height - 11,
    rx: 2,
  });
}

const plotOf = (residueClass: string): SVGSVGElement | undefined =>
  plots.find((plot) => plot.dataset["class"] === residueClass);

/** The frame of a plot in its own units: what degrees are scaled to. */
function frameOf(plot: SVGSVGElement): DOMRect {
  return plot.querySelector<SVGGraphicsElement>(".frame")!.getBBox();
}

function toPlot(plot: SVGSVGElement, phiDeg: number, psiDeg: number): [x: number, y: number] {
  const { x, y, width, height } = frameOf(plot);
  return [x + ((phiDeg + 180) / 360) * width, y + ((180 - psiDeg) / 360) * height];
}

function plotCursor(phiDeg: number, psiDeg: number): SVGElement {
  const [cx, cy] = toPlot(plots[0]!, phiDeg, psiDeg);
  return shape("circle", { cx, cy, r: 9 });
}

function inspectorParts(residue: number, strip: SVGSVGElement | undefined): Node[] {
  const was = data.was ? data.was[residue]! : undefined;
  const rows = data.facts.flatMap((fact, i) => {
    const [now, before] = [data.now[residue]![i]!, was ? was[i]! : ""];
    if (now === "" && before === "") return [];
    const cells = [now, ...(was ? [before] : [])].map((text) => element("dd", "", text || "–"));
    return [element("div", "fact", element("dt", "", fact), ...cells.reverse())];
  });
  const findings = data.findings[residue]!;
  const place = data.ramachandran[residue]!;
  return [
    element(
      "div",
      "inspector-head",
      element("strong", "", data.labels[residue]!),
      element("span", findings.length > 0 ? "findings" : "", findings.join(", ") || "no findings"),
      ...(was ? [element("span", "order", "before → after")] : []),
    ),
    element("dl", "", ...rows),
    element(
      "div",
      "inspector-buttons",
      button("◂ finding", "Previous residue with findings", () => select(nextFinding(-1))),
      button("finding ▸", "Next residue with findings", () => select(nextFinding(1))),
      ...(strip ? [button("strip", "Show it in its strip", () => show(strip))] : []),
      ...(place ? [button("plot", "Show it in its Ramachandran plot", () => show(plotOf(place[0])!))] : []),
      button("close", "Close", () => select(-1)),
    ),
  ];
}

function button(text: string, label: string, action: () => void): HTMLButtonElement {
  const made = element("button", "", text);
  made.type = "button";
  made.setAttribute("aria-label", label);
  made.addEventListener("click", action);
  return made;
}

const show = (target: Element): void =>
  target.scrollIntoView({
    block: "center",
    behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth",
  });

/** The next residue with findings before or after the selected one; the selected one where there is none. */
function nextFinding(step: 1 | -1): number {
  for (let residue = selected + step; residue >= 0 && residue < data.labels.length; residue += step) {
    if (data.findings[residue]!.length > 0) return residue;
  }
  return selected;
}

/** Where the pointer is, in a drawing's own units. */
function pointIn(drawing: SVGSVGElement, event: MouseEvent): DOMPoint {
  return new DOMPoint(event.clientX, event.clientY).matrixTransform(drawing.getScreenCTM()!.inverse());
}

/** The residue of a strip under the pointer, −1 beside it. */
function residueAt(strip: SVGSVGElement, event: MouseEvent): number {
  const column = Math.floor(
    (pointIn(strip, event).x - numberOf(strip, "gutter")) / numberOf(strip, "column"),
  );
  return column >= 0 && column < numberOf(strip, "count") ? numberOf(strip, "first") + column : -1;
}

/** The residue of a plot nearest to the pointer, −1 where none is near. */
function nearestIn(plot: SVGSVGElement, event: MouseEvent): number {
  const point = pointIn(plot, event);
  let [nearest, least] = [-1, 10];
  data.ramachandran.forEach((place, residue) => {
    if (!place || place[0] !== plot.dataset["class"]) return;
    const [x, y] = toPlot(plot, place[1], place[2]);
    const distance = Math.hypot(x - point.x, y - point.y);
    if (distance < least) [nearest, least] = [residue, distance];
  });
  return nearest;
}

function tell(residue: number, event: MouseEvent): void {
  tooltip.hidden = residue < 0;
  if (residue < 0) return;
  tooltip.textContent = [data.labels[residue], ...data.findings[residue]!].join(" · ");
  const left = Math.min(event.pageX + 12, document.documentElement.scrollWidth - tooltip.offsetWidth - 8);
  tooltip.style.left = `${left}px`;
  tooltip.style.top = `${event.pageY + 16}px`;
}

function listen(
  drawing: SVGSVGElement,
  residueUnder: (drawing: SVGSVGElement, event: MouseEvent) => number,
): void {
  drawing.addEventListener("pointermove", (event) => tell(residueUnder(drawing, event), event));
  drawing.addEventListener("pointerleave", () => {
    tooltip.hidden = true;
  });
  drawing.addEventListener("click", (event) => {
    const residue = residueUnder(drawing, event);
    if (residue >= 0) select(residue);
  });
}

for (const strip of strips) listen(strip, residueAt);
for (const plot of plots) listen(plot, nearestIn);

/** Arrow keys walk along the strips; the first press enters the strip. */
function walk(strip: SVGSVGElement, key: string): boolean {
  const first = numberOf(strip, "first");
  const last = first + numberOf(strip, "count") - 1;
  const isInside = selected >= first && selected <= last;
  const goals: Record<string, number> = {
    ArrowRight: isInside ? Math.min(last, selected + 1) : first,
    ArrowLeft: isInside ? Math.max(first, selected - 1) : last,
    Home: first,
    End: last,
    Enter: isInside ? selected : first,
  };
  const goal = goals[key];
  if (goal !== undefined) select(goal);
  return goal !== undefined;
}

document.addEventListener("click", (event) => {
  const named = (event.target as Element).closest<HTMLElement>("button[data-residue]");
  if (named) select(Number(named.dataset["residue"]));
});

document.addEventListener("keydown", (event) => {
  const target = event.target as Element;
  const mark = target.closest<SVGGElement>("g[data-residue]");
  const strip = target.closest<SVGSVGElement>("svg.strip");
  if (event.key === "Escape") select(-1);
  else if (mark && (event.key === "Enter" || event.key === " ")) select(Number(mark.dataset["residue"]));
  else if (!strip || !walk(strip, event.key)) return;
  event.preventDefault();
});

/** A link such as `report.html#A/LEU 48` opens at that residue. */
const linked = data.labels.indexOf(decodeURIComponent(location.hash.slice(1)));
if (linked >= 0) {
  select(linked);
  stripOf(linked)?.scrollIntoView({ block: "center" });
}

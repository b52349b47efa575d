/** The report page's script and style sheet, written by scripts/make-report-assets.ts from page/client. */

export const pageScript = `(() => {
"use strict";
/** The script of the report page: links a residue's name with its place in strips and plots, and shows its numbers. */



const data = JSON.parse(document.getElementById("page-data") .textContent )            ;
const inspector = document.getElementById("inspector") ;
const strips = [...document.querySelectorAll               ("svg.strip")];
const plots = [...document.querySelectorAll               ("svg.ramachandran")];
const tooltip = document.body.appendChild(document.createElement("div"));
let selected = -1;

tooltip.id = "tooltip";
tooltip.hidden = true;
document.documentElement.classList.add("scripted");

function element                                          (
  name      ,
  className        ,
  ...children
)                              {
  const made = document.createElement(name);
  made.className = className;
  made.append(...children);
  return made;
}

function shape(name                   , attributes                                 )             {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  made.classList.add("cursor");
  return made;
}

/** A number that a drawing carries for its reader. */
const numberOf = (drawing               , key        )         => Number(drawing.dataset[key]);

const stripOf = (residue        )                            =>
  strips.find((strip) => {
    const first = numberOf(strip, "first");
    return residue >= first && residue < first + numberOf(strip, "count");
  });

/** Shows a residue everywhere; −1 shows none. */
function select(residue        )       {
  selected = residue;
  for (const old of document.querySelectorAll(".cursor")) old.remove();
  for (const old of document.querySelectorAll(".selected")) old.classList.remove("selected");
  inspector.hidden = residue < 0;
  history.replaceState(null, "", residue < 0 ? "#" : \`#\${encodeURIComponent(data.labels[residue] )}\`);
  document.documentElement.classList.toggle("inspecting", residue >= 0);
  if (residue < 0) return;
  for (const link of document.querySelectorAll(\`[data-residue="\${residue}"]\`)) link.classList.add("selected");
  const strip = stripOf(residue);
  if (strip) strip.prepend(stripCursor(strip, residue));
  const place = data.ramachandran[residue] ;
  if (place) plotOf(place[0])?.append(plotCursor(place[1], place[2]));
  inspector.replaceChildren(...inspectorParts(residue, strip));
}

function stripCursor(strip               , residue        )             {
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

const plotOf = (residueClass        )                            =>
  plots.find((plot) => plot.dataset["class"] === residueClass);

/** The frame of a plot in its own units: what degrees are scaled to. */
function frameOf(plot               )          {
  return plot.querySelector                    (".frame") .getBBox();
}

function toPlot(plot               , phiDeg        , psiDeg        )                         {
  const { x, y, width, height } = frameOf(plot);
  return [x + ((phiDeg + 180) / 360) * width, y + ((180 - psiDeg) / 360) * height];
}

function plotCursor(phiDeg        , psiDeg        )             {
  const [cx, cy] = toPlot(plots[0] , phiDeg, psiDeg);
  return shape("circle", { cx, cy, r: 9 });
}

function inspectorParts(residue        , strip                           )         {
  const was = data.was ? data.was[residue]  : undefined;
  const rows = data.facts.flatMap((fact, i) => {
    const [now, before] = [data.now[residue] [i] , was ? was[i]  : ""];
    if (now === "" && before === "") return [];
    const cells = [now, ...(was ? [before] : [])].map((text) => element("dd", "", text || "–"));
    return [element("div", "fact", element("dt", "", fact), ...cells.reverse())];
  });
  const findings = data.findings[residue] ;
  const place = data.ramachandran[residue] ;
  return [
    element(
      "div",
      "inspector-head",
      element("strong", "", data.labels[residue] ),
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
      ...(place ? [button("plot", "Show it in its Ramachandran plot", () => show(plotOf(place[0]) ))] : []),
      button("close", "Close", () => select(-1)),
    ),
  ];
}

function button(text        , label        , action            )                    {
  const made = element("button", "", text);
  made.type = "button";
  made.setAttribute("aria-label", label);
  made.addEventListener("click", action);
  return made;
}

const show = (target         )       =>
  target.scrollIntoView({
    block: "center",
    behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth",
  });

/** The next residue with findings before or after the selected one; the selected one where there is none. */
function nextFinding(step        )         {
  for (let residue = selected + step; residue >= 0 && residue < data.labels.length; residue += step) {
    if (data.findings[residue] .length > 0) return residue;
  }
  return selected;
}

/** Where the pointer is, in a drawing's own units. */
function pointIn(drawing               , event            )           {
  return new DOMPoint(event.clientX, event.clientY).matrixTransform(drawing.getScreenCTM() .inverse());
}

/** The residue of a strip under the pointer, −1 beside it. */
function residueAt(strip               , event            )         {
  const column = Math.floor(
    (pointIn(strip, event).x - numberOf(strip, "gutter")) / numberOf(strip, "column"),
  );
  return column >= 0 && column < numberOf(strip, "count") ? numberOf(strip, "first") + column : -1;
}

/** The residue of a plot nearest to the pointer, −1 where none is near. */
function nearestIn(plot               , event            )         {
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

function tell(residue        , event            )       {
  tooltip.hidden = residue < 0;
  if (residue < 0) return;
  tooltip.textContent = [data.labels[residue], ...data.findings[residue] ].join(" · ");
  const left = Math.min(event.pageX + 12, document.documentElement.scrollWidth - tooltip.offsetWidth - 8);
  tooltip.style.left = \`\${left}px\`;
  tooltip.style.top = \`\${event.pageY + 16}px\`;
}

function listen(
  drawing               ,
  residueUnder                                                       ,
)       {
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
function walk(strip               , key        )          {
  const first = numberOf(strip, "first");
  const last = first + numberOf(strip, "count") - 1;
  const isInside = selected >= first && selected <= last;
  const goals                         = {
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
  const named = (event.target           ).closest             ("button[data-residue]");
  if (named) select(Number(named.dataset["residue"]));
});

document.addEventListener("keydown", (event) => {
  const target = event.target           ;
  const mark = target.closest             ("g[data-residue]");
  const strip = target.closest               ("svg.strip");
  if (event.key === "Escape") select(-1);
  else if (mark && (event.key === "Enter" || event.key === " ")) select(Number(mark.dataset["residue"]));
  else if (!strip || !walk(strip, event.key)) return;
  event.preventDefault();
});

/** A link such as \`report.html#A/LEU 48\` opens at that residue. */
const linked = data.labels.indexOf(decodeURIComponent(location.hash.slice(1)));
if (linked >= 0) {
  select(linked);
  stripOf(linked)?.scrollIntoView({ block: "center" });
}
})();
`;

export const pageStyle = `:root {
  color-scheme: light dark;
  --page: #ffffff;
  --panel: #f5f7f9;
  --text: #1a2027;
  --muted: #57626e;
  --line: #d5dbe1;
  --accent: #0a5c9e;
  --before: #7d8792;
  --good: #278377;
  --fair: #bb7911;
  --poor: #c8371b;
  --poor-text: #b02f16;
  --region: #e6eff7;
  --region-inner: #c5dcef;
  --half: #7b4fa8;
  --scale: linear-gradient(90deg, #e2735a, #efc9a2 38%, #e9e4d6 55%, #a9cfe0 75%, #3f8fc4);
}

@media screen and (prefers-color-scheme: dark) {
  :root {
    --page: #13171c;
    --panel: #1b2128;
    --text: #e4e9ee;
    --muted: #9ba7b3;
    --line: #323b45;
    --accent: #6fb6f0;
    --before: #7f8a96;
    --good: #46b3a4;
    --fair: #e0a544;
    --poor: #f0684a;
    --poor-text: #ff8a6e;
    --region: #1b2a38;
    --region-inner: #254563;
    --half: #b894e0;
    --scale: linear-gradient(90deg, #b54a33, #8a6a45 38%, #55585a 55%, #3f6d85 75%, #2f86c2);
  }
}

* {
  box-sizing: border-box;
}

html {
  scroll-padding-top: 3.5rem;
}

body {
  margin: 0;
  background: var(--page);
  color: var(--text);
  font:
    16px / 1.5 system-ui,
    -apple-system,
    "Segoe UI",
    Roboto,
    "Helvetica Neue",
    sans-serif;
}

html.inspecting body {
  padding-bottom: 10rem;
}

.head,
main,
nav ul {
  max-width: 75rem;
  margin-inline: auto;
  padding-inline: 1rem;
}

h1,
h2,
h3 {
  line-height: 1.2;
  text-wrap: balance;
}

h1 {
  margin: 0 0 1rem;
  font-size: clamp(1.6rem, 4vw, 2.4rem);
  overflow-wrap: anywhere;
}

h2 {
  margin: 0 0 0.75rem;
  font-size: 1.45rem;
}

h3 {
  margin: 1.75rem 0 0.5rem;
  font-size: 1.05rem;
}

h3 small {
  color: var(--muted);
  font-weight: 400;
}

section {
  padding-block: 2.25rem 1rem;
  border-top: 1px solid var(--line);
}

section:first-child {
  border-top: 0;
}

p {
  max-width: 68ch;
}

a {
  color: var(--accent);
}

:focus-visible {
  outline: 3px solid var(--accent);
  outline-offset: 2px;
}

.skip,
.unseen {
  position: absolute;
  width: 1px;
  height: 1px;
  overflow: hidden;
  clip-path: inset(50%);
  white-space: nowrap;
}

.skip:focus {
  width: auto;
  height: auto;
  clip-path: none;
  padding: 0.5rem 1rem;
  background: var(--page);
  z-index: 3;
}

.head {
  padding-block: 2.25rem 1.25rem;
}

.kicker {
  margin: 0 0 0.25rem;
  color: var(--muted);
  font-size: 0.9rem;
}

.facts {
  display: flex;
  flex-wrap: wrap;
  gap: 0.75rem 2.25rem;
  margin: 0 0 1rem;
}

.facts dt {
  color: var(--muted);
  font-size: 0.8rem;
}

.facts dd {
  margin: 0;
  font-weight: 600;
}

.inputs {
  display: flex;
  flex-wrap: wrap;
  gap: 0.2rem 1.5rem;
  margin: 0;
  padding: 0;
  list-style: none;
  font-size: 0.85rem;
}

.inputs span {
  color: var(--muted);
}

code {
  font:
    0.95em ui-monospace,
    "SF Mono",
    Menlo,
    Consolas,
    monospace;
  overflow-wrap: anywhere;
}

nav {
  position: sticky;
  top: 0;
  z-index: 2;
  background: var(--page);
  border-bottom: 1px solid var(--line);
}

nav ul {
  display: flex;
  gap: 1.25rem;
  margin-block: 0;
  padding-block: 0.6rem;
  overflow-x: auto;
  list-style: none;
  white-space: nowrap;
  font-size: 0.92rem;
}

nav a {
  text-decoration: none;
}

nav a:hover {
  text-decoration: underline;
}

table {
  border-collapse: collapse;
  font-variant-numeric: tabular-nums;
}

th,
td {
  padding: 0.35rem 0.75rem 0.35rem 0;
  border-bottom: 1px solid var(--line);
  text-align: left;
  vertical-align: baseline;
  font-weight: 400;
}

thead th {
  color: var(--muted);
  font-size: 0.8rem;
}

caption {
  padding-bottom: 0.4rem;
  color: var(--muted);
  font-size: 0.9rem;
  text-align: left;
}

.number {
  text-align: right;
}

.metrics {
  width: 100%;
}

.metrics td,
.metrics th {
  vertical-align: middle;
}

.metrics th[scope="row"] {
  width: 36%;
}

.metrics .number {
  width: 6.5rem;
  white-space: nowrap;
}

.was-value {
  color: var(--muted);
}

.aim {
  width: 22%;
  color: var(--muted);
  font-size: 0.88rem;
}

.scale {
  min-width: 10rem;
}

.ends {
  display: flex;
  justify-content: space-between;
}

.badge {
  display: inline-block;
  padding: 0 0.45em;
  border: 1px solid var(--line);
  border-radius: 1em;
  color: var(--muted);
  font-size: 0.72rem;
  font-weight: 400;
  line-height: 1.5;
  white-space: nowrap;
  vertical-align: 0.1em;
}

.badge.held-out {
  border-color: var(--accent);
  color: var(--accent);
}

.change {
  display: inline-block;
  width: 1.2em;
  font-size: 0.75em;
  text-align: center;
}

.change.better {
  color: var(--good);
}

.change.worse {
  color: var(--poor-text);
}

.slider {
  position: relative;
  display: block;
  height: 1.1rem;
  margin-inline: 0.4rem;
}

.slider .track {
  position: absolute;
  inset: 0.3rem -0.4rem;
  border-radius: 0.5rem;
  background: var(--scale);
}

.slider .now,
.slider .was,
.slider-key .now,
.slider-key .was {
  position: absolute;
  top: 0;
  width: 0.5rem;
  height: 1.1rem;
  border-radius: 0.2rem;
  transform: translateX(-50%);
}

.slider .now,
.slider-key .now {
  background: var(--text);
  border: 2px solid var(--page);
  width: 0.7rem;
}

.slider .was,
.slider-key .was {
  top: 0.15rem;
  height: 0.8rem;
  background: var(--page);
  border: 2px solid var(--muted);
}

.slider .way {
  position: absolute;
  top: 0.5rem;
  height: 2px;
  background: var(--text);
  opacity: 0.55;
}

.slider-key {
  position: relative;
  padding-left: 1.2rem;
}

.slider-key .now,
.slider-key .was {
  left: 0.4rem;
}

.no-value {
  color: var(--muted);
  font-size: 0.85rem;
}

.legend {
  display: flex;
  flex-wrap: wrap;
  gap: 0.3rem 1.25rem;
  max-width: none;
  color: var(--muted);
  font-size: 0.86rem;
}

.key {
  display: inline-block;
  width: 0.9em;
  margin-right: 0.4em;
  vertical-align: baseline;
}

.key.good {
  height: 0.2em;
  background: var(--good);
}

.key.fair {
  height: 0.5em;
  background: var(--fair);
}

.key.poor {
  height: 0.85em;
  background: var(--poor);
}

.chips {
  display: grid;
  grid-template-columns: repeat(auto-fill, minmax(min(100%, 22rem), 1fr));
  gap: 0.15rem 1.5rem;
  margin: 0;
  padding: 0;
  list-style: none;
  font-size: 0.92rem;
}

.chips span {
  color: var(--muted);
}

button {
  font: inherit;
  color: inherit;
}

.residue {
  padding: 0;
  border: 0;
  background: none;
  font-variant-numeric: tabular-nums;
  text-align: left;
}

.scripted .residue {
  color: var(--accent);
  cursor: pointer;
}

.scripted .residue:hover {
  text-decoration: underline;
}

.scripted .residue.selected {
  background: var(--accent);
  color: var(--page);
  box-shadow: 0 0 0 3px var(--accent);
  border-radius: 2px;
}

html:not(.scripted) .script-only {
  display: none;
}

.chains {
  width: 100%;
  max-width: 56rem;
}

.quality {
  width: 45%;
}

.quality-bar {
  display: flex;
  height: 1.25rem;
  border-radius: 0.3rem;
  overflow: hidden;
  color: #fff;
  font-size: 0.72rem;
  line-height: 1.25rem;
}

.quality-bar span {
  overflow: hidden;
  text-align: center;
}

.findings-0 {
  background: #21756b;
}

.findings-1 {
  background: #e8bd70;
  color: #2b1c00;
}

.findings-2 {
  background: #d4803a;
  color: #1e0f00;
}

.findings-3 {
  background: #b8301a;
}

.strips {
  display: grid;
  grid-template-columns: repeat(auto-fill, minmax(min(100%, 21rem), 1fr));
  gap: 0.9rem 1.25rem;
}

svg {
  display: block;
  width: 100%;
  height: auto;
  overflow: visible;
  font-family: inherit;
}

svg text {
  fill: var(--text);
  font-size: 12px;
}

.strip {
  max-width: 32rem;
}

.scripted .strip,
.scripted .ramachandran {
  cursor: crosshair;
}

.strip text {
  font-size: 8.2px;
}

.residue-number {
  fill: var(--muted);
  text-anchor: middle;
}

.strip .sequence {
  font:
    9.5px ui-monospace,
    "SF Mono",
    Menlo,
    Consolas,
    monospace;
  text-anchor: middle;
}

.row-label {
  fill: var(--muted);
  text-anchor: end;
}

.helix,
.strand {
  fill: var(--before);
}

.gap {
  fill: none;
  stroke: var(--muted);
  stroke-dasharray: 1.5 1.5;
  stroke-width: 0.8;
}

.strip .frame {
  fill: none;
  stroke: var(--line);
  stroke-width: 0.6;
}

.q-bar {
  fill: var(--accent);
  opacity: 0.75;
}

.q-before {
  fill: none;
  stroke: var(--text);
  stroke-width: 0.9;
}

.q-expected {
  fill: none;
  stroke: var(--muted);
  stroke-width: 0.7;
  stroke-dasharray: 2 2;
}

path.good {
  fill: var(--good);
}

path.fair {
  fill: var(--fair);
}

path.poor {
  fill: var(--poor);
}

rect.cursor {
  fill: var(--accent);
  fill-opacity: 0.2;
  stroke: var(--accent);
  stroke-width: 0.8;
}

circle.cursor {
  fill: none;
  stroke: var(--accent);
  stroke-width: 2.5;
}

.plots {
  display: grid;
  grid-template-columns: repeat(auto-fill, minmax(min(100%, 20rem), 1fr));
  gap: 1.5rem;
}

.plots.wide {
  grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr));
}

figure {
  margin: 0;
  min-width: 0;
}

figcaption {
  margin-bottom: 0.4rem;
  color: var(--muted);
  font-size: 0.88rem;
}

figcaption b {
  display: block;
  color: var(--text);
  font-size: 0.98rem;
}

/* Captions of plots side by side take as many lines as the longest, so that the plots stand level. */
.plot {
  display: grid;
  grid-row: span 2;
  grid-template-rows: subgrid;
  row-gap: 0;
}

.plot svg {
  width: 100%;
  max-width: 34rem;
}

/* Text of a wide drawing would become too small on a narrow screen: there it scrolls. */
.wide-plot {
  overflow-x: auto;
}

.wide-plot svg {
  min-width: 34rem;
  max-width: 56rem;
}

.wide-plot .rama-z {
  max-width: 42rem;
}

.grid {
  fill: none;
  stroke: var(--line);
  stroke-width: 0.7;
}

rect.frame {
  fill: none;
  stroke: var(--muted);
  stroke-width: 0.8;
}

.ticks text,
.axis-label {
  fill: var(--muted);
}

.ticks.x text,
.axis-label.x {
  text-anchor: middle;
}

.ticks.y text {
  text-anchor: end;
}

.allowed-region {
  fill: var(--region);
  stroke: var(--region-inner);
  stroke-width: 0.7;
}

.favoured-region {
  fill: var(--region-inner);
}

.dots {
  fill: none;
  stroke-linecap: round;
}

.dots.favoured {
  stroke: var(--text);
  stroke-width: 2.6;
  opacity: 0.75;
}

.dots.allowed {
  stroke: var(--fair);
  stroke-width: 5;
}

.dots.before {
  stroke: var(--before);
  stroke-width: 4;
}

.moves {
  fill: none;
  stroke: var(--before);
  stroke-width: 1;
}

.outlier circle {
  fill: transparent;
}

.outlier path {
  fill: none;
  stroke: var(--poor);
  stroke-width: 2.2;
}

.outlier-name {
  fill: var(--poor-text);
  font-size: 11px;
  paint-order: stroke;
  stroke: var(--page);
  stroke-width: 3px;
}

.outlier-name.left {
  text-anchor: end;
}

.scripted .outlier {
  cursor: pointer;
}

.outlier.selected circle {
  stroke: var(--accent);
  stroke-width: 2.5;
}

.zone.bad {
  fill: var(--poor);
  opacity: 0.2;
}

.zone.weak {
  fill: var(--page);
}

.zone.weak + .zone.fine {
  fill: var(--region-inner);
  opacity: 0.7;
}

.rama-z .row-label {
  text-anchor: end;
}

.rama-z .now,
.rama-z .was {
  stroke-width: 2.5;
}

.rama-z .now {
  stroke: var(--text);
  fill: var(--text);
}

.rama-z .was {
  stroke: var(--before);
  fill: var(--page);
}

.curve {
  fill: none;
  stroke-width: 2;
}

.curve.now,
.line.now {
  stroke: var(--accent);
  border-color: var(--accent);
}

.curve.was,
.line.was {
  stroke: var(--before);
  border-color: var(--before);
}

.curve.half,
.line.half {
  stroke: var(--half);
  border-color: var(--half);
}

.curve.unmasked {
  stroke-width: 1.4;
  stroke-dasharray: 5 3;
}

.curve.usual {
  stroke: var(--muted);
  stroke-width: 1.4;
  stroke-dasharray: 4 3;
}

.curve-label,
.cut-off-label,
.resolution-label {
  fill: var(--muted);
}

.cut-off-label,
.resolution-label {
  text-anchor: end;
}

.cut-off,
.resolution {
  fill: none;
  stroke: var(--muted);
  stroke-width: 1;
  stroke-dasharray: 2 3;
}

.crossing,
.point {
  stroke: var(--page);
  stroke-width: 1.5;
}

.crossing.now,
.point.now {
  fill: var(--accent);
}

.crossing.was,
.point.was {
  fill: var(--before);
}

.crossing.half {
  fill: var(--half);
}

.curve-key {
  display: inline-block;
  margin-right: 1.25rem;
}

.line {
  display: inline-block;
  width: 1.6em;
  margin-right: 0.4em;
  border-top: 2.5px solid;
  vertical-align: middle;
}

.line.unmasked {
  border-top-style: dashed;
}

.bars {
  fill: var(--accent);
  opacity: 0.75;
}

.outline {
  fill: none;
  stroke: var(--text);
  stroke-width: 1.3;
}

.half-maps {
  margin-block: 1rem 1.5rem;
}

.half-maps .number {
  padding-left: 1rem;
}

details {
  margin-block: 0.35rem;
}

summary {
  cursor: pointer;
}

details.list {
  border: 1px solid var(--line);
  border-radius: 0.4rem;
  padding: 0.5rem 0.9rem;
}

details.list p {
  margin-block: 0.4rem;
  color: var(--muted);
  font-size: 0.88rem;
}

.count {
  display: inline-block;
  min-width: 1.8em;
  padding-inline: 0.5em;
  border-radius: 1em;
  background: var(--panel);
  color: var(--muted);
  font-size: 0.85rem;
  text-align: center;
}

.scroll {
  max-height: 38rem;
  overflow: auto;
}

.scroll table {
  font-size: 0.9rem;
}

.scroll th,
.scroll td {
  padding-right: 1.5rem;
}

.scroll thead th {
  position: sticky;
  top: 0;
  background: var(--page);
}

.methods dt {
  font-weight: 600;
}

.methods dd {
  max-width: 80ch;
  margin: 0 0 0.75rem;
}

.references {
  color: var(--muted);
  font-size: 0.9rem;
}

#inspector {
  position: fixed;
  inset: auto 0 0;
  z-index: 2;
  padding: 0.6rem max(1rem, calc((100vw - 73rem) / 2));
  background: var(--panel);
  border-top: 2px solid var(--accent);
  font-size: 0.9rem;
}

#inspector[hidden],
#tooltip[hidden] {
  display: none;
}

.inspector-head {
  display: flex;
  flex-wrap: wrap;
  gap: 0.2rem 1rem;
  align-items: baseline;
  padding-right: 4rem;
}

.inspector-head strong {
  font-size: 1.05rem;
}

.inspector-head .findings {
  color: var(--poor-text);
}

.inspector-head .order {
  color: var(--muted);
  font-size: 0.85rem;
}

#inspector dl {
  display: flex;
  flex-wrap: wrap;
  gap: 0.2rem 1.5rem;
  margin: 0.3rem 0 0.5rem;
}

.fact {
  display: flex;
  gap: 0.45rem;
}

.fact dt {
  color: var(--muted);
}

.fact dd {
  margin: 0;
}

.fact dd + dd::before {
  content: "→ ";
  color: var(--muted);
}

.inspector-buttons {
  display: flex;
  flex-wrap: wrap;
  gap: 0.5rem;
}

.inspector-buttons button {
  padding: 0.2rem 0.7rem;
  border: 1px solid var(--line);
  border-radius: 0.4rem;
  background: var(--page);
  cursor: pointer;
}

#tooltip {
  position: absolute;
  z-index: 3;
  padding: 0.15rem 0.55rem;
  border-radius: 0.3rem;
  background: var(--text);
  color: var(--page);
  font-size: 0.82rem;
  pointer-events: none;
}

@media (max-width: 44rem) {
  .metrics,
  .metrics tbody {
    display: block;
  }

  .metrics thead {
    display: none;
  }

  .metrics tr {
    display: grid;
    grid-template-columns: auto auto 1fr;
    gap: 0.1rem 1rem;
    padding-block: 0.55rem;
    border-bottom: 1px solid var(--line);
  }

  .metrics th,
  .metrics td {
    padding: 0;
    border: 0;
  }

  .metrics th[scope="row"],
  .metrics .scale {
    grid-column: 1 / -1;
    width: auto;
  }

  .metrics .number {
    width: auto;
    text-align: left;
  }

  .metrics td[data-column]::before {
    content: attr(data-column) " ";
    color: var(--muted);
    font-size: 0.8rem;
  }

  .metrics .aim {
    grid-column: 1 / -1;
    width: auto;
  }

  .fsc text {
    font-size: 17px;
  }

  .chains th:nth-child(2),
  .chains td:nth-child(2) {
    display: none;
  }
}

@media print {
  :root {
    color-scheme: light;
  }

  body {
    font-size: 10pt;
  }

  * {
    print-color-adjust: exact;
  }

  nav,
  details.numbers,
  .scripted .script-only,
  #inspector,
  #tooltip {
    display: none;
  }

  .metrics th,
  .metrics td {
    padding-block: 0.15rem;
  }

  .aim {
    width: 26%;
    font-size: 0.8rem;
  }

  section {
    break-before: auto;
  }

  .strip,
  figure,
  tr,
  .slider {
    break-inside: avoid;
  }

  h2,
  h3 {
    break-after: avoid;
  }

  .scroll {
    max-height: none;
    overflow: visible;
  }

  .strips {
    grid-template-columns: 1fr 1fr;
  }

  .chips {
    grid-template-columns: 1fr 1fr;
  }

  .plots {
    grid-template-columns: 1fr 1fr 1fr;
  }

  .plots.wide {
    grid-template-columns: 1fr 1fr;
  }
}
`;

// The map as a graphics desk would write it in JavaScript: d3-geo, and resvg-js for a PNG.
//
//     node tests/benchmarks/peers/d3_geo.mjs map.svg map.png
//
// It does as much as plain_geopandas.py: labels stand where they fall, nothing is hatched or checked.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { geoAzimuthalEqualArea, geoPath } from "d3-geo";
import { feature } from "topojson-client";

const WIDTH = 1200;
const HEIGHT = 1500;
const WINDOW = [-82.5, -56.2, -34.0, 13.2];
const COLOURS = { Left: "#e8505b", Right: "#12324f" };
// ISO 3166-1 numeric codes, which the atlas has.
const ALIGNMENTS = {
  "032": "Right", "068": "Right", "076": "Left", "152": "Right", "170": "Left", "218": "Right",
  "328": "Left", "604": "Right", "600": "Right", "740": "Left", "858": "Left", "862": "Left",
};

function draw() {
  const file = new URL("node_modules/world-atlas/countries-50m.json", import.meta.url);
  const atlas = JSON.parse(readFileSync(file, "utf8"));
  const [west, south, east, north] = WINDOW;
  const corners = [[west, south], [west, north], [east, north], [east, south]];
  const projection = geoAzimuthalEqualArea()
    .rotate([60, 20])
    .fitExtent([[60, 120], [WIDTH - 60, HEIGHT - 120]], { type: "MultiPoint", coordinates: corners })
    .clipExtent([[0, 0], [WIDTH, HEIGHT]]);
  const path = geoPath(projection).digits(1);
  const land = feature(atlas, atlas.objects.countries).features
    .map((one) => ({ id: one.id, name: one.properties.name, d: path(one), at: path.centroid(one) }))
    .filter((one) => one.d);
  const counts = { Left: 0, Right: 0 };
  for (const side of Object.values(ALIGNMENTS)) counts[side] += 1;
  const shapes = land.map(
    (one) => `<path d="${one.d}" fill="${COLOURS[ALIGNMENTS[one.id]] ?? "#d3cfc7"}" stroke="#fff"><title>${one.name}</title></path>`,
  );
  const labels = land
    .filter((one) => one.id in ALIGNMENTS)
    .map((one) => `<text x="${one.at[0].toFixed(1)}" y="${one.at[1].toFixed(1)}" font-size="20" text-anchor="middle" fill="#fff">${one.name}</text>`);
  const key = Object.entries(COLOURS).map(
    ([side, colour], row) =>
      `<rect x="900" y="${1260 + 40 * row}" width="40" height="24" fill="${colour}"/><text x="950" y="${1280 + 40 * row}" font-size="26">${side} ${counts[side]}</text>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="Source Sans 3">
<rect width="100%" height="100%" fill="#fbfaf7"/>
<text x="60" y="80" font-size="38">South America: six on the left, six on the right</text>
${shapes.join("\n")}
${labels.join("\n")}
${key.join("\n")}
<text x="60" y="1440" font-size="20">15 December 2025. Source: El Ciudadano. Boundaries: Natural Earth.</text>
</svg>
`;
}

const svg = draw();
for (const name of process.argv.slice(2)) {
  if (name.endsWith(".svg")) {
    writeFileSync(name, svg);
  } else {
    const { Resvg } = await import("@resvg/resvg-js");
    const font = fileURLToPath(new URL("../../../mapgen/drawing/fonts/SourceSans3-Regular.ttf", import.meta.url));
    const options = { font: { fontFiles: [font], loadSystemFonts: false, defaultFontFamily: "Source Sans 3" } };
    writeFileSync(name, new Resvg(svg, options).render().asPng());
  }
}

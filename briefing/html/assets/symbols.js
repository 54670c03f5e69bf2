// The shapes of the map and of its legend, so that the two cannot differ.

// A unit shape around 0,0; each is drawn to look as large as the circle of its radius.
const CORNERS = {
  square: [[-0.88, -0.88], [0.88, -0.88], [0.88, 0.88], [-0.88, 0.88]],
  triangle: [[0, -1.15], [1.1, 0.8], [-1.1, 0.8]],
  diamond: [[0, -1.2], [1.2, 0], [0, 1.2], [-1.2, 0]],
};

function outline(shape, x, y, radius) {
  const corners = CORNERS[shape];
  if (!corners) {
    const arc = `a${radius},${radius} 0 1,0 `;
    return `M${x - radius},${y}${arc}${radius * 2},0${arc}${-radius * 2},0z`;
  }
  const points = corners.map(([dx, dy]) => `${(x + dx * radius).toFixed(1)},${(y + dy * radius).toFixed(1)}`);
  return `M${points.join("L")}z`;
}

// Leaflet draws circles only; a symbol is a circle marker with another outline.
const ShapeMarker = L.CircleMarker.extend({
  _updatePath() {
    const { x, y } = this._point;
    const path = this._empty() ? "M0 0" : outline(this.options.shape, x, y, this._radius);
    this._renderer._setPath(this, path);
  },
});

// A river drawn as a line has the colour of an area, and no inside.
function pathStyle(look, { pale, line }) {
  const hollow = look.fill === "";
  return {
    color: look.colour,
    weight: look.weight,
    dashArray: look.dash || null,
    fill: look.shape !== "line" && !line,
    fillColor: hollow ? "#ffffff" : look.fill,
    fillOpacity: hollow ? 0 : pale && look.shape === "area" ? 0.22 : 1,
    shape: look.shape,
    radius: look.radius,
  };
}

// Symbols shrink when the whole region is in view, or Paris would be one blot.
function scaleAt(zoom) {
  return Math.min(1, Math.max(0.55, 0.55 + (zoom - 9.5) * 0.15));
}

const SVG = "http://www.w3.org/2000/svg";

function legendShape(look) {
  const shape = document.createElementNS(SVG, "path");
  const d = { line: "M1,9L27,9", area: "M3,3L25,3L25,15L3,15z" }[look.shape];
  shape.setAttribute("d", d || outline(look.shape, 14, 9, Math.min(look.radius, 8)));
  return shape;
}

function legendSymbol(look, options) {
  const style = pathStyle(look, options);
  const shape = legendShape(look);
  const attributes = {
    stroke: style.color,
    "stroke-width": style.weight,
    "stroke-dasharray": style.dashArray || "none",
    fill: style.fill ? style.fillColor : "none",
    "fill-opacity": style.fillOpacity,
  };
  for (const [name, value] of Object.entries(attributes)) shape.setAttribute(name, value);
  return shape;
}

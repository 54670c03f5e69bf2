// What is painted: symbols, areas, lines and lettering, on canvases that follow Leaflet's panes.
// The picking_map files are joined in order into one module; `L` is set by picking_map.js.

let L;

const PAD = 0.2; // of the view, painted beyond each edge, so that a short pan shows no bare border
const INK = "#1f2933";
const PAPER = "rgba(255, 255, 255, 0.92)";
const HALO = "rgba(230, 159, 0, 0.38)";

/** Cuts hostile or endless text to what a screen can carry; control characters become spaces. */
function cut(text, length) {
  const clean = String(text ?? "").slice(0, length * 4).replace(/\p{C}+/gu, " ").trim();
  const letters = Array.from(clean);
  return letters.length > length ? `${letters.slice(0, length - 1).join("")}…` : clean;
}

const OUTLINES = {
  circle: (pen, r) => pen.arc(0, 0, r, 0, 2 * Math.PI),
  square: (pen, r) => pen.rect(-0.89 * r, -0.89 * r, 1.78 * r, 1.78 * r),
  diamond: (pen, r) => corners(pen, [[0, -1.3 * r], [1.3 * r, 0], [0, 1.3 * r], [-1.3 * r, 0]]),
  triangle: (pen, r) => corners(pen, [[0, -1.35 * r], [1.25 * r, 0.85 * r], [-1.25 * r, 0.85 * r]]),
  none: () => {},
};

function corners(pen, points) {
  points.forEach(([x, y], at) => (at ? pen.lineTo(x, y) : pen.moveTo(x, y)));
  pen.closePath();
}

function dashes(style) {
  return style.dash ? style.dash.split(/[ ,]+/).map(Number) : [];
}

/** One symbol at the pen's origin, with a thin paper rim so that neighbours stay apart. */
function paintSymbol(pen, style, grow = 0) {
  if (style.shape === "none") return;
  pen.beginPath();
  OUTLINES[style.shape](pen, style.radius + grow);
  pen.lineJoin = "round";
  pen.strokeStyle = PAPER;
  pen.lineWidth = style.weight + 2;
  pen.stroke();
  if (style.fill) {
    pen.fillStyle = style.fill;
    pen.fill();
  }
  pen.setLineDash(dashes(style));
  pen.strokeStyle = style.colour;
  pen.lineWidth = style.weight;
  pen.stroke();
  pen.setLineDash([]);
}

function paintPicked(pen, style) {
  pen.beginPath();
  OUTLINES[style.shape](pen, style.radius + 7);
  pen.fillStyle = PAPER;
  pen.fill();
  pen.strokeStyle = INK;
  pen.lineWidth = 2.5;
  pen.lineJoin = "round";
  pen.stroke();
  paintSymbol(pen, style, 2);
}

/** A symbol drawn once per look and stamped ten thousand times. */
class Stamps {
  constructor() {
    this.made = new WeakMap();
  }

  of(style) {
    const ratio = window.devicePixelRatio || 1;
    const known = this.made.get(style);
    if (known?.ratio === ratio) return known;
    const half = Math.ceil(1.35 * style.radius + style.weight + 3);
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = Math.ceil(2 * half * ratio);
    const pen = canvas.getContext("2d");
    pen.setTransform(ratio, 0, 0, ratio, half * ratio, half * ratio);
    paintSymbol(pen, style);
    const stamp = { canvas, half, ratio, side: canvas.width / ratio };
    this.made.set(style, stamp);
    return stamp;
  }
}

/** A canvas in its own Leaflet pane: repainted when the view rests, stretched while it zooms. */
class Sheet {
  constructor(map, { name, zIndex, paint }) {
    this.map = map;
    this.paint = paint;
    this.canvas = document.createElement("canvas");
    this.canvas.className = "leaflet-zoom-animated";
    const pane = map.createPane(name);
    pane.style.zIndex = zIndex;
    pane.style.pointerEvents = "none";
    pane.append(this.canvas);
    map.on("moveend resize", () => this.rest());
    map.on("zoomanim", ({ center, zoom }) => this.glide(center, zoom));
    map.on("zoom", () => this.stretch(map.getCenter(), map.getZoom()));
  }

  refresh() {
    this.frame ??= requestAnimationFrame(() => this.paintNow());
  }

  forget() {
    cancelAnimationFrame(this.frame);
    this.frame = undefined;
  }

  rest() {
    this.gliding = false;
    this.paintNow();
  }

  /** While Leaflet animates a zoom, a paint would tear; the rest at its end paints anyway. */
  glide(center, zoom) {
    this.gliding = true;
    this.stretch(center, zoom);
  }

  paintNow() {
    this.forget();
    const size = this.map.getSize();
    if (this.gliding || !size.x || !size.y) return;
    const margin = size.multiplyBy(PAD).round();
    const corner = this.map.containerPointToLayerPoint(margin.multiplyBy(-1)).round();
    const extent = size.add(margin.multiplyBy(2));
    this.zoom = this.map.getZoom();
    this.northWest = this.map.layerPointToLatLng(corner);
    L.DomUtil.setPosition(this.canvas, corner);
    this.paint(this.clean(extent), this.frameOf(extent));
  }

  clean({ x, y }) {
    const ratio = window.devicePixelRatio || 1;
    Object.assign(this.canvas.style, { width: `${x}px`, height: `${y}px` });
    this.canvas.width = Math.round(x * ratio);
    this.canvas.height = Math.round(y * ratio);
    const pen = this.canvas.getContext("2d");
    pen.scale(ratio, ratio);
    return pen;
  }

  /** How world coordinates (pixels at zoom 0) fall on this sheet: sheet = world × scale − (left, top). */
  frameOf({ x: width, y: height }) {
    const { x: left, y: top } = this.map.project(this.northWest, this.zoom);
    return { scale: this.map.getZoomScale(this.zoom, 0), left, top, width, height, zoom: this.zoom };
  }

  stretch(center, zoom) {
    if (!this.northWest) return;
    const pane = L.DomUtil.getPosition(this.map.getPane("mapPane"));
    const half = this.map.getSize().divideBy(2);
    const origin = this.map.project(center, zoom).subtract(half).add(pane).round();
    const corner = this.map.project(this.northWest, zoom).subtract(origin);
    L.DomUtil.setTransform(this.canvas, corner, this.map.getZoomScale(zoom, this.zoom));
  }
}

function paintAreas(pen, frame, layers, origin) {
  const { scale, left, top } = frame;
  pen.save();
  pen.translate(origin.x * scale - left, origin.y * scale - top);
  pen.scale(scale, scale);
  pen.lineJoin = "round";
  for (const layer of layers) {
    for (const area of layer.areas) {
      if (onSheet(area.box, frame)) paintArea(pen, area, area.style, scale);
    }
  }
  pen.restore();
}

function onSheet([west, north, east, south], { scale, left, top, width, height }) {
  return west * scale < left + width && east * scale > left
    && north * scale < top + height && south * scale > top;
}

function paintArea(pen, area, style, scale) {
  if (style.fill && area.closed) {
    pen.fillStyle = style.fill;
    pen.fill(area.path, "evenodd");
  }
  if (!area.closed && Number.isFinite(style.textFrom)) { // a line that speaks stands out from the ground
    pen.strokeStyle = PAPER;
    pen.lineWidth = (style.weight + 2.5) / scale;
    pen.setLineDash([]);
    pen.stroke(area.path);
  }
  if (style.weight > 0) {
    pen.strokeStyle = style.colour;
    pen.lineWidth = style.weight / scale;
    pen.setLineDash(dashes(style).map((dash) => dash / scale));
    pen.stroke(area.path);
  }
}

/** Symbols grow from the view of a region to that of a quarter, so that a city is not one blot. */
function sizeAt(zoom) {
  return Math.min(1, Math.max(0.6, 0.6 + 0.4 * (zoom - 9.5) / 3));
}

function paintMarks(pen, { scale, left, top, width, height, zoom }, marks, stamps) {
  const size = sizeAt(zoom);
  for (const mark of marks) {
    const x = mark.x * scale - left;
    const y = mark.y * scale - top;
    if (mark.style.shape === "none" || x < -20 || y < -20 || x > width + 20 || y > height + 20) continue;
    const { canvas, half, side } = stamps.of(mark.style);
    pen.drawImage(canvas, x - half * size, y - half * size, side * size, side * size);
  }
}

function paintLines(pen, { scale, left, top }, lines, styles) {
  pen.lineCap = "round";
  for (const line of lines) {
    const style = styles[line.style];
    pen.beginPath();
    pen.moveTo(line.from.x * scale - left, line.from.y * scale - top);
    pen.lineTo(line.to.x * scale - left, line.to.y * scale - top);
    pen.strokeStyle = PAPER;
    pen.lineWidth = style.weight + 2;
    pen.stroke();
    pen.setLineDash(dashes(style));
    pen.strokeStyle = style.colour;
    pen.lineWidth = style.weight;
    pen.stroke();
    pen.setLineDash([]);
  }
}

function paintRectangle(pen, { scale, left, top }, [one, other]) {
  const x = one.x * scale - left;
  const y = one.y * scale - top;
  const box = [x, y, other.x * scale - left - x, other.y * scale - top - y];
  pen.fillStyle = "rgba(0, 114, 178, 0.12)";
  pen.fillRect(...box);
  pen.strokeStyle = "#0072b2";
  pen.lineWidth = 2;
  pen.setLineDash([6, 4]);
  pen.strokeRect(...box);
  pen.setLineDash([]);
}

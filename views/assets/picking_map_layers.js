// A layer: its GeoJSON fetched by URL, made into marks (points) and areas (all else), and found again
// under the pointer.

const PAUSES = [0, 300, 1500]; // ms; a run of another session may unload a file for a moment
const TOLERANCE = 5; // pixels round a symbol that still count as on it

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

async function fetchDocument(url) {
  let reason;
  for (const ms of PAUSES) {
    await pause(ms);
    try {
      const answer = await fetch(url);
      if (answer.ok) return await answer.json();
      reason = new Error(`${url} answered ${answer.status}`);
    } catch (error) {
      reason = error;
    }
  }
  throw reason;
}

class MapLayer {
  constructor(spec) {
    this.key = spec.key;
    this.marks = [];
    this.areas = [];
    this.unplaced = 0;
    this.failed = false;
  }

  /** Takes over what may change at any run; true when the document must be fetched again. */
  receive(spec, address) {
    if (spec.shown !== this.spec?.shown) this.shown = spec.shown;
    const looks = JSON.stringify(spec.styles);
    const url = address(spec.url);
    const changed = this.failed || url !== this.url || looks !== this.looks;
    Object.assign(this, { spec, url, looks });
    return changed;
  }

  /** Fetches and replaces; the old features stay until the new ones are ready. */
  async load(world, origin) {
    const { url, looks, spec } = this;
    try {
      const made = ingest(await fetchDocument(url), spec.styles, world, origin);
      if (url === this.url && looks === this.looks) Object.assign(this, made, { failed: false });
    } catch (error) {
      console.error(`The layer ${this.key} could not be drawn.`, error);
      if (url === this.url) this.failed = true;
    }
  }
}

/** GeoJSON to paintable features. An unknown style is an error: it is never guessed. */
function ingest(collection, styles, world, origin) {
  const made = { marks: [], areas: [], unplaced: 0 };
  for (const { geometry, properties } of collection.features) {
    const { id, label, tip, style: name } = properties;
    const style = styles[name];
    if (!style) throw new Error(`feature ${id} asks for the unknown style ${name}`);
    const shapes = simple(geometry);
    if (!shapes.length) made.unplaced += 1;
    const about = { id: String(id), label: label ?? "", tip: tip ?? [], style };
    shapes.forEach((shape) => place(made, about, shape, world, origin));
  }
  return made;
}

/** A geometry as a list of Points, LineStrings and Polygons; nothing for an absent one. */
function simple(geometry) {
  if (!geometry) return [];
  if (geometry.type === "GeometryCollection") return geometry.geometries.flatMap(simple);
  if (!geometry.coordinates?.length) return [];
  if (!geometry.type.startsWith("Multi")) return [geometry];
  const type = geometry.type.slice("Multi".length);
  return geometry.coordinates.map((coordinates) => ({ type, coordinates }));
}

function place(made, about, { type, coordinates }, world, origin) {
  if (type === "Point") {
    made.marks.push({ ...about, ...world(coordinates) });
    return;
  }
  const closed = type === "Polygon";
  const rings = (closed ? coordinates : [coordinates]).map((ring) => ring.map(world));
  const middle = closed ? undefined : halfWay(rings[0]);
  made.areas.push({ ...about, closed, middle, path: trace(rings, closed, origin), box: boxOf(rings[0]) });
}

/** The place half way along a line: there its label stands. */
function halfWay(line) {
  const steps = line.slice(1).map(({ x, y }, n) => Math.hypot(x - line[n].x, y - line[n].y));
  let left = steps.reduce((sum, step) => sum + step, 0) / 2;
  const at = steps.findIndex((step) => (left -= step) <= 0);
  if (at < 0) return line[0];
  const share = steps[at] ? 1 + left / steps[at] : 0;
  const [one, other] = [line[at], line[at + 1]];
  return { x: one.x + share * (other.x - one.x), y: one.y + share * (other.y - one.y) };
}

/** Relative to an origin nearby: canvas paths keep 24 bits, too few for a house within the world. */
function trace(rings, closed, origin) {
  const path = new Path2D();
  for (const ring of rings) {
    ring.forEach(({ x, y }, at) => path[at ? "lineTo" : "moveTo"](x - origin.x, y - origin.y));
    if (closed) path.closePath();
  }
  return path;
}

function boxOf(ring) {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y } of ring) {
    box[0] = Math.min(box[0], x);
    box[1] = Math.min(box[1], y);
    box[2] = Math.max(box[2], x);
    box[3] = Math.max(box[3], y);
  }
  return box;
}

/** The nearest mark whose symbol the pointer touches; the topmost of equals. */
function markAt(layers, { x, y }, scale) {
  let best;
  let nearest = Infinity;
  for (const layer of layers) {
    for (const mark of layer.marks) {
      const far = Math.hypot(mark.x - x, mark.y - y) * scale;
      if (far <= nearest && far <= mark.style.radius + TOLERANCE) [best, nearest] = [mark, far];
    }
  }
  return best;
}

const measuring = document.createElement("canvas").getContext("2d");

/** The topmost area under the pointer that has something to say. */
function areaAt(layers, { x, y }, scale, origin) {
  const reach = TOLERANCE / scale;
  measuring.lineWidth = 2 * reach;
  const at = [x - origin.x, y - origin.y];
  const touches = ({ box, closed, path }) =>
    x >= box[0] - reach && x <= box[2] + reach && y >= box[1] - reach && y <= box[3] + reach
    && ((closed && measuring.isPointInPath(path, ...at, "evenodd"))
      || (!closed && measuring.isPointInStroke(path, ...at)));
  for (const layer of layers.toReversed()) {
    const found = layer.areas.findLast((area) => (area.tip.length || layer.spec.pickable) && touches(area));
    if (found) return found;
  }
  return undefined;
}

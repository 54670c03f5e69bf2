// Names on the map: as many as fit without touching, the most important first.

const RANKS = ["zone", "number", "point", "travel", "ground"];
const MARGIN = 2;
const BESIDE = 3; // px between a symbol and its name, as Python has it

class Labels {
  constructor(map, isShown) {
    Object.assign(this, { map, isShown });
    this.all = [];
    this.pane = map.createPane("names");
    this.pane.style.zIndex = 640;
    this.pane.style.pointerEvents = "none";
    map.on("zoomstart", () => { this.pane.style.visibility = "hidden"; });
    map.on("zoomend moveend resize", () => this.arrange());
  }

  add(key, labels) {
    for (const label of labels) {
      const element = L.DomUtil.create("span", `name ${label.role}`, this.pane);
      element.append(textOf(label.text));
      this.all.push({ ...label, key, element, place: L.latLng(label.at[1], label.at[0]) });
    }
    this.all.sort((a, b) => RANKS.indexOf(a.role) - RANKS.indexOf(b.role) || a.near - b.near);
  }

  arrange() {
    for (const label of this.all) label.box = null;
    this.choose();
    const origin = this.map.containerPointToLayerPoint([0, 0]);
    for (const { element, box } of this.all) {
      element.style.visibility = box ? "inherit" : "hidden";
      if (box) L.DomUtil.setPosition(element, origin.add([box[0], box[1]]).round());
    }
    this.pane.style.visibility = "visible";
  }

  // Give each label that finds room its box; a number stands where the name of its zone does not.
  choose() {
    const [zoom, taken, named] = [this.map.getZoom(), this.furniture(), new Set()];
    const symbols = this.zones(scaleAt(zoom));
    for (const label of this.all) {
      const place = String(label.at);
      if (label.role === "number" && named.has(place)) continue;
      label.size ??= { x: label.element.offsetWidth, y: label.element.offsetHeight };
      label.box = this.reads(label, zoom) ? this.free(label, zoom, taken, symbols) : null;
      if (label.box) taken.push(label.box);
      if (label.box && label.role === "zone") named.add(place);
    }
  }

  // The scale, the buttons and the credit keep their corners.
  furniture() {
    const { left, top } = this.map.getContainer().getBoundingClientRect();
    const pieces = document.querySelectorAll(".leaflet-control, .credit");
    return [...pieces].map((piece) => {
      const { x, y, width, height } = piece.getBoundingClientRect();
      return boxAt(x - left, y - top, width, height);
    });
  }

  // The symbols of zones, which have a number and so a gap to it.
  zones(scale) {
    const shown = this.all.filter(({ role, key }) => role === "number" && this.isShown(key));
    return shown.map(({ place, gap }) => {
      const { x, y } = this.map.latLngToContainerPoint(place);
      const half = (gap - BESIDE) * scale - 1;
      return boxAt(x - half, y - half, 2 * half, 2 * half);
    });
  }

  reads(label, zoom) {
    return this.isShown(label.key) && zoom >= label.near && (!label.span || this.fits(label));
  }

  // An area must be wider than its name; a line longer.
  fits({ span, size, role }) {
    const from = this.map.latLngToContainerPoint([span[1], span[0]]);
    const to = this.map.latLngToContainerPoint([span[3], span[2]]);
    const room = role === "travel" ? from.distanceTo(to) : Math.abs(to.x - from.x);
    return room > size.x + 12;
  }

  // No name lies on the symbol of a zone; a number may, rather than be missing.
  free(label, zoom, taken, symbols) {
    const [at, view] = [this.map.latLngToContainerPoint(label.place), this.map.getSize()];
    if (!inside([at.x, at.y, at.x, at.y], view)) return null;
    const around = places(label, at, scaleAt(zoom)).filter((box) => inside(box, view));
    const clear = (others) => around.find((box) => !others.some((other) => touch(box, other)));
    return clear([...taken, ...symbols]) ?? (label.role === "number" ? clear(taken) : null);
  }
}

const SIDES = [[1, 0], [-1, 0], [0, -1], [0, 1], [0.8, -0.8], [0.8, 0.8], [-0.8, -0.8], [-0.8, 0.8]];

// Beside a symbol, best side first; in the middle of a line or an area. A number may stand off.
function places({ gap, role, size: { x: w, y: h } }, { x, y }, scale) {
  if (!gap) return [boxAt(x - w / 2, y - h / 2, w, h)];
  const distances = role === "number" ? [1, 1.5, 2, 2.5, 3] : [1];
  return distances.flatMap((times) => SIDES.map(([dx, dy]) => {
    const [right, down] = [dx * gap * scale * times, dy * gap * scale * times];
    return boxAt(x + right + (Math.sign(dx) - 1) * w / 2, y + down + (Math.sign(dy) - 1) * h / 2, w, h);
  }));
}

function boxAt(x, y, w, h) {
  return [x, y, x + w, y + h];
}

function inside([west, north, east, south], view) {
  return west >= 0 && north >= 0 && east <= view.x && south <= view.y;
}

function touch(a, b) {
  return a[0] < b[2] + MARGIN && b[0] < a[2] + MARGIN && a[1] < b[3] + MARGIN && b[1] < a[3] + MARGIN;
}

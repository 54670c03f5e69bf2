// Names on the map: as many as fit without touching, the most important first.

const RANKS = ["zone", "number", "point", "travel", "ground"];
const MARGIN = 2;

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
    const zoom = this.map.getZoom();
    const view = this.map.getSize();
    const taken = [];
    const named = new Set();
    const shown = this.all.filter((label) => {
      if (label.role === "number" && named.has(String(label.at))) return false;
      label.size ??= { x: label.element.offsetWidth, y: label.element.offsetHeight };
      const box = this.reads(label, zoom) && this.free(label, zoom, view, taken);
      if (box) taken.push(box);
      if (box && label.role === "zone") named.add(String(label.at));
      label.box = box;
      return box;
    });
    for (const label of this.all) label.element.style.visibility = "hidden";
    const origin = this.map.containerPointToLayerPoint([0, 0]);
    for (const { element, box } of shown) {
      L.DomUtil.setPosition(element, origin.add([box[0], box[1]]).round());
      element.style.visibility = "inherit";
    }
    this.pane.style.visibility = "visible";
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

  free(label, zoom, view, taken) {
    const at = this.map.latLngToContainerPoint(label.place);
    return places(label, at, scaleAt(zoom)).find((box) => inside(box, view) && !taken.some((other) => touch(box, other)));
  }
}

const SIDES = [[1, 0], [-1, 0], [0, -1], [0, 1], [0.8, -0.8], [0.8, 0.8], [-0.8, -0.8], [-0.8, 0.8]];

// Beside a symbol, best side first; in the middle of a line or an area. A number may stand off.
function places({ gap, role, size: { x: w, y: h } }, { x, y }, scale) {
  if (!gap) return [boxAt(x - w / 2, y - h / 2, w, h)];
  const distances = role === "number" ? [1, 2, 3] : [1];
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

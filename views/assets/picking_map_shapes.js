// Drawing an area or a line: each click adds a corner; a double click, Enter or the button ends it.

const LEAST_CORNERS = { polygon: 3, line: 2 };

class ShapeDrawing {
  constructor(picking) {
    this.picking = picking;
    this.corners = []; // LatLng
    this.button = element("button", "finish");
    this.button.type = "button";
    this.button.hidden = true;
    this.button.addEventListener("click", () => this.finish());
    picking.root.append(this.button);
    L.DomEvent.disableClickPropagation(this.button);
    picking.map.on("dblclick", () => this.finish());
  }

  get on() {
    return this.kind in LEAST_CORNERS;
  }

  begin(kind) {
    this.kind = kind;
    this.corners = [];
    this.show();
  }

  add(at) {
    const { map } = this.picking;
    const last = this.corners.at(-1);
    // The second click of a double click is no corner of its own.
    if (last && map.latLngToContainerPoint(last).distanceTo(at) < STILL) return;
    this.corners.push(map.containerPointToLatLng(at));
    this.show();
  }

  finish() {
    if (!this.on || this.corners.length < LEAST_CORNERS[this.kind]) return;
    const path = this.corners.map(({ lat, lng }) => [lng, lat]);
    this.picking.outbox.put({ kind: this.kind, id: null, bbox: null, path });
    this.corners = [];
    this.show();
  }

  show() {
    this.button.hidden = !this.on || this.corners.length < LEAST_CORNERS[this.kind];
    this.picking.scene.top.refresh();
  }

  paint(pen, { scale, left, top }) {
    if (!this.corners.length) return;
    const places = this.corners.map(({ lat, lng }) => this.picking.world([lng, lat]));
    const path = new Path2D();
    places.forEach(({ x, y }, n) => path[n ? "lineTo" : "moveTo"](x * scale - left, y * scale - top));
    if (this.kind === "polygon") path.closePath();
    pen.save();
    pen.fillStyle = "rgba(0, 114, 178, 0.12)";
    if (this.kind === "polygon") pen.fill(path);
    pen.strokeStyle = pen.fillStyle = "#0072b2";
    pen.lineWidth = 2;
    pen.setLineDash([6, 4]);
    pen.stroke(path);
    for (const { x, y } of places) pen.fillRect(x * scale - left - 3, y * scale - top - 3, 6, 6);
    pen.restore();
  }
}

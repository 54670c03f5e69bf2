// What the hand does: point, pick, draw a rectangle. Each finished gesture goes into the outbox.

const STILL = 6; // pixels; a press that moves less is a click

/**
 * Events on their way to Python. Two quick clicks may reach one run together, so the whole list of what
 * Python has not yet confirmed travels each time, numbered, and Python answers with the last number.
 */
class Outbox {
  constructor() {
    // Not crypto.randomUUID: a plain-http address in the control room is no secure context.
    this.mount = `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`;
    this.events = [];
    this.number = 0;
  }

  confirm({ mount, number }) {
    if (mount === this.mount) this.events = this.events.filter((event) => event.number > number);
  }

  put(event) {
    this.number += 1;
    this.events.push({ ...event, number: this.number });
    this.send("outbox", { mount: this.mount, events: this.events });
  }
}

class Gestures {
  constructor(picking) {
    this.picking = picking;
    this.map = picking.map;
    this.corner = undefined;
    this.map.on("click", ({ containerPoint }) => this.click(containerPoint));
    this.map.on("mousemove", ({ containerPoint }) => this.point(containerPoint));
    this.map.on("mouseout movestart zoomstart", () => picking.tip.hide());
    const { root } = picking;
    root.addEventListener("pointerdown", (event) => this.press(event));
    root.addEventListener("pointermove", (event) => this.drag(event));
    root.addEventListener("pointerup", (event) => this.release(event));
    root.addEventListener("keydown", (event) => this.key(event));
    this.shape = new ShapeDrawing(picking);
  }

  key({ key, target }) {
    if (key === "Escape") this.abandon();
    if (key === "Enter" && target !== this.shape.button) this.shape.finish();
  }

  point(at) {
    if (this.drawing) return;
    const target = this.picking.pickableAt(at);
    const feature = target ?? this.picking.featureAt(at);
    this.picking.root.classList.toggle("on-pickable", Boolean(target));
    if (feature) this.picking.tip.show(feature, at);
    else this.picking.tip.hide();
  }

  click(at) {
    if (this.shape.on) this.shape.add(at);
    const target = this.drawing ? undefined : this.picking.pickableAt(at);
    if (!target) return;
    this.picking.acknowledge(at);
    this.picking.outbox.put({ kind: "pick", id: target.id, bbox: null });
  }

  allowDrawing(drawing) {
    if (drawing === this.drawing) return;
    this.drawing = drawing;
    this.picking.root.classList.toggle("drawing", Boolean(drawing));
    const dragged = drawing === "rectangle"; // a shape is clicked, so the map may still be dragged
    this.map.dragging[dragged ? "disable" : "enable"]();
    this.map.boxZoom[dragged ? "disable" : "enable"]();
    this.picking.tip.hide();
    this.abandon();
  }

  abandon() {
    this.corner = this.pressed = undefined;
    this.picking.showRectangle(undefined);
    this.shape.begin(this.drawing);
  }

  /** Drawing happens on the bare map; a press on the panel or a button is theirs. */
  at(event) {
    const onFurniture = event.target.closest?.(".panel, .leaflet-control");
    if (this.drawing !== "rectangle" || event.button > 0 || (onFurniture && !this.pressed)) return undefined;
    return this.map.mouseEventToContainerPoint(event);
  }

  press(event) {
    const at = this.at(event);
    if (!at) return;
    this.second = Boolean(this.corner);
    this.corner ??= at;
    this.pressed = at;
    this.map.getContainer().setPointerCapture(event.pointerId);
  }

  drag(event) {
    const at = this.corner && this.at(event);
    if (at) this.picking.showRectangle([this.corner, at]);
  }

  release(event) {
    const at = this.pressed && this.at(event);
    if (!at) return;
    const dragged = at.distanceTo(this.pressed) > STILL;
    this.pressed = undefined;
    if (dragged || this.second) this.finish(at);
  }

  finish(at) {
    const corners = [this.corner, at];
    this.corner = undefined;
    if (Math.abs(corners[0].x - at.x) < 2 || Math.abs(corners[0].y - at.y) < 2) {
      this.abandon(); // a rectangle without an inside
      return;
    }
    this.picking.showRectangle(corners);
    const [one, other] = corners.map((point) => this.map.containerPointToLatLng(point));
    const box = L.latLngBounds(one, other);
    const bbox = [box.getWest(), box.getSouth(), box.getEast(), box.getNorth()];
    this.picking.outbox.put({ kind: "rectangle", id: null, bbox });
  }
}

// The picking map: Leaflet gives pan, zoom and the scale bar; everything else is painted here.
// A run of the script brings new data; only what differs is touched, and the view is never lost.

const mounted = new WeakMap(); // Streamlit's place on the page → PickingMap
const lastViews = new Map(); // map key → the view to return to when the planner comes back to the page

/** Called by the loader at the first mount and again whenever the data changes. */
export async function draw(component, address) {
  const place = component.parentElement;
  if (!mounted.has(place)) mounted.set(place, new PickingMap(place, component.data, address));
  const picking = mounted.get(place);
  try {
    await picking.receive(component, address);
  } catch (error) {
    picking.leave();
    throw error;
  }
  // Streamlit also calls this when newer data overtook the first mount; only a gone place is over.
  return () => place.host.isConnected || picking.leave();
}

function stylesheet(href) {
  const link = element("link");
  link.rel = "stylesheet";
  const loaded = new Promise((done, fail) => {
    link.addEventListener("load", done);
    link.addEventListener("error", () => fail(new Error(`${href} could not be loaded`)));
  });
  link.href = href;
  return { link, loaded };
}

class PickingMap {
  constructor(place, data, address) {
    this.place = place;
    this.layers = [];
    this.lines = [];
    this.waiting = 0;
    this.picked = new Set();
    this.outbox = new Outbox();
    this.frame = element("div", "frame"); // keeps root free of Leaflet's class juggling
    this.root = element("div", "bivouac-map");
    this.root.style.height = data.height;
    this.root.dataset.ready = "false";
    this.started = this.start(data, address);
  }

  async start(data, address) {
    const sheets = data.assets.styles.map((path) => stylesheet(address(path)));
    this.parts = [...sheets.map(({ link }) => link), this.root];
    this.place.append(...this.parts);
    this.root.append(this.frame);
    const [leaflet] = await Promise.all([
      import(address(data.assets.leaflet)), ...sheets.map(({ loaded }) => loaded),
    ]);
    L = leaflet;
    this.build(data);
  }

  build(data) {
    const moving = !window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.map = L.map(this.frame, {
      attributionControl: false, zoomControl: false, doubleClickZoom: false,
      inertia: moving, zoomAnimation: moving, fadeAnimation: moving,
      zoomSnap: 0.5, wheelPxPerZoomLevel: 100, minZoom: 5, maxZoom: 19,
    });
    this.map.setView([0, 0], 5);
    L.control.scale({ imperial: false, position: "bottomleft" }).addTo(this.map);
    this.credit = element("div", "credit");
    this.root.append(this.credit);
    this.failures = new Notice(this.root, "alert", "failures");
    this.hint = new Notice(this.root, "status", "hint");
    this.panel = new Panel(this.root, (key, shown) => this.switchLayer(key, shown));
    this.tip = new Tip(this.root);
    const [west, south] = data.bounds;
    this.origin = this.world([west, south]);
    this.scene = new Scene(this);
    this.gestures = new Gestures(this);
    this.map.on("moveend", () => this.rememberView());
    this.sizes = new ResizeObserver(() => this.resize());
    this.sizes.observe(this.root);
    this.root.bivouac = this.forTests();
  }

  world([lon, lat]) {
    return this.map.project([lat, lon], 0);
  }

  /** One run's data. The newest wins: older data still waiting for Leaflet is let go. */
  async receive({ data, setStateValue }, address) {
    this.latest = data;
    this.outbox.send = setStateValue;
    await this.started;
    if (data !== this.latest || this.gone) return;
    const before = this.data;
    this.data = data;
    this.outbox.confirm(data.seen);
    this.root.style.height = data.height;
    this.speak(data.words, data.attribution, before);
    this.gestures.allowDrawing(data.drawing);
    this.takeState(data);
    this.fit(data, before);
    this.takeLayers(data.layers, address);
    this.follow(data.focus, before?.focus);
  }

  speak(words, attribution, before) {
    this.credit.textContent = attribution;
    this.hint.say(this.data.drawing ? [words.draw] : []);
    this.gestures.shape.button.textContent = words.finish;
    if (words.zoom_in === before?.words.zoom_in && words.map === before?.words.map) return;
    this.frame.setAttribute("role", "application");
    this.frame.setAttribute("aria-label", words.map);
    this.zoomer?.remove();
    this.zoomer = L.control.zoom({ zoomInTitle: words.zoom_in, zoomOutTitle: words.zoom_out });
    this.zoomer.addTo(this.map);
  }

  takeState({ picked, lines }) {
    this.pulse?.remove();
    this.picked = new Set(picked);
    this.lines = lines.map(([west, south, east, north, label, style]) => (
      { from: this.world([west, south]), to: this.world([east, north]), label, style }));
    this.scene.refreshState();
    this.root.dataset.picked = picked.length;
  }

  takeLayers(specs, address) {
    const known = new Map(this.layers.map((layer) => [layer.key, layer]));
    const loading = [];
    this.layers = specs.map((spec) => {
      const layer = known.get(spec.key) ?? new MapLayer(spec);
      if (layer.receive(spec, address)) loading.push(layer.load((at) => this.world(at), this.origin));
      return layer;
    });
    const order = JSON.stringify(this.layers.map(({ key, shown }) => [key, shown]));
    const moved = order !== this.order;
    this.order = order;
    if (loading.length) this.waitFor(loading);
    else if (moved) this.layersIn();
    else this.panel.show(this.layers, this.data); // a mere pick leaves the ground as it is
  }

  waitFor(loading) {
    this.root.dataset.ready = "false";
    this.waiting += loading.length;
    loading.forEach((one) => one.then(() => this.oneIn()));
  }

  oneIn() {
    this.waiting -= 1;
    if (this.gone) return;
    if (this.waiting) this.refresh();
    else this.layersIn();
  }

  layersIn() {
    const { words } = this.data;
    const failed = this.layers.filter((layer) => layer.failed);
    this.failures.say(failed.map(({ spec }) => words.failed.replace("{layer}", () => cut(spec.title, 60))));
    this.refresh();
    this.root.dataset.ready = "true";
  }

  refresh() {
    this.panel.show(this.layers, this.data);
    this.scene.refresh();
  }

  switchLayer(key, shown) {
    this.layers.find((layer) => layer.key === key).shown = shown;
    this.order = undefined;
    this.refresh();
  }

  get shown() {
    return this.layers.filter((layer) => layer.shown);
  }

  pickableAt(at) {
    return this.findAt(at, this.shown.filter(({ spec }) => spec.pickable));
  }

  featureAt(at) {
    return this.findAt(at, this.shown);
  }

  findAt(at, layers) {
    const { lat, lng } = this.map.containerPointToLatLng(at);
    const spot = this.world([lng, lat]);
    const scale = this.map.getZoomScale(this.map.getZoom(), 0);
    return markAt(layers, spot, scale) ?? areaAt(layers, spot, scale, this.origin);
  }

  /** A short pulse under the finger, until Python has answered. */
  acknowledge(at) {
    this.pulse?.remove();
    this.pulse = element("div", "pulse");
    Object.assign(this.pulse.style, { left: `${at.x}px`, top: `${at.y}px` });
    this.root.append(this.pulse);
  }

  showRectangle(corners) {
    this.rectangle = corners?.map((point) => {
      const { lat, lng } = this.map.containerPointToLatLng(point);
      return this.world([lng, lat]);
    });
    this.scene.top.refresh();
  }

  fit({ key, bounds }, before) {
    const wanted = JSON.stringify(bounds);
    if (before && wanted === JSON.stringify(before.bounds)) return;
    const last = lastViews.get(key);
    if (!before && last?.wanted === wanted) this.map.setView(last.center, last.zoom, { animate: false });
    else this.fitNow();
  }

  fitNow() {
    const [west, south, east, north] = this.data.bounds;
    this.unfitted = !this.map.getSize().x; // in a closed tab: when it opens, resize() comes back here
    if (!this.unfitted) this.map.fitBounds([[south, west], [north, east]], { animate: false, padding: [12, 12] });
  }

  resize() {
    if (!this.root.clientWidth) return; // gone, or in a closed tab: the view is kept for its return
    this.map.invalidateSize({ animate: false });
    if (this.unfitted) this.fitNow();
  }

  rememberView() {
    if (!this.data || this.unfitted) return;
    const wanted = JSON.stringify(this.data.bounds);
    lastViews.set(this.data.key, { wanted, center: this.map.getCenter(), zoom: this.map.getZoom() });
  }

  /** A focus set elsewhere (the table) is brought into view; the zoom is the planner's own. */
  follow(focus, before) {
    const mark = focus !== before && this.find(focus);
    const at = mark && this.map.unproject([mark.x, mark.y], 0);
    if (at && !this.map.getBounds().pad(-0.04).contains(at)) this.map.panTo(at);
  }

  find(id) {
    return this.layers.flatMap(({ marks }) => marks).find((mark) => mark.id === id);
  }

  forTests() {
    const latLng = (id) => {
      const { x, y } = this.find(id);
      return this.map.unproject([x, y], 0);
    };
    return {
      pixel: (id) => {
        const at = this.map.latLngToContainerPoint(latLng(id));
        const { left, top } = this.frame.getBoundingClientRect();
        return { x: left + at.x + window.scrollX, y: top + at.y + window.scrollY };
      },
      labels: (key) => this.layers.find((layer) => layer.key === key)?.areas.map(({ label }) => label),
      zoomTo: (id, zoom = 15) => this.map.setView(latLng(id), zoom, { animate: false }) && true,
      view: () => ({ ...this.map.getCenter(), zoom: this.map.getZoom() }),
    };
  }

  leave() {
    this.gone = true;
    mounted.delete(this.place);
    this.sizes?.disconnect();
    this.scene?.forget();
    this.map?.remove();
    this.parts.forEach((part) => part.remove());
  }
}

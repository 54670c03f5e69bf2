// Brings the layers onto the map. A name from a file is only ever written as text, never as markup.

const CLOSE_UP = 14; // the zoom level at which a single place is shown

function textOf(text) {
  const element = document.createElement("bdi");
  element.textContent = text;
  return element;
}

function tipOf({ label, tip }) {
  const element = document.createElement("div");
  for (const line of [label, ...tip]) {
    const row = element.appendChild(document.createElement("p"));
    row.append(textOf(line));
  }
  return element;
}

const bivouac = {
  layers: {},
  symbols: [],
  places: new Map(),

  open(map, { title, frame, words, cards }) {
    Object.assign(this, { map, frame, cards });
    map.getContainer().setAttribute("role", "region");
    map.getContainer().setAttribute("aria-label", title);
    this.labels = new Labels(map, (key) => map.hasLayer(this.layers[key]));
    this.search = new Search(document.getElementById("search"), document.getElementById("found"), words);
    this.card = new Card(map, document.getElementById("card"), words, (to) => this.places.get(to)());
    this.frameAll();
    map.on("zoomend", () => this.rescale());
    onPaper(map);
    document.addEventListener("DOMContentLoaded", () => this.begin());
  },

  frameAll() {
    this.map.fitBounds(this.frame, { padding: [14, 14], animate: false });
  },

  begin() {
    this.rescale();
    this.labels.arrange();
    for (const box of document.querySelectorAll("input[data-layer]")) {
      box.addEventListener("change", () => this.toggle(box.dataset.layer, box.checked));
    }
    for (const zone of document.querySelectorAll("button[data-zone]")) {
      zone.addEventListener("click", this.places.get(zone.dataset.zone));
    }
    document.getElementById("whole").addEventListener("click", () => this.frameAll());
  },

  layer(about, data, labels) {
    const { key, height, looks } = about;
    this.map.createPane(key).style.zIndex = 400 + height * 5;
    const told = data.features.some(({ properties }) => properties.tip.length);
    const style = ({ properties, geometry }) =>
      pathStyle(looks[properties.style], { pale: told, line: geometry.type.endsWith("LineString") });
    this.layers[key] = L.geoJSON(data, {
      pane: key,
      interactive: told,
      style,
      pointToLayer: (feature, place) => this.symbol(place, { ...style(feature), pane: key }),
      onEachFeature: (feature, shape) => told && this.tell(feature.properties, shape, about),
    });
    this.drawLegend(key, looks, { pale: told });
    this.labels.add(key, labels);
    return this.layers[key];
  },

  symbol(place, options) {
    const made = new ShapeMarker(place, { ...options, full: options.radius });
    this.symbols.push(made);
    return made;
  },

  tell(properties, shape, { key, title, searched }) {
    const told = { ...properties, ...this.cards[key]?.[properties.id] };
    const show = (place) => this.card.open(told, place, Boolean(shape.getLatLng));
    const go = () => this.go(shape, key, show);
    shape.bindTooltip(() => tipOf(properties), { sticky: true, className: "tip" });
    shape.on("click", (event) => {
      L.DomEvent.stopPropagation(event);
      show(shape.getLatLng ? shape.getLatLng() : event.latlng);
    });
    this.places.set(`${key}/${properties.id}`, go);
    if (searched && properties.label) this.search.add(properties.label, title, go);
  },

  go(shape, key, show) {
    const place = shape.getLatLng ? shape.getLatLng() : shape.getBounds().getCenter();
    this.toggle(key, true);
    this.map.setView(place, Math.max(this.map.getZoom(), CLOSE_UP), { animate: false });
    show(place);
  },

  toggle(key, shown) {
    const box = document.querySelector(`input[data-layer="${CSS.escape(key)}"]`);
    box.checked = shown;
    this.map[shown ? "addLayer" : "removeLayer"](this.layers[key]);
    this.labels.arrange();
  },

  rescale() {
    const scale = scaleAt(this.map.getZoom());
    for (const symbol of this.symbols) symbol.setRadius(symbol.options.full * scale);
  },

  drawLegend(key, looks, options) {
    for (const frame of document.querySelectorAll(`svg[data-layer="${CSS.escape(key)}"]`)) {
      frame.append(legendSymbol(looks[frame.dataset.style], options));
    }
  },
};

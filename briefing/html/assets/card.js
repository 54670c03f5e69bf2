// The card of what was clicked, searched or chosen from a list, written as text nodes only.

function made(tag, ...parts) {
  const element = document.createElement(tag);
  element.append(...parts);
  return element;
}

class Card {
  constructor(map, panel, words, go) {
    Object.assign(this, { map, panel, words, go });
    map.createPane("halo").style.zIndex = 630;
    this.halo = L.circleMarker([0, 0], { pane: "halo", radius: 14, fill: false, interactive: false, color: "#1d2733", weight: 2.5 });
    map.on("click", () => this.close());
    document.addEventListener("keydown", ({ key }) => { if (key === "Escape") this.close(); });
  }

  // `place` is where it is about, `spot` whether that is a point.
  open(told, place, spot) {
    if (!this.panel.contains(document.activeElement)) this.back = document.activeElement;
    const title = made("h2", textOf(told.title ?? told.label));
    Object.assign(title, { id: "card-title", tabIndex: -1 });
    this.panel.replaceChildren(this.closer(), title, ...this.parts(told));
    Object.assign(this.panel, { hidden: false, scrollTop: 0 });
    this.halo.remove();
    if (spot) this.halo.setLatLng(place).addTo(this.map);
    this.uncover(place);
    title.focus({ preventScroll: true });
    this.panel.parentElement.scrollIntoView({ block: "nearest" });
  }

  close() {
    if (this.panel.hidden) return;
    const held = this.panel.contains(document.activeElement);
    this.panel.hidden = true;
    this.halo.remove();
    if (held) (this.back?.isConnected ? this.back : this.map.getContainer()).focus();
  }

  parts({ tip, rows = [], links = [] }) {
    const table = made("dl", ...rows.flatMap(([name, value]) => [made("dt", textOf(name)), made("dd", textOf(value))]));
    return [
      ...tip.map((line) => made("p", textOf(line))),
      ...(rows.length ? [table] : []),
      ...links.flatMap(({ title, links: each }) => [made("h3", textOf(title)), made("ul", ...each.map((link) => this.link(link)))]),
    ];
  }

  link({ text, note, to }) {
    const button = made("button", textOf(text), made("small", textOf(note)));
    button.type = "button";
    button.addEventListener("click", () => this.go(to));
    return made("li", button);
  }

  closer() {
    const button = made("button", "×");
    Object.assign(button, { type: "button", className: "close", title: this.words.close });
    button.setAttribute("aria-label", this.words.close);
    button.addEventListener("click", () => this.close());
    return button;
  }

  // Move the map, if need be, so that the card does not lie on what it is about.
  uncover(place) {
    const [whole, box] = [this.map.getContainer(), this.panel].map((each) => each.getBoundingClientRect());
    const at = this.map.latLngToContainerPoint(place);
    const [left, top] = [box.left - whole.left, box.top - whole.top];
    if (at.x < left - 20 || at.y < top - 20 || at.y > box.bottom - whole.top + 20) return;
    const beside = left > whole.width / 3;
    this.map.panBy(beside ? [at.x - left / 2, 0] : [0, at.y - top / 2], { animate: false });
  }
}

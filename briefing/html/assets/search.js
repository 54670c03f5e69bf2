// Search by name, without accents and capitals, among the places that are on the map.

const MOST_FOUND = 12;

function plain(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

class Search {
  constructor(field, list, words) {
    Object.assign(this, { field, list, words, places: [] });
    field.addEventListener("input", () => this.show());
    field.addEventListener("keydown", (event) => this.press(event));
    for (const part of [field, list]) part.addEventListener("keydown", (event) => this.step(event));
  }

  add(name, kind, go) {
    this.places.push({ name, kind, key: plain(name), go });
  }

  found() {
    const letters = plain(this.field.value.trim());
    const holds = letters ? this.places.filter(({ key }) => key.includes(letters)) : [];
    return holds.sort((a, b) => a.key.indexOf(letters) - b.key.indexOf(letters)).slice(0, MOST_FOUND);
  }

  show() {
    const found = this.found();
    this.list.replaceChildren(...found.map((place) => this.item(place)));
    const nothing = this.field.value.trim() && !found.length;
    this.list.dataset.nothing = nothing ? this.words.nothing : "";
  }

  item({ name, kind, go }) {
    const button = made("button", textOf(name), made("small", textOf(kind)));
    button.type = "button";
    button.addEventListener("click", go);
    return made("li", button);
  }

  press(event) {
    const [first] = this.found();
    if (event.key === "Enter" && first) first.go();
    if (event.key === "Escape") { this.field.value = ""; this.show(); }
  }

  // The arrow keys lead from the field into the list and through it.
  step(event) {
    const way = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!way) return;
    const stops = [this.field, ...this.list.querySelectorAll("button")];
    stops[stops.indexOf(document.activeElement) + way]?.focus();
    event.preventDefault();
  }
}

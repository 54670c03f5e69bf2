// The furniture: the panel that is both layer switch and legend, the tip, the notice, the hint.
// Every word goes in by textContent.

const LETTERS_IN_TIP = 140;
const LINES_IN_TIP = 12;

function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

function swatch(style) {
  const canvas = element("canvas", "swatch");
  const ratio = window.devicePixelRatio || 1;
  canvas.width = 26 * ratio;
  canvas.height = 20 * ratio;
  const pen = canvas.getContext("2d");
  pen.setTransform(ratio, 0, 0, ratio, 13 * ratio, 10 * ratio);
  canvas.setAttribute("aria-hidden", "true");
  return { canvas, pen, style };
}

function symbolSwatch(style) {
  const { canvas, pen } = swatch(style);
  paintSymbol(pen, { ...style, radius: Math.min(style.radius, 6.5) });
  return canvas;
}

function areaSwatch(style) {
  const { canvas, pen } = swatch(style);
  const path = new Path2D();
  path.rect(-9, -5.5, 18, 11);
  paintArea(pen, { path, closed: true }, style, 1);
  return canvas;
}

function lineSwatch(style) {
  const { canvas, pen } = swatch(style);
  const line = { from: { x: -11, y: 0 }, to: { x: 11, y: 0 }, style: "one" };
  paintLines(pen, { scale: 1, left: 0, top: 0 }, [line], { one: style });
  return canvas;
}

/** A style without a symbol is one of areas or, unfilled, of lines; so is any in a layer of areas. */
function swatchOf(style, { areas, marks }) {
  if (style.shape !== "none" && (marks.length || !areas.length)) return symbolSwatch(style);
  return style.fill ? areaSwatch(style) : lineSwatch(style);
}

class Panel {
  constructor(root, onSwitch) {
    this.onSwitch = onSwitch;
    this.box = element("details", "panel");
    this.title = element("summary", "");
    this.rows = element("div", "rows");
    this.box.append(this.title, this.rows);
    this.box.open = root.clientWidth >= 560;
    this.box.hidden = true; // until the first layer is in, it has neither a name nor a row
    root.append(this.box);
    L.DomEvent.disableClickPropagation(this.box);
    L.DomEvent.disableScrollPropagation(this.box);
  }

  /** Rebuilt only when something it shows has changed, so that a focused checkbox stays focused. */
  show(layers, { words, lineStyles, lineLegend }) {
    const seen = layers.map(({ key, spec, looks, shown, unplaced, marks }) =>
      [key, spec.title, spec.legend, looks, shown, unplaced, marks.length > 0, spec.switchable]);
    const content = JSON.stringify([seen, words, lineStyles, lineLegend]);
    if (content === this.content) return;
    this.content = content;
    this.box.hidden = false;
    this.title.textContent = words.layers;
    const focused = this.rows.getRootNode().activeElement?.dataset?.layer;
    // Topmost first, as the eye meets them.
    const groups = layers.toReversed().filter(hasEntry).map((layer) => this.group(layer, words));
    const lines = lineLegend.map(([name, label]) => legendRow(lineSwatch(lineStyles[name]), label));
    this.rows.replaceChildren(...lines, ...groups);
    this.rows.querySelector(`[data-layer="${CSS.escape(focused ?? "")}"]`)?.focus();
  }

  group(layer, words) {
    const { spec, unplaced, shown } = layer;
    const box = element("div", shown ? "group" : "group off");
    box.append(spec.switchable ? this.switcher(layer) : element("div", "title", cut(spec.title, 60)));
    for (const [name, label] of spec.legend) {
      box.append(legendRow(swatchOf(spec.styles[name], layer), label));
    }
    if (unplaced) box.append(element("div", "unplaced", words.unplaced.replace("{count}", unplaced)));
    return box;
  }

  switcher({ key, spec, shown }) {
    const label = element("label", "title");
    const tick = element("input");
    tick.type = "checkbox";
    tick.checked = shown;
    tick.dataset.layer = key;
    tick.addEventListener("change", () => this.onSwitch(key, tick.checked));
    label.append(tick, element("span", "", cut(spec.title, 60)));
    return label;
  }
}

/** A fixed layer without a legend, such as the base, has nothing to tell: it takes no room. */
function hasEntry({ spec, unplaced }) {
  return spec.switchable || spec.legend.length > 0 || unplaced > 0;
}

function legendRow(drawn, label) {
  const row = element("div", "row");
  row.append(drawn, element("span", "", cut(label, 60)));
  return row;
}

class Tip {
  constructor(root) {
    this.root = root;
    this.box = element("div", "tip");
    this.box.setAttribute("role", "tooltip");
    this.box.hidden = true;
    root.append(this.box);
  }

  show(feature, { x, y }) {
    if (feature !== this.feature) this.fill(feature);
    this.box.hidden = false;
    const { clientWidth, clientHeight } = this.root;
    const { offsetWidth, offsetHeight } = this.box;
    const right = x + 14 + offsetWidth <= clientWidth;
    const below = y + 14 + offsetHeight <= clientHeight;
    this.box.style.left = `${Math.max(4, right ? x + 14 : x - 14 - offsetWidth)}px`;
    this.box.style.top = `${Math.max(4, below ? y + 14 : y - 14 - offsetHeight)}px`;
  }

  fill(feature) {
    this.feature = feature;
    const lines = feature.tip.slice(0, LINES_IN_TIP);
    if (feature.tip.length > LINES_IN_TIP) lines.push("…");
    this.box.replaceChildren(this.line("b", feature.label), ...lines.map((text) => this.line("div", text)));
  }

  line(name, text) {
    const line = element(name, "", cut(text, LETTERS_IN_TIP));
    line.dir = "auto";
    return line;
  }

  hide() {
    this.feature = undefined;
    this.box.hidden = true;
  }
}

/** Sentences over the map: what failed (an alert), or how to draw (a status). */
class Notice {
  constructor(root, role, className) {
    this.box = element("div", className);
    this.box.setAttribute("role", role);
    root.append(this.box);
  }

  say(sentences) {
    const content = sentences.join("\n");
    if (content === this.content) return;
    this.content = content;
    this.box.replaceChildren(...sentences.map((text) => element("p", "", text)));
  }
}

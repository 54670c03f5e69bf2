// Names and minutes on the map: the important ones first, none upon another.

const LETTERS_ON_MAP = 34;
const MOST_NAMES = 220;
const ROOM_FOR_A_LABEL = 84; // pixels of line under its label
const ROOM_AMONG_FEW = 46; // where few lines compete, a shorter one may speak too
const FEW_LINES = 12;

class Lettering {
  /** `onReady` is called when the page's own font has come: widths measured before are wrong. */
  constructor(family, onReady) {
    this.family = family;
    this.widths = new Map();
    document.fonts.load(this.font({ strong: true })).then(() => {
      this.widths.clear();
      onReady();
    });
  }

  font({ strong, quiet }) {
    return `${strong ? 650 : quiet ? 400 : 500} 12px ${this.family}`;
  }

  width(pen, wish) {
    const known = `${this.font(wish)}|${wish.text}`;
    if (!this.widths.has(known)) {
      pen.font = this.font(wish);
      this.widths.set(known, pen.measureText(wish.text).width);
    }
    return this.widths.get(known);
  }

  /** Seats what fits. Each wish: {text, x, y, reach, centred, strong, quiet, colour}, the dearest first. */
  arrange(pen, wishes) {
    const taken = wishes.filter(({ reach }) => reach).map(symbolBox);
    const seated = [];
    for (const wish of wishes) {
      if (seated.length >= MOST_NAMES) break;
      const free = (seat) => !taken.some((other) => meet(seat, other));
      const box = seats(wish, this.width(pen, wish)).find(free);
      if (!box) continue;
      taken.push(box);
      seated.push({ ...wish, box });
    }
    return seated;
  }

  write(pen, seated) {
    pen.textBaseline = "middle";
    pen.textAlign = "left";
    pen.lineJoin = "round";
    pen.lineWidth = 3.5;
    pen.strokeStyle = PAPER;
    for (const { box, text, colour, ...wish } of seated) {
      pen.font = this.font(wish);
      pen.strokeText(text, box.x, box.y + box.high / 2);
      pen.fillStyle = colour ?? INK;
      pen.fillText(text, box.x, box.y + box.high / 2);
    }
  }
}

function symbolBox({ x, y, reach }) {
  return { x: x - reach, y: y - reach, wide: 2 * reach, high: 2 * reach };
}

function seats({ x, y, reach, centred }, wide) {
  const high = 15;
  const middle = { x: x - wide / 2, y: y - high / 2, wide, high };
  if (centred) return [middle];
  return [
    { ...middle, x: x + reach + 3 },
    { ...middle, x: x - reach - 3 - wide },
    { ...middle, y: y - reach - high },
    { ...middle, y: y + reach },
  ];
}

function meet(one, other) {
  return one.x < other.x + other.wide && other.x < one.x + one.wide
    && one.y < other.y + other.high && other.y < one.y + one.high;
}

function lineWishes(lines, styles, { scale, left, top }) {
  const room = lines.length > FEW_LINES ? ROOM_FOR_A_LABEL : ROOM_AMONG_FEW;
  return lines.flatMap((line) => {
    const long = Math.hypot(line.to.x - line.from.x, line.to.y - line.from.y) * scale;
    if (!line.label || long < room) return [];
    const x = ((line.from.x + line.to.x) / 2) * scale - left;
    const y = ((line.from.y + line.to.y) / 2) * scale - top;
    return [{ text: onMap(line.label), x, y, centred: true, colour: styles[line.style].colour }];
  });
}

/** What a route says, half way along it; the last drawn lies on top and speaks first. */
function routeWishes(layers, { scale, left, top, zoom }) {
  const lines = layers.flatMap(({ areas }) => areas)
    .filter(({ closed, label, style }) => !closed && label && zoom >= (style.textFrom ?? Infinity));
  const room = lines.length > FEW_LINES ? ROOM_FOR_A_LABEL : ROOM_AMONG_FEW;
  const long = ({ box: [west, north, east, south] }) => Math.hypot(east - west, south - north) * scale >= room;
  return lines.filter(long).toReversed().map(({ label, middle, style }) => ({
    text: onMap(label), x: middle.x * scale - left, y: middle.y * scale - top, centred: true, colour: style.colour }));
}

/** A mark's name beside its symbol; a mark that is nothing but a name is centred, and quiet. */
function nameWish(mark, { scale, left, top }, strong = false) {
  const at = { x: mark.x * scale - left, y: mark.y * scale - top, text: onMap(mark.label) };
  if (mark.style.shape === "none") return { ...at, centred: true, quiet: true, colour: mark.style.colour };
  return { ...at, strong, reach: mark.style.radius + (strong ? 8 : 2) };
}

/** Isolated by U+2068…U+2069, so that a right-to-left name turns no neighbour round. */
function onMap(text) {
  return `\u2068${cut(text, LETTERS_ON_MAP)}\u2069`;
}

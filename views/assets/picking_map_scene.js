// What stands on the map now, sheet by sheet from the ground up.

const PICKED_AREA = { colour: INK, fill: null, weight: 3, dash: "" };

class Scene {
  constructor(picking) {
    this.picking = picking;
    this.stamps = new Stamps();
    this.special = [];
    this.words = [];
    const sheet = (name, zIndex, paint) => new Sheet(picking.map, { name, zIndex, paint });
    // A pick repaints `under` and `top`, which are nearly empty, and leaves ten thousand points alone.
    this.ground = sheet("ground", 310, (...on) => paintAreas(...on, picking.shown, picking.origin));
    this.under = sheet("under", 320, (...on) => this.paintUnder(...on));
    this.points = sheet("points", 330, (...on) => this.paintPoints(...on));
    this.top = sheet("top", 340, (...on) => this.paintTop(...on));
    this.lettering = new Lettering(getComputedStyle(picking.root).fontFamily, () => this.refreshState());
  }

  refresh() {
    this.ground.refresh();
    this.points.refresh();
    this.refreshState();
  }

  refreshState() {
    if (!this.forgotten) this.under.refresh(); // and `top` with it
  }

  forget() {
    this.forgotten = true;
    [this.ground, this.under, this.points, this.top].forEach((sheet) => sheet.forget());
  }

  paintUnder(pen, frame) {
    this.special = this.specialMarks();
    this.words = this.lettering.arrange(pen, this.wishes(frame, this.special));
    this.lettering.write(pen, this.words.filter(({ quiet }) => quiet));
    this.paintPickedAreas(pen, frame);
    paintLines(pen, frame, this.picking.lines, this.picking.data.lineStyles);
    this.top.paintNow();
  }

  paintPoints(pen, frame) {
    for (const { marks } of this.picking.shown) paintMarks(pen, frame, marks, this.stamps);
  }

  /** What paintUnder has found: the special marks, and the words with their seats. */
  paintTop(pen, frame) {
    this.special.toReversed().forEach((mark) => this.paintSpecial(pen, frame, mark));
    this.lettering.write(pen, this.words.filter(({ quiet }) => !quiet));
    if (this.picking.rectangle) paintRectangle(pen, frame, this.picking.rectangle);
    this.picking.gestures?.shape.paint(pen, frame);
  }

  /** The picked marks and the one in focus, this one first. */
  specialMarks() {
    const { focus } = this.picking.data;
    const wanted = ({ spec, marks }) => marks
      .filter(({ id }) => id === focus || (spec.pickable && this.picking.picked.has(id)));
    return this.picking.shown.flatMap(wanted).sort((one, other) => (other.id === focus) - (one.id === focus));
  }

  paintSpecial(pen, { scale, left, top }, mark) {
    pen.save();
    pen.translate(mark.x * scale - left, mark.y * scale - top);
    if (mark.id === this.picking.data.focus) {
      pen.beginPath();
      pen.arc(0, 0, mark.style.radius + 16, 0, 2 * Math.PI);
      pen.fillStyle = HALO;
      pen.fill();
    }
    if (this.picking.picked.has(mark.id)) paintPicked(pen, mark.style);
    else paintSymbol(pen, mark.style, 2);
    pen.restore();
  }

  paintPickedAreas(pen, frame) {
    const chosen = ({ id }) => this.picking.picked.has(id) || id === this.picking.data.focus;
    const layers = this.picking.shown.filter(({ spec }) => spec.pickable)
      .map(({ areas }) => ({ areas: areas.filter(chosen).map((area) => ({ ...area, style: PICKED_AREA })) }));
    paintAreas(pen, frame, layers, this.picking.origin);
  }

  /** The focus speaks first, then the minutes, the other picked, and the names from the top down. */
  wishes(frame, special) {
    const [focused, ...others] = special.map((mark) => nameWish(mark, frame, true));
    const minutes = [
      ...routeWishes(this.picking.shown, frame),
      ...lineWishes(this.picking.lines, this.picking.data.lineStyles, frame),
    ];
    const spoken = new Set(special);
    const names = this.picking.shown.toReversed().flatMap(({ marks }) => marks
      .filter((mark) => frame.zoom >= (mark.style.textFrom ?? Infinity) && !spoken.has(mark))
      .map((mark) => nameWish(mark, frame)));
    const onPage = ({ x, y }) => x > -60 && y > -20 && x < frame.width + 60 && y < frame.height + 20;
    return [...(focused ? [focused] : []), ...minutes, ...others, ...names].filter(onPage);
  }
}

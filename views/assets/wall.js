// The wall: shows the pages of the board one after the other. Its texts come from the server, escaped;
// what it shows stays when the server is gone, and then it says so.

const walls = new WeakMap(); // Streamlit's place on the page → Wall

/** Called by the loader at the first mount and again at every beat. */
export async function draw({ parentElement: place, data }, address) {
  // After an update of the server this is another program than the one that drew here: begin anew.
  if (!walls.has(place) && place.querySelector(".wall")) window.location.reload();
  if (!walls.has(place)) walls.set(place, new Wall(place, data, address));
  const wall = walls.get(place);
  await wall.receive(data, address);
  return () => place.host.isConnected || wall.leave();
}

function element(name, className, parent) {
  const made = document.createElement(name);
  made.className = className;
  parent?.append(made);
  return made;
}

class Wall {
  constructor(place, data, address) {
    this.root = element("div", "wall");
    this.root.dataset.ready = "false";
    this.build();
    const sheet = element("link", "");
    sheet.rel = "stylesheet";
    sheet.href = address(data.style);
    place.append(sheet, this.root);
    this.watch = new Watch(address("_stcore/health"));
    this.turns = new Map(); // panel → how often it has been shown
    this.at = 0;
    this.turned = Date.now();
    this.timers = [setInterval(() => this.tick(), 1000), setInterval(() => this.watch.ask(), ASK_EVERY)];
    this.stayAwake();
    this.root.bivouac = { // for tests
      turnTo: (key, page) => this.turnTo(key, page),
      pages: () => this.board.panels.map(({ key, pages }) => [key, pages.length]),
    };
  }

  build() {
    const head = element("div", "head", this.root);
    this.title = element("p", "title", head);
    this.day = element("p", "day", head);
    this.clock = element("p", "clock", head);
    const stage = element("div", "stage", this.root);
    const top = element("div", "top", stage);
    this.heading = element("h1", "", top);
    this.banner = element("p", "banner", top);
    this.banner.setAttribute("role", "alert");
    this.banner.hidden = true;
    this.body = element("div", "body", stage);
    const foot = element("div", "foot", this.root);
    this.old = element("p", "old", foot);
    this.imprint = element("p", "imprint", foot);
    const right = element("div", "right", foot);
    this.sheet = element("p", "", right);
    this.standing = element("p", "", right);
  }

  /** One beat of the server, with the address of the board as it is now. */
  async receive(data, address) {
    this.watch.heard();
    this.data = data;
    if (data.board && data.board !== this.shown) await this.take(address(data.board), data.board);
    this.tick();
  }

  async take(url, name) {
    try {
      const answer = await fetch(url);
      if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
      this.board = await answer.json();
      this.shown = name;
      this.show();
      this.root.dataset.ready = "true";
    } catch (error) {
      console.warn("The board could not be fetched; the next beat tries again.", error);
    }
  }

  tick() {
    if (this.watch.mustReload()) window.location.reload();
    const now = Date.now();
    this.clock.textContent = this.time(now);
    this.tell();
    if (!this.board) return;
    this.standing.textContent = this.written(this.data.words.standing, this.watch.beat, true);
    if (now - this.turned < this.data.every * 1000) return;
    this.turned = now;
    this.turns.set(this.panel().key, this.turn() + 1);
    this.at += 1;
    this.show();
  }

  panel() {
    return this.board.panels[this.at % this.board.panels.length];
  }

  turn() {
    return this.turns.get(this.panel().key) ?? 0;
  }

  turnTo(key, page = 0) {
    this.at = this.board.panels.findIndex((panel) => panel.key === key);
    this.turns.set(key, page);
    this.turned = Date.now();
    this.show();
  }

  show() {
    const { board } = this;
    const panel = this.panel();
    const page = this.turn() % panel.pages.length;
    this.root.lang = board.lang;
    this.root.dataset.panel = panel.key;
    this.root.dataset.page = page;
    this.title.textContent = [board.title, board.scenario].filter(Boolean).join(" · ");
    this.day.textContent = board.day;
    this.old.textContent = board.old;
    this.old.hidden = !board.old;
    this.imprint.textContent = board.imprint.join(" · ");
    const number = (this.at % board.panels.length) + 1;
    this.sheet.textContent = this.data.words.sheet.replace("{n}", number).replace("{all}", board.panels.length);
    const pages = panel.pages.length > 1 ? ` ${page + 1}/${panel.pages.length}` : "";
    this.heading.textContent = `${panel.title}${pages}`;
    this.body.innerHTML = panel.pages[page]; // escaped where it was made: briefing/wall/markup.py
  }

  /** Say what is wrong in one line; the worst first. */
  tell() {
    const { words, trouble } = this.data ?? { words: {} };
    const state = this.watch.state();
    const since = state === "lost" ? Math.min(this.watch.answered, this.watch.back || Infinity) : this.watch.beat;
    const told = state ? this.written(words[state] ?? "", since) : (trouble ?? "");
    this.root.dataset.state = state || (trouble ? "trouble" : "");
    if (this.banner.textContent !== told) this.banner.textContent = told;
    this.banner.hidden = !told;
  }

  written(sentence, moment, seconds = false) {
    return sentence.replace("{time}", this.time(moment, seconds));
  }

  time(moment, seconds = false) {
    const form = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
    if (seconds) form.second = "2-digit";
    return new Date(moment).toLocaleTimeString(this.board?.lang ?? "fr", form);
  }

  /** A wall that goes dark by itself needs a hand; where the browser forbids this, its settings must do. */
  stayAwake() {
    const ask = () => navigator.wakeLock?.request("screen").catch(() => undefined);
    document.addEventListener("visibilitychange", ask);
    this.sleepy = () => document.removeEventListener("visibilitychange", ask);
    ask();
  }

  leave() {
    this.timers.forEach(clearInterval);
    this.sleepy();
  }
}

// Whether the wall is still told anything: beats come from the script on the server, answers from the
// server itself. Both are looked at here, since nobody else is left to say that they stopped.

const LOST_AFTER = 6000; // ms without an answer from the server: the connection is lost
const SILENT_AFTER = 30000; // ms without a beat: longer than the server works at a large plan
const RELOAD_AFTER = 10000; // ms for Streamlit to find its way back to a server that answers again
const GIVE_UP_AFTER = 600000; // ms without a beat from a server that answers: begin anew
const ASK_EVERY = 2000;
const PATIENCE = 3000; // ms for one answer

class Watch {
  constructor(address) {
    this.address = address;
    this.beat = this.answered = Date.now();
    this.back = 0; // since when a lost server answers again
  }

  heard() {
    this.beat = this.answered = Date.now();
    this.back = 0;
  }

  /** Ask the server for a sign of life; whatever goes wrong is none. */
  async ask() {
    try {
      const answer = await fetch(this.address, { cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
      if (!answer.ok) throw new Error(answer.status); // a proxy before a server that is gone
      if (this.isLost()) this.back = Date.now();
      this.answered = Date.now();
    } catch {
      this.back = 0;
    }
  }

  isLost() {
    return Date.now() - this.answered > LOST_AFTER;
  }

  /** What to say: "lost", "silent" or nothing; a server that came back is lost until it beats. */
  state() {
    if (this.isLost() || this.back) return "lost";
    return Date.now() - this.beat > SILENT_AFTER ? "silent" : "";
  }

  /** A page loaded anew finds its way by itself; from a server that does not answer it would find none. */
  mustReload() {
    if (this.isLost()) return false;
    const now = Date.now();
    return (this.back && now - this.back > RELOAD_AFTER) || now - this.beat > GIVE_UP_AFTER;
  }
}

// Streamlit sends this text again at every run, so it stays short: the program of the component (the
// picking map, the wall) comes by URL, once.

function appRoot() {
  // Streamlit's own script tells where the app hangs (baseUrlPath, a proxy's prefix); a blob has no base.
  const own = document.querySelector('script[type="module"][src*="static/js/"]');
  return own ? new URL("../../", own.src) : new URL("./", document.baseURI);
}

function sayBroken(place, sentence) {
  const line = document.createElement("p");
  line.className = "bivouac-broken";
  line.setAttribute("role", "alert");
  line.textContent = sentence;
  place.querySelector(".bivouac-broken")?.remove();
  place.append(line);
}

export default async function mount(component) {
  const { data, parentElement: place } = component;
  const root = appRoot();
  const address = (path) => new URL(path.replace(/^\//, ""), root).href;
  try {
    const program = await import(address(data.assets.program));
    const leave = await program.draw(component, address);
    place.querySelector(".bivouac-broken")?.remove();
    return leave;
  } catch (error) {
    console.error("The component could not start.", error);
    sayBroken(place, data.words.broken);
    return undefined;
  }
}

// On paper the map is A4 landscape, and shows what was on screen.

function onPaper(map) {
  let seen;
  window.addEventListener("beforeprint", () => {
    seen = map.getBounds().pad(-0.02);
    document.body.classList.add("paper");
    const head = document.querySelector("header").offsetHeight;
    document.body.style.setProperty("--head", `${head}px`);
    map.invalidateSize({ animate: false, pan: false });
    map.fitBounds(seen, { animate: false });
  });
  window.addEventListener("afterprint", () => {
    document.body.classList.remove("paper");
    map.invalidateSize({ animate: false, pan: false });
    map.fitBounds(seen, { animate: false });
  });
}

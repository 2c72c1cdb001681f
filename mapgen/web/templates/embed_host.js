// The side of the page around maps: heights of frames, and schemes by attribute or message.
function startHost() {
  // Frames whose attribute changed: from then on it outdoes the flag in their address.
  const changed = new WeakSet();

  // All elements of a kind, those of the page's own components too.
  function every(selector, root) {
    const found = Array.from(root.querySelectorAll(selector));
    root.querySelectorAll("*").forEach(function (one) {
      if (one.shadowRoot) found.push.apply(found, every(selector, one.shadowRoot));
    });
    return found;
  }

  function frames() { return every("iframe", document); }

  function tell(frame, type, dark) {
    if (frame.contentWindow) frame.contentWindow.postMessage({ source: "mapgen", type: type, dark: dark }, "*");
  }

  // The element that an editor wrote: the frame, or the component around it.
  function written(frame) {
    const host = frame.getRootNode().host;
    return host && host.frame === frame ? host : frame;
  }

  function schemeOf(frame) {
    const map = written(frame);
    return map === frame ? frame.dataset.dark : map.getAttribute("dark");
  }

  // Themes put frames into boxes of a video's proportions, which would cut off all below.
  function freed(map, height) {
    const box = map.parentElement;
    if (!box || box === document.body || getComputedStyle(map).position !== "absolute") return;
    box.style.setProperty("height", height + "px", "important");
    box.style.setProperty("padding-bottom", "0", "important");
  }

  function answer(frame, height) {
    if (!(height > 0 && height < 20000)) return;
    frame.height = Math.ceil(height);
    // A policy may have dropped the frame's own style.
    if (!frame.style.width && !frame.hasAttribute("width")) frame.style.width = "100%";
    // A page's own rule for iframes would outdo the attribute.
    frame.style.setProperty("height", frame.height + "px", "important");
    frame.style.setProperty("max-height", "none", "important");
    frame.style.border = "0";
    freed(written(frame), frame.height);
    const dark = schemeOf(frame), flag = new URL(frame.src, document.baseURI).searchParams.has("dark");
    if (isScheme(dark) && (changed.has(frame) || !flag)) tell(frame, "dark", dark);
  }

  function switchFrame(frame, dark) {
    if (!frame || !isScheme(dark)) return;
    changed.add(frame);
    tell(frame, "dark", dark);
  }

  function switchAll(dark) {
    every("figure.mg-embed, iframe[data-dark]", document).forEach(function (map) { map.dataset.dark = dark; });
    every("mapgen-map", document).forEach(function (map) { map.setAttribute("dark", dark); });
  }

  function switchPictures() {
    document.querySelectorAll("figure.mg-embed").forEach(function (figure) {
      if (isScheme(figure.dataset.dark)) followScheme(figure, figure.dataset.dark);
    });
  }

  window.addEventListener("message", function (event) {
    const said = event.data;
    if (!said || said.source !== "mapgen") return;
    if (said.type === "dark" && isScheme(said.dark)) switchAll(said.dark);
    // Never by origin: a frame in a sandbox has none.
    const frame = said.type === "height" && frames().find(function (one) { return one.contentWindow === event.source; });
    if (frame) answer(frame, said.height);
  });
  new MutationObserver(function (changes) {
    changes.forEach(function (change) {
      if (change.target.localName === "iframe") switchFrame(change.target, change.target.dataset.dark);
    });
    switchPictures();
  }).observe(document, { subtree: true, attributes: true, attributeFilter: ["data-dark"] });
  document.addEventListener("DOMContentLoaded", switchPictures);
  switchPictures();
  defineComponent(switchFrame);
  frames().forEach(function (frame) { tell(frame, "embed-size-asked"); });
}

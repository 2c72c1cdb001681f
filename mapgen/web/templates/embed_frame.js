// The frame's side: it says how high it is, and takes a scheme.
function startFrame() {
  const asked = new URLSearchParams(location.search), root = document.documentElement;
  const secret = new URLSearchParams(location.hash.replace(/^#\??/, "")).get("secret");

  function takeScheme(dark) {
    if (!isScheme(dark)) return;
    root.dataset.dark = dark;
    followScheme(document, dark);
  }

  function post() {
    const height = Math.ceil(document.body.getBoundingClientRect().height);
    if (parent === window || !height) return;
    parent.postMessage({ sentinel: "amp", type: "embed-size", height: height }, "*");
    parent.postMessage(["pym", asked.get("childId") || "", "height", height].join("xPYMx"), "*");
    // WordPress gives a secret to frames that it has by oEmbed.
    if (secret) parent.postMessage({ message: "height", value: height, secret: secret }, "*");
    parent.postMessage({ source: "mapgen", type: "height", height: height }, "*");
  }

  takeScheme(asked.get("dark"));
  ["plain", "transparent"].forEach(function (flag) { root.classList.toggle(flag, flagged(asked, flag)); });
  window.addEventListener("message", function (event) {
    const said = event.data;
    if (!said || said.source !== "mapgen") return;
    if (said.type === "dark") takeScheme(said.dark);
    if (said.type === "embed-size-asked") post();
  });
  new ResizeObserver(post).observe(document.body);
  window.addEventListener("load", post);
}

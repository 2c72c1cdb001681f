(function () {
  var asked = new URLSearchParams(location.search), root = document.documentElement;
  var dark = asked.get("dark"), scheme = "(prefers-color-scheme: dark)";
  if (dark === "true" || dark === "false") {
    root.dataset.dark = dark;
    document.querySelectorAll("source").forEach(function (source) {
      if (source.media.indexOf(scheme) < 0) return;
      var rest = source.media.replace(scheme, "").replace(/ and $/, "");
      source.media = dark === "true" ? rest || "all" : "not all";
    });
  }
  ["plain", "transparent"].forEach(function (flag) {
    if (asked.has(flag) && asked.get(flag) !== "false") root.classList.add(flag);
  });
  function post() {
    var height = Math.ceil(document.body.getBoundingClientRect().height);
    if (parent === window || !height) return;
    parent.postMessage({ sentinel: "amp", type: "embed-size", height: height }, "*");
    parent.postMessage(["pym", asked.get("childId") || "", "height", height].join("xPYMx"), "*");
    parent.postMessage({ source: "mapgen", type: "height", height: height }, "*");
  }
  new ResizeObserver(post).observe(document.body);
  window.addEventListener("load", post);
})();

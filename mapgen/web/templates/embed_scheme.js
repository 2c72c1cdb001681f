// Give the pictures in a part of the page the images of a scheme. Without a script, their markup decides.
function followScheme(part, dark) {
  part.querySelectorAll("source[data-scheme]").forEach(function (source) {
    const scheme = source.dataset.scheme, always = (dark === "true") === (scheme === "dark");
    if (dark !== "auto" && !always) { source.media = "not all"; return; }
    const when = dark === "auto" ? "(prefers-color-scheme: " + scheme + ")" : "";
    source.media = [source.dataset.media, when].filter(Boolean).join(" and ") || "all";
  });
}

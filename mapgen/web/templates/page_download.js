// The day shown as a picture of its own: an SVG with all its texts and colours that needs nothing of the page, and a PNG.
const SVG_SPACE = "http://www.w3.org/2000/svg", PICTURE = { wide: 640, edge: 20, factor: 2 };
const FAMILY = "'mapgen Sans', 'Source Sans 3', 'Source Sans Pro', system-ui, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif";
const PAINT = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "stroke-linejoin", "stroke-linecap"];
const ruler = document.createElement("canvas").getContext("2d");

function node(name, attributes, children) {
  const made = document.createElementNS(SVG_SPACE, name);
  Object.keys(attributes).forEach(function (key) { made.setAttribute(key, attributes[key]); });
  made.append(...(children || []));
  return made;
}

function colour(name) {
  return getComputedStyle(root).getPropertyValue("--" + name).trim();
}

// The paint of a number in the style sheet, as its rules have it.
function paintOf(look) {
  const probe = element("span", { class: "k" + look, hidden: "" });
  document.body.append(probe);
  const paint = getComputedStyle(probe).getPropertyValue("--fill").trim();
  probe.remove();
  return paint;
}

function widthOf(text, size, bold) {
  ruler.font = (bold ? 600 : 400) + " " + size + "px " + FAMILY;
  // A program that does not read the letters in the file may have wider ones.
  return ruler.measureText(text).width * 1.15;
}

function linesOf(text, size, bold, wide) {
  return text.split(" ").reduce(function (lines, word) {
    const longer = lines.length ? lines[lines.length - 1] + " " + word : word;
    if (lines.length && widthOf(longer, size, bold) <= wide) lines[lines.length - 1] = longer; else lines.push(word);
    return lines;
  }, []);
}

// Lines of text from a height on, in a group; returns the height below them.
function write(group, text, top, style) {
  const size = style.size, x = style.x || PICTURE.edge, wide = PICTURE.wide - PICTURE.edge - x;
  linesOf(text, size, style.bold, wide).forEach(function (line) {
    top += size * 1.3;
    const weight = style.bold ? { "font-weight": 600 } : {};
    group.append(node("text", { x: x, y: (top - size * 0.3).toFixed(1), "font-size": size, fill: colour(style.colour), ...weight }, [line]));
  });
  return top;
}

function keyRows(group, top) {
  const model = find("mg-key").dataset.box, end = PICTURE.wide - PICTURE.edge;
  let x = PICTURE.edge, bottom = top;
  stateShown().said.key[shown.classes].forEach(function ([looks, label, count, more]) {
    const said = [text(label), count, text(more)].filter(Boolean).join(" "), needs = 28 + widthOf(said, 15, false);
    if (x > PICTURE.edge && x + needs > end) { x = PICTURE.edge; top = bottom; }
    looks.forEach(function (look, place) {
      const box = { x: x + place * 21 / looks.length, y: top + 5, width: 21 / looks.length, height: 15 };
      const patch = node("rect", { width: "100%", height: "100%", fill: paintOf(look) });
      group.append(node("svg", { ...box, viewBox: model, preserveAspectRatio: "xMidYMid slice" }, [patch]));
    });
    bottom = Math.max(bottom, write(group, said, top + 2, { size: 15, x: x + 28, colour: "ink" }) + 3);
    x += needs + 18;
  });
  return bottom;
}

// Writes into a copy of an element how the page paints it; false where it paints nothing.
function painted(live, copy, scale) {
  const style = getComputedStyle(live), fixed = style.vectorEffect === "non-scaling-stroke";
  const clear = function (name) { return style[name] === "none" || style[name] === "rgba(0, 0, 0, 0)"; };
  if (style.visibility === "hidden" || +style.opacity === 0 || (clear("fill") && clear("stroke"))) return false;
  PAINT.forEach(function (name) {
    let value = style.getPropertyValue(name).replace(/"/g, "");
    if (name !== "fill" && name !== "fill-opacity" && clear("stroke")) return;
    // A line that the page draws as wide at every size has that width in the picture.
    if (fixed && /width|dash/.test(name)) value = value.replace(/[\d.]+/g, function (number) { return (number / scale).toFixed(2); });
    copy.setAttribute(name, value.replace(/px/g, ""));
  });
  copy.setAttribute("fill-rule", style.fillRule);
  if (style.paintOrder !== "normal") copy.setAttribute("paint-order", style.paintOrder);
  return true;
}

function scaleOf(live) {
  const own = live.closest("[transform]");
  return own ? own.transform.baseVal.consolidate().matrix.a : 1;
}

function mapCopy(wide) {
  const live = find("mg"), copied = live.cloneNode(true), box = live.viewBox.baseVal, used = new Set();
  live.getAnimations({ subtree: true }).forEach(function (one) { one.finish(); });
  const from = [...live.querySelectorAll("*")], to = [...copied.querySelectorAll("*")];
  from.forEach(function (one, place) {
    const copy = to[place], labels = one.closest(".mg-labels");
    if (one.closest("defs") || one.tagName === "g") return;
    const other = labels && (labels.getAttribute("lang") !== shown.lang || !labels.classList.contains("mg-wide"));
    if (other || one.tagName === "title" || !painted(one, copy, scaleOf(one) * wide / box.width)) copy.remove();
    else used.add((/#([^)]+)/.exec(copy.getAttribute("fill")) || [])[1]);
  });
  copied.querySelectorAll("pattern").forEach(function (one) { if (!used.has(one.id)) one.remove(); });
  copied.querySelectorAll("[data-iso3]").forEach(function (one) {
    one.prepend(node("title", {}, [one.getAttribute("aria-label")]));
    ["role", "aria-label", "tabindex"].forEach(function (name) { one.removeAttribute(name); });
  });
  copied.querySelectorAll("g:not(:has(*))").forEach(function (one) { one.remove(); });
  const place = { viewBox: live.getAttribute("viewBox"), "font-family": FAMILY, width: wide, height: box.height * wide / box.width };
  return node("svg", place, [...copied.childNodes]);
}

function svgPicture() {
  const { wide, edge } = PICTURE, group = node("g", { "font-family": FAMILY }), map = mapCopy(wide);
  const said = function (id) { return find(id).textContent; };
  let top = write(group, said("mg-title"), edge - 4, { size: 27, bold: true, colour: "ink" });
  top = keyRows(group, write(group, said("mg-standfirst"), top + 3, { size: 17, colour: "ink" }) + 6) + 8;
  map.setAttribute("y", top);
  top += +map.getAttribute("height") + 8;
  find("mg-notes").querySelectorAll("li").forEach(function (note) {
    top = write(group, note.textContent, top, { size: 13, colour: "quiet" }) + 3;
  });
  top = write(group, said("mg-source"), top + 3, { size: 12, colour: "quiet" }) + edge - 6;
  const faces = document.querySelector("style").textContent.match(/@font-face\{[^}]*\}/g) || [];
  const all = { width: wide, height: Math.ceil(top), viewBox: "0 0 " + wide + " " + Math.ceil(top), role: "img" };
  const picture = node("svg", { ...all, "xml:lang": shown.lang, "aria-labelledby": "mg-picture-title mg-picture-desc" }, [
    node("title", { id: "mg-picture-title" }, [said("mg-title")]),
    node("desc", { id: "mg-picture-desc" }, [said("mg-alt")]),
    node("metadata", {}, [citation()]),
    node("style", {}, [faces.join("")]),
    node("rect", { width: "100%", height: "100%", fill: colour("page") }),
    map,
    group,
  ]);
  return new XMLSerializer().serializeToString(picture);
}

function pngPicture() {
  const address = URL.createObjectURL(new Blob([svgPicture()], { type: "image/svg+xml" })), image = new Image();
  image.src = address;
  return image.decode().then(function () {
    const canvas = element("canvas", { width: PICTURE.factor * image.width, height: PICTURE.factor * image.height });
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    URL.revokeObjectURL(address);
    return new Promise(function (done, failed) {
      canvas.toBlob(function (blob) { if (blob) done(blob); else failed(new Error("no picture")); });
    });
  });
}

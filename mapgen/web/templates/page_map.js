// The map: territories in their looks, one tab stop with arrow keys, and a card that says more of one of them.
const svg = find("mg"), card = find("mg-card"), box = find("mg-map");
const territories = data.territories.map(function (code) { return svg.querySelector('[data-iso3="' + CSS.escape(code) + '"]'); });
// A state too small to see has a disc as well, above all land.
const discs = data.territories.map(function (code) { return svg.querySelector('[data-disc="' + CSS.escape(code) + '"]'); });
const ATTRIBUTES = ["alignment", "bloc", "status", "leader", "since", "elected"];
let chosen = -1, pinned = false, leaving = 0;

function showMap(state) {
  state.entries.forEach(function (entry, place) {
    const one = territories[place];
    const look = entry.class[shown.classes] + " k" + entry.look[shown.classes];
    one.setAttribute("class", look);
    if (discs[place]) discs[place].setAttribute("class", look + " mg-disc");
    ATTRIBUTES.forEach(function (name) {
      if (name in entry.data) one.setAttribute("data-" + name, entry.data[name]);
      else one.removeAttribute("data-" + name);
    });
    one.setAttribute("aria-label", text(entry.said[shown.lang].tip[shown.classes]));
  });
  svg.setAttribute("xml:lang", shown.lang);
  svg.querySelectorAll(".mg-labels").forEach(function (layer) {
    layer.toggleAttribute("hidden", layer.getAttribute("lang") !== shown.lang);
  });
  svg.querySelectorAll(".mg-inside").forEach(function (name) {
    const place = data.territories.indexOf(name.dataset.of);
    if (place >= 0) name.setAttribute("class", "mg-inside k" + state.entries[place].look[shown.classes]);
  });
  if (chosen >= 0) fillCard(state);
}

function fillCard(state) {
  const entry = state.entries[chosen], said = entry.said[shown.lang];
  find("mg-outline").setAttribute("d", seen(chosen).querySelector("path").getAttribute("d"));
  const look = patch(entry.look[shown.classes], "mg-patch");
  const about = state.said.notes.filter(function (note) { return note[1].indexOf(data.territories[chosen]) >= 0; });
  const called = text(said.party), party = called ? [" (", element("bdi", {}, [called]), ")"] : [];
  const parts = [
    element("p", { class: "mg-name" }, [data.names[shown.lang][chosen]]),
    element("p", {}, [look, text(said.label[shown.classes])]),
    entry.data.leader ? element("p", {}, [element("bdi", {}, [entry.data.leader]), ...party]) : null,
    text(said.since) ? element("p", {}, [since(entry, text(said.since))]) : null,
    ...about.map(function (note) { return element("p", { class: "quiet" }, [text(note[0])]); }),
    said.readings.length ? element("p", { class: "quiet" }, readings(said)) : null,
    entry.sources.length ? element("p", { class: "quiet" }, sources(entry)) : null,
  ];
  card.replaceChildren(...parts.filter(Boolean));
}

function since(entry, day) {
  return entry.data.status === "in-office" ? words().heading.since + ": " + day : day;
}

function readings(said) {
  return [words().readings + ": "].concat(joined(said.readings.map(function ([label, coders]) {
    const names = joined(coders.map(function (coder) { return element("bdi", {}, [coder]); }));
    return element("span", {}, [text(label), " (", ...names, ")"]);
  })));
}

function sources(entry) {
  return [words().sources + ": "].concat(joined(entry.sources.map(link)));
}

// Opens the card on a territory, near a point of the window or at its middle.
function choose(place, point) {
  window.clearTimeout(leaving);
  chosen = place;
  fillCard(stateShown());
  card.hidden = false;
  const around = box.getBoundingClientRect(), middle = middleOf(seen(place)), at = point || middle;
  const x = at[0] - around.left, y = at[1] - around.top, wide = card.offsetWidth, high = card.offsetHeight;
  card.style.left = Math.max(0, Math.min(x - wide / 2, around.width - wide)) + "px";
  card.style.top = Math.max(0, y + 20 + high <= around.height || y < high + 20 ? y + 20 : y - 20 - high) + "px";
}

function dismiss() {
  window.clearTimeout(leaving);
  find("mg-outline").removeAttribute("d");
  chosen = -1;
  pinned = false;
  card.hidden = true;
}

// With a moment to get from the territory to its card.
function leave() {
  window.clearTimeout(leaving);
  if (!pinned) leaving = window.setTimeout(dismiss, 250);
}

// The element in which a reader sees a territory.
function seen(place) {
  return discs[place] || territories[place];
}

function middleOf(one) {
  const place = one.getBoundingClientRect();
  return [place.left + place.width / 2, place.top + place.height / 2];
}

// The nearest territory in a direction; what lies aside counts twice.
function neighbour(from, across, down) {
  const [x, y] = middleOf(seen(from));
  let best = from, least = Infinity;
  territories.forEach(function (_, place) {
    const [x2, y2] = middleOf(seen(place)), ahead = (x2 - x) * across + (y2 - y) * down;
    const aside = Math.abs((x2 - x) * down) + Math.abs((y2 - y) * across);
    if (place === from || ahead <= 0 || aside > 2.5 * ahead) return;
    if (ahead + 2 * aside < least) { least = ahead + 2 * aside; best = place; }
  });
  return best;
}

function moveTo(place) {
  territories.forEach(function (one, number) { one.setAttribute("tabindex", number === place ? "0" : "-1"); });
  territories[place].focus();
}

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function onMapKey(event, place) {
  const order = data.order[shown.lang];
  if (event.key in ARROWS) moveTo(neighbour(place, ...ARROWS[event.key]));
  else if (event.key === "Home") moveTo(order[0]);
  else if (event.key === "End") moveTo(order[order.length - 1]);
  else if (event.key === "Enter" || event.key === " ") { choose(place); pinned = true; }
  else return;
  event.preventDefault();
}

function watchPointer(part, place) {
  part.addEventListener("pointerenter", function (event) {
    if (!pinned && event.pointerType !== "touch") choose(place, [event.clientX, event.clientY]);
  });
  part.addEventListener("pointerleave", leave);
  part.addEventListener("click", function (event) {
    choose(place, [event.clientX, event.clientY]);
    pinned = true;
    event.stopPropagation();
  });
}

function watchMap() {
  territories.forEach(function (one, place) {
    one.setAttribute("tabindex", place === data.order[shown.lang][0] ? "0" : "-1");
    [one, discs[place]].filter(Boolean).forEach(function (part) { watchPointer(part, place); });
    one.addEventListener("focus", function () { if (one.matches(":focus-visible")) { pinned = false; choose(place); } });
    one.addEventListener("keydown", function (event) { onMapKey(event, place); });
  });
  card.addEventListener("pointerenter", function () { window.clearTimeout(leaving); });
  card.addEventListener("pointerleave", leave);
  card.addEventListener("click", function (event) { event.stopPropagation(); });
  box.addEventListener("focusout", function (event) { if (!box.contains(event.relatedTarget) && !pinned) leave(); });
  document.addEventListener("click", dismiss);
  document.addEventListener("keydown", function (event) { if (event.key === "Escape") dismiss(); });
}

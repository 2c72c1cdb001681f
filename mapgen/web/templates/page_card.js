// The card that says more of one country. It stands beside the country, never on it.
const svg = find("mg"), card = find("mg-card"), box = find("mg-map");
const territories = data.territories.map(function (code) { return svg.querySelector('[data-iso3="' + CSS.escape(code) + '"]'); });
// A state too small to see has a disc as well, above all land.
const discs = data.territories.map(function (code) { return svg.querySelector('[data-disc="' + CSS.escape(code) + '"]'); });
const GAP = 6;
let chosen = -1, pinned = false, returning = false, leaving = 0, near = null, side = "";

function fillCard(state) {
  const entry = state.entries[chosen], said = entry.said[shown.lang];
  find("mg-outline").setAttribute("d", seen(chosen).querySelector("path").getAttribute("d"));
  const look = patch(entry.look[shown.classes], "mg-patch");
  const about = state.said.notes.filter(function (note) { return note[1].indexOf(data.territories[chosen]) >= 0; });
  const called = text(said.party), party = called ? [", ", element("bdi", {}, [called])] : [];
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
  placeCard();
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

// The element in which a reader sees a territory.
function seen(place) {
  return discs[place] || territories[place];
}

function middleOf(part) {
  const place = part.getBoundingClientRect();
  return [place.left + place.width / 2, place.top + place.height / 2];
}

// Opens the card on a territory, near a point of the window or at its middle.
function choose(place, point) {
  window.clearTimeout(leaving);
  if (place !== chosen) side = "";
  chosen = place;
  const around = box.getBoundingClientRect(), [x, y] = point || middleOf(seen(place));
  near = [x - around.left, y - around.top];
  card.hidden = false;
  fillCard(stateShown());
}

function pin(place, point) {
  choose(place, point);
  pinned = true;
  const { top, bottom } = card.getBoundingClientRect();
  if (top < 0 || bottom > window.innerHeight) card.scrollIntoView({ block: "nearest" });
}

// Where the card can stand: beside, above or below the country, in the window if there is room, nearest the point.
function placeCard() {
  const around = box.getBoundingClientRect(), x = near[0] + around.left, y = near[1] + around.top;
  const land = seen(chosen).getBoundingClientRect(), right = root.clientWidth - GAP, bottom = window.innerHeight - GAP;
  card.style.maxHeight = "";
  let wide = card.offsetWidth, high = card.offsetHeight;
  const least = -window.scrollY, room = { above: land.top - 2 * GAP, below: bottom - land.bottom - GAP };
  const across = clamp(x - wide / 2, GAP, right - wide), down = clamp(y - high / 2, GAP, bottom - high);
  const places = [
    ["below", across, land.bottom + GAP, high <= room.below],
    ["above", across, land.top - GAP - high, high <= room.above],
    ["right", land.right + GAP, down, land.right + GAP + wide <= right && high <= bottom - GAP],
    ["left", land.left - GAP - wide, down, land.left - GAP - wide >= GAP && high <= bottom - GAP],
  ].filter(function (place) { return place[3]; });
  if (!places.length) {
    const [most, free] = room.above > room.below ? ["above", room.above] : ["below", room.below];
    if (free >= 120) { high = free; card.style.maxHeight = free + "px"; }
    const above = most === "above" && land.top - GAP - high >= least;
    places.push([most, across, above ? land.top - GAP - high : land.bottom + GAP]);
  }
  const slide = find("mg-time").getBoundingClientRect();
  const cost = function ([name, left, top]) {
    const aside = Math.max(left - x, 0, x - left - wide) + Math.max(top - y, 0, y - top - high);
    return aside + (top < slide.bottom && top + high > slide.top && left < slide.right ? 1000 : 0) - (name === side ? 2000 : 0);
  };
  const [name, left, top] = places.reduce(function (best, place) { return cost(place) < cost(best) ? place : best; });
  side = name;
  card.style.left = left - around.left + "px";
  card.style.top = top - around.top + "px";
}

function clamp(value, least, most) {
  return Math.max(least, Math.min(value, most));
}

function dismiss() {
  window.clearTimeout(leaving);
  find("mg-outline").removeAttribute("d");
  chosen = -1;
  pinned = false;
  card.hidden = true;
}

// A reader who was in the card is back at its country, without the card.
function escape() {
  const place = chosen, inside = card.contains(document.activeElement);
  dismiss();
  if (!inside) return;
  returning = true;
  moveTo(place);
  returning = false;
}

// With a moment to get from the territory to its card.
function leave() {
  window.clearTimeout(leaving);
  if (!pinned) leaving = window.setTimeout(dismiss, 250);
}

function watchCard() {
  card.addEventListener("pointerenter", function () { window.clearTimeout(leaving); });
  card.addEventListener("pointerleave", leave);
  card.addEventListener("click", function (event) { event.stopPropagation(); });
  document.addEventListener("click", dismiss);
  document.addEventListener("keydown", function (event) { if (event.key === "Escape" && chosen >= 0) escape(); });
}

// The map: territories in their looks, and one tab stop with arrow keys.
const ATTRIBUTES = ["alignment", "bloc", "status", "leader", "since", "elected"];

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
  else if (event.key === "Enter" || event.key === " ") pin(place);
  else return;
  event.preventDefault();
}

function watchMap() {
  territories.forEach(function (one, place) {
    one.setAttribute("tabindex", place === data.order[shown.lang][0] ? "0" : "-1");
    one.addEventListener("focus", function () { if (!returning && one.matches(":focus-visible")) { pinned = false; choose(place); } });
    one.addEventListener("keydown", function (event) { onMapKey(event, place); });
  });
  box.addEventListener("focusout", function (event) { if (!box.contains(event.relatedTarget) && !pinned) leave(); });
}

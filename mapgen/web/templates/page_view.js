// The texts around the map. Everything from the record is set as text, never as markup.
function find(id) {
  return document.getElementById(id);
}

function element(name, attributes, children) {
  const made = document.createElement(name);
  Object.keys(attributes || {}).forEach(function (key) { made.setAttribute(key, attributes[key]); });
  (children || []).forEach(function (child) { if (child !== null) made.append(child); });
  return made;
}

function patch(look, classes) {
  const model = find("mg-key").dataset.box, space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg"), rect = document.createElementNS(space, "rect");
  svg.setAttribute("viewBox", model);
  svg.setAttribute("preserveAspectRatio", "xMidYMid slice");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", classes + " k" + look);
  rect.setAttribute("width", "100%");
  rect.setAttribute("height", "100%");
  svg.append(rect);
  return svg;
}

function link(number) {
  const [name, address] = data.sources[number], said = element("bdi", {}, [name]);
  if (!address) return said;
  return element("a", { href: address, rel: "noopener external", target: "_blank" }, [said]);
}

function joined(parts) {
  return parts.flatMap(function (part, place) { return place ? [", ", part] : [part]; });
}

function keyItem(item) {
  const [looks, label, count, more] = item, said = element("span", {}, [text(label)]);
  if (count) said.append(" ", element("b", {}, [count]));
  if (text(more)) said.append(element("small", {}, [text(more)]));
  const patches = looks.map(function (look) { return patch(look, ""); });
  return element("li", {}, [element("span", { class: "mg-patches" }, patches), said]);
}

function row(place, entries) {
  const entry = entries[place], said = entry.said[shown.lang];
  const leader = element("td", {}, [element("bdi", {}, [entry.data.leader || "–"])]);
  const party = text(said.party);
  if (party) leader.append(" ", element("small", {}, [element("bdi", {}, [party])]));
  return element("tr", {}, [
    element("th", { scope: "row" }, [data.names[shown.lang][place]]),
    element("td", {}, [text(said.label[shown.classes])]),
    leader,
    element("td", {}, [text(said.since) || "–"]),
    element("td", {}, entry.sources.length ? joined(entry.sources.map(link)) : ["–"]),
  ]);
}

// What says the day, and so changes with each of them.
function showDay(said) {
  find("mg-title").textContent = document.title = text(said.title);
  find("mg-standfirst").textContent = text(said.standfirst);
  find("mg-alt").textContent = text(said.alt);
  find("mg-source").textContent = text(said.source);
  find("mg-notes").replaceChildren(...said.notes.map(function (note) { return element("li", {}, [text(note[0])]); }));
}

function showKey(state) {
  find("mg-key").replaceChildren(...state.said.key[shown.classes].map(keyItem));
}

// The table is long: where it is closed it is made when the day rests, when it is opened, and for paper.
let tabled = "";

function showTable() {
  if (tabled === drawn) return;
  tabled = drawn;
  const order = data.order[shown.lang], entries = stateShown().entries;
  find("mg-rows").replaceChildren(...order.map(function (place) { return row(place, entries); }));
}

function watchTable() {
  find("mg-details").addEventListener("toggle", showTable);
  window.addEventListener("beforeprint", showTable);
}

function showWords() {
  root.lang = shown.lang;
  document.querySelectorAll("[data-word]").forEach(function (one) { one.textContent = words()[one.dataset.word]; });
  document.querySelectorAll("[data-heading]").forEach(function (one) {
    one.textContent = words().heading[one.dataset.heading];
  });
  document.querySelectorAll("[data-label]").forEach(function (one) { label(one, words()[one.dataset.label]); });
}

function label(control, said) {
  control.setAttribute("aria-label", said);
  if (control.tagName === "BUTTON") control.title = said;
}

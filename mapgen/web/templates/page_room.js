// The room of texts that change with the day. Headline and key have as much as their largest needs, so that nothing below
// them moves; notes and table keep their height while the day moves on, and take what they need when it rests.
const header = find("mg-header"), key = find("mg-key"), gauge = element("div", { class: "mg-gauge", "aria-hidden": "true" });
// The sizes of headlines, 0 the largest; and how long a text is, of the longest, that may be the highest.
const SMALLEST = 2, LONG = 0.7;
let room = 0, sized = "", widest = "", fits = new Map();

// All states of the page in this language, each once, as what `name` gives of them.
function distinct(name) {
  const found = new Map();
  Object.values(data.states).flat().forEach(function (state) {
    const said = state[2][shown.lang], numbers = name(said);
    if (!found.has(numbers)) found.set(numbers, said);
  });
  return [...found.values()];
}

// Those that may be the highest.
function longest(all, length) {
  const lengths = all.map(length), least = LONG * Math.max(...lengths);
  return all.filter(function (_, place) { return lengths[place] >= least; });
}

// The day that is written widest; digits differ by less than the gauge is narrower than the page.
function widestDay() {
  const days = data.days[shown.lang];
  const months = days.months.map(function (month) { return element("span", { style: "display: table" }, [month]); });
  gauge.replaceChildren(...months);
  const widths = months.map(function (month) { return month.offsetWidth; });
  const month = days.months[widths.indexOf(Math.max(...widths))];
  return days.pattern.replace("{d}", "28").replace("{MMMM}", month).replace("{y}", "2028");
}

function onWidestDay(number) {
  return textIn(shown.lang, number).split(OPEN_DAY).join(widest);
}

function headed(said, size) {
  return element("header", { class: "mg-header mg-fit-" + size }, [
    element("div", { class: "mg-title" }, [onWidestDay(said.title)]),
    element("p", {}, [onWidestDay(said.standfirst)]),
  ]);
}

// In whole pixels: a part of one more would move what is below.
function heightOf(part) {
  return Math.ceil(part.getBoundingClientRect().height);
}

function highest(parts) {
  gauge.replaceChildren(...parts);
  return Math.max(...parts.map(heightOf));
}

// Measures again where the width, the language or the number of classes is another.
function makeRoom() {
  const now = [header.offsetWidth, shown.lang, shown.classes, document.fonts.status].join("/");
  if (now === sized) return;
  sized = now;
  fits = new Map();
  widest = widestDay();
  const heads = distinct(function (said) { return said.title + "/" + said.standfirst; });
  const high = longest(heads, function (said) { return 1.5 * text(said.title).length + text(said.standfirst).length; });
  room = highest(high.map(function (said) { return headed(said, SMALLEST); }));
  const keys = distinct(function (said) { return JSON.stringify(said.key[shown.classes]); });
  const wide = longest(keys, function (said) {
    return said.key[shown.classes].reduce(function (sum, item) { return sum + 7 + text(item[1]).length + text(item[3]).length; }, 0);
  });
  const most = highest(wide.map(function (said) { return element("ul", { class: "mg-key" }, said.key[shown.classes].map(keyItem)); }));
  gauge.replaceChildren();
  header.style.minHeight = room + "px";
  key.style.minHeight = most + "px";
}

// Sets a headline in the largest type in which it fits the room.
function fitHeader(said) {
  const number = said.title + "/" + said.standfirst;
  if (!fits.has(number)) {
    const heights = [0, 1].map(function (size) { return headed(said, size); });
    gauge.replaceChildren(...heights);
    const size = heights.findIndex(function (one) { return heightOf(one) <= room; });
    fits.set(number, size < 0 ? SMALLEST : size);
  }
  header.className = "mg-header mg-fit-" + fits.get(number);
}

function hold(still) {
  if (still === root.classList.contains("mg-moving")) return;
  const parts = [find("mg-notes"), find("mg-table"), find("mg-source")];
  const heights = parts.map(function (part) { return still && part.offsetHeight ? part.getBoundingClientRect().height + "px" : ""; });
  parts.forEach(function (part, place) { part.style.height = heights[place]; });
  root.classList.toggle("mg-moving", still);
}

function watchRoom() {
  header.parentNode.append(gauge);
  const again = function () { makeRoom(); fitHeader(stateShown().said); };
  new ResizeObserver(again).observe(header.parentNode);
  document.fonts.ready.then(again);
}

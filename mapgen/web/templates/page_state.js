// What is shown: a day, a basis, a number of classes, a language. Which state of the map that is was worked out
// beforehand; here it is only looked up.
const root = document.documentElement;
const shown = Object.assign({}, data.shown, { day: dayNumber(data.shown.day) });
const firstDay = dayNumber(data.first), lastDay = dayNumber(data.last);

// Whether a text is a day of the calendar; some browsers read 31 February as a day of March.
function isDay(text) {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !isNaN(dayNumber(text)) && isoDay(dayNumber(text)) === text;
}

function within(day) {
  return Math.min(Math.max(Math.round(day), firstDay), lastDay);
}

function states() {
  return data.states[shown.basis];
}

// The place of the state that a day is in: the last one that begins by then.
function placeOf(day) {
  const iso = isoDay(day), all = states();
  let low = 0, high = all.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (all[middle][0] <= iso) low = middle; else high = middle - 1;
  }
  return low;
}

function stateShown() {
  const [, numbers, said] = states()[placeOf(shown.day)];
  return { entries: numbers.map(function (number) { return data.entries[number]; }), said: said[shown.lang] };
}

function words() {
  return data.words[shown.lang];
}

function dayInWords(day) {
  return dayIn(shown.lang, day);
}

function text(value) {
  const open = typeof value === "number" ? textIn(shown.lang, value) : value;
  return open.split(OPEN_DAY).join(dayInWords(shown.day));
}

// The day of the next change, or of the one before; the last or first day where there is none.
function changeFrom(day, step) {
  const all = states(), place = placeOf(day);
  if (step > 0) return place + 1 < all.length ? dayNumber(all[place + 1][0]) : lastDay;
  const begins = dayNumber(all[place][0]);
  return begins < day || place === 0 ? begins : dayNumber(all[place - 1][0]);
}

// #2025-12-15/elected, and after these a number of classes and a language where they are not the page's own.
function address() {
  const parts = [isoDay(shown.day), shown.basis];
  if (shown.classes !== data.shown.classes) parts.push(shown.classes);
  if (shown.lang !== data.shown.lang) parts.push(shown.lang);
  return "#" + parts.join("/");
}

// Some programs write a slash as %2F; what is no code stays as it is.
function decoded(hash) {
  return hash.replace(/(?:%[0-9a-f]{2})+/gi, function (codes) {
    try { return decodeURIComponent(codes); } catch (error) { return codes; }
  });
}

function takeAddress(hash) {
  const found = Object.assign({}, data.shown, { day: dayNumber(data.shown.day) });
  decoded(hash).replace(/^#/, "").split("/").forEach(function (part) {
    if (isDay(part)) found.day = within(dayNumber(part));
    if (Object.hasOwn(data.states, part)) found.basis = part;
    if (data.counts.indexOf(part) >= 0) found.classes = part;
    if (Object.hasOwn(data.names, part)) found.lang = part;
  });
  Object.assign(shown, found);
}

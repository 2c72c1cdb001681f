// The data of the page, unpacked once: page_packing.py has the parts of each list. A text is a number in the lists of
// texts, or itself where it speaks of one entry.
const data = JSON.parse(document.getElementById("mg-data").textContent);
const LANGS = Object.keys(data.texts);
const OPEN_DAY = "\u0001";
const UNBROKEN = "\u00a0";

function dayNumber(iso) {
  return Date.parse(iso + "T00:00:00Z") / 86400000;
}

function isoDay(day) {
  return new Date(day * 86400000).toISOString().slice(0, 10);
}

function dayIn(lang, day) {
  const date = new Date(day * 86400000), days = data.days[lang], number = date.getUTCDate();
  return days.pattern
    .replace("{d}", number === 1 ? days.first : number)
    .replace("{MMMM}", days.months[date.getUTCMonth()])
    .replace("{y}", date.getUTCFullYear());
}

function textIn(lang, number) {
  const said = data.texts[lang][number];
  return said === 0 ? data.texts[LANGS[0]][number] : said;
}

function byLang(made) {
  return Object.fromEntries(LANGS.map(function (lang) { return [lang, made(lang)]; }));
}

function byClasses(made) {
  return Object.fromEntries(data.counts.map(function (classes, place) { return [classes, made(classes, place)]; }));
}

function unpackedSource(source) {
  return typeof source === "string" ? [new URL(source).hostname.replace(/^www\./, ""), source] : [source[0], null];
}

function unpackedEntry([place, number, leader, party, day, tips, since, readings, sources, own]) {
  const kind = data.kinds[number], attributes = Object.assign({}, kind.data);
  if (leader) attributes.leader = leader;
  if (kind.dated) attributes[kind.dated] = day;
  return {
    data: attributes,
    look: kind.look,
    class: kind.class,
    sources: sources,
    own: own,
    said: byLang(function (lang) {
      const unbroken = day ? dayIn(lang, dayNumber(day)) : "";
      const parts = ["", "", data.names[lang][place], leader, textIn(lang, party), unbroken.replaceAll(UNBROKEN, " "), unbroken];
      function whole(open, classes) {
        parts[7] = textIn(lang, kind.label[classes]);
        return textIn(lang, open).replace(/[\u0002-\u0007]/g, function (sign) { return parts[sign.charCodeAt(0)]; });
      }
      return {
        party: party,
        tip: byClasses(function (classes, order) { return whole(tips[order] === undefined ? tips[0] : tips[order], classes); }),
        label: kind.label,
        since: whole(since, data.counts[0]),
        readings: readings.map(function ([label, ...coders]) { return [label, coders]; }),
      };
    }),
  };
}

function unpackedStates(packed) {
  let day = 0, entries = [];
  return packed.map(function ([gap, changes, title, standfirst, alt, source, notes, keys]) {
    day += gap;
    entries = entries.slice();
    for (let at = 0; at < changes.length; at += 2) entries[changes[at]] = changes[at + 1];
    const key = byClasses(function (_, place) { return keys[place].map(function (line) { return data.keys[line]; }); });
    return [isoDay(day), entries, byLang(function (lang) {
      const own = notes.map(function (note) { return data.notes[note]; }).filter(function (note) { return textIn(lang, note[0]); });
      return { title: title, standfirst: standfirst, alt: alt, source: source, notes: own, key: key };
    })];
  });
}

data.sources = data.sources.map(unpackedSource);
data.entries = data.entries.map(unpackedEntry);
Object.keys(data.states).forEach(function (basis) { data.states[basis] = unpackedStates(data.states[basis]); });

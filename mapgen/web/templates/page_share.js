// What a reader takes along of the day shown: its link, a citation, code to embed, a table.
const share = data.sharing, shared = find("mg-shared"), sharedSaid = find("mg-shared-said");

// The address of the day: where the page lies, or else where it was to lie.
function dayLink() {
  const own = /^https?:$/.test(location.protocol) ? location.origin + location.pathname : share.address || location.href;
  return own.split("#")[0] + address();
}

function citation() {
  const said = share.cite[shown.basis].split(OPEN_DAY).join(isoDay(shown.day));
  const today = new Date(), offset = today.getTimezoneOffset() * 60000;
  const accessed = words().accessed.replace("{date}", new Date(today - offset).toISOString().slice(0, 10));
  return said + " " + dayLink() + " (" + accessed + ").";
}

function escaped(text) {
  return text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}

function iframeCode() {
  const title = find("mg-title").textContent + ". " + find("mg-standfirst").textContent;
  const values = { "\u0002": dayLink(), "\u0003": title };
  return share.iframe.replace(/[\u0002\u0003]/g, function (sign) { return escaped(values[sign]); });
}

function cell(value) {
  return /[",\n\r]/.test(value) ? '"' + value.replace(/"/g, '""') + '"' : value;
}

// The columns of `mapgen show --format csv`, with its values.
function csvTable() {
  const state = stateShown(), day = isoDay(shown.day);
  const rows = data.territories.flatMap(function (code, place) {
    if (data.order[shown.lang].indexOf(place) < 0) return [];
    const entry = state.entries[place], [party, start, end, wins] = entry.own, about = entry.data;
    const known = wins.filter(function (win) { return win[win.length - 1] <= day; });
    return [[code, about.alignment || "", about.bloc === "none" ? "" : about.bloc, about.status, about.leader || "",
      party, start, end, known.map(function (win) { return win[0]; }).join(" | "),
      entry.sources.map(function (one) { return data.sources[one][1] || data.sources[one][0]; }).join(" | "),
      day, shown.basis, share.record]];
  });
  const header = "iso3,name,alignment,bloc,status,leader,party,start,end,elected,sources,as_of,basis,record";
  const lines = rows.map(function ([code, ...values], place) { return [code, share.names[place], ...values].map(cell).join(","); });
  return [header, ...lines, ""].join("\n");
}

// As `mapgen render` names the picture of the day.
function fileName(ending) {
  const [region, ...style] = share.file, own = [region, isoDay(shown.day)];
  if (shown.basis === "elected") own.push(shown.basis);
  if (shown.lang !== "en") own.push(shown.lang);
  if (root.dataset.dark === "true" && style[0] !== "dark") own.push("dark");
  return own.concat(style).join("-") + ending;
}

function tell(...parts) {
  sharedSaid.replaceChildren(...parts);
}

// Some frames may not write to the clipboard; then the text is there, selected.
function copy(text) {
  const from = document.activeElement;
  shared.value = text;
  shared.hidden = false;
  shared.style.height = "auto";
  shared.style.height = shared.scrollHeight + 2 + "px";
  shared.select();
  const written = navigator.clipboard ? navigator.clipboard.writeText(text) : Promise.reject();
  written.catch(function () { shared.select(); if (!document.execCommand("copy")) throw new Error("not copied"); })
    .then(function () { from.focus(); tell(words().copied); }, function () { shared.select(); tell(words()["copy-it"]); });
}

// Some frames may not save files, and nothing tells a page so.
function save(blob, ending) {
  const name = fileName(ending), link = element("a", { download: name, href: URL.createObjectURL(blob) });
  document.body.append(link);
  link.click();
  link.remove();
  window.setTimeout(function () { URL.revokeObjectURL(link.href); }, 60000);
  tell(words().saved.replace("{file}", name));
  if (parent === window) return;
  const itself = element("a", { href: dayLink(), target: "_blank", rel: "noopener" }, [dayLink()]);
  tell(words().saved.replace("{file}", name), " ", words()["not-saved"], " ", itself);
}

const WAYS = {
  png: function () { return pngPicture().then(function (blob) { save(blob, ".png"); }, function () { tell(words().undrawn); }); },
  svg: function () { save(new Blob([svgPicture()], { type: "image/svg+xml" }), ".svg"); },
  csv: function () { save(new Blob([csvTable()], { type: "text/csv" }), ".csv"); },
  link: function () { copy(dayLink()); },
  cite: function () { copy(citation()); },
  embed: function () { copy(iframeCode()); },
};

find("mg-share").hidden = false;
find("mg-share").addEventListener("click", function (event) {
  const button = event.target.closest("[data-share]");
  if (!button) return;
  tell();
  WAYS[button.dataset.share]();
});

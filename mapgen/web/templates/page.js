// The page as a whole: what is shown, its address, its colours, and its height told to a page around it.
const asked = new URLSearchParams(location.search), night = window.matchMedia("(prefers-color-scheme: dark)");
// The address that the page has written or taken.
let known = location.hash;
let drawn = "", writing = 0, saying = 0;

// Each part is drawn again only when what it depends on has changed.
function show() {
  const state = stateShown(), settings = [shown.basis, shown.classes, shown.lang].join("/");
  const now = settings + "/" + placeOf(shown.day), other = drawn.split("/").slice(0, 3).join("/") !== settings;
  if (other) makeRoom();
  if (now !== drawn) fitHeader(state.said);
  showDay(state.said);
  showTime();
  if (now === drawn) return;
  if (other) {
    root.dataset.classes = shown.classes;
    showWords();
    check("basis", shown.basis);
    check("classes", shown.classes);
    check("lang", shown.lang);
    drawStrip();
    showTime();
  }
  drawn = now;
  showKey(state);
  if (find("mg-details").open) showTable();
  showMap(state);
}

function check(name, value) {
  const choice = document.querySelector('input[name="' + name + '"][value="' + value + '"]');
  if (choice) choice.checked = true;
}

function goTo(day) {
  shown.day = within(day);
  changed();
}

function changed() {
  hold(true);
  show();
  window.clearTimeout(writing);
  window.clearTimeout(saying);
  if (playing) return;
  writing = window.setTimeout(rest, 250);
  saying = window.setTimeout(function () {
    find("mg-live").textContent = find("mg-title").textContent + ". " + find("mg-standfirst").textContent;
  }, 700);
}

// The day rests: its texts take the room that they need, and the address says it.
function rest() {
  hold(false);
  showTable();
  // A reader has just written another one, which the browser is about to say.
  if (location.hash !== known) return;
  // Some frames may not write their address.
  try { history.replaceState(null, "", address()); } catch (error) { return; }
  known = location.hash;
}

// What a reader writes as address, or goes back to, is shown, also while the page plays.
function follow() {
  known = location.hash;
  takeAddress(known);
  if (playing) setPlaying(false); else show();
}

function watchChoices() {
  document.querySelectorAll("form").forEach(function (form) {
    form.hidden = false;
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    form.addEventListener("change", function (event) {
      if (event.target.name === "dark") return showColours(event.target.value);
      shown[event.target.name] = event.target.value;
      changed();
    });
  });
}

// Light, dark, or as the reader's system is.
function showColours(wanted) {
  root.dataset.dark = wanted === "auto" ? String(night.matches) : wanted;
  check("dark", wanted);
}

// What a page around this one says to it.
function listen(event) {
  const said = event.data;
  if (!said || said.source !== "mapgen") return;
  if (said.type === "embed-size-asked") tellHeight();
  if (said.type === "dark" && isScheme(String(said.dark))) showColours(String(said.dark));
}

function tellHeight() {
  const height = Math.ceil(document.body.getBoundingClientRect().height);
  if (parent === window || !height) return;
  parent.postMessage({ sentinel: "amp", type: "embed-size", height: height }, "*");
  parent.postMessage(["pym", asked.get("childId") || "", "height", height].join("xPYMx"), "*");
  parent.postMessage({ source: "mapgen", type: "height", height: height }, "*");
}

function start() {
  const dark = asked.get("dark"), framed = parent !== window;
  root.classList.toggle("mg-framed", framed);
  // In an article the map is light, as its other pictures are.
  showColours(isScheme(dark) ? dark : framed ? "false" : "auto");
  night.addEventListener("change", function () {
    showColours(document.querySelector('input[name="dark"]:checked').value);
  });
  ["plain", "transparent"].forEach(function (flag) {
    // A page made with --bare is plain until its address says otherwise.
    if (asked.has(flag)) root.classList.toggle(flag, flagged(asked, flag));
  });
  find("mg-time").hidden = firstDay === lastDay;
  find("mg-details").open = window.matchMedia("(min-width: 1600px)").matches;
  watchTime();
  watchCard();
  watchMap();
  watchPointer();
  watchChoices();
  takeAddress(location.hash);
  watchRoom();
  watchTable();
  show();
  window.addEventListener("message", listen);
  window.addEventListener("hashchange", follow);
  new ResizeObserver(tellHeight).observe(document.body);
  window.addEventListener("load", tellHeight);
}

start();

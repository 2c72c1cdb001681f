// The day: a slider over a strip that shows how many states each class has had, and what plays it.
const slider = find("mg-slider"), calendar = find("mg-day"), strip = find("mg-strip"), play = find("mg-play");
const SECONDS = 30;
let playing = 0;

function showTime() {
  slider.value = shown.day;
  slider.setAttribute("aria-valuetext", dayInWords(shown.day).replaceAll("\u00a0", " "));
  if (document.activeElement !== calendar) calendar.value = isoDay(shown.day);
}

function drawStrip() {
  const all = states(), order = data.order[shown.lang], paths = new Map();
  data.stack[shown.classes].forEach(function (group) { paths.set(group, []); });
  all.forEach(function ([begins, numbers], place) {
    const from = dayNumber(begins) - firstDay;
    const to = (place + 1 < all.length ? dayNumber(all[place + 1][0]) : lastDay + 1) - firstDay;
    const looks = order.map(function (one) { return data.entries[numbers[one]].look[shown.classes]; });
    let top = order.length;
    paths.forEach(function (rects, group) {
      const high = looks.filter(function (one) { return group.indexOf(one) >= 0; }).length;
      if (high) rects.push("M" + from + " " + top + "H" + to + "V" + (top - high) + "H" + from + "Z");
      top -= high;
    });
  });
  strip.setAttribute("viewBox", "0 0 " + (lastDay - firstDay + 1) + " " + order.length);
  strip.replaceChildren(...[...paths].filter(function ([, rects]) { return rects.length; }).map(stripPath));
}

function stripPath([group, rects]) {
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("class", "k" + group[0]);
  path.setAttribute("d", rects.join(""));
  return path;
}

function drawYears() {
  const from = +data.first.slice(0, 4), to = +data.last.slice(0, 4), years = to - from;
  const step = [1, 2, 5, 10, 20, 50].find(function (one) { return years / one <= 8; }) || 100;
  const marks = [];
  for (let year = from + 1; year <= to; year += 1) {
    const at = (dayNumber(String(year).padStart(4, "0") + "-01-01") - firstDay) / (lastDay - firstDay);
    if (year % step || at < 0.03 || at > 0.95) continue;
    const mark = element("span", {}, [String(year)]);
    mark.style.left = 100 * at + "%";
    marks.push(mark);
  }
  find("mg-years").replaceChildren(...marks);
}

function setPlaying(on) {
  window.clearInterval(playing);
  playing = 0;
  find("mg-time").classList.toggle("playing", on);
  play.dataset.label = on ? "pause" : "play";
  label(play, words()[play.dataset.label]);
  if (!on) return changed();
  if (shown.day >= lastDay) goTo(firstDay);
  const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  playing = still ? window.setInterval(step, 1000) : window.setInterval(glide(), 40);
}

// Without motion: from change to change.
function step() {
  advance(changeFrom(shown.day, 1));
}

// All days in SECONDS, a month a second at the least.
function glide() {
  let before = performance.now(), day = shown.day;
  return function () {
    const now = performance.now();
    day += Math.max((lastDay - firstDay) / SECONDS, 30) * (now - before) / 1000;
    before = now;
    advance(day);
  };
}

function advance(day) {
  if (day >= lastDay) setPlaying(false);
  goTo(day);
}

const STEPS = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 };

function onSliderKey(event) {
  if (event.key in STEPS) stopAt(shown.day + STEPS[event.key]);
  else if (event.key === "PageUp") stopAt(changeFrom(shown.day, 1));
  else if (event.key === "PageDown") stopAt(changeFrom(shown.day, -1));
  else if (event.key === "Home") stopAt(firstDay);
  else if (event.key === "End") stopAt(lastDay);
  else return;
  event.preventDefault();
}

function stopAt(day) {
  if (playing) setPlaying(false);
  goTo(day);
}

function watchTime() {
  slider.min = firstDay;
  slider.max = lastDay;
  slider.addEventListener("input", function () { stopAt(+slider.value); });
  slider.addEventListener("keydown", onSliderKey);
  calendar.addEventListener("change", function () { if (calendar.value) stopAt(dayNumber(calendar.value)); });
  calendar.addEventListener("blur", showTime);
  play.addEventListener("click", function () { setPlaying(!playing); });
  find("mg-back").addEventListener("click", function () { stopAt(changeFrom(shown.day, -1)); });
  find("mg-on").addEventListener("click", function () { stopAt(changeFrom(shown.day, 1)); });
  drawYears();
}

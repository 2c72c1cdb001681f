// What a pointer means. Each name and each small state can be hit in 24 pixels of the window, as far as the next one.
const REACH = 12;
let targets = null;

// The rectangles of the names and small states in the window, each as wide and high as a finger needs; and their states.
function findTargets() {
  const names = [...svg.querySelectorAll(".mg-labels text")].map(function (name) {
    return [name.getBoundingClientRect(), data.territories.indexOf(name.dataset.of), 0];
  });
  const lands = territories.map(function (_, place) { return [seen(place).getBoundingClientRect(), place, 2 * REACH]; });
  targets = names.concat(lands).filter(function ([place, , most]) {
    return place.width && (!most || Math.min(place.width, place.height) < most);
  }).map(function ([place, of]) {
    const x = (place.left + place.right) / 2, y = (place.top + place.bottom) / 2;
    return { of, x, y, wide: Math.max(place.width / 2, REACH), high: Math.max(place.height / 2, REACH) };
  });
}

// The territory meant by a point of the window: the nearest name or small state, or else what is drawn there.
function meant(x, y, drawn) {
  let best = -1, least = Infinity;
  targets.forEach(function (target) {
    const across = Math.abs(x - target.x), down = Math.abs(y - target.y);
    if (across > target.wide || down > target.high) return;
    const far = Math.hypot(across - Math.min(across, target.wide - REACH), down - Math.min(down, target.high - REACH));
    if (far < least) { least = far; best = target.of; }
  });
  return best >= 0 ? best : territoryOf(drawn);
}

function territoryOf(drawn) {
  const part = drawn && drawn.closest("[data-iso3], [data-disc]");
  return part ? data.territories.indexOf(part.dataset.iso3 || part.dataset.disc) : -1;
}

// As `meant`; a finger beside a coast means the land.
function tapped(event) {
  findTargets();
  let place = meant(event.clientX, event.clientY, event.target);
  for (let step = 0; place < 0 && step < 8; step += 1) {
    const turn = step * Math.PI / 4, x = event.clientX + REACH * Math.cos(turn), y = event.clientY + REACH * Math.sin(turn);
    place = territoryOf(document.elementFromPoint(x, y));
  }
  return place;
}

function watchPointer() {
  svg.addEventListener("pointerenter", findTargets);
  svg.addEventListener("pointermove", function (event) {
    if (pinned || event.pointerType === "touch") return;
    if (!targets) findTargets();
    const place = meant(event.clientX, event.clientY, event.target);
    svg.style.cursor = place < 0 ? "" : "pointer";
    if (place < 0) leave();
    else if (place !== chosen || card.hidden) choose(place, [event.clientX, event.clientY]);
    else window.clearTimeout(leaving);
  });
  svg.addEventListener("pointerleave", leave);
  svg.addEventListener("click", function (event) {
    const place = tapped(event);
    if (place < 0) return;
    pin(place, [event.clientX, event.clientY]);
    event.stopPropagation();
  });
  window.addEventListener("scroll", function () { targets = null; }, { passive: true });
}

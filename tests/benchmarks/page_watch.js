// Watches a page from its first moment: when its map is painted, and what a reader sees while the day changes.
// `parts` are the selectors of a page's shapes, map and slider, and the number of its shapes.
(parts) => {
  const seen = { painted: 0, frames: [], tasks: [], jumps: 0, maps: 0 };
  let watching = false, before = 0, tops = [], look = "";

  const top = (part) => document.querySelector(part)?.getBoundingClientRect().top;
  const shapes = () => [...document.querySelectorAll(parts.shapes)];
  const isDrawn = (shape) => shape.getBoundingClientRect().width > 0;
  // A colour stands on the shape or on the group around it, or their class says it.
  const colourOf = (shape) => [shape, shape.parentNode].map((one) => one.getAttribute("class") + one.getAttribute("fill") + one.style.fill);

  function untilPainted() {
    const found = shapes();
    if (found.length < parts.count || !found.every(isDrawn)) return requestAnimationFrame(untilPainted);
    // The next frame begins when this one has been painted.
    requestAnimationFrame(() => { seen.painted = performance.now(); });
  }

  function onFrame(now) {
    if (!watching) return;
    requestAnimationFrame(onFrame);
    // Of a library that draws everything anew, a frame may find nothing.
    const newTops = [parts.map, parts.slider].map((part, place) => top(part) ?? tops[place]);
    const newLook = shapes().map(colourOf).join();
    if (before) seen.frames.push(now - before);
    seen.jumps += tops.filter((one, place) => Math.abs(one - newTops[place]) >= 1).length;
    if (newLook && look && newLook !== look) seen.maps += 1;
    before = now;
    tops = newTops;
    look = newLook || look;
  }

  new PerformanceObserver((list) => {
    if (watching) seen.tasks.push(...list.getEntries().map((task) => task.duration));
  }).observe({ type: "longtask" });
  window.pageWatch = {
    seen,
    begin() {
      Object.assign(seen, { frames: [], tasks: [], jumps: 0, maps: 0 });
      watching = true;
      before = 0;
      tops = [];
      requestAnimationFrame(onFrame);
    },
    end() { watching = false; return seen; },
  };
  requestAnimationFrame(untilPainted);
}

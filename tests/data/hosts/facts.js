async () => {
  // What a reader has of the snippet in each cell of a host's page: the maps that are seen, and every text beside them.
  const within = root => [...root.querySelectorAll(":not(svg *)")]
    .flatMap(one => [one, ...(one.shadowRoot ? within(one.shadowRoot) : [])]);
  const box = one => {
    const {left, top, width, height} = one.getBoundingClientRect();
    return {left: left + scrollX, top: top + scrollY, width, height};
  };
  const rendered = one => one.getClientRects().length > 0 && getComputedStyle(one).visibility === "visible";
  const name = one => {
    const labels = (one.getAttribute("aria-labelledby") || "").split(" ").filter(id => id);
    return labels.map(id => document.getElementById(id)?.textContent).join(" ").trim()
      || one.getAttribute("aria-label") || one.alt || one.title || one.querySelector(":scope > title")?.textContent || "";
  };
  const texts = root => {
    const found = [], walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const range = document.createRange();
      range.selectNodeContents(walker.currentNode);
      const seen = [...range.getClientRects()].some(rect => rect.width > 1 && rect.height > 1);
      const around = walker.currentNode.parentElement.closest("svg, figcaption, details, table, script, style");
      if (seen && walker.currentNode.data.trim() && around?.localName !== "svg")
        found.push([around?.localName || "", walker.currentNode.data.trim()]);
    }
    return found;
  };
  const frames = within(document).filter(one => one.localName === "iframe");
  const cells = [...document.querySelectorAll("[data-cell]")].map(cell => {
    const kinds = within(cell).filter(one => ["img", "svg", "iframe", "amp-img"].includes(one.localName));
    const maps = kinds.filter(rendered);
    for (const one of maps) if (one.loading === "lazy") one.loading = "eager";
    return {cell, maps, texts: texts(cell)};
  });
  await Promise.all(cells.flatMap(({maps}) => maps).map(one => one.decode?.().catch(() => {})));
  return {
    high: document.documentElement.scrollHeight,
    wide: document.scrollingElement.scrollWidth - innerWidth,
    cells: cells.map(({cell, maps, texts}) => ({
      cell: cell.dataset.cell,
      column: box(cell).width,
      texts,
      maps: maps.map(one => ({
        ...box(one),
        kind: one.localName,
        name: name(one).trim(),
        loaded: one.localName !== "img" || one.naturalWidth > 0,
        frame: frames.indexOf(one),
        inset: {left: one.clientLeft, top: one.clientTop},
        in_figure: one.closest("figure") !== null,
        scrolls: one.scrolling !== "no",
      })),
    })),
  };
}

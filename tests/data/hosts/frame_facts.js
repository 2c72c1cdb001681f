async () => {
  // What a frame shows of its map, and whether its reader can scroll to all of it.
  const root = document.scrollingElement, image = [...document.images].find(one => one.getClientRects().length);
  if (!image) return {images: 0};
  image.loading = "eager";
  await image.decode().catch(() => {});
  const before = root.scrollTop;
  root.scrollTop = 1e6;
  const bottom = root.scrollTop + innerHeight >= root.scrollHeight - 1;
  root.scrollTop = before;
  const held = [root, document.body].some(one => ["hidden", "clip"].includes(getComputedStyle(one).overflowY));
  const {left, top, width, height} = image.getBoundingClientRect();
  return {
    images: [...document.images].filter(one => one.getClientRects().length).length,
    loaded: image.naturalWidth > 0,
    left: left + scrollX, top: top + scrollY, width, height,
    room: [innerWidth, innerHeight],
    content: [root.scrollWidth, document.body.getBoundingClientRect().height],
    scrolls: bottom && !held,
  };
}

"""Animations: still parts stand still, frames are true, and each file plays once and carries its metadata."""

from __future__ import annotations

import io
import json
import os
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import pairwise

import av
import gate
import numpy as np
import pytest
import timelines
from msgspec.structs import replace
from PIL import Image, ImageSequence

from mapgen.choropleth.join import joined
from mapgen.digests.digest import DIGEST, WHOLE
from mapgen.drawing.primitives import Drawing
from mapgen.drawing.sizes import parse_size
from mapgen.errors import InputError
from mapgen.files import extras
from mapgen.proof.displayed import DisplayedFacts
from mapgen.record.alignments import STANDARD
from mapgen.record.spells import drawn_class
from mapgen.render_options import RenderOptions
from mapgen.themes.tones import LEAST_TEXT_CONTRAST, contrast
from mapgen.timeline import frames
from mapgen.timeline.animation import AnimationOptions, animation_bytes, animation_content
from mapgen.timeline.animation_file import durations
from mapgen.timeline.captions import class_or_status_label
from mapgen.timeline.frame_parts import FrameStyle, column_drawing, date_drawings, frame_placement, map_drawing
from mapgen.timeline.frames import AnimationContent, Frame, frames_of, still_drawing_of
from mapgen.timeline.pacing import Step
from mapgen.timeline.strip_band import examples_by_class
from mapgen.words.wording import wording

FIRST, LAST = date(2018, 1, 1), date(2026, 11, 23)
SMALL = "320x400"
KINDS = ("gif", "webp", "mp4")


@cache
def content(
    kind: str, size: str = SMALL, lang: str = "en", theme: str = "newsprint", basis: str = "office", classes: int = 3
) -> AnimationContent:
    """Return an animation of some years."""
    date_range = timelines.date_range(basis, FIRST, LAST)
    options = RenderOptions(size=parse_size(size), lang=lang, theme=theme, classes=classes)
    return animation_content(kind, date_range, options, AnimationOptions())


@cache
def passing() -> AnimationContent:
    """Return an animation with a step for each month, most of them without a change."""
    date_range = timelines.date_range("elected", FIRST, LAST)
    return animation_content("mp4", date_range, RenderOptions(size=parse_size(SMALL)), AnimationOptions("month"))


@cache
def written(kind: str) -> bytes:
    """Return the bytes of an animation."""
    return animation_bytes(kind, content(kind), frames_of(content(kind)))


def parts(of: AnimationContent, step: Step) -> Drawing:
    """Return everything that is on a frame as one drawing."""
    placement, labels, discs = frame_placement(of.choropleth, of.map_style, of.page)
    examples = examples_by_class(of.entries, of.map_style)
    style = FrameStyle(of.map_style, of.page, placement, labels, discs, examples, of.passing)
    choropleth = joined(step.snapshot, of.choropleth.region, of.choropleth.basemap, of.choropleth.treatments)
    map_of_step = map_drawing(choropleth, step.changed, style)
    still, column = still_drawing_of(of), column_drawing(step, choropleth, style)
    dates = tuple(text for _, drawing, _ in date_drawings(step, style) for text in drawing.layers["legend"])
    layers = {**map_of_step.layers, "legend": (*still.layers["legend"], *dates, *column.layers["legend"])}
    layers["notes"] = still.layers["labels"]
    return Drawing(
        width=map_of_step.width,
        height=map_of_step.height,
        factor=map_of_step.factor,
        background=map_of_step.background,
        placement=map_of_step.placement,
        shapes=map_of_step.shapes,
        layers=layers,
        lang=map_of_step.lang,
    )


@pytest.mark.parametrize(
    "way",
    [
        ("article",),
        ("x", "es", "dark"),
        ("og", "pt", "newsprint", "elected"),
        ("square", "es", "print-bw", "elected"),
        ("story", "pt"),
        ("phone", "en", "wikimedia", "elected"),
        ("640x480", "es"),
    ],
)
def test_no_text_of_a_frame_covers_another(way: tuple[str, ...]) -> None:
    """On every page the texts of the busiest frames are clear of each other, on the page, legible, and large enough."""
    of = content("gif", *way)
    for step in sorted(of.steps, key=lambda one: len(one.changed))[-3:]:
        drawing = parts(of, step)
        for rule in (gate.texts_overlap, gate.off_the_page, gate.too_small, gate.illegible):
            assert not list(rule(drawing)), (way, step.day)


def test_what_stands_still_does_not_move() -> None:
    """Outside the date, the column, the map and the band, every pixel of every frame is the same."""
    of = content("gif")
    moving = np.ones((400, 320), dtype=bool)
    page = of.page
    for left, top, right, bottom in (page.year, page.day, page.column, page.map, page.band):
        moving[int(top) : int(bottom) + 1, int(left) : int(right) + 1] = False
    still = [frame.pixels[moving].copy() for frame in frames_of(of)]
    assert all((one == other).all() for one, other in pairwise(still))
    assert len(np.unique(still[0], axis=0)) > 2


def test_what_changed_is_in_full_colour_while_the_rest_recedes() -> None:
    """The middle of a country has the colour of its class, paler where others changed; all are full at both ends."""
    of = content("mp4", "640x800")
    placement, *_ = frame_placement(of.choropleth, of.map_style, of.page)
    box = of.choropleth.basemap.territories["ARG"].boxes[0]
    x, y = placement.page((box.x, box.y + box.height * 0.4))
    seen = set()
    for number, (step, frame) in enumerate(zip(of.steps, frames_of(of), strict=True)):
        fill = of.map_style.fill(step.snapshot.by_code["ARG"])
        full = "ARG" in {entry.iso3 for entry in step.changed} or number in {0, len(of.steps) - 1}
        red, green, blue = frame.pixels[int(y), int(x)]
        shown = fill if full else of.map_style.theme.quieted(fill)
        assert f"#{red:02x}{green:02x}{blue:02x}" == shown.colour, step.day
        seen.add((full, fill.colour))
    assert len(seen) == 4


@pytest.mark.parametrize("theme", ["newsprint", *timelines.THEMES])
@pytest.mark.parametrize("classes", [3, 5])
def test_names_are_legible_on_what_recedes(theme: str, classes: int) -> None:
    """Every class has a receding colour on which the ink or the page's colour has the contrast of a label."""
    style = content("gif", theme=theme).map_style
    for name in STANDARD.class_names(classes):
        ground = style.theme.quieted(style.theme.class_fill(name, classes)).colour
        assert contrast(style.theme.legible(ground), ground) >= LEAST_TEXT_CONTRAST, (theme, name)


@pytest.mark.parametrize("way", [("en", "office", 3), ("es", "elected", 3), ("pt", "office", 5)])
@pytest.mark.parametrize("size", ["article", "og", "x", "square", "portrait", "story", "phone"])
def test_every_frame_says_its_own_day_counts_and_changes(size: str, way: tuple[str, str, int]) -> None:
    """The large date is the frame's day, the key has its counts, and the words say every change and where to, uncut."""
    lang, basis, number = way
    of = content("gif", size, lang, "newsprint", basis, number)
    for step in of.steps:
        texts = parts(of, step).texts
        words, classes = of.map_style.words, of.map_style.classes
        assert [text.text for text in texts if text.role == "date"] == [
            str(step.day.year),
            words.day_of_year(step.day),
        ]
        drawn = [drawn_class(entry, classes) for entry in step.snapshot.entries]
        key = [text.text for text in texts if text.role == "key"]
        for name in set(drawn) & set(step.snapshot.scale.class_names(number)):
            label = words.class_label(name, step.snapshot.scale)
            assert key[key.index(label) + 1] == str(drawn.count(name)), (step.day, name)
        told = " ".join(text.text for text in texts if text.role == "change")
        assert "…" not in told
        for name in {drawn_class(entry, classes) for entry in step.changed}:
            members = [entry for entry in step.changed if drawn_class(entry, classes) == name]
            label = class_or_status_label(name, of.map_style, step.snapshot)
            arrow = f"→ {label[:1].lower()}{label[1:]}"
            names = ", ".join(words.countries(entry.iso3 for entry in members))
            assert f"{names} {arrow}" in told or f"{len(members)} {arrow}" in told, (step.day, told)


@pytest.mark.parametrize("size", ["article", "og", "x", "square", "portrait", "story", "phone"])
def test_the_words_of_a_frame_can_be_read_on_a_phone(size: str) -> None:
    """Date, key and changes are at least 8 CSS pixels high where a phone shows the page; changes stand out."""
    of = content("gif", size)
    for text in parts(of, of.steps[1]).texts:
        least = of.page.size.least_type if text.role == "note" else 8 * max(1, of.page.size.width / 390)
        assert text.size >= min(least, of.page.size.least_type if text.role == "note" else least)
        if text.role == "change":
            assert text.size > of.page.sizes.key


def test_the_headline_is_true_of_every_frame() -> None:
    """It names region and years; the alt text tells of classes only what the frame of its year shows."""
    metadata = content("gif").metadata
    assert metadata["title"] == "South America, 2018–2026"
    story = metadata["alt"].rpartition(": ")[2].removesuffix(".")
    assert story.count(", ") + 1 == len(re.findall(r" in 20\d\d", story))
    for number, bloc, year in re.findall(r"(\w+) (?:on|in) the (\w+) in (\d{4})", story):
        counts = [
            [entry.bloc for entry in step.snapshot.entries].count(bloc)
            for step in content("gif").steps
            if step.day.year == int(year)
        ]
        assert wording("en").phrases["numbers"].index(number) in counts
    assert content("gif", basis="elected").metadata["alt"] != metadata["alt"]


def test_the_description_has_every_frame_in_words() -> None:
    """Each change with its day, the counts of that day, and where to: for readers who see no motion."""
    of = content("gif")
    for step in of.steps:
        assert of.map_style.words.day(step.day) in of.metadata["description"]
    assert "31 December 2023: Left 6, Centre 1, Right 5. Argentina → right" in of.metadata["description"]


def test_a_frame_does_not_depend_on_those_before_but_the_last_change() -> None:
    """Every frame is what it would be right after the change that it tells, also where an elect takes office."""
    of = passing()
    change, office, last = 0, 0, len(of.steps) - 1
    for number, (step, frame) in enumerate(zip(of.steps, frames_of(of), strict=True)):
        change = number if step.changed else change
        elects = sum(entry.status == "elected" for entry in step.snapshot.entries)
        if number % 9 == 0 or elects != office:
            # The last step, at rest, has to follow others.
            kept = sorted({0, 1, change, number, *((number + 1, last) if number < last else ())})
            alone = [one.pixels.copy() for one in frames_of(replace(of, steps=tuple(of.steps[at] for at in kept)))]
            assert (alone[kept.index(number)] == frame.pixels).all(), step.day
        office = elects


@pytest.mark.parametrize("kind", ["gif", "mp4"])
def test_what_is_not_fresh_has_not_changed(kind: str) -> None:
    """Outside the regions that a frame says may differ, every pixel is that of the frame before."""
    before = np.zeros((400, 320, 3), dtype=np.uint8)
    for frame in frames_of(content(kind)):
        for region in frame.fresh:
            before[region] = frame.pixels[region]
        assert (before == frame.pixels).all()


def test_equal_maps_are_drawn_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The map is drawn once for each change and at rest, however many frames there are."""
    of = passing()
    drawn: list[Drawing] = []
    real = frames.map_drawing

    def counting(*arguments: object) -> Drawing:
        drawn.append(real(*arguments))  # type: ignore[arg-type] (handed on as they come)
        return drawn[-1]

    monkeypatch.setattr(frames, "map_drawing", counting)
    assert sum(1 for _ in frames_of(of)) == len(of.steps)
    changes = sum(bool(step.changed) for step in of.steps)
    elects = {tuple(entry.iso3 for entry in step.snapshot.entries if entry.status == "elected") for step in of.steps}
    assert 2 + changes <= len(drawn) <= 2 + changes + 2 * len(elects) < len(of.steps)


@pytest.mark.parametrize("kind", KINDS)
def test_frames_are_made_one_by_one(kind: str) -> None:
    """A file is written frame after frame: no more of them are there at once than a few, so memory does not grow."""
    of = content(kind)
    alive = 0
    most = 0

    def watched() -> Iterator[Frame]:
        nonlocal alive, most
        for frame in frames_of(of):
            pixels = frame.pixels.copy().view(_Counted)
            alive += 1
            most = max(most, alive)
            pixels.when_freed = _fewer
            yield replace(frame, pixels=pixels)
            del pixels

    def _fewer() -> None:
        nonlocal alive
        alive -= 1

    animation_bytes(kind, of, watched())
    assert len(of.steps) > 8
    assert most <= 3


class _Counted(np.ndarray):
    """Pixels that tell when they are gone."""

    when_freed = None

    def __array_finalize__(self, source: object) -> None:
        self.when_freed = None

    def __del__(self) -> None:
        if self.when_freed:
            self.when_freed()


def test_a_gif_plays_once_within_twelve_seconds() -> None:
    """The file has no loop, each frame is held for 0.7 seconds or more, and the last is as drawn at rest."""
    with Image.open(io.BytesIO(written("gif"))) as image:
        assert "loop" not in image.info
        milliseconds = [frame.info["duration"] for frame in ImageSequence.Iterator(image)]
    assert 10_000 <= sum(milliseconds) <= 12_000
    assert min(milliseconds) >= 700
    assert milliseconds == durations(content("gif"))
    assert not content("gif").steps[-1].changed


def test_every_kind_has_the_same_frames() -> None:
    """A GIF, a WebP and an MP4 tell the same story in the same time."""
    assert content("gif").steps == content("webp").steps == content("mp4").steps


@pytest.mark.parametrize("kind", ["gif", "webp"])
def test_frames_of_a_file_are_those_that_were_drawn(kind: str) -> None:
    """Decoded, each is what was drawn: exactly in colours of the theme for a GIF, nearly for a WebP."""
    of = content(kind)
    with Image.open(io.BytesIO(written(kind))) as image:
        assert image.n_frames == len(of.steps)
        for number, frame in enumerate(frames_of(of)):
            image.seek(number)
            decoded = np.asarray(image.convert("RGB")).astype(int)
            off = np.abs(decoded - frame.pixels).mean()
            assert off < (1.0 if kind == "gif" else 4.0)
            if kind == "gif":
                page = tuple(int(of.map_style.theme.page[at : at + 2], 16) for at in (1, 3, 5))
                assert tuple(decoded[2, 2]) == page


def test_a_webp_plays_once() -> None:
    """So its metadata says, and that of each frame when it ends."""
    with Image.open(io.BytesIO(written("webp"))) as image:
        assert image.info["loop"] == 1


def test_an_mp4_is_one_that_all_players_know() -> None:
    """H.264 in yuv420p and BT.709, its index before its pictures, as long as its steps, with the right last frame."""
    of, data = content("mp4"), written("mp4")
    assert data.index(b"moov") < data.index(b"mdat")
    with av.open(io.BytesIO(data)) as container:
        stream = container.streams.video[0]
        assert (stream.codec_context.name, stream.codec_context.pix_fmt) == ("h264", "yuv420p")
        assert stream.codec_context.colorspace == 1
        decoded = list(container.decode(stream))
    assert float(decoded[-1].time) == pytest.approx(sum(step.seconds for step in of.steps), abs=0.01)
    last = [frame.pixels.copy() for frame in frames_of(of)][-1]
    assert np.abs(decoded[-1].to_ndarray(format="rgb24").astype(int) - last).mean() < 4


@pytest.mark.parametrize("kind", KINDS)
def test_the_metadata_are_in_the_file(kind: str) -> None:
    """Title, days, what is shown and what made it can be read back from each kind."""
    data, metadata = written(kind), dict(content(kind).metadata)
    if kind == "mp4":
        with av.open(io.BytesIO(data)) as container:
            carried = json.loads(container.metadata["comment"])
        assert {DIGEST, WHOLE} <= carried.keys()  # the others have them apart
        carried = {key: value for key, value in carried.items() if key not in {DIGEST, WHOLE}}
    else:
        with Image.open(io.BytesIO(data)) as image:
            image.load()
            text = image.info["comment"] if kind == "gif" else image.info["xmp"]
        if kind == "gif":
            carried = json.loads(text)
        else:
            from defusedxml.ElementTree import fromstring

            (element,) = fromstring(text.decode().split("?>", 1)[1].rsplit("<?", 1)[0]).iter("{urn:mapgen:facts}facts")
            carried = json.loads(element.text)
    assert carried == metadata
    assert carried["as-of"] == f"{FIRST}/{LAST}"
    (view,) = DisplayedFacts.read(carried["shows"]).views
    assert view.until == LAST


def test_the_same_inputs_give_the_same_bytes() -> None:
    """Twice made is the same file."""
    for kind in KINDS:
        assert animation_bytes(kind, content(kind), frames_of(content(kind))) == written(kind)


def test_a_film_does_not_depend_on_the_cores() -> None:
    """x264 records its number of threads in the file; tied to one core, it makes the same film."""
    assert re.findall(rb" threads=(\d+) ", written("mp4")) == [b"4"]
    if hasattr(os, "sched_setaffinity"):  # of systems without it the first line alone can tell
        cores = os.sched_getaffinity(0)
        os.sched_setaffinity(0, {min(cores)})
        try:
            alone = animation_bytes("mp4", content("mp4"), frames_of(content("mp4")))
        finally:
            os.sched_setaffinity(0, cores)
        assert alone == written("mp4")


@pytest.mark.parametrize(
    ("kind", "given", "choices", "message"),
    [
        ("avi", {}, {}, 'animation "avi": write gif, webp or mp4'),
        ("gif", {"labels": "leaders"}, {}, "labels leaders: who governs changes in an animation"),
        ("gif", {}, {"seconds": 0.1}, r"seconds 0\.1: write a number from 0\.5 to 600"),
        ("mp4", {"size": parse_size("601x800")}, {}, "size 601x800: an MP4 has even sides; write 602x800"),
        ("gif", {"size": parse_size("200x200")}, {}, "size 200x200: too small for the map"),
        ("gif", {"slogans": {"left": "Sí"}}, {}, "slogan: a picture of many days has none"),
    ],
)
def test_what_cannot_be_is_refused(
    kind: str, given: dict[str, object], choices: dict[str, float], message: str
) -> None:
    """The message says what would be right."""
    with pytest.raises(InputError, match=message):
        animation_content(kind, timelines.date_range(), RenderOptions(**given), AnimationOptions(**choices))  # type: ignore[arg-type] (fields by name)


def test_without_the_extra_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Before anything is drawn, with the command to type."""
    monkeypatch.setattr(extras, "find_spec", lambda _: None)
    with pytest.raises(InputError, match=r"format mp4: needs a library .*; get it by: pip install av$"):
        animation_content("mp4", timelines.date_range(), RenderOptions(), AnimationOptions())

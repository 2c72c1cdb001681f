"""The editions of a map, one for each language: its words, its captions and its notes, which are the same notes."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from mapgen.choropleth.join import Choropleth
from mapgen.layout.note_marks import MarkedNote, marked
from mapgen.map_style import map_style_of
from mapgen.places.languages import languages
from mapgen.record.snapshots import Snapshot
from mapgen.render_options import RenderOptions
from mapgen.themes.style import MapStyle
from mapgen.words.captions import Captions, captions_of
from mapgen.words.note_budget import within_budget


class Edition(Struct, frozen=True):
    """A map in one language: `captions` are the whole ones, `brief` those that stand on the map."""

    map_style: MapStyle
    captions: Captions
    brief: Captions

    @property
    def lang(self) -> str:
        """The code of its language."""
        return self.map_style.words.lang

    def notes(self, named: Container[str]) -> tuple[MarkedNote, ...]:
        """Return the notes on the map with their marks; `named` are the territories that the map names."""
        return marked(self.brief.notes, named)


def editions_of(snapshot: Snapshot, choropleth: Choropleth, options: RenderOptions) -> tuple[Edition, ...]:
    """Return the editions in every language, that of the options first."""
    langs = (options.lang, *(lang for lang in languages() if lang != options.lang))
    styles = [map_style_of(snapshot, replace(options, lang=lang)) for lang in langs]
    captions = [captions_of(choropleth, style.words, options.texts) for style in styles]
    briefs = _brief(captions, options.size.note_words)
    return tuple(map(Edition, styles, captions, briefs))


def _brief(captions: Sequence[Captions], most: int) -> Iterator[Captions]:
    """Yield captions with the notes that the first language has room for, in as few words in each language."""
    first = captions[0]
    brief = within_budget(first, most)
    forms = dict(_forms(first, brief))
    for language in captions:
        notes = (
            replace(note, text=_form(note.text, note.shorter, forms[number]), full=note.whole)
            for number, note in enumerate(language.notes)
            if number in forms
        )
        source = language.brief_sources[0] if language.brief_sources else language.source
        yield replace(language, notes=tuple(notes), source=source)


def _forms(whole: Captions, brief: Captions) -> Iterator[tuple[int, int]]:
    """Yield the place of each note that brief captions have, and which of its texts they have."""
    by_whole = {note.whole: number for number, note in enumerate(whole.notes)}
    for taken in brief.notes:
        number = by_whole[taken.whole]
        note = whole.notes[number]
        yield number, [note.text, *note.shorter].index(taken.text)


def _form(text: str, shorter: Sequence[str], form: int) -> str:
    return (text, *shorter)[min(form, len(shorter))]

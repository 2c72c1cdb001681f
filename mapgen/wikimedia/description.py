"""The description page of a file on Wikimedia Commons, as wikitext to paste: what it shows, its sources, its licence.

The day of creation and the author are those of the upload, which MediaWiki fills in when the page is saved.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from mapgen.choropleth.join import Choropleth
from mapgen.files.vocabulary import alphabetic
from mapgen.layout.key import KeyEntry
from mapgen.places.regions import read_region
from mapgen.version import __version__
from mapgen.wikimedia.editions import Edition
from mapgen.wikimedia.wikitext import block_template, bullets, escaped, source_link, template
from mapgen.words.alt_text import alt_text
from mapgen.words.wording import Wording, wording

_TODAY = "{{subst:CURRENTYEAR}}-{{subst:CURRENTMONTH}}-{{subst:CURRENTDAY2}}"
_UPLOADER = "[[User:{{subst:REVISIONUSER}}|{{subst:REVISIONUSER}}]]"
_BOUNDARIES = "https://www.naturalearthdata.com/about/terms-of-use/"


class Described(Struct, frozen=True):
    """What description pages are written from: the map, its editions, and the entries of its key by language."""

    choropleth: Choropleth
    editions: Sequence[Edition]
    keys: Mapping[str, tuple[KeyEntry, ...]]

    @property
    def words(self) -> Wording:
        """The words of the first language."""
        return self.editions[0].map_style.words


def description_page(described: Described, others: Mapping[str, str]) -> str:
    """Return the page of a file; `others` are the names of other versions, with what they are."""
    gallery = "\n".join(["", "<gallery>", *(f"File:{name}|{text}" for name, text in others.items()), "</gallery>"])
    information = block_template(
        "Information",
        {
            "description": "\n".join(["", *(_in_language(described, one) for one in described.editions)]),
            "date": _TODAY,
            "source": "\n".join([template("own"), _parts(described), _sources(described)]),
            "author": _UPLOADER,
            "permission": "",
            "other versions": gallery,
        },
    )
    categories = "\n".join(f"[[Category:{name}]]" for name in _categories(described))
    parts = [
        "== {{int:filedesc}} ==",
        information,
        template("Translate", switch="yes"),
        "",
        "== {{int:license-header}} ==",
        template("self", "cc-zero"),
        "",
        categories or "{{subst:unc}}",
    ]
    return "\n".join(parts) + "\n"


def _in_language(described: Described, edition: Edition) -> str:
    """Return the description in one language: what the map shows, its key, its notes."""
    words = edition.map_style.words
    alt = alt_text(described.choropleth, words)
    legends = [_legend(entry, words) for entry in described.keys[edition.lang]]
    notes = " ".join(note.whole for note in edition.captions.notes)
    lines = [escaped(alt), *legends, *([escaped(notes)] if notes else [])]
    return template(edition.lang, "1=" + "\n".join(lines))


def _legend(entry: KeyEntry, words: Wording) -> str:
    """Return the line of a key with the members of its class."""
    label = f"{entry.label}{words.bracketed(entry.count)}" if entry.count else entry.label
    # The template has a plain colour, and that of those not yet in office is also that of a class.
    label = words.say("commons.striped", label=label) if entry.fill.patterns else label
    text = words.labelled(label, ", ".join(entry.members[-1])) if entry.members else label
    return template("legend", entry.fill.colour, escaped(text))


def _parts(described: Described) -> str:
    """Return where the parts of the map come from, and under which terms."""
    words, snapshot = described.words, described.choropleth.snapshot
    coder = words.bracketed(snapshot.coder) if snapshot.coder else ""
    data = words.say("commons.data", title=f"{words.title(snapshot)}{coder}")
    licence = f", {snapshot.licence}" if snapshot.licence else ""
    published = [source_link(snapshot.source)] if snapshot.source else []
    own = read_region(snapshot.region).boundaries
    boundaries = words.say("commons.boundaries")
    return bullets(
        [
            "; ".join([escaped(f"{data}{licence}"), *published]),
            *([escaped(own.name)] if own else []),
            f"{escaped(boundaries)} {source_link(_BOUNDARIES)}",
            escaped(words.say("commons.software", version=__version__)),
        ]
    )


def _sources(described: Described) -> str:
    """Return the sources of each country, folded up; nothing where there are none."""
    words = described.words
    named = {
        words.country(entry.iso3): entry.sources for entry in described.choropleth.snapshot.entries if entry.sources
    }
    if not named:
        return ""
    lines = [
        f"'''{escaped(country)}''': {', '.join(map(source_link, named[country]))}"
        for country in sorted(named, key=alphabetic)
    ]
    opening = '<div class="mw-collapsible mw-collapsed">'
    return "\n".join([f"{opening}{escaped(words.say('embed.summary'))}", bullets(lines), "</div>"])


def _categories(described: Described) -> Iterator[str]:
    """Yield the categories of a shipped region's maps, whose names are English; none for a region of one's own."""
    region = described.choropleth.snapshot.region
    if region.endswith(".toml"):
        return
    of_region = wording("en").of_region(region)
    yield f"SVG maps {of_region}"
    if region != "world":
        yield f"Politics {of_region}"

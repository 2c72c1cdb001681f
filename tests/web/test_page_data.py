"""The packed data of a page: its script unpacks in a browser what was packed, in every language."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import Any

from playwright.sync_api import Page

from mapgen.files.templating import script
from mapgen.record.intervals import intervals_of
from mapgen.record.model import Record
from mapgen.record.snapshots import Basis
from mapgen.render_options import RenderOptions
from mapgen.sources.reading import read_source
from mapgen.web.page import PageRange, _stage, page_file
from mapgen.web.page_data import EntryTexts, PageData, PageEntry, StateTexts, page_data

FIRST, LAST = date(2023, 1, 1), date(2026, 11, 25)
# The whole data, with texts for numbers.
UNPACKED = """([json, script]) => {
  document.body.innerHTML = '<script type="application/json" id="mg-data"></script>';
  document.getElementById('mg-data').textContent = json;
  const [data, textIn] = new Function(script + '; return [data, textIn]')();
  const whole = (lang, value) => typeof value === 'number' ? textIn(lang, value) : value;
  const all = (of, made) => Object.fromEntries(Object.entries(of).map(([key, value]) => [key, made(value, key)]));
  const entries = data.entries.map(entry => Object.assign({}, entry, {
    sources: entry.sources.map(number => data.sources[number]),
    said: all(entry.said, (said, lang) => ({
      party: whole(lang, said.party), since: whole(lang, said.since),
      tip: all(said.tip, one => whole(lang, one)), label: all(said.label, one => whole(lang, one)),
      readings: said.readings.map(([label, coders]) => [whole(lang, label), coders]),
    })),
  }));
  const line = lang => ([fills, label, count, more]) => [fills, whole(lang, label), count, whole(lang, more)];
  const texts = (said, lang) => ({
    ...all({ title: 0, standfirst: 0, alt: 0, source: 0 }, (_, name) => whole(lang, said[name])),
    notes: said.notes.map(([note, about]) => [whole(lang, note), about]),
    key: all(said.key, lines => lines.map(line(lang))),
  });
  const states = all(data.states, of => of.map(([first, numbers, said]) => [first, numbers, all(said, texts)]));
  return { entries, states };
}"""


@cache
def made() -> tuple[PageData, str]:
    """Return the data of a page, and what the page carries of them as JSON."""
    record = read_source(None)
    assert isinstance(record, Record)
    intervals = {basis: intervals_of(record, FIRST, LAST, basis) for basis in Basis}
    data = page_data(_stage(intervals[Basis.OFFICE][-1].snapshot, RenderOptions()), intervals)
    page = page_file(record, RenderOptions(), PageRange(FIRST, LAST, LAST)).decode()
    match = re.search(r'id="mg-data">(.*?)</script>', page)
    assert match
    return data, match[1]


def test_what_was_packed_is_unpacked(page: Page) -> None:
    """Entries and states with all their texts, in three languages, are those of the data before they were packed."""
    data, json = made()
    unpacked = page.evaluate(UNPACKED, [json, str(script("page_data.js"))])
    assert unpacked["entries"] == [_entry(entry) for entry in data.entries]
    assert unpacked["states"] == {
        basis.value: [
            [state.first.isoformat(), [*state.entries], {lang: _texts(texts) for lang, texts in state.texts.items()}]
            for state in states
        ]
        for basis, states in data.states.items()
    }


def _entry(entry: PageEntry) -> dict[str, Any]:
    wins = [[day.isoformat() for day in dict.fromkeys(win)] for win in entry.wins]
    return {
        "data": entry.attributes,
        "look": _by_text(entry.look),
        "class": _by_text(entry.css_class),
        "sources": [[source.text, source.address] for source in entry.sources],
        "own": [entry.party, entry.start, entry.end, wins],
        "said": {lang: _said(texts) for lang, texts in entry.texts.items()},
    }


def _said(texts: EntryTexts) -> dict[str, Any]:
    return {
        "party": texts.party,
        "since": texts.since,
        "tip": _by_text(texts.tip),
        "label": _by_text(texts.label),
        "readings": [[label, [*coders]] for label, coders in texts.readings],
    }


def _texts(texts: StateTexts) -> dict[str, Any]:
    key = {
        count: [[[*line.fills], line.label, line.count, line.caption] for line in lines]
        for count, lines in texts.key.items()
    }
    notes = [[note, sorted(about)] for note, about in texts.notes]
    named = {name: getattr(texts, name) for name in ("title", "standfirst", "alt", "source")}
    return {**named, "notes": notes, "key": _by_text(key)}


def _by_text(values: dict[int, Any] | Any) -> dict[str, Any]:  # noqa: ANN401 (any mapping)
    return {str(key): value for key, value in values.items()}

"""The note on shares: the states counted, the source and year of the figures, and the states without a figure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from mapgen.choropleth.shares import Share
from mapgen.words.wording import Wording

# With more states than this whose figures are of another year than most, the note gives the first and the last year.
_NAMED_YEARS = 3


def share_notes(shares: Sequence[Share], shapes: str, words: Wording) -> str:
    """Return the sentences on the states counted, the sources and years, and states without a figure.

    `shapes` says whose the shapes of the map are, on which areas are measured; see shapes_named.
    """
    counted = max(sum(len(part.states) for part in share.parts) for share in shares)
    sentences = [words.say("share.counted", count=counted)]
    for share in shares:
        years = _years(share.years, words)
        if share.parts:
            sentences.append(words.say(f"share.source.{share.measure}", years=years, shapes=shapes))
        if share.without:
            countries = words.series(words.countries(share.without))
            measure = words.say(f"share.noun.{share.measure}")
            sentences.append(words.say("share.without", measure=measure, countries=countries))
    return " ".join(sentences)


def brief_share_notes(shares: Sequence[Share], words: Wording) -> str:
    """Return the source and the years of shares in a few words, for a picture; areas are those that it draws."""
    sourced = [share for share in shares if share.years]
    if not sourced:
        return ""
    usual = sorted({Counter(share.years.values()).most_common(1)[0][0] for share in sourced})
    measures = ", ".join(words.say(f"share.{share.measure}") for share in sourced)
    return words.say("share.brief", measures=measures, years="–".join(map(str, usual)))


def _years(years: Mapping[str, int], words: Wording) -> str:
    """Return the year of figures: `2025`, `2025 (Guyana: 2024)`, or `2020–2025` where many differ from most."""
    if not years:
        return ""
    usual = Counter(years.values()).most_common(1)[0][0]
    other_years = {code: year for code, year in years.items() if year != usual}
    if len(other_years) > _NAMED_YEARS:
        return f"{min(years.values())}–{max(years.values())}"
    named = ", ".join(
        words.labelled(words.country(code), str(other_years[code])) for code in words.ordered(other_years)
    )
    return f"{usual}{words.bracketed(named)}" if named else str(usual)

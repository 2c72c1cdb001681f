"""The note on shares: what was counted, of which source and year, and what has no figure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from mapgen.choropleth.shares import Share
from mapgen.words.wording import Wording

# With more states than this whose figures are of another year than most, the note gives the first and the last year.
_NAMED_YEARS = 3


def share_notes(shares: Sequence[Share], scale: str, words: Wording) -> str:
    """Return what was counted: which states, of which source and year, on which shapes; `scale` is that of the map."""
    counted = max(sum(len(part.states) for part in share.parts) for share in shares)
    said = [words.say("share.counted", count=counted)]
    for share in shares:
        years = _years(share.years, words)
        if share.parts:
            said.append(words.say(f"share.source.{share.measure}", years=years, scale=scale.removesuffix("m")))
        if share.without:
            countries = words.series(words.country(code) for code in share.without)
            measure = words.say(f"share.noun.{share.measure}")
            said.append(words.say("share.without", measure=measure, countries=countries))
    return " ".join(said)


def _years(years: Mapping[str, int], words: Wording) -> str:
    """Return the year of figures: `2025`, `2025 (Guyana: 2024)`, or `2020–2025` where many differ from most."""
    if not years:
        return ""
    usual = Counter(years.values()).most_common(1)[0][0]
    others = {code: year for code, year in years.items() if year != usual}
    if len(others) > _NAMED_YEARS:
        return f"{min(years.values())}–{max(years.values())}"
    named = ", ".join(f"{words.country(code)}: {year}" for code, year in others.items())
    return f"{usual} ({named})" if named else str(usual)

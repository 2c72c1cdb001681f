"""The SVG elements of texts that each language has in its own words."""

from __future__ import annotations

import re
from html import escape

from mapgen.drawing.stand_ins import LETTER_SIZE
from mapgen.pens.svg_marks import number_text
from mapgen.wikimedia.model import Lettering, Line

# What stands for no text: a language without an element of its own would show the default one's.
_NOTHING = "\u00a0"
# The space before a tail, in sizes of type.
_BEFORE_TAIL = 0.35
# SVG Translate writes any weight but `bold` as `normal`, and refuses a file with `$1` in a text: between the two stands
# a sign that is not drawn.
_BOLD, _PLAIN = (f' font-weight="{weight}"' for weight in ("bold", "normal"))
_BEFORE_DIGIT, _UNDRAWN = re.compile(r"\$(?=[0-9])"), "$\u2060"


def lettering_element(lettering: Lettering) -> str:
    """Return a text as one element, or as a `switch` with one for each language, the default one last without a name.

    Every language has as many lines: a tool that translates the file pairs them.
    """
    most = max(map(len, lettering.editions.values()))
    if not most:
        return ""
    default, *others = ((lang, _filled(lines, most, lettering)) for lang, lines in lettering.editions.items())
    if all(lines == default[1] for _, lines in others):
        return _text(lettering, default[1], "")
    texts = "".join(f"\n{_text(lettering, lines, lang)}" for lang, lines in others)
    return f"<switch>{texts}\n{_text(lettering, default[1], '')}\n</switch>"


def _filled(lines: tuple[Line, ...], most: int, lettering: Lettering) -> tuple[Line, ...]:
    """Return as many lines as the language with the most has, the further ones empty."""
    last = lines[-1] if lines else next(lines[-1] for lines in lettering.editions.values() if lines)
    tail = _NOTHING if last.tail else ""
    empty = Line(_NOTHING, last.x, last.y, last.size, last.colour, last.bold, last.anchor, tail)
    return (*lines, *[empty] * (most - len(lines)))


def _text(lettering: Lettering, lines: tuple[Line, ...], lang: str) -> str:
    first = lines[0]
    suffix, language = (f"-{lang}", f' systemLanguage="{lang}"') if lang else ("", "")
    anchor = f' text-anchor="{first.anchor}"' if first.anchor != "start" else ""
    opening = (
        f'<text id="{lettering.name}{suffix}"{language} class="mg-{lettering.role}"'
        f' x="{number_text(first.x)}" y="{number_text(first.y)}"{_type(first)}{anchor} fill="{first.colour}">'
    )
    if len(lines) == 1 and not first.tail:
        return f"{opening}{_escaped(first.text)}</text>"
    parts = "".join(_line(line, first, f"{lettering.name}-{number}", suffix) for number, line in enumerate(lines, 1))
    return f"{opening}{parts}</text>"


def _line(line: Line, first: Line, name: str, suffix: str) -> str:
    """Return a line as a `tspan` with what differs from the first line, and its tail as another one."""
    like_first = (line.size, line.bold) == (first.size, first.bold)
    kind = "" if like_first else _type(line, plain=first.bold and not line.bold)
    place = f' x="{number_text(line.x)}" y="{number_text(line.y)}"'
    text = f'<tspan id="{name}{suffix}"{place}{kind}>{_escaped(line.text)}</tspan>'
    if not line.tail:
        return text
    shift = number_text(_BEFORE_TAIL * line.size)
    return f'{text}<tspan id="{name}-count{suffix}" dx="{shift}"{_BOLD}>{_escaped(line.tail)}</tspan>'


def _escaped(text: str) -> str:
    return escape(_BEFORE_DIGIT.sub(_UNDRAWN, text), quote=False)


def _type(line: Line, *, plain: bool = False) -> str:
    weight = _BOLD if line.bold else _PLAIN if plain else ""
    return f' font-size="{number_text(LETTER_SIZE * line.size)}"{weight}'

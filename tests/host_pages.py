"""The hosts of the table, as pages: what each makes of a snippet, what it forbids, and which of its scripts run.

A page holds every snippet in a cell of its own. Hosts lie on another origin than the files of the embed, except the one
whose policy allows no other.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from embeds import codes
from msgspec import Struct, field
from wordpress import posted

DATA = Path(__file__).parent / "data" / "hosts"
SNIPPETS = ("picture", "img", "iframe", "component", "inline", "newsletter")
# A photograph as authors of pages put one in: the measure of how wide a map can be where it stands.
PHOTOGRAPH = (
    '<img width="640" height="800" alt="" style="max-width:100%;height:auto;vertical-align:top" src="'
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='640' height='800'/%3E\">"
)
Codes = Mapping[str, str]
_SVG = re.compile(r"(<svg\b[^>]*>).*?</svg>", re.DOTALL)


class Host(Struct, frozen=True):
    """A host: its page's file in tests/data/hosts, and what becomes of snippets in it.

    `scripts` says whether those of a snippet run: then a frame has its height; `late_script` that the host has the
    embed's script itself, once the page is there. `own_files` means that the files of the embed lie on the host,
    `margins` how many pixels it keeps beside a figure whatever the snippet says, and `skipped` are snippets that do
    not apply.
    """

    name: str
    template: str
    shown: Callable[[Codes], Codes] = dict
    written: Callable[[Codes], str] = field(default_factory=lambda: sections)
    headers: Mapping[str, str] = field(default_factory=dict)
    scripts: bool = True
    own_files: bool = False
    skipped: frozenset[str] = frozenset()
    late_script: bool = False
    margins: int = 0

    def page(self, snippets: Codes) -> str:
        """Return the page with the snippets in their cells."""
        template = (DATA / self.template).read_text(encoding="utf-8")
        kept = {name: code for name, code in snippets.items() if name not in self.skipped}
        return template.replace("<!-- snippet -->", self.written(self.shown(kept)))


def sections(snippets: Codes) -> str:
    """Return cells with the snippets in them."""
    return "\n".join(f'<section data-cell="{name}">\n{code}\n</section>' for name, code in snippets.items())


def as_json(snippets: Codes) -> str:
    """Return the snippets as text for a script that writes them."""
    return json.dumps(dict(snippets)).replace("<", "\\u003c")


def in_layouts(snippets: Codes) -> str:
    """Return every snippet in every layout, and a photograph in each; of what is drawn inside of an SVG, nothing."""
    layouts = tomllib.loads((DATA / "layouts.toml").read_text(encoding="utf-8"))
    hollow = {name: _SVG.sub(r"\1</svg>", code) for name, code in snippets.items()}
    every = {"photograph": PHOTOGRAPH} | hollow
    return sections(
        {
            f"{layout} {name}": f'<div class="column">{around.replace("{}", code)}</div>'
            for layout, around in layouts.items()
            for name, code in every.items()
        }
    )


def sandboxed(flags: str) -> Callable[[Codes], Codes]:
    """Return what gives each frame a host's own sandbox, as oEmbed does in WordPress."""
    return lambda snippets: {
        name: re.sub(r"<iframe\b", f'<iframe sandbox="{flags}"', code) for name, code in snippets.items()
    }


def of_wordpress(role: str) -> Callable[[Codes], Codes]:
    """Return what WordPress makes of the post of a role."""
    return lambda snippets: _posts(tuple(snippets.items()))[role]


@cache
def _posts(snippets: tuple[tuple[str, str], ...]) -> dict[str, dict[str, str]]:
    return posted(dict(snippets))


# What themes do to frames: a box of a video's proportions cuts off what is below; a component of theirs hides it.
_BOXES = {
    "video-box": "<style>.video{position:relative;padding-bottom:56.25%;height:0;overflow:hidden}.video iframe"
    '{position:absolute;top:0;left:0;width:100%;height:100%}</style><div class="video">{}</div>',
    "component": '<div><template shadowrootmode="open">{}</template></div>',
}


def boxed(snippets: Codes) -> Codes:
    """Return the snippets, and each in the boxes of themes too."""
    every = {
        f"{name}-in-{box}": around.replace("{}", code)
        for name, code in snippets.items()
        for box, around in _BOXES.items()
    }
    return {**snippets, **every}


_FRAMES_ONLY = frozenset(SNIPPETS) - {"iframe"}
HOSTS = (
    Host("plain", "plain.html"),
    Host("wordpress-editor", "wordpress.html", of_wordpress("editor")),
    Host("wordpress-author", "wordpress.html", of_wordpress("author"), scripts=False),
    Host("react", "react.html", written=as_json, scripts=False),
    Host("react-late-script", "react.html", written=as_json, late_script=True),
    Host(
        "csp",
        "csp.html",
        headers={"Content-Security-Policy": "default-src 'self'; style-src 'self'"},
        own_files=True,
        # What a browser gives every figure, where no style of an element counts.
        margins=80,
    ),
    Host("right-to-left", "rtl.html"),
    Host("sandbox", "plain.html", headers={"Content-Security-Policy": "sandbox"}, scripts=False),
    Host("sandbox-scripts", "plain.html", headers={"Content-Security-Policy": "sandbox allow-scripts"}),
    Host("sandboxed-frame", "plain.html", sandboxed(""), skipped=_FRAMES_ONLY, scripts=False),
    Host(
        "sandboxed-frame-scripts",
        "plain.html",
        lambda snippets: boxed(sandboxed("allow-scripts")(snippets)),
        skipped=_FRAMES_ONLY,
    ),
)
# A mail's map is no part of a page's layout.
LAYOUTS = Host("layouts", "layouts.html", written=in_layouts, skipped=frozenset({"newsletter"}))
# What follows a scheme at run time. An image alone, on a page or in a mail, has nothing to follow it with.
SWITCHED = frozenset({"picture", "iframe", "component", "inline"})
DARK = Host("dark", "dark.html", skipped=frozenset(SNIPPETS) - SWITCHED)
# Where no script runs at all, the inline map alone can be told at any time, by its attribute.
DARK_WITHOUT_SCRIPT = Host(
    "dark-without-script",
    "dark.html",
    lambda snippets: {name: code.replace('data-dark="false"', 'data-dark="true"') for name, code in snippets.items()},
    headers={"Content-Security-Policy": "sandbox"},
    scripts=False,
    skipped=frozenset(SNIPPETS) - {"inline"},
)


def snippets_at(files: Mapping[str, bytes], address: str) -> dict[str, str]:
    """Return the snippets of an embed whose files lie at an address; those that today's embed has."""
    pattern = re.compile("|".join(map(re.escape, sorted(files, key=len, reverse=True))))
    every = codes(dict(files))
    return {name: pattern.sub(lambda found: address + found[0], every[name]) for name in SNIPPETS if name in every}

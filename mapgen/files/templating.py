"""The Jinja templates and scripts that ship with mapgen; templates escape every value that is not Markup."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from mapgen.disk.shipped import package_path

# What readers need not load: lines of a script or a style sheet that hold one comment alone, and indentation.
_COMMENT_LINES = re.compile(r"^ *(//.*\n|/\*[^*]*\*/\n)?", re.MULTILINE)


def rendered(name: str, values: Mapping[str, Any]) -> Markup:
    """Return a template of web/templates filled with values."""
    return Markup(_environment().get_template(name).render(values))  # noqa: S704 (templates escape)


@cache
def script(*names: str) -> Markup:
    """Return scripts or a style sheet of web/templates in this order, to stand in an element: without comment lines."""
    texts = (package_path(f"web/templates/{name}").read_text(encoding="utf-8") for name in names)
    return Markup(_COMMENT_LINES.sub("", "\n".join(texts)))  # noqa: S704 (shipped files)


def script_json(value: object) -> Markup:
    """Return a value as JSON for a script element: no text in it can end the element or start a comment."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)  # noqa: S704 (just escaped)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(package_path("web/templates")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["script_hash"] = _script_hash
    return environment


def _script_hash(text: str) -> str:
    """Return a script's SHA-256 as a content security policy writes it."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"

"""The scheme of an embed, light or dark, and how its code and addresses say it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

# By the words of the command line, the values of `data-dark` and of `?dark=`; `auto` is the reader's own scheme.
SCHEMES: Final[Mapping[str, str]] = {"light": "false", "dark": "true", "auto": "auto"}

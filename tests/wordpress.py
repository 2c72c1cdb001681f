"""WordPress for tests: its own code puts snippets through what becomes of a post, and is not installed for it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

VARIABLE = "MAPGEN_WORDPRESS"
_FILTERS = Path(__file__).parent / "data" / "hosts" / "wordpress.php"
# Where Debian's package lies once it is installed.
_DEBIAN = "/usr/share/wordpress"


def missing() -> str:
    """Return in plain words what is missing for WordPress's filters to run; nothing where all is there."""
    if shutil.which("php") is None:
        return "no PHP (Debian: apt-get install php-cli)"
    if not (_folder() / "wp-includes" / "kses.php").is_file():
        return (
            f"no WordPress in {_folder()} (apt-get download wordpress && dpkg -x wordpress_*.deb wp, then "
            f"{VARIABLE}=wp/usr/share/wordpress)"
        )
    return ""


def posted(snippets: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """Return the snippets as posts of the Classic Editor show them: of an `editor`, and of an `author`, by name.

    Skips the test where PHP or WordPress is missing.
    """
    if reason := missing():
        pytest.skip(reason)
    done = subprocess.run(
        ["php", str(_FILTERS), str(_folder())],
        input=json.dumps(dict(snippets)),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    shown: dict[str, dict[str, str]] = json.loads(done.stdout)
    return shown


def _folder() -> Path:
    return Path(os.environ.get(VARIABLE) or _DEBIAN)

"""The SVG pen: a drawing as a document that can be embedded, styled, read aloud and searched."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape, quoteattr

from mapgen.drawing import LAYERS, Area, Border, Drawing, Patch, Primitive, Strokes, Text
from mapgen.typeface import STACK, WEIGHTS

"""A small record and a list with all that a record or list can say, for tests of what takes them out and in again."""

from __future__ import annotations

RECORD = """\
[record]
title   = "Everything | \\"said\\""
region  = "south-america"
begins  = 2000-01-01
coder   = "A desk, with a comma"
licence = "CC-BY-4.0"
scale   = ["left", "centre", "right"]
[reviewed]
BRA = 2003-05-01
CHL = 2004-06-01
[[government]]
country   = "CHL"
leader    = "=Ada\\"; 1,5"
party     = "|a|"
elected   = [1999-05-06, 2001-05-06]
declared  = [2001-05-09]
start     = 2000-01-01
end       = 2002-03-01
term_ends = "2002"
came_by   = "election"
alignment = "left"
contested = true
reasoning = "'quoted' | piped"
readings  = [
  { coder = "EFE", alignment = "centre-left", source = "a page", status = "read", note = "of 2000" },
  { coder = "AFP", alignment = "no-data", source = "https://example.org/?a=1|2" },
]
sources   = [
  { source = "https://example.org/a", status = "dataset", supports = "start" },
  "A book, page 3",
]
note      = "@note"
[[government]]
country   = "CHL"
leader    = "One day"
start     = 2002-03-01
end       = 2002-03-01
came_by   = "acting"
alignment = "no-data"
[[government]]
country   = "CHL"
leader    = "Bo"
start     = 2002-03-01
alignment = "right"
[[government]]
country   = "CHL"
leader    = "Never"
elected   = [2003-04-05]
alignment = "centre"
void      = true
[[government]]
country   = "CHL"
leader    = "Elect"
elected   = [2004-04-05]
term_ends = 2008-12-31
alignment = "centre"
[[government]]
country   = "BRA"
leader    = "Éva Śródka"
start     = 1999-01-01
end       = 2001-12-30
alignment = "centre"
[[government]]
country   = "FRA"
leader    = "Elsewhere"
start     = 1999-01-01
alignment = "right"
[[vote]]
country = "CHL"
date    = "2006-04"
outcome = "scheduled"
note    = "round one"
sources = [{ source = "a law", status = "read" }]
[[vote]]
country = "BRA"
date    = 2002-10-06
outcome = "annulled"
[[vacancy]]
country = "BRA"
start   = 2001-12-30
end     = 2003-01-01
note    = "empty"
sources = ["a newspaper"]
"""
LIST = """\
[snapshot]
title  = "A list"
region = "south-america"
as_of  = 2025-12-15
coder  = "A paper"
source = "A paper, in words"
licence = "CC-BY-4.0"
note   = "A note, \\"quoted\\""
scale  = ["ally", "other"]
missing = "no-data"
[classes.ally]
label  = { en = "Ally", es = "Aliado" }
colour = "#2a9d8f"
[classes.other]
label  = "Other"
colour = "#e76f51"
bloc   = "right"
[alignments]
ARG = "other"
Brasil = "ally"
FRA = "other"
"""

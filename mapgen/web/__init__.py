"""Embeds and pages for the web, from web/templates.

In come snapshots and options; out go files and snippets to paste.
What a page shows of a day is worked out here, before it is written.
"""

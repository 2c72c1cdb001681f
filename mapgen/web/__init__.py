"""Embeds and pages for the web, from web/templates.

Snapshots and options come in; files and snippets to paste go out. The content of a page is computed for every day
before it is written.
"""

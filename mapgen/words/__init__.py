"""All texts of a map, in the languages of words/languages.

In come a Choropleth and a language; out go headline, standfirst, notes, source line and alt text.
It chooses words by the facts and gives them no position.
"""

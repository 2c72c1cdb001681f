"""All texts of a map, in the languages of words/languages.

It takes a Choropleth and a language; it returns headline, standfirst, notes, source line and alt text.
It chooses words by the facts and gives them no position.
"""

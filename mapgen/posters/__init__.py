"""Posters: a map in two or three colours with large type beside its land and one line at the foot.

It takes a Choropleth, the words of a poster and a MapStyle; it returns a Drawing. The large type itself is layout's, as
slogans stand on other maps too.
"""

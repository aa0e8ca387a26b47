"""The rollout as pictures, as a folium map and as a frame in a notebook.

Colours, patterns and words are those of the page, read from its files. Nothing here decides a
status. matplotlib, Pillow and folium are imported when a function is called; matplotlib's global
state (pyplot, rcParams) is left as it is.
"""

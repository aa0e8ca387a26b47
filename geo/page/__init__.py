"""The page: one HTML file with everything inside, opened from disk, asking the network nothing.

Folium renders the map from constants of ours. Data are put in after the render, as JSON in a
script element that no browser runs; a cell never meets a template or a script.
"""

from .document import PageOptions, build_page

__all__ = ["PageOptions", "build_page"]

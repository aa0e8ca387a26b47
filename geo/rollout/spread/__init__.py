"""The course of the dated places over the map, in numbers and words; nothing is interpolated."""

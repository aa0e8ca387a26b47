"""Answers for the next tool: tables of pandas and geopandas, and files, with sources and bounds.

Nothing here decides a status; everything comes from `rollout`. Libraries are imported when a
function is called.
"""

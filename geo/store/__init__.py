"""Reads and writes a project's files, and loses nothing."""

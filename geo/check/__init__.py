"""Rules that data are held to: each has a name, a severity and a page that explains it."""

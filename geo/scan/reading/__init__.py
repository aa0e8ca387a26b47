"""The text of an article, whatever file it comes in."""

from .article import ArticleText, read_article

__all__ = ["ArticleText", "read_article"]

"""``python -m docs.generate``."""

from docs.generate import write_pages

write_pages()

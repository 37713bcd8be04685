"""What the pages of the site are made with: ``docs.generate`` and ``docs.pictures``."""

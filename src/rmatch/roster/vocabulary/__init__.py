"""Words that headings are recognised by, as data: no code but small value objects."""

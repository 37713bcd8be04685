"""rmatch against what one would use instead, on the same scores: ``python -m benchmarks``."""

"""Optimal, proven and explained pairs for reverse mentoring."""

"""Finds the words that can carry a value, and the context they stand in."""

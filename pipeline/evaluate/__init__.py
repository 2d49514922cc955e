"""Precision, recall and F1 per field against gold, and what changed since a baseline."""

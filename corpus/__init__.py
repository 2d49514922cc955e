"""The development corpus: sources with marked gold, and what renders them."""

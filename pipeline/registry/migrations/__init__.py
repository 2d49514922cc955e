"""How the tables came about, step by step, for databases that an older program made."""

"""Where documents come from: Europe PMC, PubMed, a watched folder; the only part that uses HTTP."""

"""One writer a file, from a snapshot of the registry."""

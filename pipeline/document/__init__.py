"""A publication as clean text with its structure and offsets."""

"""The yardstick of learned parts; see docs/model.md. Nothing here is part of the package."""

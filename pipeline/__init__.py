"""From published case reports to a registry of bone-cement leakage."""

__version__ = "0.1.0"

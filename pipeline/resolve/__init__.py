"""From mentions to cases: whose a value is, what it means there, and which one stands."""

"""Tools of the project itself, not of leakreg."""

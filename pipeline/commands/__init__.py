"""One command a module: `add` declares it, `execute` does it and returns the exit status.

The modules import nothing heavy before `execute` runs, so that `--help` answers at once.
"""

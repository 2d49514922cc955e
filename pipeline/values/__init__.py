"""Reading and writing of values: numbers in words, levels, intervals, quantities."""

"""The parts of `tools.kill_run`."""

"""These scripts are wrong on purpose, and pytest is not to collect them."""

collect_ignore_glob = ["*.sim.yaml"]

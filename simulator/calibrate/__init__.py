"""Fits a release's limits and pacing from recordings, each figure with its 95 % interval. No wire, no clock."""

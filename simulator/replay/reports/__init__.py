"""What is told of a run: for people, for CI systems, for other programs. Judging is done before."""

"""Probes one backend and says what it found, each finding with a remedy. How findings look is the faces' business."""

"""TOML files that people write: read, located and explained. What the keys of a file mean is its readers' business."""

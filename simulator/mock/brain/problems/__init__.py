"""School problems, solved exactly: counting, shapes, whole numbers, units, stories. Sums are `arithmetic`."""

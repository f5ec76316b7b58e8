"""What every vendor must keep, whoever wrote it: one check a file, run by `simulator vendors check` and by our tests.

A check looks at a loaded vendor and gives what it found wrong. How a profile is read and refused is `catalogue`; how
a verdict looks on a screen is the faces'.
"""

"""Breaks the rules of `simulator/domain` one by one: each must fail a script. No part of the package."""

"""Equations, derivatives, integrals, limits and factors: read by an own parser, worked out exactly or by SymPy."""

"""Finds vendor folders and turns a profile into domain objects. What a profile may say is `simulator.plugin`.

Exports nothing, since a list of vendors must not import what loading one needs.
"""

"""The table of dialects: which servers write how. Which address and which parameters a provider has is not here."""

from __future__ import annotations

from simulator.dialects.shape import Shape
from simulator.dialects.shapes_of_hosts import HOSTS
from simulator.dialects.shapes_of_servers import SERVERS

DEEPSEEK = Shape(
    name="deepseek",
    source="api-docs.deepseek.com/guides/reasoning_model (S3)",
    usage="as_asked",
    idle="null",
)

SHAPES = {shape.name: shape for shape in (DEEPSEEK, *SERVERS, *HOSTS)}
"""All shapes by name."""

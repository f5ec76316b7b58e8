"""The schema of simulator.toml: its keys and their types. What belongs together is checked by `rules`."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

Seconds = Annotated[float, Field(gt=0, allow_inf_nan=False)]
Count = Annotated[int, Field(ge=1)]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class TimeoutTable(_Table):
    """The clocks of a request, in seconds; one that is not set is as it comes with the program."""

    connect: Seconds | None = None
    idle: Seconds | None = None
    event: Seconds | None = None
    total: Seconds | None = None


def whole_turn(value: Any) -> Any:
    """Give a bare number as the clock of the whole turn."""
    return {"total": value} if isinstance(value, int | float) and not isinstance(value, bool) else value


class BackendTable(_Table):
    """A server: a preset, or the address of one, and what is other than the preset says.

    A key never stands here: `api_key_env` names the environment variable that holds it, `api_key_keyring` the entry
    of the system's keyring (service/user). `dialect` pins where thinking is in the answers, which is found out without.
    """

    preset: str | None = None
    base_url: str | None = None
    model: str | None = None
    dialect: str | None = None
    api_key_env: str | None = None
    api_key_keyring: str | None = None
    timeout: Annotated[
        TimeoutTable | None, BeforeValidator(whole_turn, json_schema_input_type=float | TimeoutTable)
    ] = None
    headers: dict[str, str] | None = None
    proxy: str | None = None
    ca: str | None = None
    http2: bool | None = None
    thinking: bool | None = None
    extra_body: dict[str, Any] | None = None
    fallback: list[str] | None = None


class LimitsTable(_Table):
    """Limits of a vendor's releases that an experiment replaces; they are shown with the evidence "config"."""

    turns_per_conversation: Count | None = None
    memory_turns: Count | None = None
    prompt_tokens: Count | None = None
    output_tokens: Count | None = None
    daily_questions: Count | None = None
    silence_seconds: Seconds | None = None


class VendorTable(_Table):
    """What is other about a vendor's phones."""

    limits: LimitsTable | None = None


class ConfigFile(_Table):
    """A simulator.toml: which backend answers, how the program speaks and moves, and tables of backends and vendors."""

    backend: str | None = None
    lang: Literal["zh", "en"] | None = None
    motion: Literal["full", "reduced"] | None = None
    backends: dict[str, BackendTable] | None = None
    vendors: dict[str, VendorTable] | None = None

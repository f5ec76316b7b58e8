"""Asks a running server with other people's clients, those that are installed, and prints what each of them got.

Not part of the tests: the clients are heavy. In an environment of their own:

    pip install litellm langchain-deepseek "pydantic-ai-slim[openai]"
    python tests/manual/other_clients.py http://127.0.0.1:8090/v1 xiaoyi
    python tests/manual/other_clients.py http://127.0.0.1:8000/v1 deepseek-reasoner
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Callable
from typing import Any

QUESTION = "9.8 和 9.11 哪个大？"
NO_MODEL = "nothing-such"


def litellm(base: str, model: str) -> None:
    os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] = "True"  # else it waits for a price list from the network
    import litellm

    asked: dict[str, Any] = {"api_base": base, "api_key": "none", "messages": [{"role": "user", "content": QUESTION}]}
    whole = litellm.completion(model=f"openai/{model}", **asked)
    say("whole", whole.choices[0].message.content, whole.choices[0].message.reasoning_content, whole.usage.total_tokens)
    chunks = list(litellm.completion(model=f"deepseek/{model}", stream=True, **asked))
    say("stream", "".join(chunk.choices[0].delta.content or "" for chunk in chunks))
    expect_error(lambda: litellm.completion(model=f"openai/{NO_MODEL}", **asked))


def langchain(base: str, model: str) -> None:
    from langchain_deepseek import ChatDeepSeek

    def chat(name: str) -> Any:
        return ChatDeepSeek(model=name, api_base=base, api_key="none", max_retries=0)

    history = [("system", "Be short."), ("user", "我叫小明"), ("assistant", "你好"), ("user", "我叫什么？")]
    whole = chat(model).invoke(history)
    say(
        "history", whole.content, whole.additional_kwargs.get("reasoning_content"), whole.usage_metadata["total_tokens"]
    )
    say("stream", "".join(chunk.content for chunk in chat(model).stream(QUESTION)))
    expect_error(lambda: chat(NO_MODEL).invoke(QUESTION))


def pydantic_ai(base: str, model: str) -> None:
    from openai import AsyncOpenAI
    from pydantic_ai import Agent
    from pydantic_ai.models.openai import OpenAIChatModel
    from pydantic_ai.providers.deepseek import DeepSeekProvider

    provider = DeepSeekProvider(openai_client=AsyncOpenAI(base_url=base, api_key="none", max_retries=0))

    async def talk() -> None:
        agent = Agent(OpenAIChatModel(model, provider=provider), instructions="Be short.")
        async with agent.run_stream(QUESTION) as stream:
            say("stream", "".join([text async for text in stream.stream_text(delta=True)]))
        first = await agent.run("我叫小明")
        say("whole", first.output, first.usage)
        again = await agent.run("我叫什么？", message_history=first.all_messages())
        say("history", again.output)

        try:
            await Agent(OpenAIChatModel(NO_MODEL, provider=provider)).run(QUESTION)
        except Exception as error:
            say("unknown model", type(error).__name__, error)

    asyncio.run(talk())


def expect_error(ask: Callable[[], Any]) -> None:
    try:
        ask()
    except Exception as error:
        say("unknown model", type(error).__name__, error)
    else:
        say("unknown model", "WAS ANSWERED")


def say(what: str, *found: object) -> None:
    print(f"  {what:<14}", *(repr(str(item)[:80]) for item in found), flush=True)


def main() -> None:
    base, model = sys.argv[1:3]
    for client in (litellm, langchain, pydantic_ai):
        print(client.__name__)
        try:
            client(base, model)
        except ImportError as error:
            print(f"  is not installed ({error.name})")
        except Exception as error:
            say("FAILED", type(error).__name__, error)


if __name__ == "__main__":
    main()

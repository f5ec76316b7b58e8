"""What a server counts, at `/metrics`."""

from __future__ import annotations

from prometheus_client.parser import text_string_to_metric_families

from tests.faces.serve.talk import asking


async def counted(client, url, **headers):
    """Give the samples by name and labels."""
    response = await client.get(f"{url}/metrics", headers=headers)
    assert response.headers["content-type"].startswith("text/plain; version=0.0.4")
    families = text_string_to_metric_families(response.text)
    return {
        (sample.name.removeprefix("simulator_"), *sample.labels.values()): sample.value
        for family in families
        for sample in family.samples
    }


async def test_requests_turns_and_limits_are_counted(serve, client):
    url = await serve()
    for text, model in (("你好", "xiaoyi"), ("看看这张图片", "xiaoyi@11.2.10.310"), ("你好", "nobody")):
        await client.post(f"{url}/v1/chat/completions", json=asking(text, model=model))
    await client.get(f"{url}/v1/models/xiaoyi")
    await client.get(f"{url}/wp-admin")
    samples = await counted(client, url)
    assert samples["http_requests_total", "/chat/completions", "200"] == 2
    assert samples["http_requests_total", "/chat/completions", "404"] == 1
    assert samples["http_requests_total", "/models/{model}", "200"] == 1
    assert samples["http_requests_total", "other", "404"] == 1
    assert samples["turns_total", "completed", "xiaoyi"] == samples["turns_total", "refused", "xiaoyi"] == 1
    assert samples["limits_total", "modality", "xiaoyi"] == 1
    assert samples["first_token_seconds_count", "xiaoyi"] == 1
    assert samples["turns_under_way",] == 0


async def test_what_is_held_is_told(serve, client):
    url = await serve()
    for session in ("one", "two", "one"):
        headers = {"X-Simulator-Session": session}
        await client.post(f"{url}/v1/chat/completions", json=asking("你好"), headers=headers)
    assert (await counted(client, url))["sessions_in_hand",] == 2


async def test_counts_and_health_are_for_all_and_models_for_those_with_a_key(serve, client):
    url = await serve(api_keys=frozenset({"sk-right"}))
    assert (await client.get(f"{url}/healthz")).json() == {"status": "ok"}
    assert (await client.get(f"{url}/v1/models")).status_code == 401
    assert (await counted(client, url))["http_requests_total", "/models", "401"] == 1

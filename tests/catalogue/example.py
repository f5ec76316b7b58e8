"""The profile of the house style. Writing it as a folder is `conftest`."""

from __future__ import annotations

EXAMPLE = """\
id = "acme"
vendor = { zh = "艾克", en = "Acme" }
assistant = { zh = "小艾", en = "Acme Assistant" }
in_house_model = { value = "Fir-7B", evidence = "url:https://acme.example/fir" }
looks = { accent = "#2f7d5b", thinking = "已深度思考（用时 {seconds} 秒）" }
wake_words = [{ text = "小艾小艾", evidence = "seed" }, { text = "你好小艾", evidence = "assumed" }]

[[releases]]
version = "1.0.0"
date = 2025-02-05
channel = "beta"
evidence = "seed"                      # of version, date and channel
[releases.gates]
os = { value = "AcmeOS 4.0", evidence = "seed" }
device = { value = ["A1", "A1 Pro"], evidence = "assumed", note = "the report says 'flagships'" }
[releases.limits]
turns_per_conversation = { value = 10, evidence = "assumed", note = "users say few; no figure" }
prompt_tokens = { value = 2048, evidence = "assumed" }
[releases.pacing]
first_token = { value = "9.2s", evidence = "url:https://acme.example/latency" }
tokens_per_second = { value = 18.4, evidence = "measured:captures/acme-1.0.0.jsonl", note = "95 %: 17.9–18.8" }
stutter = { value = { chance = 0.04, seconds = 1.5 }, evidence = "assumed", note = "users say it stutters" }

[[releases]]
version = "1.1.0"
date = 2025-02-09
channel = "official"
evidence = "seed"
capabilities = { web_search = { value = true, evidence = "seed" } }
[releases.limits]
turns_per_conversation = { value = 30, evidence = "assumed", note = "no complaint after the update" }
"""

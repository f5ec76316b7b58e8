"""The page of a run is one file that loads nothing and runs nothing that a phone said, however long the run is."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re
import tracemalloc
import zlib
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.replay.case import Miss, Result
from simulator.replay.places import Place
from simulator.replay.reports.html.blocks import BLOCK
from simulator.replay.reports.html.document import SCRIPTS, Html
from simulator.replay.reports.html.texts import TEXTS, both_languages
from simulator.replay.reports.json_lines import from_line

PAGE = Path(__file__).parents[2] / "simulator/replay/reports/html/page"
HOSTILE = st.text() | st.sampled_from(
    ["</script><script>x()</script>", "<img src=x onerror=x()>", "<!--<script>", "]]>"]
)


class Elements(HTMLParser):
    """What a browser would find in a document."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[int, str] = {}
        self.is_inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        self.is_inside = True

    def handle_endtag(self, tag: str) -> None:
        self.is_inside = False

    def handle_data(self, data: str) -> None:
        if self.is_inside:
            self.texts[len(self.found) - 1] = self.texts.get(len(self.found) - 1, "") + data

    def of(self, tag: str) -> list[tuple[dict[str, str | None], str]]:
        return [(attrs, self.texts.get(at, "")) for at, (name, attrs) in enumerate(self.found) if name == tag]


def result(case: str = "甲[seed=1]", said: str = "你好", **more: object) -> Result:
    events = json.dumps([{"event": "answer_delta", "text": said}], ensure_ascii=False, separators=(",", ":"))
    common = {"script": "甲", "file": "a.sim.yaml", "cell": {"vendor": "acme"}, "seed": 1, "verdict": "passed"}
    return Result(**{"case": case, "events_json": events, **common, **more})


def written(*results: Result) -> str:
    file = io.StringIO()
    page = Html(file, "zh", "2025-02-09 10:00")
    for it in results:
        page.add(it)
    page.close()
    return file.getvalue()


def parsed(text: str) -> Elements:
    elements = Elements()
    elements.feed(text)
    return elements


def unpacked(text: str) -> list[str]:
    return zlib.decompress(base64.b64decode(text)).decode().splitlines()


def test_nothing_but_its_own_script_and_style_may_run():
    page = parsed(written(result()))
    policy = next(attrs["content"] for attrs, _ in page.of("meta") if attrs.get("http-equiv"))
    script = next(text for attrs, text in page.of("script") if not attrs)
    style = page.of("style")[0][1]
    digests = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in (script, style)]
    assert policy == (
        f"default-src 'none'; script-src 'sha256-{digests[0]}'; style-src 'sha256-{digests[1]}'; "
        "base-uri 'none'; form-action 'none'"
    )
    assert not [attrs for _, attrs in page.found if "src" in attrs or "href" in attrs]


@settings(max_examples=30)
@given(HOSTILE, HOSTILE)
def test_nothing_that_is_said_becomes_an_element(one, other):
    miss = Miss(place=Place(other, 1, 1), turn=1, expected=one, actual=other)
    bad = result(case=one, said=other, verdict="failed", misses=(miss,), script=other, tags=(one,))
    plain = [tag for tag, _ in parsed(written(result(verdict="failed", misses=(miss,)))).found]
    assert [tag for tag, _ in parsed(written(bad)).found] == plain


def test_every_case_is_in_the_page_whole():
    results = [result(case=f"甲[seed={number}]", said="很长" * (BLOCK // 40)) for number in range(50)]
    blocks = [attrs | {"text": text} for attrs, text in parsed(written(*results)).of("script") if "data-cases" in attrs]
    assert len(blocks) > 2
    lines = [line for block in blocks for line in unpacked(block["text"])]
    assert [len(unpacked(block["text"])) for block in blocks] == [int(block["data-cases"]) for block in blocks]
    assert [from_line(line) for line in lines] == results


def test_the_list_knows_the_verdict_and_the_first_trouble_of_each_case():
    bad = result(verdict="error", error="a.sim.yaml:3: no such release", tags=("memory",))
    entries = next(text for attrs, text in parsed(written(bad)).of("script") if attrs.get("id") == "entries")
    told = json.loads(unpacked(entries)[0])
    assert (told["verdict"], told["trouble"], told["tags"]) == ("error", "a.sim.yaml:3: no such release", ["memory"])


def test_a_long_run_takes_no_more_memory_than_a_short_one():
    class Nowhere(io.StringIO):
        def write(self, text: str) -> int:
            return len(text)

    said = "".join(chr(0x4E00 + number * 7919 % 20000) for number in range(20_000))
    tracemalloc.start()
    page = Html(Nowhere(), "zh", "")
    for number in range(120):
        page.add(result(case=f"{number}", said=f"{number}{said}"))
    page.close()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 4_000_000 < 120 * len(said.encode())


def test_the_page_says_everything_in_both_languages():
    script = "".join((PAGE / f"{name}.js").read_text("utf-8") for name in SCRIPTS)
    named = set(re.findall(r'\bt\("([\w.]+)"', script))
    begun = tuple(re.findall(r"\bt\(`([\w.]+\.)\$", script))
    assert named and named <= set(TEXTS)
    assert set(both_languages()["zh"]) >= {"figure.memory_turns", "evidence.assumed", "channel.beta"}
    assert not [key for key in TEXTS if f'"{key}"' not in script and not key.startswith(begun) and key != "plain"]
    for text in TEXTS.values():
        assert sorted(re.findall(r"\{\w+\}", text.zh)) == sorted(re.findall(r"\{\w+\}", text.en))


def test_all_files_of_the_page_are_used():
    assert {path.stem for path in PAGE.glob("*.js")} == set(SCRIPTS)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_without_scripts_the_page_tells_what_failed(lang):
    file = io.StringIO()
    page = Html(file, lang, "")
    page.add(result(case="<b>甲", verdict="error", error="it broke"))
    page.close()
    assert "&lt;b&gt;甲" in file.getvalue() and "it broke" in file.getvalue()
    assert {"zh": "1 出错", "en": "1 error"}[lang] in file.getvalue()

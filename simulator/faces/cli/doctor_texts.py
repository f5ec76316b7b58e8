"""What `simulator doctor` says to people of its own, in both languages. What was found says itself what it is."""

from __future__ import annotations

from collections.abc import Mapping

from simulator.domain.limit import Bilingual, Lang

TEXTS: Mapping[str, Bilingual] = {
    "title": Bilingual("探测 {name} · {model} · {url}", "probing {name} · {model} · {url}"),
    "embedded": Bilingual("内置模拟服务器", "the embedded mock"),
    "skipped": Bilingual("跳过", "skipped"),
    "counts": Bilingual(
        "{ok} 项正常，{warn} 项注意，{fail} 项失败，{skipped} 项跳过",
        "{ok} ok, {warn} to note, {fail} failed, {skipped} skipped",
    ),
    "cost": Bilingual(
        "{requests} 次请求，{tokens} tokens（另有 {uncounted} 次未报告用量），{seconds:.1f} 秒",
        "{requests} requests, {tokens} tokens ({uncounted} of them reported no usage), {seconds:.1f} s",
    ),
    "saved": Bilingual("已写入 {path}，现在可以：", "written to {path}; now try:"),
    "not_saved": Bilingual(
        "没有写入配置：有一项失败。修好再试，或加 --force",
        "not saved, because something failed; mend it, or add --force",
    ),
}


def say(key: str, lang: Lang, **values: object) -> str:
    """Give the text for `key` with `{name}` filled in. Raises: KeyError if there is none."""
    return TEXTS[key].text(lang).format(**values)

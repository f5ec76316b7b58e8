"""The message that carries search results to the model, and the way back out of one. Finding pages is `search`.

Source of the form: "Official Prompts" in https://github.com/deepseek-ai/DeepSeek-R1/blob/main/README.md: no system
message, one user message of four parts (results, how they are marked and cited, points to mind with today's date,
the question), pages between `[webpage X begin]` and `[webpage X end]`, citations `[citation:X]`, one template for
Chinese questions and one for English. The marks and headings are those; the advice between is in words of our own.
That a page is sent as title, day, address and text is assumed: the template leaves its content open.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from simulator.domain.search import Page

_ZH = """# 以下内容是基于用户发送的消息的搜索结果:
{results}
上面每个网页都写在[webpage X begin]和[webpage X end]之间，X是它的编号。回答里用到某个网页的地方，请紧跟着用[citation:X]注明；用到几个就注明几个，例如[citation:3][citation:5]，不要攒到结尾一起列。
请注意：
- 今天是{today}。
- 网页不一定都与问题有关，只用真正相关的。
- 列举不超过10项，其余请用户看来源；分点不超过5点，相近的合并。
- 答案很短时可以补充一两句背景；很长时分段总结。写作类的要求要写得充实，并在正文中注明引用。
- 综合多个网页，不要反复引用同一个。
- 用户用什么语言提问，就用什么语言回答。

# 用户消息为：
{question}"""  # noqa: E501 - a template's lines are the template's

_EN = """# The following contents are the search results related to the user's message:
{results}
Each page above stands between [webpage X begin] and [webpage X end], X being its number. Where the answer uses a page, cite it on the spot as [citation:X]; where it uses several, cite each, like [citation:3][citation:5], and do not gather citations at the end.
Please mind:
- Today is {today}.
- Not every page bears on the question; use those that do.
- List no more than 10 items and point to the sources for the rest; make no more than 5 points and merge similar ones.
- A very short answer may get a sentence or two of background; a long one is structured and summed up. Creative work is written out fully, with citations in its text.
- Combine several pages, and do not cite one again and again.
- Answer in the language of the question.

# The user's message is:
{question}"""  # noqa: E501 - a template's lines are the template's

_WEEKDAYS = "一二三四五六日"
_MARK = r"\[(?=webpage \d+ (?:begin|end)\])"
_HEADINGS = ("# 以下内容是基于用户发送的消息的搜索结果", "# The following contents are the search results")
_QUESTION = r"(?m)^# (?:用户消息为[：:]|The user's message is:)[ \t]*\n"
_TODAY = r"今天是\s*(\d{4})年(\d{1,2})月(\d{1,2})日|Today is (\d{4})-(\d{1,2})-(\d{1,2})"


@dataclass(frozen=True, slots=True)
class Carried:
    """What such a message carries: the pages as text, in the order of their numbers from 1, and the bare question.

    `today` is None where the message names no day that can be read.
    """

    pages: tuple[str, ...]
    today: date | None
    question: str


def web_prompt(question: str, pages: Sequence[Page], today: date) -> str:
    """Give the user message that asks `question` with `pages` as search results, in the question's language.

    A page cannot end itself early: marks like those of the template lose their bracket in its text.
    """
    is_chinese = re.search("[\u3400-\u9fff]", question) is not None
    results = "\n".join(
        f"[webpage {number} begin]{_page(page, is_chinese)}[webpage {number} end]"
        for number, page in enumerate(pages, 1)
    )
    day = chinese_day(today) if is_chinese else f"{today.isoformat()}, {today:%A}"
    template = _ZH if is_chinese else _EN
    head, _, tail = template.partition("{results}")
    return f"{head}{results}{tail.replace('{today}', day).replace('{question}', question)}"


def carried(message: str) -> Carried | None:
    """Read a message of that form, ours or another client's; None if it is a plain one."""
    if not message.startswith(_HEADINGS):
        return None
    pages: list[str] = []
    place = 0
    while (start := message.find(begin := f"[webpage {len(pages) + 1} begin]", place)) >= 0:
        end = message.find(f"[webpage {len(pages) + 1} end]", start)
        if end < 0:
            break
        pages.append(message[start + len(begin) : end].strip())
        place = end
    asked = re.search(_QUESTION, rest := message[place:])
    if asked is None:
        return None
    return Carried(tuple(pages), _day(rest[: asked.start()]), rest[asked.end() :].strip())


def chinese_day(day: date) -> str:
    """Write a day as 2025年2月9日，星期日."""
    return f"{day.year}年{day.month}月{day.day}日，星期{_WEEKDAYS[day.weekday()]}"


def _page(page: Page, is_chinese: bool) -> str:
    names = ("标题", "日期", "网址", "内容") if is_chinese else ("Title", "Date", "URL", "Text")
    values = (page.title, page.date.isoformat(), page.url, page.text)
    colon = "：" if is_chinese else ": "
    lines = "\n".join(f"{name}{colon}{value}" for name, value in zip(names, values, strict=True))
    return f"\n{re.sub(_MARK, '(', lines)}\n"


def _day(text: str) -> date | None:
    found = re.search(_TODAY, text)
    if found is None:
        return None
    try:
        return date(*(int(part) for part in found.groups() if part))
    except ValueError:
        return None

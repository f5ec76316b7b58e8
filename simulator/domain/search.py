"""When a question needs the web, and what is looked for. Finding pages is the searcher's, sending them `web_prompt`'s.

Source of the idea that the question decides: assumed. No page says how a phone of those weeks chose to search.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from simulator.domain.brief import remembered
from simulator.domain.terms import terms

LONGEST_QUERY = 200
"""Characters of a query; search engines take little more, and nobody types it."""

LONGEST_QUESTION = 2_000
"""Characters of a question that may need a search; a longer one brings its own material."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page that a search found: `text` is the part of it that matters for the query, `date` its day in China."""

    title: str
    url: str
    date: date
    text: str


class SearchFailed(Exception):
    """No search took place; the text is the reason, for the person who can mend it."""


# Plain strings: `re` compiles and keeps each when it is first used, and most sessions never search.
_VERB = r"(?:搜一?搜|搜一?下|搜索(?:一下)?|查一?查|查一?下|查询(?:一下)?|检索(?:一下)?)"
_EXPLICIT = (
    rf"(?:^|[，,。；;！!？?：:\s]|帮我|帮忙|麻烦你?|请你?|给我|可以|能不能|能|你|去|再){_VERB}"
    r"(?!引擎|算法|框|栏|功能|树|排序)"
    rf"|(?:联网|上网|网上|在网上)(?:帮我)?(?:{_VERB}|搜|查(?!看))"
    r"|\b(?:(?<!binary )(?:search|look)(?: it| that| this)? (?:up|for|online|the (?:web|internet|net))|web search"
    r"|google (?:it|for|the))\b"
)
_ABOUT_SEARCHING = (
    r"^(?:你|小\S{1,4})?(?:现在)?(?:能不能|可不可以|是不是|能|会|可以|支持)(?:上网|联网)(?:搜索|搜|查)?(?:吗|么|了吗)?[？?]?$"
    r"|(?:怎么|怎样|如何|什么是)(?:联网|上网|搜索)|(?:联网|网页)?搜索(?:是什么|的原理|怎么)"
    r"|\b(?:can|do) you search the (?:web|internet|net)\s*[?.]?$|\bhow (?:to|do|does|can)\b.{0,20}\bsearch\b"
)
_CURRENT = (
    r"最新|新闻|热搜|头条|票房|股价|股市|汇率|油价|金价|房价|比分|赛果|发布会|天气|气温"
    r"|(?:今天|今日|明天|后天|昨天|今晚|昨晚|现在|目前|当前|近期|最近|刚刚|刚才|这周|本周|这个?月|本月|今年|元宵节?|春节)"
    r".{0,30}(?:[？?]|吗|什么|怎么|谁|哪|几|多少|如何|有没有|是不是|会不会|了没)"
    r"|(?:卖|要|价格|售价|值)?多少钱|(?:价格|售价|定价)是?(?:多少|怎么样)"
    r"|谁(?:会)?赢|(?:赢|输)了(?:吗|没)|几号|几月几日|星期几|周几|礼拜几"
    r"|(?:哪天|哪一天|哪一?年|什么时候|何时|几点).{0,10}(?:发布|上市|开售|上映|举行|举办|开幕|闭幕|开始|推出|上线|接入|放假|开学)"
    r"|(?:发布|上市|开售|上映|上线|接入|推出|开放).{0,12}(?:了吗|了没有?|吗)(?:[？?]|$)"
    r"|\b(?:latest|news|headlines|box office|stock price|exchange rate|release date|launch event|weather|forecast)\b"
    r"|\b(?:what|who|when|where|which|how|is|are|did|does|has|have|will)\b.{0,60}"
    r"\b(?:today|tonight|yesterday|tomorrow|right now|currently|this (?:week|month|year)|nowadays)\b"
    r"|\b(?:who won|how much (?:is|are|does|do)|what day is"
    r"|what(?:['’]s| is) the (?:price|date|day))\b"
)
_TIMELESS = (
    r"我(?:的名字)?(?:叫|是谁|姓|住|今年|刚才|刚刚|最喜欢)|我的(?!手机)|笑话|故事|首诗|写一?[个篇首封段]|翻译|等于|(?:吃|穿|玩|做|干|喝|看|送|聊|去)(?:点|些)?(?:什么|啥|哪)|怎么办|心情|几点(?:了|钟|啦)|现在(?:是)?几点"
    r"|\d\s*[-+*/×÷^=]\s*\d|你(?:是谁|叫什么|好吗|在吗)"
    r"|\b(?:my|am i|i am|i['’]m|joke|story|poem|write|translate|are you|what time is it)\b"
)
_POLITE = (
    r"(?:请你?|麻烦你?|帮我|帮忙|给我|你(?!好)|可以|能不能|能|我想(?:知道|问一?下?)?"
    r"|上网|联网|网上|在|到|去|再|一下|关于)"
)
_ASIDE = (
    rf"^(?:{_POLITE}|{_VERB}|[，,：:\s])+|^(?:(?:hi|hey|please|can you|could you|would you|search(?: up| online)?"
    r"(?: the (?:web|internet|net))?|google|look up|for)\b[\s,:]*)+"
)
_EMPTY_WORDS = (
    r"今[天日晚年]|明天|昨[天晚]|现在|目前|当前|最[新近]|近期|刚[刚才]|这周|本[周月]|什么时候|是什么|有什么|有哪些|什么|怎么样|怎么"
    r"|为什么|如何|多少钱|多少|哪[里天个些年]|是谁|几[号点]|几月几日|星期几|有没有|是不是|新闻|消息|头条|热搜|一下"
    r"|[了吗呢吧啊呀的是谁在和有]"
    r"|\b(?:what|who|when|where|which|how|much|many|is|are|was|did|does|do|has|have|will|the|a|an|of|in|on|at|to|for|and"
    r"|or|it|its|this|that|s|about|any|latest|news|headlines|today|tonight|now|right|currently|current|me|tell|there)\b"
)


@remembered
def needs_web(question: str) -> bool:
    """Say whether the web is searched for a question.

    A request to search always counts; a question about current things counts unless it is about the user, the
    assistant, a sum or a text to be written.
    """
    if len(question) > LONGEST_QUESTION or _found(_ABOUT_SEARCHING, question):
        return False
    return _found(_EXPLICIT, question) or (_found(_CURRENT, question) and not _found(_TIMELESS, question))


def query_of(question: str) -> str:
    """Give what is looked for: the question on one line, without "please search for", at most 200 characters."""
    line = " ".join(question[:LONGEST_QUESTION].split())
    return (re.sub(_ASIDE, "", line, flags=re.IGNORECASE).strip(" ，,。：:") or line)[:LONGEST_QUERY]


def search_terms(query: str) -> tuple[str, ...]:
    """Give the terms that a page about the query would hold, each once; none where it asks for news of any kind.

    Words that every question has (今天, 什么, is) are left out: they would find any page.
    """
    return tuple(dict.fromkeys(terms(re.sub(_EMPTY_WORDS, " ", query[:LONGEST_QUERY], flags=re.IGNORECASE))))


def _found(pattern: str, text: str) -> bool:
    return re.search(pattern, text, re.IGNORECASE) is not None

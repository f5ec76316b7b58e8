"""How hard a question is for a model, read from its words. How long somebody thinks about it is decided elsewhere.

Why three steps: on DeepSeek's R1 of early 2025 a question as plain as a capital cost 120 to 530 completion tokens
(https://github.com/paradite/deepseek-r1-speed-benchmark), a programming question 29 to 32 seconds of thinking on its
web page, and a task of the AIME about 12,000 thinking tokens
(https://www.studynil.com/ai/ai-tools/deepseek/news/news250528.html). Which words make a question hard is assumed.
"""

from __future__ import annotations

import re
from typing import Literal, get_args

from simulator.domain.brief import remembered

Difficulty = Literal["easy", "medium", "hard"]

Signal = Literal[
    "proof", "counting", "geometry", "algebra", "code", "logic", "steps", "why", "how", "choice", "writing", "several"
]
"""What a question can hold that needs thought."""

_READ = 2_000
"""Characters that are read: what follows makes the question longer, and seldom another one."""

_LONG, _VERY_LONG = 60, 300
"""Weighted characters, a Chinese one counting as two of another script's, from which length itself needs thought."""

_WORDS: dict[Signal, str] = {
    "proof": r"证明|求证|推导|推出|反证|归纳法|\bpro(?:of|ve)\b|\bderive\b|\bby induction\b",
    "counting": (
        r"排列|组合(?:数|题|问题)|多少种|几种(?:不同)?(?:的)?(?:排|站|坐|走|选|分|方|取|放|涂)|抽屉原理|概率"
        r"|\bpermutations?\b|\bcombinations?\b|\bhow many (?:different )?(?:ways|arrangements)\b|\bprobability\b"
    ),
    "geometry": (
        r"几何题|三角形|[四多正五六八]边形|平行四边|梯形|圆锥|圆柱|内切|外接|内接|斜边|直角边|勾股|弧长|半径|直径"
        r"|\btriangles?\b|\bhexagon\b|\bpolygon\b|\bhypotenuse\b|\binscribed\b|\bradius\b|\bgeometry\b"
        r"|\bcircumference\b"
    ),
    "algebra": (
        r"方程|不等式|鸡兔同笼|应用题|数列|导数|求导|积分|极限|矩阵|行列式|函数.{0,8}(?:最[大小]值|零点|单调)"
        r"|\bequations?\b|\bderivative\b|\bintegral\b|\blimit of\b|\bmatrix\b|\binequality\b|\bsolve for\b"
    ),
    "code": (
        r"```|代码|编程|程序(?!员)|算法|写.{0,8}(?:函数|脚本|正则)|报错|调试|递归|时间复杂度|数据结构"
        r"|\b(?:python|java|javascript|typescript|rust|golang|sql|c\+\+|bash|html|css|regex|algorithm|debug|traceback"
        r"|compile|refactor|recursion|leetcode)\b"
        r"|\bwrite (?:a|some|the) (?:code|function|program|script|query)\b"
    ),
    "logic": (
        r"推理题|逻辑题|谁在?说(?:谎|真话)|说谎者|过河问题|海盗分金|称.{0,6}(?:小球|硬币)|脑筋急转弯"
        r"|\briddle\b|\blogic puzzle\b|\bwho is lying\b|\bknights and knaves\b"
    ),
    "why": (
        r"为什么|为啥|为何|原因|原理|解释|分析|怎么回事"
        r"|\bwhy\b|\bexplain\b|\banaly[sz]e\b|\breasons?\b"
    ),
    "how": (
        r"怎么(?!样|了|回事)|怎样|如何(?!$|[？?])|步骤|方案|计划|攻略|规划|设计一"
        r"|\bhow (?:do|does|can|could|should|to|did)\b|\bplan\b|\bstrategy\b|\bdesign\b"
    ),
    "choice": (
        r"区别|对比|比较|优缺点|利弊|哪[个种款]更?好|更(?:划算|合适|值得)|哪一?个[^，。]{0,4}[大小]|谁[大小]"
        r"|\bcompare\b|\bdifferences?\b|\bpros and cons\b|\bversus\b|\bvs\b|\b(?:bigger|larger|smaller) than\b"
        r"|\bwhich[^.?!]{0,40}(?:bigger|larger|better)\b"
    ),
    "writing": (
        r"写一?(?:篇|封|份|首|段)|作文|演讲稿|论文|总结报告|策划案|翻译.{20}"
        r"|\b(?:write|draft|compose) (?:an?|the) (?:essay|letter|e-?mail|report|poem|story|speech|article)\b"
    ),
}
_STRONG: frozenset[Signal] = frozenset({"proof", "counting", "geometry", "algebra", "code", "logic"})
_SIGN = r"[\d)）]\s*(?:[-+*/×÷^]|加上?|减去?|乘以?|除以|plus|minus|times|divided by)\s*(?=[(（√\d])"
_DATE = r"\d{4}[-/]\d{1,2}[-/]\d{1,2}"
_CONDITION = (
    r"如果|假设|若|并且|而且|同时|要求|条件|已知|必须|不能|至少|至多|恰好|分别"
    r"|\bif\b|\bgiven\b|\bsuch that\b|\bat least\b|\bat most\b|\bexactly\b|\bmust\b|\band also\b|\bassume\b"
)
_ENOUGH_SIGNS, _ENOUGH_CONDITIONS = 3, 2


@remembered
def signals(question: str) -> tuple[Signal, ...]:
    """Give what in a question needs thought, the signals of a hard one first; linear in what is read of it.

    `steps` is a sum of three signs or more, `several` two conditions or questions or more.
    """
    text = question[:_READ]
    found: list[Signal] = [name for name, words in _WORDS.items() if re.search(words, text, re.IGNORECASE)]
    if len(re.findall(_SIGN, re.sub(_DATE, " ", text), re.IGNORECASE)) >= _ENOUGH_SIGNS:
        found.append("steps")
    conditions = len(re.findall(_CONDITION, text, re.IGNORECASE))
    if conditions >= _ENOUGH_CONDITIONS or len(re.findall(r"[?？]+", text)) >= _ENOUGH_CONDITIONS:
        found.append("several")
    return tuple(name for name in get_args(Signal) if name in found)


@remembered
def difficulty(question: str) -> Difficulty:
    """Say how hard a question is.

    One of mathematics, code or logic is hard. Every other signal, and length, makes it harder by a step of three:
    with none it is easy (a greeting, a fact, one sum, a joke), with one or two medium, with three hard.
    """
    found = signals(question)
    if not _STRONG.isdisjoint(found):
        return "hard"
    length = sum(2 if mark > "\u2e80" else 1 for mark in question[:_READ])
    steps = len(found) + (length > _LONG) + (length > _VERY_LONG)
    return "hard" if steps >= 3 else "medium" if steps else "easy"

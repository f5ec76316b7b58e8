"""Phrases in Chinese and English, each a translation of the other. How they are asked for is `translate`."""

from __future__ import annotations

from functools import cache

_PAIRS = """
你好|Hello.
您好|Hello.
早上好|Good morning.
下午好|Good afternoon.
晚上好|Good evening.
晚安|Good night.
再见|Goodbye.
明天见|See you tomorrow.
谢谢|Thank you.
谢谢你|Thank you.
非常感谢|Thank you very much.
不客气|You're welcome.
对不起|I'm sorry.
没关系|It doesn't matter.
请|Please.
我爱你|I love you.
我喜欢你|I like you.
我想你|I miss you.
你好吗|How are you?
我很好|I'm fine.
你叫什么名字|What's your name?
很高兴认识你|Nice to meet you.
今天天气很好|The weather is nice today.
今天天气怎么样|What's the weather like today?
明天会下雨|It will rain tomorrow.
今天很冷|It's cold today.
祝你生日快乐|Happy birthday to you.
生日快乐|Happy birthday.
新年快乐|Happy New Year.
春节快乐|Happy Chinese New Year.
恭喜发财|May you be prosperous.
中秋节快乐|Happy Mid-Autumn Festival.
情人节快乐|Happy Valentine's Day.
元宵节快乐|Happy Lantern Festival.
圣诞快乐|Merry Christmas.
祝你好运|Good luck.
加油|Keep it up!
干杯|Cheers!
多少钱|How much is it?
这个多少钱|How much is this?
太贵了|That's too expensive.
便宜一点|Could it be cheaper?
洗手间在哪里|Where is the restroom?
地铁站在哪里|Where is the subway station?
我迷路了|I'm lost.
请帮帮我|Please help me.
救命|Help!
我不明白|I don't understand.
我听不懂|I can't understand.
请再说一遍|Please say that again.
你会说英语吗|Do you speak English?
我会说一点中文|I speak a little Chinese.
我饿了|I'm hungry.
我累了|I'm tired.
我生病了|I'm ill.
我来自中国|I'm from China.
我是学生|I'm a student.
我爱编程|I love programming.
我喜欢编程|I like programming.
我喜欢音乐|I like music.
我喜欢看书|I like reading.
我爱中国|I love China.
我爱北京|I love Beijing.
现在几点了|What time is it?
今天星期几|What day is it today?
人工智能|Artificial intelligence.
大语言模型|Large language model.
深度学习|Deep learning.
机器学习|Machine learning.
神经网络|Neural network.
你好世界|Hello, world.
手机|Mobile phone.
电脑|Computer.
智能手机|Smartphone.
语音助手|Voice assistant.
苹果|Apple.
香蕉|Banana.
草莓|Strawberry.
西瓜|Watermelon.
水|Water.
米饭|Rice.
茶|Tea.
咖啡|Coffee.
猫|Cat.
狗|Dog.
朋友|Friend.
家|Home.
学校|School.
老师|Teacher.
学生|Student.
医生|Doctor.
春天|Spring.
夏天|Summer.
秋天|Autumn.
冬天|Winter.
好好学习，天天向上|Study hard and make progress every day.
有志者事竟成|Where there's a will, there's a way.
熟能生巧|Practice makes perfect.
时间就是金钱|Time is money.
知识就是力量|Knowledge is power.
失败是成功之母|Failure is the mother of success.
千里之行，始于足下|A journey of a thousand miles begins with a single step.
三人行，必有我师|Among any three people walking, there is one I can learn from.
一寸光阴一寸金|An inch of time is worth an inch of gold.
活到老学到老|It's never too old to learn.
入乡随俗|When in Rome, do as the Romans do.
百闻不如一见|Seeing is believing.
岁岁年年|Year after year.
我命由我不由天|My fate is mine to decide, not heaven's.
"""


def _key(text: str) -> str:
    return text.strip(" .?!，。！？").lower()


def _pairs() -> list[tuple[str, str]]:
    return [(zh, en) for zh, _, en in (line.partition("|") for line in _PAIRS.strip().split("\n"))]


ENGLISH_OF: dict[str, str] = {_key(zh): en for zh, en in _pairs()}
"""English of a Chinese phrase, by the phrase without its closing mark."""


@cache
def chinese_of() -> dict[str, str]:
    """Give Chinese by English phrases, small and without their closing marks; the first of several counts."""
    table = {"thanks": "谢谢", "hi": "你好", "bye": "再见", "sorry": "对不起", "hello world": "你好，世界"}
    for zh, en in _pairs():
        table.setdefault(_key(en), zh)
    return table

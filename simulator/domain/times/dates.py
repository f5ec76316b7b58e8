"""Says a date for people in either language. Saying moments and what repeats is others' part."""

from __future__ import annotations

from datetime import date

from simulator.texts import Lang, Texts

DATES = Texts("dates")


def say_date(day: date, lang: Lang, *, has_year: bool = False) -> str:
    """Give a date: 2月5日 周三, or Wed 5 Feb; with its year if that is asked for."""
    said = {
        "month": say_month(day, lang),
        "day": day.day,
        "weekday": say_weekday(day.weekday(), lang),
        "year": day.year,
    }
    return DATES.say("day.of_year" if has_year else "day", lang, **said)


def say_weekday(number: int, lang: Lang) -> str:
    """Give a weekday by its number, of which Monday is 0: 周一, Mon."""
    return DATES[f"weekday.{number + 1}"].text(lang)


def say_month(day: date, lang: Lang) -> str:
    """Give the month of a day: 2月, Feb."""
    return DATES[f"month.{day.month}"].text(lang)

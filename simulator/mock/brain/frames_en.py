"""English frames for questions that the mock knows nothing about, by what is wanted. Chinese is `frames_zh`."""

from __future__ import annotations

OPENINGS: dict[str, tuple[str, ...]] = {
    "why": (
        "“{topic}”: a good question, and there is rarely a single reason. A few stand out:",
        "On “{topic}”: several things usually work together.",
    ),
    "how": ("On “{topic}”: here is a practical way to approach it.", "“{topic}”? I would go step by step:"),
    "what": (
        "On “{topic}”: it is easiest to understand from a few sides.",
        "“{topic}”: in short, these points matter most.",
    ),
    "choice": (
        "On “{topic}”: no answer fits everybody, but this decides it.",
        "For “{topic}”, I would weigh the following:",
    ),
    "writing": ("Gladly. For “{topic}”, this structure works well:", "“{topic}”: I would build it like this."),
    "talk": ("You mention “{topic}”. Here is what comes to mind:", "Thanks for bringing up “{topic}”. My thoughts:"),
    "problem": (
        "“{topic}” takes reasoning step by step. I will not give a result that I am unsure of; this is how to begin:",
        "For “{topic}”, here is a line of attack:",
    ),
}

POINTS: dict[str, tuple[str, ...]] = {
    "why": (
        "**The direct cause**: look at what changed just before; recent changes usually matter most.",
        "**The background**: habits, costs and surroundings move slowly, but they decide what is possible.",
        "**People**: different priorities lead to different choices, and the differences add up.",
        "**A common mistake**: two things that appear together need not cause each other; look for a counterexample.",
    ),
    "how": (
        "**Set the goal**: write down in one sentence what you want to achieve, and by when.",
        "**Take stock**: list the time, money and skills you have, and fill the largest gap first.",
        "**Start small**: choose something you can finish in half an hour, and do it today.",
        "**Review**: every few days keep what works and drop what does not.",
        "**Ask**: one specific question to somebody who has done it saves hours of searching.",
    ),
    "what": (
        "**The basic idea**: put it into a concrete situation and ask who uses it and what it solves.",
        "**What sets it apart**: compare it with its nearest neighbours; the difference is the core of it.",
        "**Examples**: one good example explains more than ten definitions.",
        "**A caution**: sources disagree at times, so check important details against an authoritative one.",
    ),
    "choice": (
        "**Your needs**: decide for the situations you meet every week, not for the rare one.",
        "**The whole cost**: besides the price, count learning, upkeep and the cost of changing later.",
        "**The risk**: rule out any option whose worst case you could not accept.",
        "**A trial**: a few days of use tell more than a table of specifications.",
    ),
    "writing": (
        "**Opening**: say in a sentence or two what it is about and why the reader should care.",
        "**Body**: two or three parts, one idea each, with an example or a figure.",
        "**Details**: prefer verbs and concrete nouns to adjectives.",
        "**Ending**: come back to the subject and close with a clear wish or next step.",
    ),
    "talk": (
        "**Another angle**: it means different things to different people; the part you care about most is worth "
        "exploring.",
        "**Facts and feelings**: facts can be checked, feelings deserve to be heard; they need not be mixed.",
        "**The next step**: if you want something to change, begin with the smallest thing under your control.",
        "**Some patience**: not every question needs an answer today.",
    ),
    "problem": (
        "**The conditions**: write each on a line of its own, then the conclusion, and mark what is missing.",
        "**Another form**: name the unknowns, or draw a sketch or a table, so that the relations can be seen.",
        "**A special case**: try small numbers or the simplest situation; that often shows a pattern.",
        "**Step by step**: say at each step which condition it uses, and skip none.",
        "**A check**: put the result back into the problem and solve it in a second way.",
    ),
}

CLOSINGS: tuple[str, ...] = (
    "Tell me a little more about your situation and I can be more specific.",
    "Which of these would you like to go into?",
    "I hope this helps; I can expand on any of the points.",
    "Please treat this as a general guide, and ask a professional about health, legal or money matters.",
)

THINKING: tuple[str, ...] = (
    "Okay, so the user brings up “{topic}”. Let me first work out what they really want to know. ",
    "Okay, so the user is asking about “{topic}”. There is not much context, so I should think about the likely "
    "intention. ",
    "Hmm, the user's question is about “{topic}”. It is rather open, so let me find the points that matter. ",
)

PLANS: dict[str, str] = {
    "why": "They want reasons. I should separate causes from circumstances and say what is uncertain.",
    "how": "They want to do something, so steps in order are the most useful.",
    "what": "They want an explanation. Plain words, no invented details, and a hint to check important facts.",
    "choice": "They have a choice to make. I don't know their situation, so I should give criteria and not decide "
    "for them.",
    "writing": "They want a text. A structure they can use at once is best.",
    "talk": "This is more of a chat. Two or three honest thoughts and a natural way to go on will do.",
    "problem": "This takes reasoning. Sorting out the conditions matters more than a hasty result that I cannot be "
    "sure of, and I must not make one up.",
}

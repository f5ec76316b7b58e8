"""English afterthoughts on a question, by what makes it hard; they hold no result. Chinese is `reflections_zh`."""

from __future__ import annotations

from collections.abc import Mapping

from simulator.domain.difficulty import Signal

OPENINGS: tuple[str, ...] = (
    "But let me not rush to the answer; this deserves a closer look.",
    "Wait, let me think about this a little longer.",
    "Hold on, let me go over it once more before I write anything.",
)

GLANCES: tuple[str, ...] = (
    'Looking at the words again: "{asked}". That is clear, so I can answer.',
    'The words were "{asked}", and there is nothing more to it, so a direct answer will do.',
)
"""What is enough for an easy question."""

PARTS = (
    "Let me take the question apart: {parts}. I should read each piece again and see which of them is given and which "
    "of them has to be answered."
)
"""Said of a question of several clauses; `{parts}` are they."""

CLOSINGS: tuple[str, ...] = (
    "All right, that is clear enough, so I can write the answer.",
    "Good, the line of thought holds together. Now the wording.",
    "Okay, I will write it along these lines.",
)

STEPS: Mapping[Signal, tuple[str, ...]] = {
    "proof": (
        "For a proof I have to keep what is given apart from what is to be shown, and give a reason for every step. "
        "The conclusion must never slip in as an assumption.",
        "If the direct way gets stuck, contradiction is worth a try: assume that the claim is false and look for "
        "something impossible. Claims about divisibility, irrational numbers or uniqueness often yield to it.",
        "If the claim is about all positive integers, induction comes to mind: check the first case, then go from n to "
        "n + 1. Both halves are needed.",
        "Whenever I use a known theorem I must check that its conditions hold here; before dividing by something, for "
        "example, I have to say why it is not zero.",
        "In writing, one inference a line, from what is known to what was asked, so that a reader can follow.",
    ),
    "counting": (
        "This is a counting problem, so the danger is counting something twice or leaving it out. Are the objects "
        "distinct? Does order matter? Does anybody have to be together, or apart?",
        "Objects with special demands come first. Those that must stand together can be tied into one block with its "
        "own inner order; those that must not can be put into the gaps; where a place is forbidden, I can count "
        "everything and take away what breaks the rule.",
        "Successive steps multiply, separate cases add. The cases must not overlap, and together they have to cover "
        "everything, or the total will be off.",
        "A smaller version helps: with two or three objects I can list everything by hand and see whether the method "
        "gives the same number before I trust it with the real one.",
        "I can also count from another side, by places instead of by objects. Both counts have to agree; if they do "
        "not, one of them misses something.",
    ),
    "geometry": (
        "A sketch first: mark the given lengths and angles, then see which triangle holds both what is known and what "
        "is wanted. A good drawing usually shows the way.",
        "The tools are few: Pythagoras, similar triangles, one area written in two ways, a tangent at right angles to "
        "its radius. Which is the most direct here? No need for a heap of unknowns.",
        "With a circle I should think of the distances from its centre; with a right angle, of Pythagoras; with a "
        "height, of the same area computed in two ways.",
        "The result has to make sense: no negative length, any two sides of a triangle longer than the third, and in a "
        "right triangle nothing longer than the hypotenuse.",
        "Units matter as well: lengths, areas and angles must not be mixed up in the conclusion.",
    ),
    "algebra": (
        "First name the unknowns and turn the words into equations. Each sentence with a number in it usually gives "
        "one, and there should be as many equations as unknowns.",
        "Before I calculate, can it be simplified? Cancel what cancels and substitute what can be substituted; fewer "
        "steps leave less room for mistakes.",
        "A solution has to be put back into the original equations, above all where something was divided by, squared "
        "or rooted, since such steps can bring in roots that do not belong.",
        "And it has to make sense: a number of people or things is a whole number and not negative. If it is not, one "
        "of the equations is probably wrong.",
        "A rough estimate of the range is also useful: if the exact result lies far outside, I should go back.",
    ),
    "code": (
        "Before any code, what goes in and what comes out? Which types, how large, in which form? Where the user does "
        "not say, I take the usual convention and mention it.",
        "Then the algorithm: start with the simplest one that is surely right, ask whether it is fast enough, and only "
        "then look for repeated work that can be saved.",
        "The edges are where it breaks: an empty input, a single element, duplicates, very large numbers, negative "
        "ones. I should walk through each of them.",
        "If it is about a bug, reproduce it first: which line does the message name, what do the variables hold there, "
        "and how does that differ from what was expected? One change at a time.",
        "The code should be readable, with names that mean something and a reason where one is needed, and a short "
        "example so that the user can try it.",
    ),
    "logic": (
        "Let me number the statements and keep facts apart from claims; a claim may be true or false.",
        "Then assume one case and follow it to the end. If it runs into a contradiction it is out, and I go on with "
        "the next, without skipping any.",
        "A table helps: one row for each person or thing, one column for each possibility, a tick for what is certain "
        "and a cross for what is impossible. Few cells remain.",
        "Once there is an answer I must check that it is the only one, by going through the other cases as well.",
    ),
    "steps": (
        "There are several operations here, so the order comes first: parentheses, then powers, then multiplication "
        "and division, then addition and subtraction, from left to right within a level.",
        "I should write down every intermediate result and be careful with signs and decimal points.",
        "Finally a rough estimate with rounded numbers: if it is far from the exact result, something went wrong.",
    ),
    "why": (
        "They want reasons, so I should separate the direct cause from the circumstances, think about other "
        "explanations, and not take two things that come together for cause and effect.",
        "The main reason in one sentence first, then the rest by importance, and technical terms in plain words.",
        "It also helps to say which parts are well established and which are merely common opinion.",
    ),
    "how": (
        "They want to do something, so steps that can be followed are the most useful. What should be reached in the "
        "end, and what does each step need before it?",
        "Not too many steps, and each should say what to do and how far to go, in the right order.",
        "Where do people get stuck? Too little time, no basics, giving up halfway. A very small first step that can be "
        "taken today is worth more than a perfect plan.",
    ),
    "choice": (
        "This is a comparison, so it needs a standard: size, price, performance, or what suits somebody. Another "
        "standard may lead to another conclusion.",
        "Both sides have to be seen under the same conditions, not the strengths of one against the weaknesses of the "
        "other.",
        "If numbers are compared, units and digits have to be lined up first, so that their length misleads nobody.",
    ),
    "writing": (
        "They want a text. Who will read it, on what occasion, should it sound formal or warm, and how long should it "
        "be?",
        "An opening that names the subject, one or two concrete details in the middle, a clean ending, and no pile of "
        "adjectives.",
        "What the user did not tell me I should keep easy to replace, so that they can make it their own.",
    ),
    "several": (
        "There are several demands here. I should list them and answer each, not only the one that stands out.",
        "Do any of them conflict? If so, I should say which one goes first.",
    ),
}

GENERAL: tuple[str, ...] = (
    'What do they really want? "{asked}". The literal question and the thing they are trying to solve may differ, '
    "and the answer should serve the purpose.",
    "Who might be asking, and why? There is little to go by and I should not guess wildly, so the usual case it is, "
    "with room for them to add something.",
    "What am I sure of, and what not? What is certain I can state; the rest I leave out or mark as a guess. No "
    "invented figures, sources or names.",
    "The order matters too: the most important sentence at the front, then the explanation, then what to watch out "
    "for. Whoever reads only the beginning should still get something.",
    "Concrete words are better than general ones. An example where one helps, a list where there are several things, "
    "but every item has to say something.",
    'Could I have misread it? Let me look at it in another way: "{asked}". If a second reading makes sense as well, I '
    "can mention it and let them choose.",
    "The length should fit. Too short looks careless, too long hides the point; short paragraphs are easier to read.",
    "Does anything contradict itself? The beginning and the details have to agree, and the same thing should have the "
    "same name throughout.",
    "And from the other side: if somebody disagreed, where would they attack? I should strengthen that spot or be "
    "open about the limits.",
    "The tone should be friendly and level, neither preaching nor gushing. Even somebody who knows more than I do "
    "should not feel talked down to.",
    "What will they do after reading this, and what might they ask next? A natural ending is enough; there is no need "
    "to force a question on them.",
    "Finally, once more from the beginning to the end: nothing skipped, nothing superfluous, and all that matters is "
    "there.",
)
"""Afterthoughts that suit any question; `{asked}` is the question in its own words."""

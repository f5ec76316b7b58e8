// How many samples of a turn passed and between which bounds the true rate is, and what judges said, with reasons.

const share = (part) => `${number(100 * part, 1)} %`;
const met = (is) => el("span", { class: `sign ${is ? "passed" : "failed"}` }, is ? SIGNS.passed : SIGNS.failed);
const placeOf = (it) => el("p", { class: "place" }, el("code", {}, `${it.file}:${it.line}`), ` · ${t("turn", { turn: it.turn })}`);

const rate = (it) => t("sampled.rate", { passed: it.passed, of: it.of, share: share(it.passed / it.of),
  confidence: share(it.confidence), low: share(it.low), high: share(it.high) });
const wantedRate = (it) => (it.at_least === null ? t("sampled.all") : t(it.is_sure ? "sampled.sure" : "sampled.at_least",
  { rate: share(it.at_least), confidence: share(it.confidence) }));

const judgement = (it) => el("div", { class: "judgement" },
  el("p", {}, met(it.is_met), ` ${t("judged.question", { judge: [it.backend, it.model].filter(Boolean).join(" / ") || "—", question: it.question })}`),
  it.votes.length === 0 ? el("p", { class: "vote" }, t("judged.left_out")) : it.votes.map((vote) =>
    el("p", { class: "vote" }, `${t(`judged.${vote.answer}`)}${vote.reason ? ` · ${vote.reason}` : ""}`)));

const sample = (it, place) => el("details", { class: "raw" },
  el("summary", {}, `${it.passed ? SIGNS.passed : SIGNS.failed} ${t("sampled.one", { number: place + 1, seed: it.seed })}`,
    it.misses.length > 0 && ` · ${t("expected")}: ${it.misses[0].expected}`),
  el("pre", {}, it.events.filter((event) => event.event === "turn_ended").map((event) => event.answer).join("\n")),
  it.misses.map((one) => el("p", { class: "missed" }, `${t("expected")}: ${one.expected} · ${t("actual")}: ${one.actual}`)),
  it.judged.map(judgement));

const samples = (result) => [
  (result.sampled ?? []).map((it) => el("article", { class: "sampled" }, placeOf(it),
    el("p", {}, met(it.is_met), ` ${rate(it)}; ${wantedRate(it)}`),
    el("div", { class: "meter", role: "img", "aria-label": rate(it) },
      el("div", { class: "bounds", left: `${100 * it.low}%`, width: `${100 * (it.high - it.low)}%` }),
      el("div", { class: "share", width: `${100 * (it.passed / it.of)}%` })),
    it.samples.map(sample))),
  (result.judged ?? []).map((it) => el("article", { class: "sampled" }, placeOf(it), judgement(it))),
];

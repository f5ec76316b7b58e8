// What was expected beside what was found, with the line of the script that says so.

const miss = (it) => el("article", { class: "miss" },
  el("p", { class: "place" }, el("code", {}, `${it.file}:${it.line}:${it.column}`), ` · ${t("turn", { turn: it.turn })}`),
  el("div", { class: "sides" },
    el("div", { class: "side" }, el("h4", {}, t("expected")), el("pre", {}, it.expected)),
    el("div", { class: "side" }, el("h4", {}, isGolden(it.actual) ? t("golden") : t("actual")),
      isGolden(it.actual) ? goldenDifference(it.actual) : el("pre", {}, it.actual))),
  it.events.length > 0 && el("details", { class: "raw" }, el("summary", {}, t("events", { count: it.events.length })), el("pre", {}, it.events.join("\n"))));

const misses = (result) => [
  result.error && el("p", { class: "broken" }, `${SIGNS.error} ${result.error}`),
  result.misses.map(miss),
];

// What the older of two runs said in the turns whose answers are others now.
const before = (result, items) => {
  if (!result.before) return null;
  const now = new Map(items.filter((it) => it.turn).map(({ turn }) => [`${turn.session} ${turn.number}`, turn]));
  return el("article", { class: "before" },
    el("p", {}, t("before.verdict"), " ", label(result.before.verdict)),
    result.before.turns.map((it) => {
      const ended = now.get(`${it.session} ${it.turn}`)?.ended;
      return el("div", {}, el("h4", {}, `${t("turn", { turn: it.turn })}: ${t("before.changed")}`),
        it.outcome !== ended?.outcome && el("p", {}, `${t(`outcome.${it.outcome}`)} → ${ended ? t(`outcome.${ended.outcome}`) : "—"}`),
        difference(it.answer, ended?.answer ?? ""));
    }));
};

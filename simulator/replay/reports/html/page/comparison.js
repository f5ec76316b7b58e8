// What is other than in an older run: counts, the shift of latencies with its significance, cases that are gone.

const CHANGES = ["new_failure", "fixed", "flaky", "changed", "new", "script_changed"];

const comparison = () => {
  const told = state.facts.comparison;
  if (!told) return null;
  return el("section", { class: "comparison" }, el("h2", {}, t("comparison")),
    el("p", {}, t("comparison.of", { before: told.before, after: told.after })),
    el("ul", { class: "tally" }, [...CHANGES, "missing"].map((it) =>
      el("li", { class: `change ${it}` }, el("b", {}, number(told.counts[it] ?? 0)), ` ${t(`change.${it}`)}`))),
    shifts(told.latency),
    told.missing.length > 0 && el("details", {}, el("summary", {}, `${t("change.missing")} (${told.counts.missing})`),
      el("ul", {}, told.missing.map((it) => el("li", {}, it)))));
};

const shifts = (all) => {
  const rows = all.filter((it) => it.moved > 0).sort((a, b) => a.p - b.p);
  if (!rows.length) return el("p", {}, t("shift.same", { count: number(all.length) }));
  const heads = ["phone", "figure", "pairs", "before", "after", "shift", "p", "judged"].map((it) => el("th", { scope: "col" }, t(`shift.${it}`)));
  return el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": t("latency") },
    el("table", { class: "shifts" }, el("caption", {}, t("shift.caption")), el("thead", {}, el("tr", {}, heads)),
      el("tbody", {}, rows.map((it) => el("tr", { class: it.is_significant ? "significant" : "" },
        el("th", { scope: "row" }, `${it.vendor} ${it.release}`), el("td", {}, t(`shift.${it.figure}`)), el("td", {}, number(it.pairs)),
        el("td", {}, seconds(it.before)), el("td", {}, seconds(it.after)),
        el("td", {}, `${it.shift > 0 ? "+" : ""}${number(it.shift, 3)} s`), el("td", {}, it.p < 0.001 ? "< 0.001" : number(it.p, 3)),
        el("td", {}, it.is_significant ? t(it.shift > 0 ? "shift.slower" : "shift.faster") : t("shift.none"))))),
      all.length > rows.length && el("tfoot", {}, el("tr", {}, el("td", { colspan: 8 }, t("shift.others", { count: number(all.length - rows.length) }))))));
};

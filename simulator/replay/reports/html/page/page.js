// Puts the page together, and again when the language changes; what was chosen stays chosen.

const app = document.getElementById("app");

const sortedEntries = () => [...state.entries].sort((a, b) => WORST.indexOf(a.verdict) - WORST.indexOf(b.verdict) || a.place - b.place);

const themes = ["", "light", "dark"];
const turnTheme = (event) => {
  const root = document.documentElement;
  root.dataset.theme = themes[(themes.indexOf(root.dataset.theme ?? "") + 1) % themes.length];
  event.currentTarget.textContent = t(`theme.${root.dataset.theme || "auto"}`);
};
const turnLanguage = () => {
  state.lang = state.lang === "zh" ? "en" : "zh";
  document.documentElement.lang = state.lang === "zh" ? "zh-CN" : "en";
  draw();
};

const head = () => {
  const { facts } = state;
  const worst = WORST.find((it) => facts.counts[it]) ?? "passed";
  return el("header", { class: worst },
    el("div", { class: "tools" },
      el("button", { type: "button", onclick: turnLanguage, lang: state.lang === "zh" ? "en" : "zh-CN" }, state.lang === "zh" ? "English" : "中文"),
      el("button", { type: "button", onclick: turnTheme }, t(`theme.${document.documentElement.dataset.theme || "auto"}`))),
    el("h1", {}, t("title")),
    el("p", { class: "about" }, t("about", { cases: number(state.entries.length), turns: number(facts.turns), simulated: duration(facts.simulated) }),
      facts.seconds !== null && ` · ${t("took", { seconds: number(facts.seconds, 1) })}`, ` · ${facts.made} · simulator ${facts.version}`));
};

const duration = (value) => {
  const [hours, minutes] = [Math.floor(value / 3600), Math.floor((value % 3600) / 60)];
  return hours ? `${number(hours)} h ${minutes} min` : minutes ? `${minutes} min ${Math.round(value % 60)} s` : seconds(value);
};

const legend = () => el("details", { class: "legend" }, el("summary", {}, t("legend")),
  el("ul", {}, ["seed", "url", "measured", "assumed", "config"].map((it) => el("li", {}, badge(it), ` ${t(`meaning.${it}`)}`))));

const draw = () => {
  document.title = t("title");
  const count = el("p", { class: "count", "aria-live": "polite" });
  const results = el("div");
  const map = el("div");
  const choose = (spot) => {
    chosen.spot = spot;
    changed();
    count.scrollIntoView({ block: "start" });
  };
  const changed = () => {
    const shown = sortedEntries().filter(isChosen);
    fill(count, t("shown", { shown: number(shown.length), of: number(state.entries.length) }),
      chosen.spot && el("button", { type: "button", onclick: () => choose(null) }, `✕ ${chosen.spot.script} · ${chosen.spot.cell.filter(Boolean).join(" ")}`));
    fill(results, list(shown));
    const spot = chosen.spot;
    chosen.spot = null; // the map keeps all cells that the other choices leave
    fill(map, heatmap(sortedEntries().filter(isChosen), choose));
    chosen.spot = spot;
  };
  fill(app, head(), chips(changed), el("main", {}, comparison(), filters(changed),
    el("section", {}, el("h2", {}, t("heatmap")), map),
    el("section", {}, el("h2", {}, t("cases")), count, results), legend()));
  changed();
};

const showNamed = () => {
  const found = /^#case-(\d+)$/.exec(location.hash);
  if (found && !openCase(found[1])) {
    const entry = state.entries[Number(found[1])];
    if (entry) { chosen.text = entry.case.toLowerCase(); draw(); openCase(found[1]); }
  }
};

document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || /^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName)) return;
  event.preventDefault();
  document.getElementById("text").focus();
});

if (typeof DecompressionStream !== "undefined")
  load().then(() => {
    document.getElementById("plain").hidden = true;
    app.hidden = false;
    draw();
    showNamed();
    window.addEventListener("hashchange", showNamed);
  });

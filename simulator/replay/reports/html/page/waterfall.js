// Where the time of a turn went: its stages one after another, each a labelled bar behind those before it.

const STAGES = ["wake", "speech", "route", "search", "queue", "first_token", "thinking", "answer"];

const spansOf = (turn) => {
  const end = turn.ended ? turn.ended.t : turn.last;
  const first = Math.min(turn.firstThinking ?? Infinity, turn.firstAnswer ?? Infinity);
  const heard = turn.heard ?? turn.began;
  const routed = turn.routed?.t ?? heard;
  const shown = first === Infinity ? end : first;
  const asked = Math.min(turn.asked[0]?.t ?? routed, shown);
  const again = turn.repeated.filter((it) => it.t <= shown).at(-1);
  const answered = again ? Math.min(again.t + again.seconds, shown) : asked; // what is sent again waits for a place
  const spans = {
    wake: turn.woken && [turn.woken.t, heard],
    speech: turn.spoken && [turn.began, turn.spoken.t],
    route: turn.routed && [turn.spoken?.t ?? heard, routed],
    search: turn.searched && [Math.max(routed, heard), turn.searched.t],
    queue: turn.asked.length > 0 && [asked, answered],
    first_token: (turn.routed || turn.asked.length > 0) && [answered, shown],
    thinking: turn.firstThinking !== undefined && [turn.firstThinking, turn.firstAnswer ?? end],
    answer: turn.firstAnswer !== undefined && [turn.firstAnswer, end],
  };
  return STAGES.filter((stage) => spans[stage])
    .map((stage) => ({ stage, start: spans[stage][0] - turn.began, seconds: Math.max(0, spans[stage][1] - spans[stage][0]) }));
};

const percent = (part, whole) => `${whole > 0 ? Math.min(100, (100 * part) / whole) : 0}%`;

const waterfall = (turn) => {
  const whole = (turn.ended ? turn.ended.t : turn.last) - turn.began;
  const spans = spansOf(turn);
  if (!spans.length || whole <= 0) return null;
  const stuttered = turn.halts.reduce((sum, halt) => sum + halt.seconds, 0);
  const bar = el("span", { class: "bar", "aria-hidden": "true" },
    spans.map((span) => el("i", { class: span.stage, left: percent(span.start, whole), width: percent(span.seconds, whole) })),
    turn.halts.map((halt) => el("i", { class: "stutter", left: percent(halt.t - turn.began, whole), width: percent(halt.seconds, whole) })));
  const rows = spans.map((span) => row(span.stage, span.seconds, whole,
    el("i", { class: span.stage, left: percent(span.start, whole), width: percent(span.seconds, whole) })));
  if (turn.halts.length)
    rows.push(row("stutter", stuttered, whole, turn.halts.map((halt) =>
      el("i", { class: "stutter", left: percent(halt.t - turn.began, whole), width: percent(halt.seconds, whole) })), `${turn.halts.length} × `));
  return el("details", { class: "waterfall" },
    el("summary", {}, el("span", { class: "name" }, t("latency")), bar, el("span", { class: "figure" }, seconds(whole))),
    el("div", { class: "rows" }, rows));
};

const row = (stage, taken, whole, bars, before = "") => el("div", { class: "row" },
  el("span", { class: "name" }, t(`stage.${stage}`)), el("span", { class: "bar" }, bars), el("span", { class: "figure" }, before + seconds(taken)));

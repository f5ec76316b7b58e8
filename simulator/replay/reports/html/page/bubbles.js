// A turn as the phone showed it: what was said, what it thought (folded), what it answered, and what else happened.

const NOTICES = {
  woken: (e) => [t("notice.woken", { word: e.wake_word })],
  wake_missed: (e) => [t("notice.wake_missed", { heard: e.heard, word: e.wake_word })],
  voice_step: (e) => [`${t(`voice.${e.stage}`)} ${seconds(e.seconds)} · ${e.message}`, e.evidence],
  gate_refused: (e) => [`${t("notice.gate_refused", { gate: e.gate, needed: e.needed, actual: e.actual })} · ${e.message}`],
  limit_reached: (e) => [`${t("notice.limit_reached", { limit: figureName(e.limit), value: e.value })} · ${e.message}`, e.evidence],
  memory_trimmed: (e) => [t("notice.memory_trimmed", { dropped: e.dropped_turns, kept: e.kept_turns, limit: figureName(e.limit), value: e.value }), e.evidence],
  searched: (e) => [t("notice.searched", { query: e.query, results: e.results.length }) + (e.reason ? ` · ${e.reason}` : "")],
  request_repeated: (e) => [t("notice.request_repeated", { kind: e.kind, seconds: seconds(e.seconds) })],
  backend_fault: (e) => [`${t("notice.backend_fault", { kind: e.kind })} · ${e.message}`],
  fallback_used: (e) => [t("notice.fallback_used", { from: e.from, to: e.to, reason: e.reason })],
  call_ignored: (e) => [e.message],
  conversation_renewed: () => [t("notice.conversation_renewed")],
  phone_changed: (e) => [t("notice.phone_changed", { release: e.release, date: e.phone.date }) + ` · ${e.message}`],
  backend_changed: (e) => [t("notice.backend_changed", { backend: e.backend, model: e.model })],
  fell_asleep: () => [t("notice.fell_asleep")],
  rang: (e) => [e.message],
};
const GRAVE = new Set(["gate_refused", "limit_reached", "backend_fault", "wake_missed", "call_ignored"]);

const notice = (event) => {
  const told = NOTICES[event.event];
  if (!told) return null;
  const [text, evidence] = told(event);
  return el("p", { class: GRAVE.has(event.event) ? "notice grave" : "notice" }, text, " ", badge(evidence),
    event.changed?.length > 0 && el("span", { class: "changes" }, event.changed.map((it) =>
      el("span", {}, ` ${figureName(it.name)} ${it.before ?? "—"} → ${it.after ?? "—"} `, badge(it.evidence)))));
};

const bubbles = (turn, turns, phones, missed) => el("section", { class: "turn", "aria-label": t("turn", { turn: turn.number }) },
  el("p", { class: "turn-head" }, `${phones > 1 ? `${turn.session} · ` : ""}${t("turn", { turn: turn.number })}`,
    el("span", {}, ` · ${turn.routed ? t("routed", { route: turn.routed.route, rule: turn.routed.rule }) : t("not_routed")}`)),
  turn.utterance !== null && el("div", { class: "bubble user" }, turn.utterance),
  turn.notices.map(notice),
  turn.thinking && el("details", { class: "thinking" },
    el("summary", {}, t("thought", { seconds: seconds(turn.ended?.thinking_seconds) })), el("div", {}, turn.thinking)),
  turn.skills.map((it) => el("div", { class: "skill" }, `⚙ ${it.skill} ${JSON.stringify(it.arguments)} → ${it.result}`)),
  turn.answer && el("div", { class: "bubble phone" }, turn.answer),
  turn.ended && el("p", { class: `outcome ${turn.ended.outcome}` }, outcome(turn.ended)),
  missed.filter((it) => it.turn === turn.number).map((it) => el("p", { class: "missed" }, `${SIGNS.failed} ${it.file}:${it.line} ${t("expected")}: ${it.expected}`)),
  waterfall(turn),
  memory(turn, turns),
  el("details", { class: "raw" }, el("summary", {}, t("events", { count: turn.events.length })),
    el("pre", {}, turn.events.map((event) => JSON.stringify(event)).join("\n"))));

const outcome = (ended) => [
  t(`outcome.${ended.outcome}`),
  ended.limit && ` · ${figureName(ended.limit)}`,
  ended.fault && ` · ${ended.fault.kind}`,
  ended.first_token_seconds !== null && ` · ${t("stage.first_token")} ${seconds(ended.first_token_seconds)}`,
  ended.usage && ` · ${t("tokens", { prompt: ended.usage.prompt_tokens ?? "?", completion: ended.usage.completion_tokens ?? "?" })}`,
  ended.cost && ` · ¥${number(ended.cost.yuan, 5)}`,
];

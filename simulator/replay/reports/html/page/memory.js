// What of the conversation a prompt held: a block a turn, sent or forgotten. As domain/window.py has it.

const windowOf = (turn, turns) => {
  if (!turn.prompt) return [];
  const earlier = turns.filter((it) => it.session === turn.session && it.conversation === turn.conversation &&
    memoryOf(it) === memoryOf(turn) && it.number < turn.number && isRemembered(it));
  const firstSent = earlier.length - Math.floor(turn.prompt.messages / 2);
  return earlier.map((it, place) => ({ turn: it, isSent: place >= firstSent }));
};

const memory = (turn, turns) => {
  const earlier = windowOf(turn, turns);
  if (!turn.prompt) return null;
  const dropped = earlier.filter((it) => !it.isSent).length;
  const said = t("memory.sent", { sent: earlier.length - dropped, dropped, tokens: number(turn.prompt.prompt_tokens) });
  return el("div", { class: "memory", role: "img", "aria-label": said },
    el("span", { class: "name" }, t("memory")),
    el("span", { class: "blocks" },
      earlier.map(({ turn: it, isSent }) => el("span",
        { class: isSent ? "block sent" : "block dropped", title: `${t(isSent ? "memory.was_sent" : "memory.was_dropped", { turn: it.number })} ${it.utterance}` },
        `${it.number}${isSent ? "●" : "✕"}`)),
      el("span", { class: "block now", title: t("memory.now") }, `${turn.number}▸`)),
    el("span", { class: "figure" }, said),
    turn.trimmed && [el("span", { class: "limit" }, `${figureName(turn.trimmed.limit)} = ${turn.trimmed.value}`), badge(turn.trimmed.evidence)]);
};

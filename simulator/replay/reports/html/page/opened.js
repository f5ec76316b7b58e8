// A case that is opened: how to play it alone, what is known of its phone and limits, what it missed, what was said.

const quoted = (text) => (/^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);
const AXES = ["vendor", "release", "backend"];
const commandOf = (result) => ["simulator", "run", quoted(result.file),
  ...AXES.filter((axis) => result.cell[axis]).map((axis) => `--${axis} ${quoted(result.cell[axis])}`),
  "--only", quoted(result.case)].join(" ");

const command = (result) => {
  const code = el("code", {}, commandOf(result));
  const copy = async (event) => {
    try {
      await navigator.clipboard.writeText(code.textContent);
      event.target.textContent = t("copied");
    } catch { // a page from a disk may not have the clipboard: then it is only marked
      getSelection().selectAllChildren(code);
    }
  };
  return el("div", { class: "command" }, code, el("button", { type: "button", onclick: copy }, t("copy")));
};

const facts = (result, items) => {
  const started = items.filter((it) => it.between?.event === "session_started").map((it) => it.between);
  const rows = [
    [t("file"), result.file],
    [t("seed"), result.seed],
    [t("attempts"), result.attempts],
    [t("simulated"), seconds(result.simulated_seconds)],
    ...Object.entries(result.cell).filter(([axis]) => !AXES.includes(axis)),
    ...started.map((it) => [it.session, `${it.vendor} ${it.release} (${t(`channel.${it.channel}`)}) · ${it.phone.device} · ${it.phone.os} · ${it.phone.date} · ${it.backend} / ${it.model}`]),
  ];
  return el("dl", { class: "facts" }, rows.map(([name, value]) => [el("dt", {}, name), el("dd", {}, value)]),
    el("dt", {}, t("evidence")), el("dd", {}, result.evidence.length ? result.evidence.map((it) => [badge(it), " "]) : "—"));
};

const limits = (items) => {
  const met = new Map();
  for (const event of items.flatMap((it) => it.turn?.events ?? it.between))
    if (event.limit && event.evidence) met.set(`${event.limit} ${event.value}`, event);
  if (!met.size) return null;
  return el("table", { class: "limits" }, el("caption", {}, t("limits")), el("tbody", {}, [...met.values()].map((it) =>
    el("tr", {}, el("th", { scope: "row" }, figureName(it.limit)), el("td", {}, it.value), el("td", {}, badge(it.evidence))))));
};

const opened = (result) => {
  const items = itemsOf(result.events);
  const turns = items.flatMap((it) => it.turn ?? []);
  const phones = new Set(turns.map((turn) => turn.session)).size;
  return el("div", { class: "opened" },
    command(result),
    misses(result),
    samples(result),
    before(result, items),
    facts(result, items),
    limits(items),
    el("div", { class: "talk" }, items.map((it) => (it.turn ? bubbles(it.turn, turns, phones, result.misses) : notice(it.between)))));
};

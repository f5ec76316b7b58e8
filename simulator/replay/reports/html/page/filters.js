// Which cases are shown: by verdict, vendor, tag, change and text, and a cell of the matrix that was chosen.

const chosen = { verdicts: new Set(), vendor: "", tag: "", change: "", text: "", found: null, spot: null };

const isChosen = (entry) => {
  const { verdicts, vendor, tag, change, text, found, spot } = chosen;
  if (verdicts.size && !verdicts.has(entry.verdict)) return false;
  if (vendor && entry.cell.vendor !== vendor) return false;
  if (tag && !entry.tags.includes(tag)) return false;
  if (change && !(entry.changes ?? []).includes(change)) return false;
  if (spot && (entry.script !== spot.script || AXES.some((axis, place) => (entry.cell[axis] ?? "") !== spot.cell[place]))) return false;
  if (!text) return true;
  return `${entry.case}\n${entry.trouble}`.toLowerCase().includes(text) || Boolean(found?.has(entry.place));
};

const different = (values) => [...new Set(values)].filter(Boolean).sort();

const picker = (key, values, changed, told = (value) => value) => values.length > 0 && el("label", {}, t(`filter.${key}`),
  el("select", { name: key, onchange: (event) => { chosen[key] = event.target.value; changed(); } },
    el("option", { value: "" }, t("filter.all")),
    values.map((value) => el("option", { value, selected: chosen[key] === value }, told(value)))));

const chip = (verdict, count, changed) => el("button", {
  type: "button", class: `chip ${verdict}`, "aria-pressed": String(chosen.verdicts.has(verdict)),
  onclick: (event) => {
    if (!chosen.verdicts.delete(verdict)) chosen.verdicts.add(verdict);
    event.currentTarget.setAttribute("aria-pressed", String(chosen.verdicts.has(verdict)));
    changed();
  },
}, el("b", {}, number(count)), ` ${SIGNS[verdict]} ${t(`verdict.${verdict}`)}`);

const chips = (changed) => el("div", { class: "chips", role: "group", "aria-label": t("filter.verdict") },
  Object.keys(SIGNS).filter((it) => state.facts.counts[it]).map((it) => chip(it, state.facts.counts[it], changed)));

// The text is looked for in names at once, and in all that was said a moment after the last key.
const textField = (changed) => {
  let asked = 0;
  const look = async (event) => {
    const text = event.target.value.trim().toLowerCase();
    const mine = (asked += 1);
    Object.assign(chosen, { text, found: null });
    changed();
    await new Promise((done) => setTimeout(done, 300));
    if (text.length < 2 || mine !== asked) return;
    const found = await searched(text, () => mine === asked);
    if (found && mine === asked) { chosen.found = found; changed(); }
  };
  return el("label", { class: "text" }, t("filter.text"), el("input", { type: "search", name: "text", id: "text", value: chosen.text, placeholder: t("filter.text_hint"), oninput: look }));
};

const filters = (changed) => el("form", { class: "filters", onsubmit: (event) => event.preventDefault() },
  textField(changed),
  picker("vendor", different(state.entries.map((it) => it.cell.vendor)), changed),
  picker("tag", different(state.entries.flatMap((it) => it.tags)), changed),
  picker("change", different(state.entries.flatMap((it) => it.changes ?? [])), changed, (value) => t(`change.${value}`)));

// The list of cases, worst first, some at a time; what is in one is unpacked when it is opened.

const SHOWN_AT_ONCE = 100;

const caseRow = (entry) => {
  const body = el("div", { class: "body" });
  const rest = entry.case.startsWith(entry.script) ? entry.case.slice(entry.script.length) : ` ${entry.case}`;
  const made = el("details", { class: "case", id: `case-${entry.place}` },
    el("summary", {}, sign(entry.verdict),
      el("span", { class: "what" }, el("b", {}, entry.script), el("span", { class: "cell" }, rest),
        entry.trouble && el("span", { class: "trouble" }, entry.trouble)),
      el("span", { class: "marks" }, (entry.changes ?? []).map((it) => el("span", { class: `change ${it}` }, t(`change.${it}`)))),
      el("span", { class: "figure" }, el("span", {}, t("turns", { count: entry.turns })), el("span", {}, seconds(entry.seconds)))),
    body);
  made.addEventListener("toggle", async () => {
    if (!made.open || body.childElementCount) return;
    body.setAttribute("aria-busy", "true");
    try {
      fill(body, opened(await caseAt(entry.place)));
    } catch (error) {
      fill(body, el("p", { class: "broken" }, t("unreadable", { error: error.message })));
    }
    body.removeAttribute("aria-busy");
  });
  return made;
};

const list = (entries) => {
  const box = el("div", { class: "cases" });
  const more = el("button", { type: "button", class: "more", onclick: () => grow() });
  let shown = 0;
  const grow = () => {
    const next = entries.slice(shown, shown + SHOWN_AT_ONCE);
    next.forEach((entry) => box.insertBefore(caseRow(entry), more));
    shown += next.length;
    more.textContent = t("more", { left: number(entries.length - shown) });
    more.hidden = shown >= entries.length;
  };
  box.append(more);
  grow();
  return box;
};

const openCase = (place) => {
  const found = document.getElementById(`case-${place}`);
  if (!found) return false;
  found.open = true;
  found.scrollIntoView({ block: "start" });
  found.querySelector("summary").focus({ preventScroll: true });
  return true;
};

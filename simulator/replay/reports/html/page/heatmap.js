// The matrix: a row a script, a column a phone's release and backend; a sign says what a colour says.

const MOST_ROWS = 200;

const grouped = (entries) => {
  const columns = new Map();
  const rows = new Map();
  for (const entry of entries) {
    const key = AXES.map((axis) => entry.cell[axis] ?? "").join("\n");
    if (!columns.has(key)) columns.set(key, AXES.map((axis) => entry.cell[axis] ?? ""));
    if (!rows.has(entry.script)) rows.set(entry.script, new Map());
    const row = rows.get(entry.script);
    if (!row.has(key)) row.set(key, []);
    row.get(key).push(entry);
  }
  const order = [...columns].sort(([, a], [, b]) => (a.join() < b.join() ? -1 : 1));
  return { columns: order, rows };
};

const heatmap = (entries, choose) => {
  const { columns, rows } = grouped(entries);
  if (!rows.size) return el("p", {}, t("nothing"));
  const vendors = columns.reduce((spans, [, [vendor]]) => {
    if (spans.at(-1)?.vendor === vendor) spans.at(-1).span += 1;
    else spans.push({ vendor, span: 1 });
    return spans;
  }, []);
  const hasBackends = new Set(columns.map(([, names]) => names[2])).size > 1;
  const shown = [...rows].slice(0, MOST_ROWS);
  return el("div", { class: "heatmap", tabindex: "0", role: "region", "aria-label": t("heatmap") },
    el("table", {},
      el("thead", {},
        el("tr", {}, el("td"), vendors.map((it) => el("th", { scope: "colgroup", colspan: it.span }, it.vendor))),
        el("tr", { class: "releases" }, el("td"), columns.map(([, [, release, backend]]) =>
          el("th", { scope: "col" }, el("span", {}, hasBackends ? `${release} ${backend}` : release))))),
      el("tbody", {}, shown.map(([script, cells]) => el("tr", {}, el("th", { scope: "row" }, script),
        columns.map(([key, names]) => el("td", {}, cells.has(key) && cell(script, names, cells.get(key), choose))))))),
    rows.size > MOST_ROWS && el("p", {}, t("rows_left", { left: number(rows.size - MOST_ROWS) })));
};

const cell = (script, names, entries, choose) => {
  const worst = WORST.find((verdict) => entries.some((it) => it.verdict === verdict));
  const bad = entries.filter((it) => it.verdict === worst).length;
  const figure = entries.length === 1 ? "" : worst === "passed" ? entries.length : `${bad}/${entries.length}`;
  const said = `${script} · ${names.filter(Boolean).join(" ")}: ${bad} ${t(`verdict.${worst}`)}`;
  return el("button", { type: "button", class: `heat ${worst}`, title: said, "aria-label": said, onclick: () => choose({ script, cell: names }) },
    SIGNS[worst], figure !== "" && el("small", {}, figure));
};

// How two texts differ, piece by piece, and how the difference of a golden is drawn.

const PIECES = /[A-Za-z0-9_]+|\s+|[^]/gu;
const MOST_PIECES = 1200;

// The longest common subsequence; texts that are too long for it are shown one after the other.
const changes = (one, other) => {
  const [a, b] = [one.match(PIECES) ?? [], other.match(PIECES) ?? []];
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head += 1;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a.at(-1 - tail) === b.at(-1 - tail)) tail += 1;
  const [x, y] = [a.slice(head, a.length - tail), b.slice(head, b.length - tail)];
  const middle = x.length > MOST_PIECES || y.length > MOST_PIECES ? [["-", x.join("")], ["+", y.join("")]] : common(x, y);
  return joined([[" ", a.slice(0, head).join("")], ...middle, [" ", a.slice(a.length - tail).join("")]]);
};

const common = (x, y) => {
  const lengths = Array.from({ length: x.length + 1 }, () => new Uint16Array(y.length + 1));
  for (let i = x.length - 1; i >= 0; i -= 1)
    for (let j = y.length - 1; j >= 0; j -= 1)
      lengths[i][j] = x[i] === y[j] ? lengths[i + 1][j + 1] + 1 : Math.max(lengths[i + 1][j], lengths[i][j + 1]);
  const told = [];
  let [i, j] = [0, 0];
  while (i < x.length || j < y.length) {
    if (i < x.length && j < y.length && x[i] === y[j]) { told.push([" ", x[i]]); i += 1; j += 1; }
    else if (j >= y.length || (i < x.length && lengths[i + 1][j] >= lengths[i][j + 1])) { told.push(["-", x[i]]); i += 1; }
    else { told.push(["+", y[j]]); j += 1; }
  }
  return told;
};

const joined = (pieces) => pieces.reduce((told, [how, text]) => {
  if (told.length && told.at(-1)[0] === how) told.at(-1)[1] += text;
  else if (text) told.push([how, text]);
  return told;
}, []);

// Texts that have little in common are easier to read whole.
const ALIKE = 0.5;
const NAMES = { "-": "del", "+": "ins", " ": "span" };
const difference = (one, other) => {
  const told = changes(one, other);
  const same = told.reduce((sum, [how, text]) => sum + (how === " " ? text.length : 0), 0);
  const pieces = same < ALIKE * Math.max(one.length, other.length) ? [["-", one], ["+", other]] : told;
  return el("div", { class: pieces === told ? "difference" : "difference apart" }, pieces.map(([how, text]) => text && el(NAMES[how], {}, text)));
};

const isGolden = (text) => text.startsWith("--- golden");
const goldenDifference = (text) => el("pre", { class: "golden" }, text.split("\n").map((line) => {
  const how = line.startsWith("---") || line.startsWith("+++") || line.startsWith("@@") ? "head" : { "-": "gone", "+": "come" }[line[0]] ?? "";
  return el("span", { class: how }, line || " ", "\n");
}));

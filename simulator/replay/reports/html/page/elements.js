// Makes elements from texts. Foreign text only ever becomes text: nothing here or elsewhere reads it as HTML.

const HARMFUL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const clean = (text) => String(text).replace(HARMFUL, "");

const el = (name, attributes = {}, ...children) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (key === "width" || key === "left") made.style[key] = value; // an attribute would be against the policy
    else made.setAttribute(key, value === true ? "" : clean(value));
  }
  put(made, ...children);
  return made;
};

const put = (into, ...children) => {
  for (const child of children.flat(3)) {
    if (child === undefined || child === null || child === false || child === "") continue;
    into.append(child instanceof Node ? child : clean(child));
  }
};

const fill = (into, ...children) => {
  into.replaceChildren();
  put(into, ...children);
  return into;
};

const SIGNS = { passed: "✓", flaky: "≈", failed: "✗", error: "!" };
const WORST = ["error", "failed", "flaky", "passed"];

const sign = (verdict) => el("span", { class: `sign ${verdict}`, title: t(`verdict.${verdict}`) }, SIGNS[verdict]);
const label = (verdict) => el("span", { class: `verdict ${verdict}` }, `${SIGNS[verdict]} ${t(`verdict.${verdict}`)}`);

// Evidence says how far a figure can be trusted; an address can be opened, if it is of the web.
const badge = (evidence) => {
  if (!evidence) return null;
  const kind = evidence.split(":")[0];
  const address = evidence.slice(4);
  const attributes = { class: `evidence ${kind}`, title: `${evidence}: ${t(`meaning.${kind}`)}` };
  const said = t(`evidence.${kind}`, { host: hostOf(address) });
  if (kind !== "url" || !/^https?:\/\//i.test(address)) return el("span", attributes, said);
  return el("a", { ...attributes, href: address, target: "_blank", rel: "noopener noreferrer" }, said);
};

// Scripts call a limit by its key, so that stands beside its name.
const figureName = (key) => {
  const name = t(`figure.${key}`);
  return name === `figure.${key}` ? key : `${name} (${key})`;
};

const hostOf = (address) => {
  try {
    return new URL(address).host;
  } catch {
    return address;
  }
};

const number = (value, digits = 0) => Number(value).toLocaleString(state.lang === "zh" ? "zh-CN" : "en", { maximumFractionDigits: digits });
const seconds = (value) => (value === null || value === undefined ? "—" : `${number(value, value < 10 ? 2 : 1)} s`);

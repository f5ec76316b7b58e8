// Unpacks what the page carries: lines of JSON, deflated, in base64. A case is unpacked when it is opened.

const state = { lang: "zh", texts: {}, facts: {}, entries: [] };

const t = (key, values = {}) => {
  const text = (state.texts[state.lang] || {})[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
};

const unpack = async (element) => {
  const bytes = Uint8Array.from(atob(element.textContent), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Response(stream).text();
};

const blocks = [];
const findBlocks = () => {
  let first = 0;
  for (const element of document.querySelectorAll("script.block")) {
    const cases = Number(element.dataset.cases);
    blocks.push({ element, first, cases });
    first += cases;
  }
};

const KEPT = 4;
const kept = new Map();
const linesOf = async (block) => {
  if (!kept.has(block)) {
    kept.set(block, unpack(block.element).then((text) => text.split("\n")));
    if (kept.size > KEPT) kept.delete(kept.keys().next().value);
  }
  return kept.get(block);
};

const caseAt = async (place) => {
  const block = blocks.find((it) => place < it.first + it.cases);
  return JSON.parse((await linesOf(block))[place - block.first]);
};

// Looks through all conversations for a text, a block after another, and stops when nobody wants it any more.
const searched = async (text, isWanted) => {
  const found = new Set();
  const wanted = JSON.stringify(text).slice(1, -1).toLowerCase();
  const hasCase = wanted !== wanted.toUpperCase();
  for (const block of blocks) {
    if (!isWanted()) return null;
    const said = await unpack(block.element);
    if (!hasCase && !said.includes(wanted)) continue;
    const lines = (hasCase ? said.toLowerCase() : said).split("\n");
    lines.forEach((line, place) => line.includes(wanted) && found.add(block.first + place));
  }
  return found;
};

const load = async () => {
  state.facts = JSON.parse(await unpack(document.getElementById("facts")));
  state.texts = state.facts.texts;
  state.lang = state.facts.lang;
  const lines = (await unpack(document.getElementById("entries"))).trimEnd();
  state.entries = lines ? lines.split("\n").map((line, place) => ({ ...JSON.parse(line), place })) : [];
  findBlocks();
};

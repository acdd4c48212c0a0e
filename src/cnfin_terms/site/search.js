"use strict";
// The search. It asks nothing of any network: the files in search/ are scripts that call cnfin.take, each loaded when a query first needs it.
// A line of a file is a record, in one order in all of them; names are parted by tabs, made ones stand behind a vertical tab.
const cnfin = (() => {
  const MOST = 40;
  const HAN = /[\u3400-\u9fff\u{20000}-\u{3ffff}]/u;
  const files = {}, waiting = {};
  let simple = new Map();

  // What is compared: letters and digits alone, small, without marks, Traditional as Simplified. Names and queries go through it alike.
  const fold = (text) => {
    if (/^[\x00-\x7f]*$/.test(text)) return text.toLowerCase().replace(/[^a-z0-9\t\v]+/g, "");
    const plain = text.normalize("NFKD").replace(/\p{M}+/gu, "").toLowerCase().replace(/[^\p{L}\p{N}\t\v]+/gu, "");
    return simple.size ? plain.replace(/[\u3400-\u9fff]/g, (char) => simple.get(char) || char) : plain;
  };

  const take = (name, text, pairs = "") => {
    const all = [...pairs];
    if (all.length) simple = new Map(all.flatMap((char, at) => at % 2 ? [] : [[char, all[at + 1]]]));
    const lines = text.split("\n");
    if (name === "records") files[name] = { lines };
    else {
      const keys = lines.map(fold), starts = new Uint32Array(keys.length + 1);
      keys.forEach((key, at) => { starts[at + 1] = starts[at] + key.length + 3; });
      files[name] = { lines, starts, hay: keys.map((key) => `\t${key}\t\n`).join("") };
    }
    waiting[name].done();
  };

  const load = (name) => (waiting[name] ||= (() => {
    const one = {};
    one.promise = new Promise((done, fail) => {
      one.done = done;
      const tag = document.createElement("script");
      tag.src = `search/${name}.js`;
      tag.onerror = () => fail(new Error(`search/${name}.js is not beside this page`));
      document.head.append(tag);
    });
    return one;
  })()).promise;

  // The number of the line that a place in the joined keys belongs to. Line n takes the places from starts[n] on.
  const lineAt = (starts, place) => {
    let low = 0, high = starts.length - 1;
    while (high - low > 1) { const middle = (low + high) >> 1; if (starts[middle] <= place) low = middle; else high = middle; }
    return low;
  };

  const words = (text) => text.normalize("NFKD").replace(/\p{M}+/gu, "").toLowerCase().split(/[^\p{L}\p{N}]+/u).filter(Boolean);

  // How well a name fits: the whole, its beginning, the beginning of a word, or within; the more of it the better; made names and later ones less.
  const fit = (folded, name, key, spaced, order, made) => {
    const at = folded.indexOf(key);
    if (at < 0) return 0;
    let score = folded === key ? 1000 : at === 0 ? 600 : (" " + words(name).join(" ")).includes(" " + spaced) ? 450 : 250;
    score += 150 * key.length / folded.length;
    return score - 12 * Math.min(order, 8) - (made ? 140 : 0);
  };

  const best = (file, number, key, spaced) => {
    let found = { score: 0, name: "" }, order = 0, made = false;
    for (const part of file.lines[number].split("\v")) {
      for (const name of part.split("\t")) {
        const score = fit(fold(name), name, key, spaced, order++, made);
        if (score > found.score) found = { score, name };
      }
      made = true;
    }
    return found;
  };

  const exactly = (file, key, spaced, found) => {
    // one letter is everywhere: it must begin a name
    const short = key.length < 2 && !HAN.test(key), sought = short ? "\t" + key : key;
    for (let at = file.hay.indexOf(sought); at >= 0;) {
      const number = lineAt(file.starts, at);
      const here = best(file, number, key, spaced);
      if (here.score > (found.get(number)?.score || 0)) found.set(number, here);
      at = file.hay.indexOf(sought, file.starts[number + 1]);
    }
  };

  // Every word of the query somewhere in a record's names, in any order.
  const loosely = (file, parts, found) => {
    const longest = parts.reduce((one, other) => other.length > one.length ? other : one);
    for (let at = file.hay.indexOf(longest); at >= 0;) {
      const number = lineAt(file.starts, at);
      if (!found.has(number)) {
        let score = 0, shown = "";
        for (const name of file.lines[number].split(/[\t\v]/)) {
          const folded = fold(name);
          if (parts.every((part) => folded.includes(part))) {
            const here = 200 * Math.min(1, parts.join("").length / folded.length);
            if (here > score) { score = here; shown = name; }
          }
        }
        if (score) found.set(number, { score, name: shown });
      }
      at = file.hay.indexOf(longest, file.starts[number + 1]);
    }
  };

  // Records for a query, best first: { id, type, zh, en, name }. `near` says that only the beginning of the query was found.
  const search = async (query, type = "") => {
    const name = HAN.test(query) ? "han" : "latin";
    await Promise.all([load("records"), load(name)]);
    const toned = /^\s*(?:[a-zü:]+[1-5]\s*)+$/i.test(query) ? query.replace(/[1-5]/g, " ") : query;
    let key = fold(toned).replace(/[\t\v]/g, ""), near = false;
    const found = new Map(), file = files[name];
    if (!key) return { found: [], total: 0, near };
    exactly(file, key, words(toned).join(" "), found);
    const parts = words(toned).map(fold).filter(Boolean);
    if (parts.length > 1) loosely(file, parts, found);
    while (!found.size && key.length > (name === "han" ? 2 : 4)) {
      near = true;
      key = key.slice(0, -1);
      exactly(file, key, key, found);
    }
    const all = [];
    for (const [number, { score, name: shown }] of found) {
      const [id, of, weight, zh, en] = files.records.lines[number].split("\t");
      if (!type || of === type) all.push({ id, type: of, zh, en, name: shown, score: score + 9 * weight + (fold(id) === key ? 300 : 0) });
    }
    all.sort((one, other) => other.score - one.score || (one.id < other.id ? -1 : 1));
    return { found: all.slice(0, MOST), total: all.length, near };
  };

  return { take, load, search };
})();

(() => {
  const form = document.getElementById("search"), input = document.getElementById("q"), type = document.getElementById("type");
  const results = document.getElementById("results"), told = document.getElementById("told"), browse = document.getElementById("browse");
  let turn = 0;

  const piece = (tag, text, language, className) => {
    const made = document.createElement(tag);
    made.textContent = text;
    if (language) made.lang = language;
    if (className) made.className = className;
    return made;
  };

  const item = (one) => {
    const link = document.createElement("a"), small = document.createElement("small"), row = document.createElement("li");
    link.href = `records/${one.id}.html`;
    row.className = `t-${one.type}`;
    const dot = piece("span", "", "", "dot");
    link.append(dot, piece("b", one.zh, "zh"), piece("span", one.en, "en"));
    small.append(`${one.type} · `, piece("code", one.id));
    if (![one.zh, one.en, one.id].includes(one.name)) small.append(" · ", piece("span", one.name, /[\u3400-\u9fff]/.test(one.name) ? "zh" : "en"));
    link.append(small);
    row.append(link);
    return row;
  };

  const show = async () => {
    const mine = ++turn, query = input.value.trim(), began = performance.now();
    history.replaceState(null, "", query ? `#q=${encodeURIComponent(query)}${type.value ? `&type=${type.value}` : ""}` : "#");
    browse.hidden = Boolean(query);
    if (!query) { results.replaceChildren(); told.textContent = ""; return; }
    try {
      const answer = await cnfin.search(query, type.value);
      if (mine !== turn) return;
      results.replaceChildren(...answer.found.map(item));
      const some = answer.total > answer.found.length ? `the first ${answer.found.length} of ${answer.total}` : `${answer.total} found 共 ${answer.total} 条`;
      told.textContent = !answer.total ? "Nothing found 没有找到" : answer.near ? "Nothing has quite that name; these begin alike 没有完全相符的，以下开头相同" : some;
      document.documentElement.dataset.took = Math.round(performance.now() - began);
      document.documentElement.dataset.asked = query;
    } catch (error) {
      told.textContent = String(error.message || error);
    }
  };

  const fromAddress = () => {
    const given = new URLSearchParams(location.hash.slice(1) || location.search);
    if ((given.get("q") || "") === input.value.trim() && location.hash) return;
    input.value = given.get("q") || "";
    if ([...type.options].some((option) => option.value === given.get("type"))) type.value = given.get("type");
    show();
  };

  input.addEventListener("input", show);
  setTimeout(() => { cnfin.load("records").catch(() => {}); });  // needed by any query; a failure is told when there is one
  type.addEventListener("change", show);
  form.addEventListener("submit", (event) => { event.preventDefault(); results.querySelector("a")?.click(); });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const links = [...results.querySelectorAll("a")], at = links.indexOf(document.activeElement);
    if (event.key === "ArrowDown" && (at >= 0 || document.activeElement === input)) { links[Math.min(at + 1, links.length - 1)]?.focus(); event.preventDefault(); }
    else if (event.key === "ArrowUp" && at >= 0) { (links[at - 1] || input).focus(); event.preventDefault(); }
    else if (event.key === "Escape") { input.value = ""; input.focus(); show(); }
    else if (event.key === "/" && document.activeElement !== input) { input.focus(); input.select(); event.preventDefault(); }
  });
  addEventListener("hashchange", fromAddress);
  fromAddress();
})();

"use strict";
// Every page works without this file; with it a table and its map point at
// each other, tables sort, and maps move. The selection is the fragment of the
// address, so that a colleague who gets the address sees the same.

var shapes = new Map(), rows = new Map(); // by key
document.querySelectorAll("svg [data-key]").forEach(function (s) { shapes.set(s.dataset.key, s); });
document.querySelectorAll("tr[data-key]").forEach(function (r) { rows.set(r.dataset.key, r); });
var picked = document.querySelector("svg .picked");
var linked = document.querySelector("table.link tbody");

// outline draws the shape of a key once more on top; near is a pointer that
// rests, on a selection that stays.
function outline(key, how) {
  if (!picked) return;
  picked.querySelectorAll("." + how).forEach(function (p) { p.remove(); });
  var shape = shapes.get(key);
  if (!shape) return;
  (shape.tagName === "path" ? [shape] : shape.querySelectorAll("path, circle")).forEach(function (part) {
    var copy = part.cloneNode(false);
    copy.removeAttribute("data-key");
    copy.setAttribute("class", how);
    picked.appendChild(copy);
  });
}

function mark(key, how) {
  linked.querySelectorAll("tr." + how).forEach(function (r) { r.classList.remove(how); });
  if (rows.has(key)) rows.get(key).classList.add(how);
  outline(key, how);
}

// reveal scrolls the table, not the page, until the row can be seen.
function reveal(row) {
  var box = row.closest(".scroll"), head = row.closest("table").tHead.offsetHeight, top = row.offsetTop - box.scrollTop;
  if (top < head || top + row.offsetHeight > box.clientHeight) box.scrollTop = row.offsetTop - box.clientHeight / 2;
}

var selected = "";
function select(key) {
  selected = key;
  mark(key, "on");
  var at = new URL(location.href);
  at.hash = encodeURIComponent(key);
  try { history.replaceState(null, "", at); } catch (fromDisk) { return; }
  carry(at);
}

// fromAddress selects what the address names; a link from further down the
// page brings table and map back into view.
function fromAddress() {
  var key = "", row;
  try { key = decodeURIComponent(location.hash.slice(1)); } catch (malformed) { return; }
  row = rows.get(key);
  if (!row) return;
  select(key);
  reveal(row);
  row.closest(".scroll").scrollIntoView({ block: "nearest" });
}

if (linked) {
  var keyUnder = function (event) {
    var part = event.target.closest("[data-key]");
    return part ? part.dataset.key : "";
  };
  ["pointerover", "focusin"].forEach(function (name) {
    document.addEventListener(name, function (event) { mark(keyUnder(event), "near"); });
  });
  linked.addEventListener("click", function (event) {
    var key = keyUnder(event), link = event.target.closest("a");
    if (!key || link && link.pathname !== location.pathname) return;
    event.preventDefault();
    select(key);
  });
  addEventListener("hashchange", fromAddress);
  fromAddress();
}

// Heads of sortable tables become buttons. Numbers sort by the unrounded value
// in data-v, largest first; gaps stay at the end.
document.querySelectorAll("table.sort").forEach(function (table) {
  var heads = Array.from(table.tHead.rows[0].cells), body = table.tBodies[0];
  heads.forEach(function (head, column) {
    var button = document.createElement("button");
    button.type = "button";
    button.append.apply(button, Array.from(head.childNodes));
    head.appendChild(button);
    button.addEventListener("click", function () { sort(head, column, true); });
  });
  function sort(head, column, kept, way) {
    var numeric = head.classList.contains("n"), before = head.getAttribute("aria-sort");
    var up = way ? way === "up" : before ? before === "descending" : !numeric || head.classList.contains("up");
    heads.forEach(function (h) { h.removeAttribute("aria-sort"); });
    head.setAttribute("aria-sort", up ? "ascending" : "descending");
    if (kept) remember("sort", (up ? "" : "-") + column);
    var order = new Intl.Collator(document.documentElement.lang, { numeric: true }), sign = up ? 1 : -1;
    var rows = Array.from(body.rows).map(function (row) {
      var cell = row.cells[column];
      return { row: row, value: numeric ? cell.dataset.v : cell.textContent };
    });
    rows.sort(function (a, b) {
      if (!numeric) return sign * order.compare(a.value, b.value);
      if (a.value === undefined || b.value === undefined) return (a.value === undefined) - (b.value === undefined);
      return sign * (a.value - b.value);
    });
    body.append.apply(body, rows.map(function (r) { return r.row; }));
    table.closest(".scroll").scrollTop = 0;
  }
  var kept = new URL(location.href).searchParams.get("sort");
  if (kept && heads[Math.abs(kept)] && table.classList.contains("link")) sort(heads[Math.abs(kept)], Math.abs(kept), false, kept.startsWith("-") ? "down" : "up");
});

// The state of a page stands in its address, so that a colleague who gets the
// address sees the same: chosen values in the query, the selection in the
// fragment. Every control with data-state keeps its value there.
function remember(name, value) {
  var at = new URL(location.href);
  if (value) at.searchParams.set(name, value); else at.searchParams.delete(name);
  try { history.replaceState(null, "", at); } catch (fromDisk) { return; }
  carry(at);
}
// carry takes the state along into the other language.
function carry(at) {
  document.querySelectorAll("a.other").forEach(function (a) {
    var to = new URL(a.href), lang = to.searchParams.get("lang");
    to.search = at.search; to.hash = at.hash;
    if (lang) to.searchParams.set("lang", lang);
    a.href = to.href;
  });
}
var controls = Array.from(document.querySelectorAll("[data-state]"));
controls.forEach(function (c) {
  var kept = new URL(location.href).searchParams.get(c.dataset.state);
  if (kept === null) return;
  if (c.type === "checkbox") c.checked = c.defaultChecked ? kept !== "0" : kept === "1"; else c.value = kept;
  if (c.tagName === "SELECT" && c.selectedIndex < 0) c.selectedIndex = 0;
});
document.querySelectorAll(".filter[hidden], .switches[hidden]").forEach(function (f) { f.hidden = false; });

// Search and choice hide rows, and shapes with them.
function choose() {
  var table = document.querySelector("table.link"), search = document.querySelector("[data-filter]");
  var wanted = search ? search.value.trim().toLowerCase() : "";
  if (!table) return;
  Array.from(table.tBodies[0].rows).forEach(function (row) {
    var shown = row.cells[0].textContent.toLowerCase().includes(wanted), shape = shapes.get(row.dataset.key);
    document.querySelectorAll("[data-choose]").forEach(function (s) { shown = shown && (!s.value || row.dataset[s.dataset.choose] === s.value); });
    document.querySelectorAll("[data-show]").forEach(function (s) {
      shown = shown && (s.checked || !(" " + row.dataset.is + " ").includes(" " + s.dataset.show + " "));
    });
    row.hidden = !shown;
    if (shape) shape.setAttribute("visibility", shown ? "visible" : "hidden");
  });
}

// Colours by any figure in five classes of as many parks each, or by a property
// of the roster in one colour a value.
var classes = 5, hues = 8;
function paint() {
  var by = document.querySelector("[data-colour]"), own = document.querySelector("[data-legend]");
  if (!by || !own) return;
  var option = by.selectedOptions[0], at = Number(option.dataset.at), group = option.dataset.group, bounds = [], names = [];
  own.hidden = !by.value;
  own.previousElementSibling.hidden = !!by.value;
  var of = function (row) {
    if (group) return row.dataset[group];
    var v = row.dataset.f.split(" ")[at];
    return v ? Number(v) : undefined;
  };
  var values = Array.from(rows.values()).map(of).filter(function (v) { return v !== undefined && v !== ""; });
  if (group) names = Array.from(new Set(values)).sort();
  else {
    values.sort(function (a, b) { return a - b; });
    for (var i = 1; i < classes; i++) bounds.push(values[Math.floor(values.length * i / classes)]);
    bounds = bounds.filter(function (b, i) { return b > (i ? bounds[i - 1] : values[0]); });
  }
  var classOf = function (v) {
    if (v === undefined || v === "") return "b-4";
    return group ? "c-" + names.indexOf(v) % hues : "q-" + bounds.filter(function (b) { return v >= b; }).length;
  };
  var counts = {};
  rows.forEach(function (row, key) {
    var shape = shapes.get(key), c = classOf(of(row));
    if (!shape) return;
    counts[c] = (counts[c] || 0) + 1;
    shape.dataset.own = shape.dataset.own || shape.getAttribute("class");
    shape.setAttribute("class", by.value ? c : shape.dataset.own);
  });
  var text = function (v) { return Number(v.toPrecision(4)).toLocaleString(document.documentElement.lang); };
  var entries = group ? names.map(function (n, i) { return ["c-" + i % hues, n]; })
    : values.length ? [values[0]].concat(bounds).map(function (b, i) {
      return ["q-" + i, text(b) + " – " + text(i < bounds.length ? bounds[i] : values[values.length - 1])];
    }) : [];
  entries.push(["b-4", own.dataset.none]);
  own.replaceChildren.apply(own, entries.filter(function (e) { return counts[e[0]]; }).map(function (e) {
    var item = document.createElement("li"), swatch = document.createElement("i"), count = document.createElement("b");
    swatch.className = "swatch " + e[0];
    count.textContent = counts[e[0]];
    item.append(swatch, e[1] + (option.dataset.unit ? " " + option.dataset.unit : "") + " ", count);
    return item;
  }));
}
// A park's map has two colourings: every shape knows its class in the other one,
// so that they change places without a new page.
document.querySelectorAll("[data-swap]").forEach(function (link) {
  link.addEventListener("click", function (event) {
    event.preventDefault();
    swap(link.dataset.swap);
    remember("colour", link.dataset.swap);
  });
});
function swap(colour) {
  var links = Array.from(document.querySelectorAll("[data-swap]")), now = links.find(function (a) { return a.hasAttribute("aria-current"); });
  if (!now || now.dataset.swap === colour || !links.some(function (a) { return a.dataset.swap === colour; })) return;
  links.forEach(function (a) { if (a.dataset.swap === colour) a.setAttribute("aria-current", "true"); else a.removeAttribute("aria-current"); });
  shapes.forEach(function (shape, key) {
    var was = shape.classList[0], row = rows.get(key);
    shape.classList.replace(was, shape.dataset.other);
    if (row) row.querySelector(".swatch").classList.replace(was, shape.dataset.other);
    shape.dataset.other = was;
  });
  document.querySelectorAll("figure.map > .legend").forEach(function (l) { l.hidden = !l.hidden; });
  document.querySelectorAll("svg[data-window]").forEach(function (svg) {
    svg.dataset.window = svg.dataset.window.replace(/colour=\w+/, "colour=" + colour);
    svg.dispatchEvent(new Event("recolour"));
  });
}
swap(new URL(location.href).searchParams.get("colour"));
controls.forEach(function (c) {
  c.addEventListener("input", function () {
    remember(c.dataset.state, c.type === "checkbox" ? (c.checked === c.defaultChecked ? "" : c.checked ? "1" : "0") : c.value);
    choose();
    paint();
  });
});
choose();
paint();
carry(new URL(location.href));

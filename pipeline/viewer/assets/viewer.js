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
  history.replaceState(null, "", "#" + encodeURIComponent(key));
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
    button.addEventListener("click", function () { sort(head, column); });
  });
  function sort(head, column) {
    var numeric = head.classList.contains("n"), before = head.getAttribute("aria-sort");
    var up = before ? before === "descending" : !numeric || head.classList.contains("up");
    heads.forEach(function (h) { h.removeAttribute("aria-sort"); });
    head.setAttribute("aria-sort", up ? "ascending" : "descending");
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
});

// The search field hides rows, and shapes with them.
document.querySelectorAll("[data-filter]").forEach(function (input) {
  var body = document.getElementById(input.dataset.filter).tBodies[0];
  input.parentNode.hidden = false;
  input.addEventListener("input", function () {
    var wanted = input.value.trim().toLowerCase();
    Array.from(body.rows).forEach(function (row) {
      var shown = row.cells[0].textContent.toLowerCase().includes(wanted), shape = shapes.get(row.dataset.key);
      row.hidden = !shown;
      if (shape) shape.setAttribute("visibility", shown ? "visible" : "hidden");
    });
  });
});

// A map moves by its view box: wheel or buttons zoom, the pointer drags, a
// click that did not drag selects; a second one on the same park opens it.
document.querySelectorAll(".sheet").forEach(function (sheet) {
  var svg = sheet.querySelector("svg"), box = svg.viewBox.baseVal, labels = svg.querySelector(".labels");
  var whole = { x: box.x, y: box.y, width: box.width, height: box.height };
  var scale = sheet.querySelector(".scale"), pointers = new Map(), moved = false;
  sheet.querySelectorAll("[hidden]").forEach(function (e) { e.hidden = false; });

  function show() {
    var perUnit = svg.getScreenCTM().a, perMetre = perUnit * Number(svg.dataset.units);
    labels.setAttribute("font-size", 12 / perUnit);
    var metres = Math.pow(10, Math.floor(Math.log10(120 / perMetre)));
    [5, 2].some(function (n) { if (n * metres * perMetre <= 120) { metres *= n; return true; } });
    scale.querySelector("i").style.width = metres * perMetre + "px";
    scale.querySelector("span").textContent = metres >= 1000 ? metres / 1000 + " km" : metres + " m";
  }
  function zoom(factor, x, y) {
    var width = Math.min(whole.width, Math.max(whole.width / 64, box.width * factor)), f = width / box.width;
    if (width === whole.width) { x = whole.x; y = whole.y; box.x = x; box.y = y; }
    box.x = x + (box.x - x) * f; box.y = y + (box.y - y) * f;
    box.width = width; box.height *= f;
    show();
  }
  function at(event) { return new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse()); }

  svg.addEventListener("wheel", function (event) {
    event.preventDefault();
    var p = at(event);
    zoom(event.deltaY < 0 ? 0.8 : 1.25, p.x, p.y);
  }, { passive: false });
  sheet.querySelectorAll("[data-zoom]").forEach(function (button) {
    button.addEventListener("click", function () {
      zoom(Number(button.dataset.zoom) || whole.width / box.width, box.x + box.width / 2, box.y + box.height / 2);
    });
  });
  svg.addEventListener("pointerdown", function (event) { pointers.set(event.pointerId, event); moved = false; });
  addEventListener("pointermove", function (event) {
    var last = pointers.get(event.pointerId);
    if (!last) return;
    var dx = event.clientX - last.clientX, dy = event.clientY - last.clientY;
    if (!moved && Math.abs(dx) + Math.abs(dy) < 5) return;
    moved = true;
    svg.classList.add("moving");
    var k = svg.getScreenCTM().a;
    box.x -= dx / k / pointers.size; box.y -= dy / k / pointers.size;
    if (pointers.size === 2) pinch(last, event);
    pointers.set(event.pointerId, event);
  });
  function pinch(last, event) {
    var other = Array.from(pointers.values()).find(function (p) { return p.pointerId !== event.pointerId; });
    var apart = function (p) { return Math.hypot(p.clientX - other.clientX, p.clientY - other.clientY); }, p = at(other);
    if (apart(event) > 0) zoom(apart(last) / apart(event), p.x, p.y);
  }
  ["pointerup", "pointercancel"].forEach(function (name) {
    addEventListener(name, function (event) { pointers.delete(event.pointerId); svg.classList.remove("moving"); });
  });
  svg.addEventListener("dragstart", function (event) { event.preventDefault(); });
  svg.addEventListener("click", function (event) {
    var shape = event.target.closest("[data-key]");
    if (moved || shape && shape.dataset.key !== selected) event.preventDefault();
    if (moved || !shape) return;
    select(shape.dataset.key);
    if (rows.has(selected)) reveal(rows.get(selected));
  });
  addEventListener("resize", show);
  show();
});

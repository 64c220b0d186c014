"use strict";
// A map moves by its view box: wheel or buttons zoom, the pointer drags, a
// click that did not drag selects; a second one on the same park opens it.
document.querySelectorAll(".sheet").forEach(function (sheet) {
  var svg = sheet.querySelector("svg"), box = svg.viewBox.baseVal, labels = svg.querySelector(".labels");
  var roomFor = Number(labels.dataset.scale);
  var whole = { x: box.x, y: box.y, width: box.width, height: box.height };
  var scale = sheet.querySelector(".scale"), pointers = new Map(), moved = false, timer = 0, moves = 0;
  sheet.querySelectorAll("[hidden]").forEach(function (e) { e.hidden = false; });

  function show() {
    var perUnit = svg.getScreenCTM().a, perMetre = perUnit * Number(svg.dataset.units);
    // Names were placed for the size that they have in the page; on a smaller map they would cover each other.
    labels.setAttribute("visibility", 1 / perUnit > roomFor * 1.3 ? "hidden" : "visible");
    labels.querySelectorAll("text").forEach(function (t) { t.setAttribute("transform", "scale(" + 1 / perUnit + ")"); });
    var metres = Math.pow(10, Math.floor(Math.log10(120 / perMetre)));
    [5, 2].some(function (n) { if (n * metres * perMetre <= 120) { metres *= n; return true; } });
    scale.querySelector("i").style.width = metres * perMetre + "px";
    clearTimeout(timer);
    timer = setTimeout(rested, 150);
    scale.querySelector("span").textContent = metres >= 1000 ? metres / 1000 + " km" : metres + " m";
  }
  function rested() {
    if (moves) keep();
    if (svg.dataset.window) fetchWindow();
  }
  function zoom(factor, x, y) {
    var width = Math.min(whole.width, Math.max(whole.width / 64, box.width * factor)), f = width / box.width;
    if (width === whole.width) { x = whole.x; y = whole.y; box.x = x; box.y = y; }
    box.x = x + (box.x - x) * f; box.y = y + (box.y - y) * f;
    box.width = width; box.height *= f;
    moves++;
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
    moves++;
    show();
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
  // Of a large park the parcels in view are fetched, once the map rests.
  var asked = "", windowed = document.createElementNS(svg.namespaceURI, "g");
  function fetchWindow() {
    // What is seen reaches beyond the view box where the screen has another form.
    var seen = svg.getBoundingClientRect(), a = at({ clientX: seen.left, clientY: seen.top }), z = at({ clientX: seen.right, clientY: seen.bottom });
    var address = svg.dataset.window + "&pixel=" + 1 / svg.getScreenCTM().a + "&box=" + [a.x, a.y, z.x, z.y].map(Math.round).join(",");
    if (address === asked) return;
    asked = address;
    fetch(address).then(function (r) { return r.json(); }).then(function (answer) {
      if (address !== asked) return;
      windowed.replaceChildren.apply(windowed, answer.shapes.filter(function (s) { return !rows.has(s.key); }).map(drawn));
    }, function () { asked = ""; });
  }
  function drawn(s) {
    var path = document.createElementNS(svg.namespaceURI, "path"), title = document.createElementNS(svg.namespaceURI, "title");
    path.setAttribute("class", s.class);
    path.setAttribute("d", s.path);
    title.textContent = s.title;
    path.appendChild(title);
    return path;
  }
  if (svg.dataset.window) svg.querySelector(".land").prepend(windowed);
  // Outlines as delivered come after the map: the server reads a file for them.
  var delivered = svg.querySelector(".delivered"), fetched = "";
  var deliveredSwitches = '[data-state="delivered"], [data-state="around"], [data-state="rejected"]';
  function fetchDelivered() {
    var on = {};
    document.querySelectorAll(deliveredSwitches).forEach(function (c) { on[c.dataset.state] = c.checked; });
    var address = on.around ? svg.dataset.around + "&around=1" : on.rejected ? svg.dataset.around + "&rejected=1" : on.delivered ? svg.dataset.around : "";
    if (address === fetched) return;
    fetched = address;
    delivered.replaceChildren();
    if (!address) return;
    fetch(address).then(function (r) { return r.json(); }).then(function (answer) {
      if (address !== fetched) return;
      delivered.replaceChildren.apply(delivered, answer.shapes.filter(function (s) { return on[s.class === "rejected" ? "rejected" : s.class === "outside" ? "around" : "delivered"]; }).map(drawn));
      document.querySelector(".missing").textContent = answer.missing.join(" ");
    }, function () { fetched = ""; });
  }
  if (svg.dataset.around) {
    document.querySelectorAll(deliveredSwitches).forEach(function (c) {
      c.addEventListener("input", function () { fetched = ""; fetchDelivered(); });
    });
    fetchDelivered();
  }
  svg.addEventListener("recolour", fetchWindow);
  // Where one has zoomed to stands in the address, in tenths of a metre.
  function keep() {
    var there = box.width < whole.width;
    remember("at", there ? [box.x + box.width / 2, box.y + box.height / 2, box.width].map(Math.round).join(",") : "");
  }
  function goto(at) {
    var n = (at || "").split(",").map(Number), f = n[2] / whole.width;
    if (n.length !== 3 || !n.every(isFinite) || !(f > 0 && f < 1)) return;
    box.width = n[2]; box.height = whole.height * f;
    box.x = n[0] - box.width / 2; box.y = n[1] - box.height / 2;
  }
  goto(new URL(location.href).searchParams.get("at"));
  addEventListener("resize", show);
  show();
});

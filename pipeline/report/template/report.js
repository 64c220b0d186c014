"use strict";
// The heads of sortable tables are buttons. Numbers sort by the unrounded value
// in data-v, texts by their language's order; gaps and totals stay at the end.
document.querySelectorAll("table.sort").forEach(function (table) {
  var heads = [], body = table.tBodies[0], rows = table.tHead.rows;
  // A head heads one column; a group's stands above the heads of the second row.
  var below = 0;
  Array.prototype.forEach.call(rows[0].cells, function (head) {
    if (head.scope === "col") return heads.push(head);
    for (var i = 0; i < head.colSpan; i++) heads.push(rows[1].cells[below++]);
  });
  heads.forEach(function (head, column) {
    head.querySelector("button").addEventListener("click", function () { sort(head, column); });
  });
  function sort(head, column) {
    var up = head.getAttribute("aria-sort") === "descending" || (!head.hasAttribute("aria-sort") && !head.classList.contains("n"));
    heads.forEach(function (h) { h.removeAttribute("aria-sort"); });
    head.setAttribute("aria-sort", up ? "ascending" : "descending");
    var rows = Array.prototype.slice.call(body.rows), last = rows.filter(isTotal);
    rows = rows.filter(function (r) { return !isTotal(r); });
    rows.sort(function (a, b) { return compare(a.cells[column], b.cells[column], up); });
    rows.concat(last).forEach(function (r) { body.appendChild(r); });
  }
  function isTotal(row) { return row.classList.contains("total"); }
  function compare(a, b, up) {
    var numeric = heads[a.cellIndex].classList.contains("n"), sign = up ? 1 : -1;
    if (!numeric) return sign * a.textContent.localeCompare(b.textContent, document.documentElement.lang);
    var x = a.dataset.v, y = b.dataset.v;
    if (x === undefined || y === undefined) return (x === undefined) - (y === undefined);
    return sign * (Number(x) - Number(y));
  }
});
// A figure leads to the line that says how it was computed, which is folded.
function unfold() {
  var target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  var fold = target && target.closest("details");
  if (fold && !fold.open) { fold.open = true; target.scrollIntoView({ block: "center" }); }
}
addEventListener("hashchange", unfold);
unfold();
// What is folded on the screen is printed in full.
addEventListener("beforeprint", function () {
  document.querySelectorAll("details").forEach(function (d) { d.dataset.was = d.open ? "1" : ""; d.open = true; });
});
addEventListener("afterprint", function () {
  document.querySelectorAll("details").forEach(function (d) { d.open = d.dataset.was === "1"; });
});

// Keeps the clocks of a page running. Pages are complete without it.
(function () {
  "use strict";
  var clocks = document.querySelectorAll("[data-due]");
  if (!clocks.length) { return; }
  // The server's time counts, not this device's: only the time since loading is taken from here.
  var served = Date.parse(document.documentElement.getAttribute("data-now"));
  var loaded = Date.now();
  function two(number) { return (number < 10 ? "0" : "") + number; }
  function tick() {
    var now = served + (Date.now() - loaded);
    clocks.forEach(function (clock) {
      var left = Math.floor((Date.parse(clock.getAttribute("data-due")) - now) / 1000);
      var size = Math.abs(left);
      if (size >= 3600) { return; }
      var over = left < 0;
      var length = Math.floor(size / 60) + ":" + two(size % 60);
      var form = clock.getAttribute(over ? "data-over" : "data-left");
      clock.textContent = form ? form.replace("0:00", length) : length;
      var frame = clock.closest("[data-frame]");
      // A frame has the colour of its first clock.
      if (frame && frame.querySelector("[data-due]") === clock) {
        frame.classList.toggle("late", over);
        frame.classList.toggle("soon", !over && left <= 60);
      }
    });
  }
  tick();
  setInterval(tick, 1000);
})();

// Keeps a page live: its clocks run, and what changes on the server changes here. Pages are
// complete without it. For Chromium 88, Firefox 78, Safari 14 and everything newer.
(function () {
  "use strict";
  var HOUR = 3600, DAY = 86400;

  // 1 Time. The server's counts, not this device's: only what has passed since is taken from here.
  var served, heard, offset;
  function set(time) {
    served = Date.parse(time);
    heard = Date.now();
    var zone = /([+-])(\d\d):(\d\d)$/.exec(time);
    offset = zone ? (zone[1] + 1) * (zone[2] * 60 + +zone[3]) * 60000 : 0;
  }
  function now() { return served + (Date.now() - heard); }
  function two(number) { return (number < 10 ? "0" : "") + number; }
  function minutes(seconds) { return Math.floor(seconds / 60) + ":" + two(seconds % 60); }
  function write(node, text) { if (node.textContent !== text) { node.textContent = text; } }
  function tick() {
    document.querySelectorAll("[data-due]").forEach(function (clock) {
      var left = Math.floor((Date.parse(clock.getAttribute("data-due")) - now()) / 1000);
      var size = Math.abs(left), over = left < 0;
      if (size >= HOUR && clock.textContent) { return; }
      var form = clock.getAttribute(over ? "data-over" : "data-left");
      write(clock, form ? form.replace("0:00", minutes(size)) : minutes(size));
      var frame = clock.closest("[data-frame]");
      // A frame has the colour of its first clock.
      if (frame && frame.querySelector("[data-due]") === clock) {
        frame.classList.toggle("late", over);
        frame.classList.toggle("soon", !over && left <= 60);
      }
    });
    document.querySelectorAll("[data-since]").forEach(function (clock) {
      var past = Math.floor((now() - Date.parse(clock.getAttribute("data-since"))) / 1000);
      if (past >= 0 && past < DAY) {
        write(clock, Math.floor(past / HOUR) + ":" + two(Math.floor(past / 60) % 60) + ":" + two(past % 60));
      }
    });
  }
  set(document.documentElement.getAttribute("data-now"));
  tick();
  setInterval(tick, 1000);

  var line = document.querySelector("[data-live]");
  if (!line || !window.AbortController || !window.ReadableStream) { return; }

  // 2 Parts. Each stands between two comments, and is replaced whole; what somebody has opened,
  // typed or reached with the keyboard stays.
  function ends(name) {
    var walker = document.createTreeWalker(document.body, NodeFilter.SHOW_COMMENT), first = null;
    while (walker.nextNode()) {
      if (walker.currentNode.data === "part " + name) { first = walker.currentNode; }
      if (first && walker.currentNode.data === "/part " + name) { return [first, walker.currentNode]; }
    }
    return null;
  }
  function all(nodes, selector) {
    return nodes.reduce(function (found, node) {
      if (node.nodeType !== 1) { return found; }
      return found.concat(node.matches(selector) ? [node] : [], Array.from(node.querySelectorAll(selector)));
    }, []);
  }
  function fields(form) {
    return Array.from(form.elements).filter(function (it) {
      return it.name && it.type !== "hidden" && it.tagName !== "BUTTON";
    });
  }
  function isTouched(form) {
    return fields(form).some(function (it) {
      if (it === document.activeElement) { return true; }
      if (it.tagName === "SELECT") {
        var options = Array.from(it.options);
        var given = options.filter(function (option) { return option.defaultSelected; }).pop() || options[0];
        return given && it.value !== given.value;
      }
      if (it.type === "checkbox" || it.type === "radio") { return it.checked !== it.defaultChecked; }
      return it.value !== it.defaultValue;
    });
  }
  function asksSame(one, other) {
    return one.getAttribute("action") === other.getAttribute("action") && fields(one).some(function (it) {
      return fields(other).some(function (that) { return that.name === it.name; });
    });
  }
  function place(node) {
    if (node.id) { return "#" + node.id; }
    var form = node.closest("form"), hidden = form && form.querySelector("[name=notice-0]");
    return [node.tagName, node.getAttribute("href"), node.name, node.name && node.tagName === "BUTTON" ? node.value : "",
      form && form.getAttribute("action"), hidden && hidden.value, node.tagName === "SUMMARY" ? node.textContent : ""].join(" ");
  }
  // A form sent twice has one outcome, and forms of two people have two: each browser draws its ids.
  function draw(form) {
    var id = form.querySelector("input[type=hidden][name=id]"), made = form.querySelector("input[type=hidden][name=made]");
    if (!id || !made || id.value) { return; }
    id.value = Array.from(crypto.getRandomValues(new Uint8Array(16)), function (it) {
      return (it < 16 ? "0" : "") + it.toString(16);
    }).join("");
    made.value = new Date(now()).toISOString();
  }
  function replace(name, text) {
    var pair = ends(name);
    if (!pair) { return; }
    var old = [], node = pair[0].nextSibling;
    for (; node && node !== pair[1]; node = node.nextSibling) { old.push(node); }
    var template = document.createElement("template");
    template.innerHTML = text;
    var fresh = Array.from(template.content.childNodes);
    var active = document.activeElement, range = null;
    var holds = old.some(function (it) { return it.contains(active); });
    var where = holds && place(active);
    if (holds && active.selectionStart !== undefined) { range = [active.selectionStart, active.selectionEnd]; }
    function summary(it) { return (it.querySelector("summary") || it).textContent; }
    all(old, "details").forEach(function (was) {
      var same = all(fresh, "details").filter(function (it) { return summary(it) === summary(was); })[0];
      if (same) { same.open = was.open; }
    });
    // Looked at before anything moves: a node that moves loses the focus.
    var kept = all(old, "form").filter(isTouched);
    kept.forEach(function (form) {
      var same = all(fresh, "form").filter(function (it) { return asksSame(form, it); })[0];
      if (!same) { return; }
      var index = fresh.indexOf(same);
      same.parentNode.replaceChild(form, same);
      if (index >= 0) { fresh[index] = form; }
    });
    old.forEach(function (it) { if (it.parentNode === pair[0].parentNode) { it.remove(); } });
    pair[1].parentNode.insertBefore(template.content, pair[1]);
    all(fresh, "form").forEach(draw);
    if (holds) {
      var again = active.isConnected ? active : all(fresh, "a, button, input, select, textarea, summary, [tabindex]")
        .filter(function (it) { return place(it) === where; })[0];
      if (again) {
        again.focus({ preventScroll: true });
        try { if (range && range[0] !== null) { again.setSelectionRange(range[0], range[1]); } } catch (_) { /* has no text */ }
      }
    }
  }

  // Characters that are being put together (pinyin) would be lost with a field that moves.
  var waiting = {}, composing = false;
  function show() {
    if (composing) { return; }
    Object.keys(waiting).forEach(function (name) { replace(name, waiting[name]); });
    waiting = {};
    tick();
  }
  addEventListener("compositionstart", function () { composing = true; });
  addEventListener("compositionend", function () { composing = false; setTimeout(show, 0); });

  // 3 The line. It is asked for again when it ends; that it is lost is said in words.
  var address = line.getAttribute("data-live"), after = line.getAttribute("data-after");
  var abort = null, last = Date.now(), tries = 0, timer = null, leaving = false;
  function say(text) { write(line, text || ""); line.hidden = !text; }
  function reload() {
    if (leaving) { return; }
    if (Array.from(document.forms).some(isTouched)) {
      leaving = true;
      return say(line.getAttribute("data-changed"));
    }
    leaving = true;
    setTimeout(function () { location.reload(); }, 1000 * Math.random());
  }
  function event(text) {
    var kind = "", data = "";
    text.split("\n").forEach(function (row) {
      if (row.slice(0, 4) === "id: ") { after = row.slice(4); }
      if (row.slice(0, 7) === "event: ") { kind = row.slice(7); }
      if (row.slice(0, 6) === "data: ") { data = row.slice(6); }
    });
    if (kind === "reload") { reload(); }
    if (kind === "parts") {
      var news = JSON.parse(data);
      set(news.now);
      news.parts.forEach(function (part) { waiting[part[0]] = part[1]; });
      show();
    }
  }
  function read(reader) {
    var decoder = new TextDecoder(), rest = "";
    return reader.read().then(function more(got) {
      if (got.done) { return; }
      last = Date.now();
      rest += decoder.decode(got.value, { stream: true });
      var events = rest.split("\n\n");
      rest = events.pop();
      events.forEach(event);
      return reader.read().then(more);
    });
  }
  function lost() {
    var since = new Date(now() - (Date.now() - last) + offset).toISOString().slice(11, 16);
    say(line.getAttribute("data-lost").replace("0:00", since));
  }
  function connect() {
    timer = null;
    if (leaving || document.hidden) { return; }
    var own = abort = new AbortController();
    var refused = false, came = false, open = Date.now();
    fetch(address + "&after=" + after, { signal: own.signal, cache: "no-store" }).then(function (response) {
      if (response.status === 401 || response.status === 403 || response.status === 404) { return reload(); }
      if (response.status === 503 && response.headers.get("retry-after")) {
        refused = true;
        return response.text().then(say);
      }
      if (!response.ok) { throw new Error(response.status); }
      last = Date.now();
      came = true;
      say("");
      return read(response.body.getReader());
    }).catch(function () { /* said below */ }).then(function () {
      if (own !== abort || leaving || document.hidden) { return; }
      abort = null;
      // A line that ended after a while is asked for again at once; one that does not hold, ever later.
      tries = came && Date.now() - open > 5000 ? 0 : tries + 1;
      if (tries > 1 && !came && !refused) { lost(); }
      var wait = refused ? 30000 : Math.min(30000, 500 * Math.pow(2, tries));
      timer = setTimeout(connect, wait * (0.5 + Math.random() / 2));
    });
  }
  function drop() { var own = abort; abort = null; if (own) { own.abort(); } }
  function again() { if (!timer && !abort) { connect(); } }
  // The server breathes each 15 seconds; a silent line is a dead one.
  setInterval(function () {
    if (abort && Date.now() - last > 40000) { drop(); lost(); again(); }
  }, 5000);
  // A browser has six lines to a server: pages that nobody sees hold none.
  document.addEventListener("visibilitychange", function () {
    if (document.hidden) { drop(); } else { again(); }
  });
  addEventListener("pagehide", drop);
  addEventListener("pageshow", again);
  addEventListener("online", function () { if (timer) { clearTimeout(timer); timer = null; again(); } });
  connect();
})();

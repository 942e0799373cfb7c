// The search page: looks for words in titles and sources, as they are typed. The list is asked for once, with the first
// key. Nothing is sent anywhere: the address (?q=…) holds what was looked for, so that it can be kept and shared.
(function () {
  "use strict";
  var form = document.querySelector("form.search");
  var field = form.querySelector("input");
  var said = document.getElementById("found");
  var list = document.getElementById("results");
  var SHOWN = 100;
  var posts = null;
  var asked = null;

  function fold(text) {
    return text.normalize("NFKC").toLowerCase();
  }

  function load() {
    if (!asked) {
      said.textContent = "正在取目录……";
      asked = fetch(form.dataset.list)
        .then(function (answer) {
          if (!answer.ok) throw new Error(answer.status);
          return answer.json();
        })
        .then(function (rows) {
          posts = rows.map(function (row) {
            return { url: row[0], title: row[1], source: row[2] || "", date: row[3], text: fold(row[1] + " " + row[2]) };
          });
        });
      asked.then(show, function () {
        asked = null; // the next key tries again
        said.textContent = "目录没有取到，请稍后再试。";
      });
    }
  }

  function line(post) {
    var item = document.createElement("li");
    var time = document.createElement("time");
    var link = document.createElement("a");
    var source = document.createElement("span");
    time.dateTime = post.date;
    time.textContent = post.date.slice(0, 10);
    link.href = post.url;
    link.textContent = post.title;
    source.className = "source";
    source.textContent = post.source;
    item.append(time, " ", link, " ", source);
    return item;
  }

  function show() {
    var words = fold(field.value).split(/\s+/).filter(Boolean);
    history.replaceState(null, "", field.value ? "?q=" + encodeURIComponent(field.value) : location.pathname);
    if (words.join("").length < 2) {
      said.textContent = words.length ? "请再输入一个字。" : "";
      list.replaceChildren();
      return;
    }
    if (!posts) return load();
    var found = posts.filter(function (post) {
      return words.every(function (word) {
        return post.text.includes(word);
      });
    });
    said.textContent =
      (found.length ? "找到 " + found.length + " 条" : "没有找到") + (found.length > SHOWN ? "，显示最新的 " + SHOWN + " 条" : "");
    list.replaceChildren.apply(list, found.slice(0, SHOWN).map(line));
  }

  form.hidden = false;
  field.value = new URLSearchParams(location.search).get("q") || "";
  field.addEventListener("input", show);
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    show();
  });
  if (field.value) show();
})();

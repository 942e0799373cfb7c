// An article that has left the site's window stands in the archive: its old address tells where.
(function () {
  "use strict";
  var note = document.getElementById("moved");
  var found = /\/[\w-]+\/(\d{4})\/(\d\d)\/(\d\d)\/([\w-]+)\.html$/.exec(location.pathname);
  if (!note || !found) return;
  var address = note.dataset.archive + found[1] + "/" + found[2] + "/" + found.slice(1, 5).join("-") + ".html";
  fetch(address, { method: "HEAD" }).then(
    function (answer) {
      if (answer.ok) location.replace(address);
    },
    function () {}
  );
})();

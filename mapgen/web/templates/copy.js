document.querySelectorAll("button[data-copies]").forEach(function (button) {
  var code = document.getElementById(button.dataset.copies);
  button.hidden = false;
  button.addEventListener("click", function () {
    code.focus();
    code.select();
    var done = navigator.clipboard ? navigator.clipboard.writeText(code.value) : Promise.reject();
    done.catch(function () { document.execCommand("copy"); }).then(function () {
      button.textContent = button.dataset.done;
    });
  });
});

// Tells the terminal where its phone is: on this very server, under whatever name and port the page was opened.
addEventListener("DOMContentLoaded", () => {
  const scheme = location.protocol === "https:" ? "wss" : "ws";
  document.querySelector("#terminal").dataset.sessionWebsocketUrl = `${scheme}://${location.host}/ws`;
  // The keyboard is the phone's as soon as it shows something: nobody should have to click first.
  const shown = new MutationObserver(() => {
    if (document.body.classList.contains("-first-byte")) {
      shown.disconnect();
      document.querySelector(".xterm-helper-textarea")?.focus();
    }
  });
  shown.observe(document.body, { attributes: true, attributeFilter: ["class"] });
});

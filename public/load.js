// Starts the app. A file of its own, because the content policy allows no script inside the page; a classic script in
// the head, so that the module is asked for at once and a returning person never sees the first opening's words.
(() => {
  const root = document.documentElement;
  let returning = true;
  try {
    // The app writes this when the first opening is done. Without storage the words are shown, which harms nobody.
    returning = localStorage.getItem("waymark-opened") !== null;
  } catch {
    returning = false;
  }
  // How the person likes the page to look. Their records say it too, but those are opened later.
  try {
    const [theme, text, contrast, , motion] = (localStorage.getItem("waymark-look") ?? "").split(" ");
    for (const [name, value] of Object.entries({ theme, text, contrast, motion })) if (value) root.dataset[name] = value;
  } catch {
    // Without storage the page looks as the phone says.
  }
  // Kept for the page that explains how to put the app on the home screen; nobody is asked before they look there.
  addEventListener("beforeinstallprompt", (offer) => {
    offer.preventDefault();
    globalThis.waymarkInstall = offer;
  });

  const first = location.pathname === "/" || location.pathname === "/welcome";
  // While the app starts, numbers to call are left out. They stand in the page itself, so that a phone that cannot start
  // the app, or cannot even read this file, shows them.
  root.className = returning || !first ? "starting returning" : "starting";

  const app = fetch("@@wasm@@", { integrity: "@@wasm-integrity@@", credentials: "same-origin" });
  // Reported when it is awaited; this only keeps the browser from reporting it twice.
  app.catch(() => {});

  // The static words stay until the app has drawn a page of its own.
  const clear = () => {
    const words = document.getElementById("first-words");
    const drawn = [...document.querySelectorAll("main")].some((main) => !words?.contains(main));
    if (drawn) {
      words?.remove();
      root.className = "";
      watch.disconnect();
    }
  };
  const watch = new MutationObserver(clear);
  watch.observe(root, { childList: true, subtree: true });

  const drawn = () => new Promise((done) => {
    if (document.readyState !== "loading") done();
    else document.addEventListener("DOMContentLoaded", done, { once: true });
  });
  Promise.all([import("@@glue@@"), drawn()])
    .then(([glue]) => glue.default({ module_or_path: app }))
    .catch((fault) => {
      console.error(fault);
      root.className = "";
      document.querySelector("#first-words h1").textContent = "{{errors.start.title}}";
      document.querySelector("#first-words p").textContent = "{{errors.start.words}}";
    });
})();

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

  // A browser that translates a page takes each text out of it and puts elements of its own in its place. The app would
  // go on writing into a text that nobody sees: the first statement would stay for all. So each text of the app stands
  // in an element of its own, which is written as a whole; what was put inside goes with the old words.
  if (globalThis.customElements) {
    customElements.define("way-words", class extends HTMLElement {
      get nodeValue() { return this.textContent; }
      set nodeValue(words) { this.textContent = words; }
    });
    const make = document.createTextNode.bind(document);
    // A blank between two words is nothing to translate.
    document.createTextNode = (words) => /^\s+$/.test(words) ? make(words)
      : Object.assign(document.createElement("way-words"), { textContent: words });
  }

  // A fault that ends the app leaves buttons that do nothing. A calm page takes the place of everything; it stands in the
  // page itself, so that nothing has to be fetched or drawn for it, and it begins nothing anew by itself.
  const stopped = (fault) => {
    const page = document.getElementById("stopped");
    if (!page || !globalThis.WebAssembly || !(fault instanceof WebAssembly.RuntimeError)) return;
    watch.disconnect();
    root.className = "";
    document.body.replaceChildren(page.content.cloneNode(true));
    document.querySelector("h1").focus();
  };
  addEventListener("error", (event) => stopped(event.error));
  addEventListener("unhandledrejection", (event) => stopped(event.reason));

  // The thread that stretches what is typed: `platform/stretch.rs` starts it when it is needed.
  globalThis.waymarkStretch = "@@stretch@@";

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
  // The glue is a script of the page, which names its integrity, and hands over its way in.
  const glue = new Promise((here, away) => {
    if (globalThis.waymarkGlue) return here();
    addEventListener("waymark-glue", here, { once: true });
    // Of a file that does not come, or not as it was made, only its element hears.
    addEventListener("error", ({ target }) => { if (target.type === "module") away(target.src); }, true);
  });
  Promise.all([glue, drawn()])
    .then(() => globalThis.waymarkGlue({ module_or_path: app }))
    .catch(async (fault) => {
      // The words to put in place of others may not be there yet.
      await drawn();
      console.error(fault);
      root.className = "";
      // "Opening …" is hidden by its name once nothing opens.
      document.getElementById("opening")?.removeAttribute("id");
      const say = (part, words) => { document.querySelector(`#first-words ${part}`).textContent = words; };
      document.querySelector("#first-words ul")?.remove();
      say("h1", "{{errors.start.title}}");
      say("p", globalThis.WebAssembly ? "{{errors.start.words}}" : "{{errors.start.no_wasm}} {{errors.start.no_wasm_next}}");
    });
})();

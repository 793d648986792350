// Starts the app. A file of its own, because the content policy allows no script inside the page, and the first script of
// the head, so that the program is asked for at once and only once; nothing waits for it.
(() => {
  const root = document.documentElement;
  const own = (integrity) => ({ integrity, credentials: "same-origin" });
  // Compiled while it arrives, and before its glue is there.
  const compile = (path, integrity) => {
    const file = fetch(path, own(integrity));
    const compiled = globalThis.WebAssembly?.compileStreaming ? WebAssembly.compileStreaming(file)
      : file.then((answer) => answer.arrayBuffer()).then((bytes) => WebAssembly.compile(bytes));
    // Reported when it is awaited; this only keeps the browser from reporting it twice.
    compiled.catch(() => {});
    return compiled;
  };
  const compiled = compile("@@wasm@@", "@@wasm-integrity@@");
  // The program's later parts. One that was begun ahead is handed out once: if it did not come, the next ask fetches it.
  const ahead = new Map();
  globalThis.waymarkPart = (path, integrity) => {
    const part = ahead.get(path) ?? compile(path, integrity);
    ahead.delete(path);
    return part;
  };
  // The glue is a script of the page with its own integrity, and hands over its way in. Of a file that does not come, or
  // not as it was made, only its element hears: so the element is made here, where somebody listens from the beginning.
  const glue = new Promise((here, away) => {
    addEventListener("waymark-glue", here, { once: true });
    document.head.append(Object.assign(document.createElement("script"), {
      type: "module", src: "@@glue@@", integrity: "@@glue-integrity@@", crossOrigin: "", onerror: () => away("@@glue@@"),
    }));
  });
  glue.catch(() => {});

  // Without storage nothing is remembered, which harms nobody.
  const noted = (read) => { try { return read(); } catch { return null; } };
  // How the person likes the page to look. Their records say it too, but those are opened later.
  const [theme, text, contrast, language, motion] = (noted(() => localStorage.getItem("waymark-look")) ?? "").split(" ");
  for (const [name, value] of Object.entries({ theme, text, contrast, motion })) if (value) root.dataset[name] = value;
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

  root.classList.add("starting");
  // Today is what whoever comes again sees first.
  const again = () => { for (const [path, integrity] of @@soon@@) ahead.set(path, compile(path, integrity)); };
  let [beforeStart, tookOver] = [() => {}, () => {}];
  const parsed = new Promise((done) => {
    if (document.readyState !== "loading") done();
    else document.addEventListener("DOMContentLoaded", done, { once: true });
  });
  @@first@@

  // The words that the page brings stay until the app has drawn a page of its own.
  const clear = () => {
    const words = document.getElementById("first-words");
    const drawn = [...document.querySelectorAll("main")].some((main) => !words?.contains(main));
    if (drawn) {
      watch.disconnect();
      tookOver(words);
      words?.remove();
      root.className = "";
    }
  };
  const watch = new MutationObserver(clear);
  watch.observe(root, { childList: true, subtree: true });

  // The rest of the style: what the first screens need stands in the page.
  const styled = parsed.then(() => document.querySelector("link[rel=stylesheet]") ? undefined : new Promise((done) => {
    const link = Object.assign(document.createElement("link"), { rel: "stylesheet", integrity: "@@style-integrity@@" });
    link.onload = link.onerror = done;
    link.href = "@@style@@";
    document.head.append(link);
  }));
  Promise.all([compiled, glue, styled])
    .then(async ([program]) => {
      await beforeStart();
      return globalThis.waymarkGlue({ module_or_path: program });
    })
    .catch(async (fault) => {
      // The words to put in place of others may not be there yet.
      await parsed;
      console.error(fault);
      root.className = "";
      root.dataset.first = "welcome";
      // "Opening …" is hidden by its name once nothing opens.
      document.getElementById("opening")?.removeAttribute("id");
      const page = document.getElementById("welcome") ?? document.getElementById("first-words");
      page.querySelector("h1").textContent = "{{errors.start.title}}";
      const words = page.querySelector("p.lede") ?? Object.assign(document.createElement("p"), { className: "lede" });
      words.textContent = globalThis.WebAssembly ? "{{errors.start.words}}" : "{{errors.start.no_wasm}} {{errors.start.no_wasm_next}}";
      page.querySelector("h1").after(words);
      page.querySelectorAll("ul, .dock").forEach((part) => part.remove());
    });
})();

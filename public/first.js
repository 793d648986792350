  // The first screens, before the program is there (public/first). Going from one to another is done here; what else is
  // tapped is held, and done as soon as the program can do it.
  const held = {
    begin: false, wentOn: false, path: undefined, press: undefined,
    // The check-in that was begun, by the name it is going to have; whether the program has kept it, and what is marked of
    // its first question.
    checkIn: undefined, kept: false, get place() { return marked()?.value; },
    // It is on the disk, which the program says; its own screen comes next.
    sayKept: () => { document.querySelector("#statement .kept").append(document.getElementById("kept").content.cloneNode(true)); },
  };
  globalThis.waymarkHeld = held;
  const marked = () => document.querySelector("#statement input:checked");
  const nameIt = () => {
    held.checkIn ??= Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
    return `/check-in/${held.checkIn}/1`;
  };
  const { pathname } = location;
  const languages = "@@languages@@".split(" ");
  const asked = [language, ...navigator.languages].filter(Boolean).map((tag) => tag.toLowerCase());
  const spoken = asked.flatMap((tag) => [tag, tag.split("-")[0]]).find((tag) => languages.includes(tag)) ?? "en";
  // Whoever has been here before never sees the opening; nor does a phone that speaks another language of ours.
  const knows = noted(() => localStorage.getItem("waymark-opened")) !== null || spoken !== "en" || !["/", "/welcome", "/i", "/help"].includes(pathname);
  root.classList.toggle("returning", knows);
  const shown = () => document.getElementById(root.dataset.first ?? "welcome");
  const show = (screen) => {
    root.dataset.first = screen;
    held.path = held.press = undefined;
    scrollTo(0, 0);
    shown()?.querySelector("h1").focus();
  };
  // A tab on iPhone or iPad says first how it comes onto the home screen; an iPad calls itself a Mac, with a touch screen.
  const agent = navigator.userAgent;
  const tab = (/iPhone|iPad|iPod/.test(agent) || (agent.includes("Macintosh") && navigator.maxTouchPoints > 1)) && !navigator.standalone;
  const screenOf = (path) => {
    if (path === "/help") return "help";
    if (held.begin && path === "/") return "today";
    if (held.begin && path === "/check-in") return "check-in";
    if (held.checkIn && path === nameIt()) return "statement";
    return tab && !held.wentOn ? "home" : "welcome";
  };
  // The program may have begun already, and not have drawn yet: it hears where to go as of the browser's own "back".
  let telling = false;
  const tell = () => {
    telling = true;
    dispatchEvent(new PopStateEvent("popstate"));
    telling = false;
  };
  let pushed = 0;
  const turn = (path, screen) => {
    history.pushState(null, "", path);
    pushed += 1;
    show(screen);
    tell();
  };
  // Whoever came with an introduction goes on to it, which the program does.
  const begin = (button) => {
    held.begin = true;
    if (pathname === "/i") button.setAttribute("aria-busy", "true");
    else {
      if (location.pathname !== "/") history.replaceState(null, "", "/");
      show("today");
      tell();
    }
  };
  // Of several that wait the last counts.
  const wait = (element) => {
    document.querySelectorAll("#first-words [aria-busy]").forEach((other) => other.removeAttribute("aria-busy"));
    element.setAttribute("aria-busy", "true");
  };
  // A screen that comes with the program: its address is taken at once, so that the program begins there.
  const hold = (link, path) => {
    wait(link);
    held.press = undefined;
    if (held.path) history.replaceState(null, "", path);
    else history.pushState(null, "", path);
    held.path = path;
    tell();
  };
  // On the same screen: the program's own button is pressed when it is there.
  const press = (button) => {
    wait(button);
    held.press = button.dataset.press;
  };
  const tapped = (event) => {
    const button = event.target.closest?.("#first-words [data-press]");
    if (button) {
      event.preventDefault();
      return press(button);
    }
    const link = event.target.closest?.("#first-words a");
    const to = link?.getAttribute("href");
    if (!to || event.button || event.metaKey || event.ctrlKey || event.shiftKey || /^(tel|sms):/.test(to)) return;
    event.preventDefault();
    if (to === "#help") turn("/help", "help");
    else if (to === "#today") begin(link);
    else if (to === "#check-in" || link.matches("#statement .back")) turn("/check-in", "check-in");
    else if (to === "#statement") turn(nameIt(), "statement");
    else if (link.matches("#check-in .back")) turn("/", "today");
    else if (to === "#welcome") {
      held.wentOn = true;
      show("welcome");
    }
    else if (to === "/measures.html") {
      root.dataset.covered = "";
      location.replace(to);
    } else if (link.matches("#help .back")) {
      if (pushed) history.back();
      else turn("/", screenOf("/"));
    } else if (to !== "/") hold(link, to);
  };
  const pressed = (event) => {
    if (event.key === "Enter" && event.target.matches?.("#statement input:checked")) {
      event.preventDefault();
      return press(document.querySelector("#statement .btn.go"));
    }
    const button = event.target.closest?.("#first-words [role=button]");
    if (button && event.key === " ") {
      event.preventDefault();
      button.click();
    }
  };
  const wentBack = () => {
    if (telling) return;
    pushed -= 1;
    show(screenOf(location.pathname));
  };
  // For whoever comes again too: they are shown where the program does not start.
  document.addEventListener("click", tapped);
  document.addEventListener("keydown", pressed);
  addEventListener("popstate", wentBack);
  if (!knows) {
    // Tapped before this was here, by the page's own anchors. An introduction's code is behind it in the history.
    const early = location.hash;
    const place = { "#welcome": () => "/", "#today": () => "/", "#check-in": () => "/check-in", "#statement": nameIt, "#help": () => "/help" }[early];
    held.begin = Boolean(place) && !["#welcome", "#help"].includes(early);
    held.wentOn = held.begin || early === "#welcome";
    if (place && pathname === "/i") history.back();
    else if (place) history.replaceState(null, "", place());
    root.dataset.first = screenOf(location.pathname);
    const speaks = () => {
      const voices = globalThis.speechSynthesis?.getVoices() ?? [];
      document.querySelector("#statement .listen")?.toggleAttribute("hidden", !voices.some((it) => it.localService && /^en\b/i.test(it.lang.replace("_", "-"))));
    };
    // Both take a slow phone a tenth of a second; the place of the day is there already.
    const whenIdle = (work) => globalThis.requestIdleCallback ? requestIdleCallback(work, { timeout: 500 }) : setTimeout(work, 100);
    parsed.then(() => whenIdle(() => {
      whenIdle(() => {
        speaks();
        globalThis.speechSynthesis?.addEventListener?.("voiceschanged", speaks, { once: true });
      });
      const day = new Intl.DateTimeFormat(undefined, { weekday: "long", day: "numeric", month: "long", year: "numeric" }).format(new Date());
      document.querySelector("#today .over")?.replaceChildren(day.replaceAll(",", ""));
    }));
  }
  // The face of the letters comes when the phone has nothing else to fetch, and is put on with the next screen, so that
  // no line jumps under a finger. Whoever comes again has it from the start; on a quick line it comes with the program.
  const QUICK_MS = 800;
  const face = () => document.fonts?.load("1em \"Atkinson Hyperlegible Next\"") ?? Promise.resolve([]);
  const wear = () => { root.dataset.face = ""; };
  if (knows) {
    wear();
    again();
  }
  beforeStart = async () => {
    if (knows || performance.now() > QUICK_MS) return;
    const late = new Promise((done) => { setTimeout(done, QUICK_MS / 2, []); });
    if ((await Promise.race([face().catch(() => []), late])).length) wear();
  };
  // When nothing was tapped for so long.
  const CALM_MS = 3000;
  let calm;
  const waitForCalm = () => {
    clearTimeout(calm);
    calm = setTimeout(() => {
      document.removeEventListener("click", waitForCalm, true);
      face().then((faces) => {
        if (faces.length) document.addEventListener("click", wear, { once: true, capture: true });
      }, () => {});
    }, CALM_MS);
  };
  // Where the person is on the page's own screen. The program moves both when it draws, before anybody hears of it.
  let [at, on] = [0, undefined];
  const scrolled = () => { at = scrollY; };
  const focused = ({ target }) => { if (target.closest?.("#first-words")) on = target; };
  addEventListener("scroll", scrolled, { passive: true });
  addEventListener("focusin", focused);
  // The program has drawn the same screen: the person stays where they are on it.
  tookOver = (words) => {
    document.removeEventListener("click", tapped);
    document.removeEventListener("keydown", pressed);
    removeEventListener("popstate", wentBack);
    removeEventListener("scroll", scrolled);
    removeEventListener("focusin", focused);
    const nation = words?.querySelector("select")?.value;
    const same = !knows && !held.path && words?.getClientRects().length;
    root.removeAttribute("data-first");
    if (root.dataset.face === undefined) {
      document.addEventListener("click", waitForCalm, true);
      waitForCalm();
    }
    if (!same) return;
    const to = on?.getAttribute("href")?.replace("#", "/");
    const [mark, stoodAt] = [marked()?.value, on?.matches("input") && on.value];
    const stop = (value) => document.querySelector(`.stops input[value="${value}"]`);
    requestAnimationFrame(() => {
      scrollTo(0, at);
      if (to) document.querySelector(`a[href="${to}"]`)?.focus({ preventScroll: true });
      if (stoodAt) stop(stoodAt)?.focus({ preventScroll: true });
      // Chosen after the program had read what is marked.
      if (mark && stop(mark)?.checked === false) stop(mark).click();
      if (held.press) document.querySelector(held.press)?.click();
      const choice = document.getElementById("nation");
      if (nation && choice) {
        choice.value = nation;
        choice.dispatchEvent(new Event("change", { bubbles: true }));
      }
    });
  };

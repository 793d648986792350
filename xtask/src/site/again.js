// Opens the page again once the site was made anew. It stands in the site of `cargo xtask dev` and in no other.
(() => {
  const [page] = "@@made@@".split(" ");
  const look = async () => {
    try {
      const reply = await fetch("/made.txt", { cache: "no-store" });
      const [now, style] = (await reply.text()).split(" ");
      if (reply.ok && now !== page) {
        location.reload();
        return;
      }
      const sheet = document.querySelector("link[rel=stylesheet]");
      // A new look needs no new page: what is typed stays, and a worker stays signed in.
      if (reply.ok && sheet && sheet.getAttribute("href") !== style) {
        sheet.removeAttribute("integrity");
        sheet.href = style;
      }
    } catch {
      // The server is being started anew.
    }
    setTimeout(look, 200);
  };
  look();
})();

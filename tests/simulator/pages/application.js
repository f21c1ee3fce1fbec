// An application beside the control panel: it shows what the page that embeds it tells it.
(() => {
  const told = document.getElementById("told");
  window.told = [];
  addEventListener("message", ({ data, origin }) => {
    if (typeof data?.event !== "string") {
      return;
    }
    window.told.push({ ...data, origin });
    const item = document.createElement("li");
    item.textContent = data.event;
    told.append(item);
  });
})();

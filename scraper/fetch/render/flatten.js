// The document as its reader sees it: shadow trees in the place of their hosts, slots filled, scripts left out.
() => {
  const VOID = new Set("area base br col embed hr img input link meta source track wbr".split(" "));
  const text = (value) => value.replace(/[&<>]/g, (char) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[char]);
  const LIMIT = 400000;
  let seen = 0;

  const write = (node, out) => {
    if (++seen > LIMIT) return;
    if (node.nodeType === Node.TEXT_NODE) {
      out.push(text(node.data));
    } else if (node.nodeType === Node.ELEMENT_NODE) {
      element(node, out);
    } else if (node.nodeType === Node.DOCUMENT_FRAGMENT_NODE) {
      for (const child of node.childNodes) write(child, out);
    }
  };

  const element = (node, out) => {
    const tag = node.localName;
    if (tag === "style" || tag === "noscript" || (tag === "script" && !/json/.test(node.type))) return;
    if (tag === "slot") {
      const assigned = node.assignedNodes({ flatten: true });
      for (const child of assigned.length ? assigned : node.childNodes) write(child, out);
      return;
    }
    out.push("<", tag);
    for (const { name, value } of node.attributes) {
      if (!name.startsWith("on")) out.push(" ", name, '="', text(value).replace(/"/g, "&quot;"), '"');
    }
    out.push(">");
    if (VOID.has(tag)) return;
    if (tag === "script") out.push(node.textContent.replace(/<\/script/gi, "<\\/script"));
    else for (const child of (node.shadowRoot ?? node).childNodes) write(child, out);
    out.push("</", tag, ">");
  };

  const out = ["<!DOCTYPE html>"];
  write(document.documentElement, out);
  return out.join("");
}

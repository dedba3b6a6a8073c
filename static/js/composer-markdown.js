/* Rich text of other pages and programs as Markdown. Words and structure are taken over, never the markup itself. */
const NODES = 20000;
const LONGEST = 20000;
const DEEPEST = 40;
const SKIPPED = "script, style, template, noscript, head, iframe, svg, button, input, select, textarea";
const BLOCKS = /^(P|DIV|SECTION|ARTICLE|MAIN|HEADER|FOOTER|H[1-6]|UL|OL|LI|BLOCKQUOTE|PRE|TABLE|HR|FIGURE|FIGCAPTION|DL|DT|DD)$/;

const escaped = (text) => text.replace(/([\\`*[\]<])/g, "\\$1").replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, "\\_");

function marked(words, mark) {
  const inner = words.trim();
  if (!inner || inner.includes("\n\n")) return words;
  return words.replace(inner, () => mark + inner + mark);
}

/* An address as it may stand in brackets. */
export const inBrackets = (href) => href.replace(/[\s()<>]/g, (sign) => `%${sign.charCodeAt(0).toString(16).padStart(2, "0")}`);

function address(link) {
  const href = link.getAttribute("href") ?? "";
  if (!/^(https?:\/\/|mailto:)/i.test(href)) return "";
  return inBrackets(href.trim().slice(0, 2000));
}

function isBold(node) {
  const weight = node.style?.fontWeight;
  return weight ? weight === "bold" || Number(weight) >= 600 : /^(B|STRONG)$/.test(node.tagName);
}

function isItalic(node) {
  const style = node.style?.fontStyle;
  return style ? style === "italic" : /^(I|EM)$/.test(node.tagName);
}

function inline(node, state) {
  if (node.nodeType === Node.TEXT_NODE) return escaped(node.data.replace(/\s+/g, " "));
  if (node.nodeType !== Node.ELEMENT_NODE || node.matches(SKIPPED) || !within(state)) return "";
  if (node.tagName === "BR") return "\n";
  if (node.tagName === "IMG") return escaped(node.alt ?? "");
  if (/^(CODE|KBD|TT|SAMP)$/.test(node.tagName)) return `\`${node.textContent.replace(/[`\n]/g, " ")}\``;
  let words = [...node.childNodes].map((child) => inline(child, state)).join("");
  if (/^(S|DEL|STRIKE)$/.test(node.tagName)) words = marked(words, "~~");
  if (isBold(node)) words = marked(words, "**");
  if (isItalic(node)) words = marked(words, "*");
  const to = node.tagName === "A" && address(node);
  if (!to) return words;
  const said = words.trim().replace(/\n/g, " ");
  return !said || node.textContent.trim() === to ? ` ${to} ` : words.replace(words.trim(), () => `[${said}](${to})`);
}

const within = (state) => (state.nodes += 1) < NODES;
const indent = (text, mark) => text.split("\n").map((line, number) => (number && line ? " ".repeat(mark.length) : number ? "" : mark) + line).join("\n");

function list(node, state, depth) {
  let number = Number(node.getAttribute("start")) || 1;
  const items = [...node.children].map((item) => {
    if (/^(UL|OL)$/.test(item.tagName)) return indent(list(item, state, depth + 1), "  ");
    const mark = node.tagName === "OL" ? `${number++}. ` : "- ";
    return indent(blocks(item, state, depth + 1).join("\n") || "", mark);
  });
  return items.filter((item) => item.trim()).join("\n");
}

function table(node, state) {
  const rows = [...node.rows].slice(0, 200).map((row) => [...row.cells].slice(0, 20).map((cell) => inline(cell, state).trim().replace(/\s+/g, " ").replaceAll("|", "\\|")));
  if (!rows.length) return "";
  const wide = Math.max(...rows.map((row) => row.length));
  const line = (cells) => `| ${Array.from({ length: wide }, (_, at) => cells[at] ?? "").join(" | ")} |`;
  return [line(rows[0]), line(Array(wide).fill("---")), ...rows.slice(1).map(line)].join("\n");
}

function fence(node) {
  const language = /language-([\w+-]+)/.exec(node.innerHTML.slice(0, 500) + node.className)?.[1] ?? "";
  return `\`\`\`${language}\n${node.textContent.replace(/\n$/, "")}\n\`\`\``;
}

function block(node, state, depth) {
  const tag = node.tagName;
  if (/^H[1-6]$/.test(tag)) return [`${"#".repeat(Number(tag[1]))} ${inline(node, state).trim().replace(/\s+/g, " ")}`];
  if (tag === "UL" || tag === "OL") return [list(node, state, depth)];
  if (tag === "BLOCKQUOTE") return [quoted(blocks(node, state, depth + 1).join("\n\n"))];
  if (tag === "PRE") return [fence(node)];
  if (tag === "TABLE") return [table(node, state)];
  if (tag === "HR") return ["---"];
  return blocks(node, state, depth + 1);
}

/* What stands in a node, one piece for each block. */
function blocks(node, state, depth) {
  if (depth > DEEPEST) return [escaped(node.textContent.replace(/\s+/g, " ").trim())];
  const made = [];
  let run = "";
  const end = () => {
    const words = run.replace(/ *\n */g, "\n").replace(/ {2,}/g, " ").trim().replace(/\n/g, "  \n");
    if (words) made.push(words);
    run = "";
  };
  for (const child of node.childNodes) {
    const holds = child.nodeType === Node.ELEMENT_NODE && (BLOCKS.test(child.tagName) || child.querySelector("p, div, li, h1, h2, h3, h4, h5, h6, blockquote, pre, table, hr"));
    if (!holds) run += inline(child, state);
    else if (!child.matches(SKIPPED) && within(state)) {
      end();
      made.push(...block(child, state, depth));
    }
  }
  end();
  return made.filter((piece) => piece.trim());
}

const quoted = (words) => words.trim().split("\n").map((line) => `> ${line}`.trimEnd()).join("\n");

export function markdown(root) {
  return blocks(root, { nodes: 0 }, 0).join("\n\n").slice(0, LONGEST);
}

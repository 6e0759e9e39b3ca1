/** As much of Markdown as the documents use: paragraphs, lists, tables, bold, code and links. */

const INLINE = /`([^`]+)`|\*\*([^*]+)\*\*|\*([^*]+)\*|\[([^\]]+)\]\(([^)]+)\)/g;

/** Makes an element with attributes and content; text stays text. */
export function element(name, attributes = {}, ...content) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    made.setAttribute(key, value);
  }
  made.append(...content);
  return made;
}

/** Returns nodes for one line of text. */
export function inline(text) {
  const nodes = [];
  let end = 0;
  for (const match of text.matchAll(INLINE)) {
    nodes.push(text.slice(end, match.index), styled(match));
    end = match.index + match[0].length;
  }
  nodes.push(text.slice(end));
  return nodes;
}

function styled([, code, strong, emphasis, label, target]) {
  if (code) {
    return element('code', {}, code);
  }
  if (strong) {
    return element('strong', {}, ...inline(strong));
  }
  return emphasis ? element('em', {}, emphasis) : element('a', { href: target }, label);
}

/** Returns elements for a text of several paragraphs. */
export function markdown(text) {
  return text.trim().split(/\n\s*\n/).map(block);
}

function block(text) {
  const lines = text.split('\n');
  if (lines[0].startsWith('|')) {
    return table(lines.map((line) => line.split('|').slice(1, -1).map((cell) => cell.trim())));
  }
  if (lines[0].startsWith('* ')) {
    const items = text.split(/\n?^\* /m).slice(1);
    return element('ul', {}, ...items.map((item) => element('li', {}, ...inline(item.replace(/\s+/g, ' ')))));
  }
  return element('p', {}, ...inline(lines.join(' ')));
}

/** The second row only draws a line. */
function table([head, , ...rows]) {
  const row = (cells, name) => element('tr', {}, ...cells.map((cell) => element(name, {}, ...inline(cell))));
  return element(
    'div',
    { class: 'docs-scroll', tabindex: '0' },
    element('table', {}, element('thead', {}, row(head, 'th')), element('tbody', {}, ...rows.map((cells) => row(cells, 'td')))),
  );
}

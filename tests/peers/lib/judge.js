// What the scripts beside share: verdicts, the program on an example
// repository, and a reader of CSV that shares no line with the writer.
'use strict';
const path = require('path');
const {execFileSync} = require('child_process');

const root = path.resolve(__dirname, '../../..');
const arising = process.env.ARISING;
let passed = 0, failed = 0;

function verdict(name, problem) {
  console.log(problem ? `  FAILED  ${name}\n${problem}` : `  ok      ${name}`);
  if (problem) failed++; else passed++;
}

// Where two lists of lines first differ, or ''.
function difference(want, got) {
  for (let i = 0; i < Math.max(want.length, got.length); i++)
    if (want[i] !== got[i])
      return `    ${i + 1}: wanted ${JSON.stringify(want[i])}\n` +
        `       but read ${JSON.stringify(got[i])}`;
  return '';
}

function run(council, words, options = {}) {
  return execFileSync(arising,
    ['-C', path.join(root, 'build/example', council), ...words],
    {maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'pipe'], ...options});
}

// RFC 4180: an array of objects by the names of the first row.
function parseCsv(text) {
  const rows = [];
  let row = [], field = '', quoted = false;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (quoted) {
      if (c !== '"') field += c;
      else if (text[i + 1] === '"') field += text[++i];
      else quoted = false;
    } else if (c === '"') quoted = true;
    else if (c === ',') row.push(field), field = '';
    else if (c === '\n') row.push(field), rows.push(row), row = [], field = '';
    else if (c !== '\r') field += c;
  }
  const names = rows.shift();
  return rows.map((r) =>
    Object.fromEntries(names.map((name, i) => [name, r[i]])));
}

// A cell that a spreadsheet might compute is written behind an apostrophe.
const plain = (text) => text.replace(/^'(?=\s*[=+@-])/, '');

function end() {
  console.log(`${passed} passed, ${failed} failed`);
  process.exit(failed ? 1 : 0);
}

module.exports = {root, verdict, difference, run, parseCsv, plain, end};

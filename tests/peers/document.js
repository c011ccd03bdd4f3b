// The Word document as pandoc reads it back: the cells of its tables are the
// JSON paper's; and as LibreOffice opens it, all papers in one start.
'use strict';
const fs = require('fs');
const os = require('os');
const path = require('path');
const {verdict, difference, run, end} = require('./lib/judge');
const {has, office, tidy, read, words, tables, asTexts} =
  require('./lib/word');

if (!has('pandoc')) {
  console.log('  SKIPPED document: pandoc is not here (Debian: apt-get ' +
    'install pandoc)');
  process.exit(0);
}
if (!office)
  console.log('  SKIPPED document: LibreOffice is not here (Debian: apt-get ' +
    'install libreoffice-writer-nogui)');

const statuses = {'not-started': 'Not started', 'in-progress': 'In progress',
  paused: 'Paused', completed: 'Completed', withdrawn: 'Withdrawn',
  superseded: 'Superseded'};
const columns = {
  'Ref.': (row) => row.ref,
  Action: (row) => row.record.action,
  Milestone: (row) => row.milestone,
  Committee: (row) => (row.record.bodies || []).join(', '),
  'Lead officer(s)': (row) => row.leads.map((l) =>
    l.holder ? `${l.post} (${l.holder})` : l.post || l.id).join('; '),
  'Success criteria': (row) => (row.record.success || []).join('; '),
  'Baseline position': (row) => row.record.baseline,
  Achieved: (row) => statuses[row.record.status] || 'No status',
};

function expected(paper) {
  const out = [];
  for (const plan of paper.plans)
    for (const row of plan.rows)
      for (const [title, value] of Object.entries(columns))
        out.push(`${plan.plan}#${row.ref} ${title}: ` +
          (tidy(value(row) || '') || 'none given'));
  return out;
}

// The actions' tables come plan by plan, as the paper's JSON has them.
function found(paper, list) {
  const out = [];
  let at = 0;
  for (const plan of paper.plans) {
    let rows = [];
    while (rows.length < plan.rows.length && at < list.length) {
      const {head, rows: more} = list[at++];
      if (head[0] === 'Ref.') rows = rows.concat(more.map((r) => [head, r]));
    }
    for (const [head, row] of rows)
      for (const title of Object.keys(columns)) {
        const i = head.findIndex((h) => h.replace(/ \(.*\)$/, '') ===
          title.replace(/ \(.*\)$/, ''));
        // The status has the day it was reached behind it.
        const cell = title === 'Achieved'
          ? row[i].replace(/^(Completed|No status) .*/, '$1') : row[i];
        out.push(`${plan.plan}#${row[0]} ${title}: ${cell}`);
      }
  }
  return out;
}

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'arising-document-'));
const papers = [
  ['cambridgeshire', 'cabinet-2014-03'], ['cambridgeshire', 'sr-2021-09'],
  ['cambridgeshire', 'sr-2021-12', '--names'], ['cambridgeshire', 'sr-2022-01'],
  ['cheshire-east', 'council-2024-07'], ['cheshire-east', 'cpc-2024-08']];
const made = [];
for (const [council, ...rest] of papers) {
  const name = `document of ${council} ${rest.join(' ')}`;
  const file = path.join(dir, `${council}-${rest[0]}.docx`);
  const paper = JSON.parse(run(council, ['paper', ...rest, '--format', 'json']));
  fs.writeFileSync(file, run(council, ['paper', ...rest, '--format', 'docx']));
  const {blocks, meta} = read(file);
  const list = tables(blocks);
  const want = expected(paper);
  verdict(`${name}: ${want.length} cells`,
    difference(want, found(paper, list)));
  verdict(`${name}: title`, meta.title && words(meta.title.c) ===
    paper.paper.title ? '' : JSON.stringify(meta.title));
  // Headings go down one step at a time, and each table has a caption.
  const levels = blocks.filter((b) => b.t === 'Header').map((b) => b.c[0]);
  verdict(`${name}: headings`, levels[0] === 1 &&
    levels.every((l, i) => !i || l <= levels[i - 1] + 1)
    ? '' : String(levels));
  verdict(`${name}: captions`, list.every((t) => /^Table \d+\. /.test(t.caption))
    ? '' : list.map((t) => t.caption).join('\n'));
  made.push({name, file, paper});
}

if (office) {
  const ran = asTexts(dir, made.map((m) => m.file));
  for (const {name, file, paper} of made) {
    const text = file.replace(/docx$/, 'txt');
    const read = fs.existsSync(text) ? tidy(fs.readFileSync(text, 'utf8')) : '';
    const lost = paper.plans.flatMap((p) => p.rows)
      .map((row) => tidy(row.record.action || ''))
      .filter((action) => !read.includes(action));
    verdict(`${name}: opens in LibreOffice`, !read ? `${ran.stdout}${ran.stderr}`
      : lost.length ? `not in it: ${lost[0]}` : '');
  }
}
fs.rmSync(dir, {recursive: true});
end();
